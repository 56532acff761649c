/** WS /ws: who may listen, what is told to whom, and how a socket ends. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { dataChange } from "../../server/realtime/frames.ts";
import type { RowChange } from "../../shared/protocol.ts";
import { connectFrom, eventually, Feed, sendRaw, upgradeText } from "../support/feed.ts";
import { held } from "../support/frames.ts";
import { answerOf, join, PASSWORD, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const SALE = "INSERT INTO ventes (id) VALUES (?)";

async function shop(flags: readonly string[] = []): Promise<{ server: TestServer; owner: Person; till: Person }> {
  const { server, owner, people } = await Staff.open({ nora: "caisse" }, { flags: ["--rate-limit", "0", ...flags] });
  return { server, owner, till: people.nora };
}

/** An upgrade over raw TCP: its status, and the head of the answer. */
const upgrade = (server: TestServer, headers: Record<string, string>, address = "127.0.0.2", path = "/ws") =>
  sendRaw(server, address, upgradeText(headers, path), { ms: 700 });

const bearer = (person: Person) => ({ Authorization: `Bearer ${person.token}` });
const close = (...people: Person[]) => people.forEach((person) => person.client.close());

Deno.test("a socket opens with a Bearer header or with the two subprotocols, and never repeats the token", async () => {
  const { server, owner, till } = await shop();
  const native = await upgrade(server, bearer(till));
  assert.equal(native.status, 101);
  assert.ok(!/sec-websocket-protocol/i.test(native.text));
  const browser = await upgrade(server, { "Sec-WebSocket-Protocol": `comptoir.v1, bearer.${till.token}` });
  assert.equal(browser.status, 101);
  assert.match(browser.text, /\r\nsec-websocket-protocol: comptoir\.v1\r\n/i);
  const reversed = await upgrade(server, { "Sec-WebSocket-Protocol": `bearer.${till.token},comptoir.v1` });
  assert.match(reversed.text, /\r\nsec-websocket-protocol: comptoir\.v1\r\n/i);
  for (const { text } of [native, browser, reversed]) {
    assert.ok(!text.includes(till.token!) && !text.includes("bearer."));
    assert.match(text, /\r\nx-request-id: \S+\r\n/i, "every response carries it");
  }
  const options = { protocols: ["comptoir.v1", `bearer.${till.token}`], client: till.client };
  const socket = held(new WebSocket(`ws://127.0.0.1:${server.port}/ws`, options as unknown as string[]));
  const feed = new Feed(socket);
  await feed.until(() => feed.messages.length > 0, "hello");
  assert.equal(socket.protocol, "comptoir.v1");
  await feed.close();
  close(owner, till);
  await server.dispose();
});

