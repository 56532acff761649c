/**
 * Connections that say nothing, and frames that never end, where the system tells nothing of either: the server takes
 * them, ends all that wait for nothing, and goes on selling.
 */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { connectFrom, eventually, Feed, upgradeText } from "../support/feed.ts";
import { answerOf, CHECKOUT, PASSWORD, type Person, type ServerOptions, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

/** As on a system whose C library it does not know. */
const [PROGRAM, ...ARGS] = CHECKOUT.filter((arg) => arg !== "--allow-ffi") as [string, ...string[]];

/** A server that may hold so many descriptors. */
const withDescriptors = (most: number): ServerOptions => ({
  command: ["sh", "-c", `ulimit -n ${most} && exec "$0" "$@"`, PROGRAM, ...ARGS],
});

async function silent(server: TestServer, address: string, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let i = 0; i < count; i++) {
    await connectFrom(server, address).then((socket) => sockets.push(socket), () => {});
    // Half of them begin a request and never end its headers.
    if (i % 2 === 0) sockets.at(-1)?.write("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Never: ");
  }
  return sockets;
}

const sell = (person: Person) => person.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);

Deno.test("more silent connections than there are descriptors end nothing but themselves: it goes on taking and answering", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, withDescriptors(256));
  const { server, people: { nora: till } } = staff;
  const feed = await Feed.open(till);
  const held: Socket[] = [];
  for (let wave = 0; wave < 3; wave++) held.push(...await silent(server, "127.0.0.3", 300));
  assert.ok(held.length > 300, `the premise: ${held.length} were taken`);
  await eventually(async () => (await sell(till).catch(() => null))?.status === 200, "a till sells");
  using another = server.at("127.0.0.4");
  await eventually(async () => (await another.get("/api/health").then(answerOf).catch(() => null))?.status === 200, "it answers");
  const again = await Feed.open(till, `?epoch=${feed.hello.epoch}&since=${feed.hello.seq}`);
  await again.change((await sell(till)).body.seq);
  assert.match(server.log, /Connections without a request under way are ended/);
  assert.ok(server.log.split("\n").length < 60, "a flood of connections is no flood of lines");
  for (const socket of held) socket.destroy();
  await again.close();
});

/** Bytes of a frame that says it has 60,000,000 of them, behind its head; and what of it is sent. */
const FRAME_HEAD = new Uint8Array([0x81, 0xff, 0, 0, 0, 0, 3, 0x93, 0x87, 0, 0, 0, 0, 0]);
const PIECE = new Uint8Array(2 ** 20);
const PIECES = 48;

Deno.test("frames that never end gather no more memory than there may be in use, and the tills come back", async () => {
  await using staff = await Staff.open({ nora: "vendeur", marc: "vendeur" }, { command: [PROGRAM, ...ARGS] });
  const { server, owner, people: { nora: till, marc: hostile } } = staff;
  const feed = await Feed.open(till);
  const rss = async () => (await answerOf(await owner.get("/api/metrics"))).body.process.rss_bytes / 2 ** 20;
  const before = await rss();
  const sockets: Socket[] = [];
  let most = 0;
  for (let session = 0; session < 3; session++) {
    for (let i = 0; i < 8; i++) {
      const socket = await connectFrom(server, "127.0.0.3");
      socket.resume();
      socket.write(upgradeText({ authorization: `Bearer ${hostile.token}` }));
      socket.write(FRAME_HEAD);
      for (let piece = 0; piece < PIECES; piece++) socket.write(PIECE);
      sockets.push(socket);
    }
    await eventually(() => sockets.every(({ writableLength, destroyed }) => destroyed || writableLength === 0), "all is sent");
    most = Math.max(most, await rss().catch(() => 0));
    await eventually(() => hostile.signIn("marc", PASSWORD).then(() => true, () => false), "a session of its own for the next");
  }
  assert.ok(most > before + 300, `the premise: frames gather memory (${most} MiB)`);
  await eventually(async () => await rss().catch(() => Infinity) < before + 650, `1,150 MiB were sent, ${most} were held`);
  assert.equal(feed.closed?.code, 1001, "all sockets were ended, to come back");
  const since = `?epoch=${feed.hello.epoch}&since=${feed.hello.seq}`;
  let sale = await sell(till).catch(() => null);
  await eventually(async () => (sale ??= await sell(till).catch(() => null))?.status === 200, "a till sells");
  const again = await Feed.open(till, since);
  await again.change(sale!.body.seq);
  await again.close();
  for (const socket of sockets) socket.destroy();
});
