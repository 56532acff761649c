/** Idempotency-Key: the same write sent again is answered again and done once. */
import assert from "node:assert/strict";
import { type Answer, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;
let seller: Person;
let other: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller, vendeur2: other } } = await Staff.open({
    vendeur1: "vendeur",
    vendeur2: "vendeur",
  }));
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller, other]) person.client.close();
  await server.dispose();
});

const INSERT = "INSERT INTO clients (nom) VALUES (?) RETURNING id, nom";
const insert = (person: Person, nom: string, key: string, query = INSERT) =>
  person.query("insert", query, [nom], { "idempotency-key": key });
const replayed = ({ headers }: Answer) => headers.get("idempotency-replayed");
async function count(nom: string): Promise<number> {
  return (await owner.query("select", "SELECT count(*) AS n FROM clients WHERE nom = ?", [nom])).body.rows[0].n;
}

Deno.test("the same write sent again is answered alike and done once, and without a key it is done twice", async () => {
  const key = uuidv7();
  const first = await insert(seller, "a", key);
  assert.deepEqual([first.status, replayed(first)], [200, null]);
  const second = await insert(seller, "a", key);
  assert.deepEqual([second.status, replayed(second)], [200, "true"]);
  assert.deepEqual(second.body, first.body);
  assert.equal(await count("a"), 1);
  await seller.query("insert", INSERT, ["a"]);
  await insert(seller, "a", uuidv7());
  assert.equal(await count("a"), 3, "the premise: without it, or with another, it is written again");
});

Deno.test("the case of a key does not matter", async () => {
  const key = uuidv7();
  const first = await insert(seller, "b", key);
  const second = await insert(seller, "b", key.toUpperCase());
  assert.deepEqual([second.body, replayed(second), await count("b")], [first.body, "true", 1]);
});

Deno.test("a key used for another body is 422, and the first answer stays", async () => {
  const key = uuidv7();
  const first = await insert(seller, "c", key);
  for (const answer of [await insert(seller, "d", key), await insert(seller, "c", key, `${INSERT} `)]) {
    assert.deepEqual([answer.status, answer.body.code], [422, "idempotency_key_reused"]);
  }
  assert.equal(await count("d"), 0);
  assert.deepEqual((await insert(seller, "c", key)).body, first.body);
});

Deno.test("a key is its user's own", async () => {
  const key = uuidv7();
  const [mine, theirs] = [await insert(seller, "e", key), await insert(other, "e", key)];
  assert.deepEqual([theirs.status, replayed(theirs)], [200, null]);
  assert.notEqual(theirs.body.rows[0].id, mine.body.rows[0].id);
  assert.equal(await count("e"), 2);
  assert.equal((await insert(other, "f", key)).body.code, "idempotency_key_reused", "and each is held to his own body");
});

Deno.test("a key holds in the user's next session too", async () => {
  const key = uuidv7();
  const first = await insert(seller, "g", key);
  using again = server.at("127.0.0.9");
  await again.signIn("vendeur1", "mot de passe");
  const second = await insert(again, "g", key);
  assert.deepEqual([second.body, replayed(second), await count("g")], [first.body, "true", 1]);
});

Deno.test("twenty at once with one key are one row and twenty equal answers, one of them not replayed", async () => {
  const key = uuidv7();
  const answers = await Promise.all(Array.from({ length: 20 }, () => insert(seller, "h", key)));
  assert.equal(await count("h"), 1);
  for (const { status, body } of answers) assert.deepEqual([status, body], [200, answers[0]!.body]);
  assert.equal(answers.filter((answer) => replayed(answer) === null).length, 1);
  const { records } = await (await owner.get("/api/journal?kind=write&limit=500")).json();
  assert.equal(records.filter((record: { seq: number }) => record.seq === answers[0]!.body.seq).length, 1);
});

Deno.test("twenty different bodies at once with one key: one is done, the others are 422", async () => {
  const key = uuidv7();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => insert(seller, `i${n}`, key)));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(answers.filter(({ body }) => body.code === "idempotency_key_reused").length, 19);
});

Deno.test("only a success is kept: after an error the key is free, for another body too", async () => {
  const key = uuidv7();
  const headers = { "idempotency-key": key };
  const broken = await seller.query("insert", "INSERT INTO clients (nom) VALUES (NULL)", [], headers);
  assert.deepEqual([broken.status, broken.body.code], [409, "constraint_violation"]);
  const denied = await seller.query("update", "UPDATE produits SET stock = 1", [], headers);
  assert.deepEqual([denied.status, denied.body.code], [403, "forbidden"]);
  const good = await insert(seller, "j", key);
  assert.deepEqual([good.status, replayed(good), await count("j")], [200, null, 1]);
});

Deno.test("a write without an effect is kept as well", async () => {
  const headers = { "idempotency-key": uuidv7() };
  const query = "UPDATE ventes SET note = 'x' WHERE id = 'nulle part'";
  const [first, second] = [await seller.query("update", query, [], headers), await seller.query("update", query, [], headers)];
  assert.deepEqual([first.status, first.body.changes, second.body, replayed(second)], [200, 0, first.body, "true"]);
});

Deno.test("a batch is kept whole", async () => {
  const headers = { "idempotency-key": uuidv7() };
  const queries = ["k", "l"].map((nom) => ({ type: "insert", query: INSERT, params: [nom] }));
  const first = await seller.batch(queries, headers);
  assert.equal(first.status, 200);
  const second = await seller.batch(queries, headers);
  assert.deepEqual([second.body, replayed(second)], [first.body, "true"]);
  assert.deepEqual([await count("k"), await count("l")], [1, 1]);
  const fewer = await seller.batch(queries.slice(1), headers);
  assert.equal(fewer.body.code, "idempotency_key_reused");
});

Deno.test("a replay tells nobody anything new: neither a row in the journal nor a frame", async () => {
  const head = async () => (await (await owner.get("/api/journal?limit=1")).json()).records[0].seq;
  const key = uuidv7();
  const first = await insert(seller, "m", key);
  assert.equal(await head(), first.body.seq, "the premise");
  const frames: { type: string; seq: number }[] = [];
  const socket = other.socket();
  const closed = new Promise((resolve) => socket.onclose = resolve);
  await new Promise((resolve) =>
    socket.onmessage = ({ data }) => {
      frames.push(JSON.parse(data));
      resolve(null);
    }
  );
  await insert(seller, "m", key);
  assert.equal(await head(), first.body.seq);
  const fresh = await insert(seller, "n", uuidv7());
  while (!frames.some((frame) => frame.type === "data_change")) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(frames.filter(({ type }) => type === "data_change").map(({ seq }) => seq), [fresh.body.seq]);
  socket.close();
  await closed;
});

Deno.test("a key holds across a restart and a crash", async () => {
  const keys = { stop: uuidv7(), kill: uuidv7() };
  for (const end of ["stop", "kill"] as const) {
    const first = await insert(seller, end, keys[end]);
    assert.equal(first.status, 200);
    await server[end]();
    server = await server.restart();
    const second = await insert(seller, end, keys[end]);
    assert.deepEqual([second.body, replayed(second), await count(end)], [first.body, "true", 1], end);
  }
});