Deno.test("no upgrade without the right token in the right place: 401; from a strange host, page or place: 403", async () => {
  const { server, owner, till } = await shop();
  assert.equal((await upgrade(server, bearer(till))).status, 101, "the premise");
  const { token } = till;
  const own = `http://localhost`;
  assert.equal((await upgrade(server, { ...bearer(till), Origin: own })).status, 101, "its own page may");
  const refused: [string, number, Record<string, string>, string?, string?][] = [
    ["none", 401, {}],
    ["empty", 401, { Authorization: "Bearer " }],
    ["forged", 401, { Authorization: `Bearer ${token!.slice(0, -3)}AAA` }],
    ["another scheme", 401, { Authorization: `Basic ${token}` }],
    ["in the URL", 401, {}, "127.0.0.2", `/ws?token=${token}`],
    ["in the URL as access_token", 401, {}, "127.0.0.2", `/ws?access_token=${token}&authorization=Bearer%20${token}`],
    ["in a cookie", 401, { Cookie: `token=${token}` }],
    ["a protocol without ours", 401, { "Sec-WebSocket-Protocol": `bearer.${token}` }],
    ["ours without a token", 401, { "Sec-WebSocket-Protocol": "comptoir.v1" }],
    ["a wrong header beside a right protocol", 401, {
      Authorization: "Bearer x",
      "Sec-WebSocket-Protocol": `comptoir.v1, bearer.${token}`,
    }],
    ["a strange host", 403, { ...bearer(till), Host: "evil.example" }],
    ["another page", 403, { ...bearer(till), Origin: "http://evil.example" }],
    ["another port's page", 403, { ...bearer(till), Origin: "http://localhost:1" }],
    ["a page without a name", 403, { ...bearer(till), Origin: "null" }],
    ["a till on the server PC", 403, bearer(till), "127.0.0.1"],
    ["the owner at a till", 403, bearer(owner), "127.0.0.2"],
    ["the owner behind a proxy", 403, { ...bearer(owner), "X-Forwarded-For": "127.0.0.1" }, "127.0.0.1"],
  ];
  for (const [what, status, headers, address, path] of refused) {
    const answer = await upgrade(server, headers, address, path);
    assert.equal(answer.status, status, `${what}: ${answer.text}`);
    assert.match(answer.text, /application\/problem\+json/, what);
    assert.ok(!answer.text.includes("hello") && !answer.text.includes(token!), what);
  }
  assert.equal((await answerOf(await till.get("/ws"))).status, 426, "a plain GET is told what is expected");
  for (const version of ["8", "0", "", "13, 8"]) {
    const old = await upgrade(server, { ...bearer(till), "Sec-WebSocket-Version": version });
    assert.equal(old.status, 426, `version '${version}'`);
    assert.match(old.text, /\r\nsec-websocket-version: 13\r\n/i, "RFC 6455, 4.4");
    assert.match(old.text, /\r\nupgrade: websocket\r\n/i, "RFC 9110, 15.5.22");
  }
  const noKey = upgradeText({ ...bearer(till) }).replace(/Sec-WebSocket-Key: .*\r\n/, "");
  assert.equal((await sendRaw(server, "127.0.0.2", noKey)).status, 400);
  const head = upgradeText(bearer(till)).replace("GET", "HEAD");
  assert.notEqual((await sendRaw(server, "127.0.0.2", head, { ms: 400 })).status, 101, "HEAD upgrades nothing");
  await eventually(async () => (await answerOf(await owner.get("/api/metrics"))).body.clients.connected === 0, "none is open");
  close(owner, till);
  await server.dispose();
});

Deno.test("hello comes first: epoch, head, heartbeat and who one is", async () => {
  const { server, owner, till } = await shop();
  const { body } = await till.query("insert", SALE, [uuidv7()]);
  const feed = await Feed.open(till);
  const { epoch, seq, user, ...rest } = feed.hello;
  assert.match(epoch, /^[0-9a-f-]{36}$/);
  assert.equal(seq, body.seq);
  assert.deepEqual(rest, { type: "hello", heartbeat_s: 15 });
  assert.deepEqual([user.username, user.role, typeof user.id, user.name], ["nora", "caisse", "number", "nora"]);
  assert.deepEqual(Object.keys(user).sort(), ["id", "name", "role", "username"]);
  await feed.close();
  close(owner, till);
  await server.dispose();
});

Deno.test("everybody hears of every write after its commit, the writer too, in order, with author, op and key", async () => {
  const { server, owner, till } = await shop();
  using seller = await join(owner, "vera", "vendeur", "127.0.0.3");
  const feeds = await Promise.all([owner, till, seller].map((person) => Feed.open(person)));
  const [vente, ligne] = [uuidv7(), uuidv7()];
  const product = await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Pain', 120)");
  const sale = await seller.batch([
    { type: "insert", query: SALE, params: [vente] },
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [ligne, vente] },
  ]);
  assert.equal((await seller.query("delete", "DELETE FROM produits")).status, 403);
  assert.equal((await seller.query("update", "UPDATE ventes SET note = 'x' WHERE id = ?", [uuidv7()])).body.seq, null);
  const gone = await seller.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [ligne]);
  for (const feed of feeds) {
    const last = await feed.change(gone.body.seq);
    assert.deepEqual(
      feed.changes.map(({ seq }) => seq),
      [product.body.seq, sale.body.seq, gone.body.seq],
      "one per write request",
    );
    feed.assertUnbroken(feed.hello.seq);
    const [first, second] = feed.changes;
    assert.deepEqual(first!.changes, [{ table: "produits", op: "insert", key: { id: product.body.last_insert_id } }]);
    assert.deepEqual(first!.by, { user_id: 1, username: "patron", role: "administrateur" });
    assert.deepEqual(
      new Set(second!.changes.map(({ table, op, key }) => `${table} ${op} ${key["id"]}`)),
      new Set([
        `ventes insert ${vente}`,
        `lignes_vente insert ${ligne}`,
      ]),
    );
    assert.deepEqual([second!.by.username, second!.by.role], ["vera", "vendeur"]);
    assert.match(second!.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(new Set(last.changes.map(({ op }) => op)), new Set(["delete", "update"]), "its sale's total too");
    assert.equal(last.truncated, undefined);
    // What a message tells of is stored already.
    const seen = await seller.query("select", "SELECT count(*) AS n FROM lignes_vente");
    assert.deepEqual(seen.body.rows, [{ n: 0 }]);
    await feed.close();
  }
  close(owner, till);
  await server.dispose();
});

