/** Bytes under way are bounded: bodies that do not end, answers that nobody takes, many long ones at once. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { connectFrom, eventually, sendRaw } from "../support/feed.ts";
import { answerOf, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;
let till: Person;
let hostile: Person;
let trickling: Promise<{ socket: Socket & { answer: string }; drip: ReturnType<typeof setInterval> }>;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { nora: till, marc: hostile } } = await Staff.open({ nora: "vendeur", marc: "vendeur" }, {
    flags: ["--rate-limit", "0"],
  }));
  // Begun here, for it takes its time.
  trickling = begin(hostile, "/api/query", 1_000, 10).then((socket) => ({
    socket,
    drip: setInterval(() => socket.write(" "), 500),
  }));
});
Deno.test.afterAll(async () => {
  for (const person of [owner, till, hostile]) person.client.close();
  await server.dispose();
});

const rss = async () => (await answerOf(await owner.get("/api/metrics"))).body.process.rss_bytes / 2 ** 20;
const sells = async () => (await till.query("select", "SELECT 1 AS a")).status === 200;

/** A request whose body says it has so many bytes; `sent` are sent. */
async function begin(person: Person, path: string, length: number, sent: number): Promise<Socket & { answer: string }> {
  const socket = Object.assign(await connectFrom(server, person.address), { answer: "" });
  socket.on("data", (chunk) => socket.answer += chunk.toString("latin1"));
  socket.resume();
  const auth = person.token === null ? "" : `Authorization: Bearer ${person.token}\r\n`;
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\n${auth}Content-Length: ${length}\r\n\r\n`);
  socket.write(new Uint8Array(sent).fill(0x20));
  return socket;
}

const MIB = 2 ** 20;

Deno.test("who has not signed in may send 16 KiB: more is refused before it is read", async () => {
  using nobody = server.at("127.0.0.5");
  for (const path of ["/api/auth", "/api/setup"]) {
    const from = path === "/api/setup" ? "127.0.0.1" : nobody.address;
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\n`;
    const announced = await sendRaw(server, from, `${head}Content-Length: ${16 * 1024 + 1}\r\n\r\n{`);
    assert.equal(announced.status, 413, announced.text);
    const chunked = await sendRaw(server, from, `${head}Transfer-Encoding: chunked\r\n\r\n4001\r\n${" ".repeat(0x4001)}\r\n`);
    assert.equal(chunked.status, 413, chunked.text);
  }
  const body = JSON.stringify({ username: "marc", password: "x" }).padEnd(16 * 1024);
  assert.equal((await nobody.send("POST", "/api/auth", body)).status, 401, "the premise: so many are read");
});

Deno.test("unfinished bodies of one session are bounded: what is beyond is 429 with Retry-After, others go on", async () => {
  const sockets: (Socket & { answer: string })[] = [];
  for (let i = 0; i < 40; i++) sockets.push(await begin(hostile, "/api/query", MIB, MIB - 10));
  const refused = () => sockets.filter(({ answer }) => answer.startsWith("HTTP/1.1 429"));
  await eventually(() => refused().length === 36, "all but four are refused, for each counts four times");
  assert.match(refused()[0]!.answer, /retry-after: 1/i);
  assert.ok(await sells());
  for (const socket of sockets) socket.destroy();
  await eventually(async () => (await hostile.send("POST", "/api/query", " ".repeat(MIB))).status === 400, "they count no more");
});

Deno.test("long answers that nobody takes are bounded per session, and end", async () => {
  const before = await rss();
  const text = "x".repeat(MIB - 2_000);
  const body = JSON.stringify({
    type: "select",
    query: "WITH t (a) AS (SELECT ?) SELECT a, a AS b, a AS c, a AS d, a AS e, a AS f, a AS g FROM t",
    params: [text],
  });
  const sockets: Socket[] = [];
  let refused = 0;
  for (let i = 0; i < 60; i++) {
    const socket = await connectFrom(server, hostile.address);
    socket.write(
      `POST /api/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${hostile.token}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body);
    // It reads the beginning, to know what it was told, and no further.
    socket.once("data", (chunk) => {
      if (/^HTTP\/1\.1 (?:429|503)/.test(chunk.toString("latin1"))) refused += 1;
      socket.pause();
    });
    socket.resume();
    sockets.push(socket);
  }
  await eventually(() => refused >= 50, `most are refused`);
  assert.ok(await sells());
  const grown = await rss() - before;
  assert.ok(grown < 250, `${grown} MiB for 60 answers of 7 MiB`);
  for (const socket of sockets) socket.destroy();
  await eventually(
    async () => (await hostile.query("select", "SELECT replace(?, 'x', 'yyyyyy') AS a", ["x".repeat(MIB / 2)])).status === 200,
    "room again",
  );
});

Deno.test("a connection that stays open keeps nothing of a long body that it brought", async () => {
  const sockets: Socket[] = [];
  const bring = async () => {
    const socket = await begin(hostile, "/api/query", MIB, MIB);
    sockets.push(socket);
    await eventually(() => socket.answer.startsWith("HTTP/1.1 400"), "it is answered");
  };
  for (let i = 0; i < 20; i++) await bring();
  const before = await rss();
  for (let i = 0; i < 100; i++) await bring();
  const grown = await rss() - before;
  assert.ok(sockets.every((socket) => !socket.closed), "the premise: all of them are open");
  assert.ok(grown < 50, `${grown} MiB for 100 connections that are idle`);
  for (const socket of sockets) socket.destroy();
});

Deno.test("a body that trickles is 408 after its time", async () => {
  const { socket, drip } = await trickling;
  try {
    await eventually(() => socket.answer.startsWith("HTTP/1.1 408"), "it is told", 15_000);
    assert.match(socket.answer, /"code":"body_too_slow"/);
  } finally {
    clearInterval(drip);
    socket.destroy();
  }
});
