/** How a socket ends, and what one socket, session, or address may take of the server. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { connectFrom, eventually, Feed, upgradeText } from "../support/feed.ts";
import { answerOf, PASSWORD, type Person, uuidv7 } from "../support/server.ts";
import { bearer, close, SALE, shop, upgrade } from "../support/sockets.ts";
import { soon } from "../support/soon.ts";

Deno.test("a ping is answered with the head; anything else, too long or binary closes with 4400", async () => {
  const { server, owner, till } = await shop();
  const feed = await Feed.open(till);
  assert.equal(await feed.ping(), feed.hello.seq);
  const long = `{"type":"ping","pad":"${"x".repeat(16 * 1024 - 24)}"}`;
  assert.equal(long.length, 16 * 1024);
  feed.socket.send(long);
  await feed.ping();
  assert.equal(feed.closed, null, "16 KiB are allowed");
  await feed.close();
  const wide = `{"type":"ping","pad":"${"é".repeat(9_000)}"}`;
  const wrong = ["", "ping", "{", "null", "[]", '"ping"', '{"type":"pong"}', '{"type":["ping"]}', `${long} `, wide];
  for (const frame of [...wrong, new TextEncoder().encode('{"type":"ping"}'), new Uint8Array(100_000)]) {
    const victim = await Feed.open(till);
    victim.socket.send(frame);
    assert.equal(await victim.closing(), 4400, typeof frame === "string" ? frame.slice(0, 40) : "binary");
  }
  close(owner, till);
  await server.dispose();
});

Deno.test("many pings at once are answered, the first each by itself; a flood of them closes with 4400", async () => {
  const { server, owner, till } = await shop();
  const feed = await Feed.open(till);
  const beats = () => feed.messages.filter(({ type }) => type === "heartbeat").length;
  for (let i = 0; i < 300; i++) feed.socket.send('{"type":"ping"}');
  await feed.until(() => beats() >= 101, "a hundred answers, and one for all the others");
  const { body } = await till.query("insert", SALE, [uuidv7()]);
  assert.equal(await feed.ping(), body.seq, "it hears and is heard as before");
  assert.ok(beats() < 300, `${beats()} answers`);
  for (const count of [1_500, 5_000]) {
    const victim = await Feed.open(till);
    for (let i = 0; i < count; i++) victim.socket.send('{"type":"ping"}');
    assert.equal(await victim.closing(), 4400, `${count} pings`);
  }
  const gone = await Feed.open(till);
  const ending = till.send("DELETE", "/api/auth", "");
  for (let i = 0; i < 200; i++) gone.socket.send('{"type":"ping"}');
  assert.equal(await gone.closing(), 4401, "one that is pinging is told why its session's sockets close");
  await (await ending).body?.cancel();
  close(owner, till);
  await server.dispose();
});

Deno.test("a session that ends closes its sockets within a second, and nobody else's", async () => {
  const { server, owner, till } = await shop();
  using again = server.at("127.0.0.5");
  const ways: [string, (person: Person) => Promise<Response>][] = [
    ["signed out", (person) => person.send("DELETE", "/api/auth", "")],
    ["ended by the owner", async () => {
      const { sessions } = (await answerOf(await owner.get("/api/sessions"))).body;
      const theirs = sessions.find(({ address }: { address: string }) => address === "127.0.0.5");
      return await owner.send("DELETE", `/api/sessions/${theirs.id}`, "");
    }],
    ["another password", () => owner.send("PATCH", "/api/users/3", { password: PASSWORD })],
    ["another role", () => owner.send("PATCH", "/api/users/3", { role: "caisse" })],
    ["account disabled", () => owner.send("PATCH", "/api/users/3", { active: false })],
  ];
  await (await owner.post("/api/users", { username: "vera", password: PASSWORD, role: "vendeur" })).body?.cancel();
  const bystander = await Feed.open(till);
  for (const [what, end] of ways) {
    await again.signIn("vera", PASSWORD);
    const feeds = [await Feed.open(again), await Feed.open(again)];
    const answer = await end(again);
    assert.ok(answer.ok, what);
    await answer.body?.cancel();
    const codes = await soon(server, 1_000, Promise.all(feeds.map((feed) => feed.closing())), what);
    assert.deepEqual(codes, [4401, 4401], what);
  }
  await bystander.ping();
  assert.equal(bystander.closed, null);
  await bystander.close();
  close(owner, till);
  await server.dispose();
});

Deno.test("a server that stops says so: 1001", async () => {
  const { server, owner, till } = await shop();
  const feeds = [await Feed.open(owner), await Feed.open(till)];
  const stopped = server.stop();
  for (const feed of feeds) assert.equal(await feed.closing(), 1001);
  await stopped;
  close(owner, till);
  await Deno.remove(server.dir, { recursive: true });
});

Deno.test("who does not read is cut; the others hear everything meanwhile, and memory stays bounded", async () => {
  const { server, owner, till } = await shop();
  await owner.query(
    "insert",
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO categories (id, nom) SELECT i, 'c' || i FROM n`,
  );
  const metrics = async () => (await answerOf(await owner.get("/api/metrics"))).body;
  const deaf: Socket[] = [];
  for (let i = 0; i < 5; i++) {
    const socket = await connectFrom(server, "127.0.0.2");
    socket.write(upgradeText(bearer(till)));
    deaf.push(socket);
  }
  await eventually(async () => (await metrics()).clients.connected === 5, "five that do not read");
  const feed = await Feed.open(owner);
  const before = (await metrics()).process.rss_bytes;
  let writes = 0;
  for (; writes < 400; writes++) {
    assert.equal((await owner.query("update", "UPDATE categories SET ordre = ordre + 1")).status, 200);
    if (writes % 10 === 9 && (await metrics()).realtime.dropped === 5) break;
  }
  const after = await metrics();
  assert.equal(after.realtime.dropped, 5, `cut after ${writes} messages of a thousand rows`);
  assert.deepEqual(after.clients, { connected: 1, by_role: { administrateur: 1 } });
  await feed.ping();
  assert.equal(feed.changes.length, writes + 1);
  feed.assertUnbroken(feed.hello.seq);
  const grown = (after.process.rss_bytes - before) / 2 ** 20;
  assert.ok(grown < 200, `memory grew by ${grown.toFixed(0)} MiB`);
  for (const socket of deaf) socket.destroy();
  await feed.close();
  close(owner, till);
  await server.dispose();
});

Deno.test("a session may open eight sockets and an address sixty-four; closing one makes room", async () => {
  const { server, owner, till } = await shop();
  const people = [till];
  for (let i = 0; i < 8; i++) {
    const person = server.at("127.0.0.2");
    await person.signIn("nora", PASSWORD);
    people.push(person);
  }
  const feeds: Feed[] = [];
  for (const person of people.slice(0, 8)) {
    for (let i = 0; i < 8; i++) feeds.push(await Feed.open(person));
    const one = await upgrade(server, bearer(person), "127.0.0.2");
    assert.equal(one.status, 429, "the ninth of a session");
    assert.match(one.text, /retry-after/i);
  }
  assert.equal((await upgrade(server, bearer(people[8]!), "127.0.0.2")).status, 429, "the 65th of an address");
  assert.equal((await upgrade(server, bearer(people[8]!), "127.0.0.3")).status, 101, "another address");
  await feeds.pop()!.close();
  await eventually(async () => (await upgrade(server, bearer(people[8]!), "127.0.0.2")).status === 101, "room again");
  await Promise.all(feeds.map((feed) => feed.close()));
  close(owner, ...people);
  await server.dispose();
});