Deno.test("sign-ins, sign-outs and refusals are told to nobody; a new colleague is", async () => {
  const { server, owner, till } = await shop();
  const feed = await Feed.open(till);
  using other = server.at("127.0.0.4");
  await other.signIn("nora", PASSWORD);
  await answerOf(await other.get("/api/users"));
  await (await other.send("DELETE", "/api/auth", "")).body?.cancel();
  const head = await feed.ping();
  assert.ok(head >= feed.hello.seq + 3, "they took their seq");
  assert.equal(feed.changes.length, 0);
  await (await owner.post("/api/users", { username: "ines", password: PASSWORD, role: "vendeur" })).body?.cancel();
  await feed.until(() => feed.changes.length === 1, "the new colleague");
  assert.deepEqual(feed.changes[0]!.changes, [{ table: "equipe", op: "insert", key: { id: 3 } }]);
  feed.assertUnbroken(feed.hello.seq);
  await feed.close();
  close(owner, till);
  await server.dispose();
});

Deno.test("a message holds only tables that its receiver may see, and none is sent where that leaves none", () => {
  const changes: RowChange[] = [
    { table: "ventes", op: "insert", key: { id: "a" } },
    { table: "paiements", op: "insert", key: { id: 1 } },
  ];
  const commit = (rows: readonly RowChange[], count = rows.length) => ({
    seq: 5,
    at: "2026-01-01T00:00:00.000Z",
    by: { user_id: 1, username: "x", role: "caisse" as const },
    changed: { tables: [...new Set(rows.map(({ table }) => table))], rows: count, json: JSON.stringify(rows) },
  });
  const told = (rows: readonly RowChange[], visible: string[], count?: number) => {
    const frame = dataChange(commit(rows, count), new Set(visible));
    return frame === null ? null : JSON.parse(`${frame.before}4${frame.after}`);
  };
  assert.deepEqual(told(changes, ["ventes", "paiements"]).changes, changes);
  assert.deepEqual(told(changes, ["ventes", "clients"]).changes, [changes[0]]);
  assert.equal(told(changes, ["clients"]), null);
  const many = told(changes, ["ventes"], 1_001);
  assert.deepEqual([many.truncated, many.tables, many.changes], [true, ["ventes"], []]);
});

Deno.test("a thousand rows are listed; over a thousand the message names the tables alone", async () => {
  const { server, owner, till } = await shop();
  const feed = await Feed.open(till);
  const rows = (from: number, to: number) =>
    `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
    INSERT INTO categories (id, nom) SELECT i, 'c' || i FROM n`;
  const listed = await owner.query("insert", rows(1, 1_000));
  assert.equal(listed.body.changes, 1_000, JSON.stringify(listed.body));
  const whole = await feed.change(listed.body.seq);
  assert.equal(whole.changes.length, 1_000);
  assert.equal(whole.truncated, undefined);
  const { body } = await owner.query("insert", rows(1_001, 2_001));
  const cut = await feed.change(body.seq);
  assert.deepEqual([cut.truncated, cut.tables], [true, ["categories"]]);
  assert.equal(cut.changes.length, 0);
  await feed.close();
  close(owner, till);
  await server.dispose();
});

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
    const since = Date.now();
    for (const feed of feeds) assert.equal(await feed.closing(), 4401, what);
    assert.ok(Date.now() - since < 1_000, what);
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
