/** POST /api/query: what is too large, too slow or too costly is told, and holds nobody else up. */
import assert from "node:assert/strict";
import { answerOf, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { refused, SELECT } from "../support/refused_query.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller } } = await Staff.open({ vendeur1: "vendeur" }));
  const product = "INSERT INTO produits (id, libelle, code_barres, prix_ttc) VALUES (1, 'Thé', '123', 250)";
  assert.equal((await owner.query("insert", product)).status, 200);
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

const NUMBERS = (last: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${last})`;

Deno.test("10,000 rows are whole, 10,001 are truncated to 10,000", async () => {
  for (const [last, truncated] of [[10_000, false], [10_001, true]] as const) {
    const { body } = await seller.query("select", `${NUMBERS(last)} SELECT i FROM n`);
    assert.equal(body.rows.length, 10_000);
    assert.deepEqual(body.rows.at(-1), { i: 10_000 });
    assert.equal(body.truncated, truncated);
  }
});

Deno.test("rows over 8 MiB are truncated to what fits, and none is cut in two", async () => {
  const text = "é".repeat(50_000);
  for (const [rows, truncated] of [[70, false], [200, true]] as const) {
    const { body } = await seller.query("select", `${NUMBERS(rows)} SELECT i, ?1 AS t FROM n`, [text]);
    assert.equal(body.truncated, truncated);
    assert.ok(truncated ? body.rows.length < rows && body.rows.length >= 80 : body.rows.length === rows, `${body.rows.length}`);
    assert.ok(body.rows.every((r: { t: string }, at: number) => r.t === text && body.rows[at].i === at + 1));
    assert.ok(new TextEncoder().encode(JSON.stringify(body.rows)).length <= 8 * 1024 * 1024);
  }
});

Deno.test("one row over 8 MiB is result_too_large, and a write that would answer it is not done", async () => {
  const params = ["a".repeat(1000), "b".repeat(10_000)];
  const big = await seller.query("select", "SELECT replace(?, 'a', ?) AS t", params);
  refused(big, 413, "result_too_large");
  const update = (given: string[]) =>
    owner.query("update", "UPDATE produits SET stock = stock + 1 WHERE id = 1 RETURNING replace(?, 'a', ?) AS t", given);
  assert.equal((await update(["a", "b"])).status, 200, "the premise");
  refused(await update(params), 413, "result_too_large");
  assert.deepEqual((await owner.query("select", "SELECT stock FROM produits WHERE id = 1")).body.rows, [{ stock: 1 }]);
});

Deno.test("a body over 1 MiB is body_too_large, announced or chunked", async () => {
  const text = (bytes: number) => {
    const body = JSON.stringify({ ...SELECT, query: "SELECT length(?) AS n", params: [""] });
    return body.replace('""', `"${"a".repeat(bytes - body.length)}"`);
  };
  const chunked = (body: string) =>
    new Response(body).body!.pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>());
  for (const wrap of [(body: string) => body, chunked]) {
    const fits = await seller.fetch("/api/query", { method: "POST", body: wrap(text(1024 * 1024)) });
    assert.equal(fits.status, 200, await fits.text());
    const over = await seller.fetch("/api/query", { method: "POST", body: wrap(text(1024 * 1024 + 1)) });
    refused(await answerOf(over), 413, "body_too_large");
  }
});

const ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n";
Deno.test("an endless query of a till is ended after 2 s, and others are answered meanwhile", async () => {
  const started = Date.now();
  let ended = false;
  const endless = seller.query("select", ENDLESS).finally(() => ended = true);
  let answered = 0;
  while (!ended && answered < 20) {
    assert.equal((await owner.query("select", "SELECT libelle FROM produits WHERE id = 1")).status, 200);
    assert.equal((await owner.query("update", "UPDATE produits SET stock = stock + 1 WHERE id = 1")).status, 200);
    answered += 1;
  }
  assert.ok(answered >= 3, `others were answered ${answered} times meanwhile`);
  refused(await endless, 503, "query_timeout", { limit_s: 2 });
  assert.ok(Date.now() - started > 1_900, "not before its time");
});

Deno.test("a session that asks too many slow queries at once is told busy and when to come again, others are served", async () => {
  const flood = server.at("127.0.0.9");
  await flood.signIn("vendeur1", "mot de passe");
  const asked = Array.from({ length: 30 }, () => flood.query("select", ENDLESS));
  for (const one of asked) one.catch(() => {}); // cut off below
  const first = await Promise.race(asked);
  refused(first, 503, "busy");
  assert.match(first.headers.get("retry-after") ?? "", /^\d+$/);
  const short = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT max(i) AS m FROM n";
  assert.deepEqual((await owner.query("select", short)).body.rows, [{ m: 9 }], "another session's slow query runs");
  flood.client.close();
});

Deno.test("a till's write that is not provably short is forbidden as too_costly, the owner's is not", async () => {
  const costly = (table: string) =>
    `INSERT INTO ${table} (nom) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT 'c' || i FROM n`;
  refused(await seller.query("insert", costly("clients")), 403, "forbidden", { operation: "too_costly", table: "clients" });
  assert.equal((await owner.query("insert", costly("clients"))).body.changes, 3);
});
