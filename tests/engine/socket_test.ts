/** WS /ws: who may listen, and what is told to whom. */
import assert from "node:assert/strict";
import { ok } from "../support/acts.ts";
import { eventually, Feed, sendRaw, upgradeText } from "../support/feed.ts";
import { held } from "../support/held.ts";
import { answerOf, join, PASSWORD, uuidv7 } from "../support/server.ts";
import { shared } from "../support/shared.ts";
import { bearer, SALE, upgrade } from "../support/sockets.ts";
import { Staff } from "../support/staff.ts";

/** Of what a till sees nothing. */
const COST = "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (900, 200) ON CONFLICT DO UPDATE SET cout_ht = cout_ht + 1";

const staff = shared(() => Staff.open({ nora: "caisse" }, { flags: ["--rate-limit", "0"] }));

Deno.test("a socket opens with a Bearer header or with the two subprotocols, and never repeats the token", async () => {
  const { server, people: { nora: till } } = staff();
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
});

Deno.test("no upgrade without the right token in the right place: 401; from a strange host, page or place: 403", async () => {
  const { server, owner, people: { nora: till } } = staff();
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
});

Deno.test("hello comes first: epoch, head, heartbeat and who one is", async () => {
  const { people: { nora: till } } = staff();
  const { body } = await till.query("insert", SALE, [uuidv7()]);
  const feed = await Feed.open(till);
  const { epoch, seq, user, ...rest } = feed.hello;
  assert.match(epoch, /^[0-9a-f-]{36}$/);
  assert.equal(seq, body.seq);
  assert.deepEqual(rest, { type: "hello", heartbeat_s: 15 });
  assert.deepEqual([user.username, user.role, typeof user.id, user.name], ["nora", "caisse", "number", "nora"]);
  assert.deepEqual(Object.keys(user).sort(), ["id", "name", "role", "username"]);
  await feed.close();
});

Deno.test("everybody hears of every write after its commit, the writer too, in order, with author, op and key", async () => {
  const { owner, people: { nora: till } } = staff();
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
});

Deno.test("sign-ins, sign-outs and refusals are told to nobody; a new colleague is", async () => {
  const { server, owner, people: { nora: till } } = staff();
  const feed = await Feed.open(till);
  using other = server.at("127.0.0.4");
  await other.signIn("nora", PASSWORD);
  await answerOf(await other.get("/api/users"));
  await (await other.send("DELETE", "/api/auth", "")).body?.cancel();
  const head = await feed.ping();
  assert.ok(head >= feed.hello.seq + 3, "they took their seq");
  assert.equal(feed.changes.length, 0);
  const { body: { id } } = await answerOf(
    await owner.post("/api/users", { username: "ines", password: PASSWORD, role: "vendeur" }),
  );
  await feed.until(() => feed.changes.length === 1, "the new colleague");
  assert.deepEqual(feed.changes[0]!.changes, [{ table: "equipe", op: "insert", key: { id } }]);
  feed.assertUnbroken(feed.hello.seq);
  await feed.close();
});

Deno.test("who asks for it is told of many commits in few frames: the same changes, each once, in order and none missing", async () => {
  const { owner, people: { nora: till } } = staff();
  ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (900, 'Thé vert', 450)"));
  const each = await Feed.open(till);
  const together = await Feed.open(till, "?together=1");
  const boss = await Feed.open(owner, "?together=1");
  const seqs: number[] = [];
  const sell = async () => {
    const { status, body } = await till.query("insert", SALE, [uuidv7()]);
    assert.equal(status, 200, JSON.stringify(body));
    seqs.push(body.seq);
  };
  const gathered = () => together.messages.some(({ type }) => type === "data_changes");
  await eventually(async () => {
    await Promise.all(Array.from({ length: 30 }, sell));
    // The till sees nothing of this one: between two changes of others its `prev` leaves it out.
    ok(await owner.query("insert", COST));
    return gathered();
  }, "several changes in one frame");
  await sell();
  const last = Math.max(...seqs);
  for (const feed of [each, together, boss]) {
    await feed.change(last);
    feed.assertUnbroken(feed.hello.seq);
  }
  assert.ok(!each.messages.some(({ type }) => type === "data_changes"), "nobody who did not ask");
  assert.deepEqual(together.changes, each.changes);
  assert.deepEqual(together.changes.map(({ seq }) => seq), seqs.toSorted((a, b) => a - b));
  for (const message of together.messages) if (message.type === "data_changes") assert.ok(message.all.length > 1);
  for (const feed of [each, together, boss]) await feed.close();
});

Deno.test("a thousand rows are listed; over a thousand the message names the tables alone", async () => {
  const { owner, people: { nora: till } } = staff();
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
});
