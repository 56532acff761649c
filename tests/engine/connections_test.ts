/** No address holds more connections than its share, none is silent for long, and nobody else notices. Linux tells of them. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { Connections } from "../../server/http/connections.ts";
import { Libc } from "../../server/http/libc.ts";
import { LIMITS } from "../../shared/limits.ts";
import { connectFrom, eventually, Feed, upgradeText } from "../support/feed.ts";
import { answerOf, CHECKOUT, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const ignore = Deno.build.os !== "linux";

/** Connections that read nothing but their end; half of them begin a request and never end its headers. */
async function silent(server: TestServer, address: string, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let i = 0; i < count; i++) {
    const socket = await connectFrom(server, address);
    socket.resume();
    if (i % 2 === 0) socket.write("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Never: ");
    sockets.push(socket);
  }
  return sockets;
}

const open = (sockets: readonly Socket[]) => sockets.filter(({ destroyed }) => !destroyed).length;
const sell = (person: Person) => person.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
const metrics = async (person: Person) => (await answerOf(await person.get("/api/metrics"))).body;

Deno.test({
  name: "of far too many silent connections from one address its share stays; tills of others lose none and sell",
  ignore,
  fn: async () => {
    await using staff = await Staff.open({ nora: "vendeur" });
    const { server, owner, people: { nora: till } } = staff;
    const feed = await Feed.open(till);
    const few = await silent(server, "127.0.0.3", 20);
    const count = LIMITS.connectionsPerAddress + 200;
    const many = await silent(server, "127.0.0.66", count);
    await eventually(() => open(many) <= LIMITS.connectionsPerAddress, "those beyond are ended");
    assert.equal((await sell(till)).status, 200);
    await feed.ping();
    assert.equal(open(many), LIMITS.connectionsPerAddress, "no more than those");
    assert.equal(open(few), 20, "whoever has few keeps them");
    const { connections } = await metrics(owner);
    assert.equal(connections.ended, 200);
    assert.ok(connections.open >= LIMITS.connectionsPerAddress + 20 && connections.open < count, `${connections.open} are open`);
    for (const socket of [...few, ...many]) socket.destroy();
    await feed.close();
  },
});

Deno.test({
  name: "where descriptors are few, each address may have fewer of them, and the port is not begun anew",
  ignore,
  fn: async () => {
    const command = ["sh", "-c", `ulimit -n 512 && exec "$0" "$@"`, ...CHECKOUT] as const;
    await using staff = await Staff.open({ nora: "vendeur" }, { command });
    const { server, people: { nora: till } } = staff;
    const feed = await Feed.open(till);
    const held: Socket[] = [];
    for (let wave = 0; wave < 6; wave++) {
      held.push(...await silent(server, `127.0.0.${70 + wave}`, 60));
      await eventually(() => open(held) < 512 * LIMITS.connectionShare, "all together have half of the descriptors");
    }
    assert.equal((await sell(till)).status, 200);
    await feed.ping();
    assert.doesNotMatch(server.log, /are ended/);
    for (const socket of held) socket.destroy();
    await feed.close();
  },
});

Deno.test({
  name: "frames that never end are ended before they gather, and no other socket with them",
  ignore,
  fn: async () => {
    await using staff = await Staff.open({ nora: "vendeur", marc: "vendeur" });
    const { server, people: { nora: till, marc: hostile } } = staff;
    const feed = await Feed.open(till);
    const heard = await Feed.open(hostile);
    const socket = await connectFrom(server, "127.0.0.3");
    socket.resume();
    socket.write(upgradeText({ authorization: `Bearer ${hostile.token}` }));
    // The head of a frame of 60,000,000 bytes; then little by little.
    socket.write(new Uint8Array([0x81, 0xff, 0, 0, 0, 0, 3, 0x93, 0x87, 0, 0, 0, 0, 0]));
    let sent = 0;
    const drip = setInterval(() => {
      if (!socket.destroyed) socket.write(new Uint8Array(64 * 1024), () => sent += 64 * 1024);
    }, 100);
    await eventually(() => socket.destroyed, "it is ended");
    clearInterval(drip);
    assert.ok(sent < 20 * LIMITS.unheardBytes, `after ${sent} bytes`);
    await heard.ping();
    await feed.ping();
    await heard.close();
    await feed.close();
  },
});

const QUIET_MS = 700;

Deno.test({
  name: "a connection that is kept alive and silent is ended; who waits for an answer, or speaks, is not",
  ignore,
  fn: async () => {
    const answer = Promise.withResolvers<void>();
    const listener = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request, { remoteAddr }) => {
      const peer = remoteAddr as Deno.NetAddr;
      connections.asked(peer);
      if (request.url.endsWith("/slow")) await answer.promise;
      connections.answered(peer);
      return new Response("told");
    });
    const { port } = listener.addr;
    const bounds = { connections: 100, connectionsPerAddress: 10, connectionQuietMs: QUIET_MS };
    const connections = new Connections(Libc.open(), () => [port], () => false, bounds);
    const ask = async (path: string) => {
      const socket = Object.assign(await connectFrom({ port } as TestServer, "127.0.0.2"), { answer: "" });
      socket.on("data", (chunk) => socket.answer += chunk.toString("latin1"));
      socket.resume();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      return socket;
    };
    const [slow, kept, speaking] = [await ask("/slow"), await ask("/"), await ask("/")];
    const words = setInterval(() => speaking.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), QUIET_MS / 4);
    await eventually(() => kept.destroyed, "the silent one is ended");
    assert.match(kept.answer, /told/, "the premise: it was answered");
    // As long again: the one that waits has been silent for longer than the other was.
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS + LIMITS.connectionLookMs));
    assert.deepEqual([slow.destroyed, speaking.destroyed, connections.ended], [false, false, 1]);
    answer.resolve();
    await eventually(() => slow.answer.includes("told"), "it is answered after all");
    clearInterval(words);
    connections.stop();
    for (const socket of [slow, speaking]) socket.destroy();
    await listener.shutdown();
  },
});
