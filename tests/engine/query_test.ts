/** POST /api/query: values and answers, as they go in and come out. */
import assert from "node:assert/strict";
import { type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller } } = await Staff.open({ vendeur1: "vendeur" }));
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

const NUMBERS = (last: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${last})`;

/** The first row of a select by the seller. */
async function row(query: string, params?: unknown) {
  const { status, body } = await seller.query("select", query, params);
  assert.equal(status, 200, JSON.stringify(body));
  return body.rows[0];
}

const VALUES: readonly [claim: string, sent: unknown, type: string, received: unknown][] = [
  ["text", "abc", "text", "abc"],
  ["an empty string", "", "text", ""],
  ["text outside the first plane", "é漢字🛒\u200d\u{10FFFF}", "text", "é漢字🛒\u200d\u{10FFFF}"],
  ["quotes and backslashes", `'"\\\n\r\t;--`, "text", `'"\\\n\r\t;--`],
  ["null", null, "null", null],
  ["an integer", 5, "integer", 5],
  ["a negative integer", -5, "integer", -5],
  ["zero", 0, "integer", 0],
  ["the largest safe integer", Number.MAX_SAFE_INTEGER, "integer", Number.MAX_SAFE_INTEGER],
  ["a real", 2.5, "real", 2.5],
  ["a tiny real", 5e-324, "real", 5e-324],
  ["a large real", 1e300, "real", 1e300],
  ["$int within 2^53", { $int: "7" }, "integer", 7],
  ["$int beyond 2^53", { $int: "9007199254740993" }, "integer", "9007199254740993"],
  ["the smallest 64-bit integer", { $int: "-9223372036854775808" }, "integer", "-9223372036854775808"],
  ["the largest 64-bit integer", { $int: "9223372036854775807" }, "integer", "9223372036854775807"],
  ["bytes", { $blob: "AAEC/w==" }, "blob", { $blob: "AAEC/w==" }],
  ["no bytes at all", { $blob: "" }, "blob", { $blob: "" }],
];
for (const [claim, sent, type, received] of VALUES) {
  Deno.test(`${claim} comes back as it was sent`, async () => {
    assert.deepEqual(await row("SELECT ? AS v, typeof(?) AS t", [sent, sent]), { v: received, t: type });
  });
}

Deno.test("a JSON integer is bound as an integer: 5/2 is 2, and in a TEXT column it is '5'", async () => {
  assert.deepEqual(await row("SELECT ? / 2 AS half", [5]), { half: 2 });
  assert.deepEqual(await row("SELECT ? / 2 AS half", [5.5]), { half: 2.75 });
  const { body } = await seller.query("insert", "INSERT INTO clients (nom) VALUES (?) RETURNING nom, typeof(nom) AS t", [5]);
  assert.deepEqual(body.rows, [{ nom: "5", t: "text" }]);
  assert.deepEqual(await row("SELECT nom FROM clients WHERE id = ?", [body.last_insert_id]), { nom: "5" });
});

Deno.test("a stored integer beyond 2^53 is a decimal string in every kind of answer", async () => {
  const stock = "-9007199254740995";
  const made = await owner.query(
    "insert",
    "INSERT INTO produits (libelle, prix_ttc, stock) VALUES ('Vis', 1, :stock) RETURNING stock, stock / -2 AS half",
    { stock: { $int: stock } },
  );
  assert.deepEqual(made.body.rows, [{ stock, half: 4503599627370497 }]);
  const id = made.body.last_insert_id;
  assert.deepEqual(await row("SELECT stock, 1 AS one, x'00' AS bytes FROM produits WHERE id = ?", [id]), {
    stock,
    one: 1,
    bytes: { $blob: "AA==" },
  });
  const batch = await seller.batch([{ type: "select", query: "SELECT stock FROM produits WHERE id = ?", params: [id] }]);
  assert.deepEqual(batch.body, { results: [{ columns: ["stock"], rows: [{ stock }], truncated: false }], seq: null });
});

const PARAMETERS: readonly [claim: string, query: string, params: unknown, expected: unknown][] = [
  ["? takes the params in order", "SELECT ? AS a, ? AS b", [1, 2], { a: 1, b: 2 }],
  ["?NNN takes them by number", "SELECT ?2 AS a, ?1 AS b, ?2 AS c", [1, 2], { a: 2, b: 1, c: 2 }],
  [":name, @name and $name are named", "SELECT :a AS a, @b AS b, $c AS c", { a: 1, b: 2, c: 3 }, { a: 1, b: 2, c: 3 }],
  ["a name may be given with its prefix", "SELECT :a AS a, @b AS b", { ":a": 1, "@b": 2 }, { a: 1, b: 2 }],
  ["a name may stand several times", "SELECT :a AS a, :a + 1 AS b", { a: 1 }, { a: 1, b: 2 }],
  ["a name may be accented", "SELECT :prénom AS a", { prénom: "Zoé" }, { a: "Zoé" }],
  ["a name may be spelled as in Tcl", "SELECT $a::b(c) AS a, :d AS b", { "a::b(c)": 1, d: 2 }, { a: 1, b: 2 }],
  ["what looks like a parameter in a string or comment is none", "SELECT '?:a' AS a, ? AS b -- ? :c", [1], { a: "?:a", b: 1 }],
  ["no params may be an empty object", "SELECT 1 AS a", {}, { a: 1 }],
  ["a type stands behind its common table expressions", "/* x */ WITH a AS (SELECT ? AS v) SELECT v FROM a;;", [1], { v: 1 }],
];
for (const [claim, query, params, expected] of PARAMETERS) {
  Deno.test(claim, async () => assert.deepEqual(await row(query, params), expected));
}

Deno.test("columns are named in the order of the statement, also where no row is found", async () => {
  const { body } = await seller.query("select", "SELECT 2 AS z, 1 AS a, 3 AS '10', 4 AS '9' WHERE 0");
  assert.deepEqual(body, { columns: ["z", "a", "10", "9"], rows: [], truncated: false });
});

Deno.test("every column of `columns` is a key of each row, whatever it is called", async () => {
  for (const query of ["1 AS a, 2 AS A", "true, FALSE", '1 AS ""', "1 AS __proto__", "1 + 1, count(*)", "1 AS constructor"]) {
    const { status, body } = await seller.query("select", `SELECT ${query}`);
    assert.equal(status, 200, query);
    assert.deepEqual(Object.keys(body.rows[0]).sort(), [...body.columns].sort(), query);
  }
  const long = `${NUMBERS(70)} SELECT i AS a, 2 AS A, i > 1 AS "true" FROM n`;
  const { body } = await seller.query("select", long);
  assert.deepEqual(body.rows[69], { a: 70, A: 2, true: 1 });
});

Deno.test("ORDER BY holds in a long answer", async () => {
  const { body } = await seller.query("select", `${NUMBERS(500)} SELECT i FROM n ORDER BY i % 7, i DESC`);
  const expected = Array.from({ length: 500 }, (_, at) => at + 1).sort((a, b) => a % 7 - b % 7 || b - a);
  assert.deepEqual(body.rows.map((r: { i: number }) => r.i), expected);
});

Deno.test("an infinity is told apart from null", async () => {
  assert.deepEqual(await row("SELECT 9e999 AS a, -9e999 AS b, NULL AS c"), {
    a: { $real: "Infinity" },
    b: { $real: "-Infinity" },
    c: null,
  });
});

Deno.test("insert, update and delete answer changes, the key, RETURNING rows and the journal's seq", async () => {
  const insert = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Thé'), ('Café')");
  const { last_insert_id: id, seq } = insert.body;
  assert.deepEqual(insert.body, { changes: 2, last_insert_id: id, rows: [], seq });
  assert.ok(Number.isInteger(id) && Number.isInteger(seq));
  const update = await owner.query("update", "UPDATE categories SET ordre = id WHERE id = ? RETURNING nom, ordre", [id]);
  assert.deepEqual(update.body, { changes: 1, last_insert_id: null, rows: [{ nom: "Café", ordre: id }], seq: seq + 1 });
  const remove = await owner.query("delete", "DELETE FROM categories WHERE nom IN ('Thé', 'Café') RETURNING nom");
  assert.deepEqual(remove.body.rows.map((r: { nom: string }) => r.nom).sort(), ["Café", "Thé"]);
  assert.deepEqual([remove.body.changes, remove.body.last_insert_id, remove.body.seq], [2, null, seq + 2]);
});

Deno.test("changes counts what the statement changed, not what the database's own rules added", async () => {
  const product = await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Thé', 250)");
  const sale = uuidv7();
  const made = await seller.query("insert", "INSERT INTO ventes (id) VALUES (?)", [sale]);
  assert.deepEqual([made.body.changes, made.body.last_insert_id], [1, null]);
  const line = await seller.query("insert", "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, ?)", [
    uuidv7(),
    sale,
    product.body.last_insert_id,
  ]);
  assert.equal(line.body.changes, 1);
  assert.deepEqual(await row("SELECT total_ttc FROM ventes WHERE id = ?", [sale]), { total_ttc: 250 });
});

Deno.test("a write without an effect has no seq, and one with an effect has", async () => {
  const none = await owner.query("update", "UPDATE produits SET stock = 1 WHERE id = -1");
  assert.deepEqual(none.body, { changes: 0, last_insert_id: null, rows: [], seq: null });
  const one = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Pain') ON CONFLICT DO NOTHING");
  assert.ok(Number.isInteger(one.body.seq));
  const again = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Pain') ON CONFLICT DO NOTHING");
  assert.deepEqual(again.body, { changes: 0, last_insert_id: null, rows: [], seq: null });
});

Deno.test("a batch is one transaction with one seq, and a select in it sees the writes before it", async () => {
  const [a, b] = [uuidv7(), uuidv7()];
  const { status, body } = await seller.batch([
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [a] },
    { type: "select", query: "SELECT count(*) AS n FROM ventes WHERE id = ?", params: [a] },
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (:id) RETURNING id", params: { id: b } },
    { type: "update", query: "UPDATE ventes SET note = 'x' WHERE id = ?", params: [b] },
  ]);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body.results, [
    { changes: 1, last_insert_id: null, rows: [] },
    { columns: ["n"], rows: [{ n: 1 }], truncated: false },
    { changes: 1, last_insert_id: null, rows: [{ id: b }] },
    { changes: 1, last_insert_id: null, rows: [] },
  ]);
  const journal = await owner.get("/api/journal?kind=write&limit=1");
  const [record] = (await journal.json()).records;
  assert.equal(record.seq, body.seq);
  assert.deepEqual(record.changes.map((c: { op: string; key: { id: string } }) => [c.op, c.key.id]), [["insert", a], [
    "insert",
    b,
  ]]);
});

Deno.test("a batch that fails leaves nothing behind and names the query at fault", async () => {
  const [a, b] = [uuidv7(), uuidv7()];
  const insert = (id: string) => ({ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] });
  const failed = await seller.batch([insert(a), insert(b), insert(a)]);
  assert.deepEqual([failed.status, failed.body.code, failed.body.index], [409, "constraint_violation", 2]);
  assert.deepEqual(await row("SELECT count(*) AS n FROM ventes WHERE id IN (?, ?)", [a, b]), { n: 0 });
  assert.equal((await seller.batch([insert(a), insert(b)])).status, 200, "the premise: without the third it passes");
});

Deno.test("a line may come before its sale within a batch, and not without it", async () => {
  const [sale, orphan] = [uuidv7(), uuidv7()];
  const line = (vente: string) => ({
    type: "insert",
    query:
      "INSERT INTO lignes_vente (id, vente_id, libelle, prix_unitaire_ttc, tva, produit_id) SELECT ?, ?, libelle, prix_ttc, tva, id FROM produits WHERE id = 1",
    params: [uuidv7(), vente],
  });
  const both = await seller.batch([line(sale), { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [sale] }]);
  assert.equal(both.status, 200, JSON.stringify(both.body));
  const alone = await seller.batch([line(orphan)]);
  assert.deepEqual([alone.status, alone.body.code, alone.body.constraint], [409, "constraint_violation", "foreign_key"]);
});

Deno.test("a batch that only reads may ask for more than a write may walk, and sees one moment", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { owner, people: { nora: till } } = staff;
  const count = { type: "select", query: "SELECT count(*) AS n FROM clients" };
  const reads = await till.batch(Array.from({ length: 100 }, () => count));
  assert.deepEqual([reads.status, reads.body.results.length, reads.body.seq], [200, 100, null]);
  assert.deepEqual(reads.body.results[99], { columns: ["n"], rows: [{ n: 0 }], truncated: false });
  const series = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT sum(i) AS s FROM n";
  const summed = await till.batch([count, { type: "select", query: series }]);
  assert.deepEqual([summed.status, summed.body.results[1].rows], [200, [{ s: 500_500 }]]);
  const wrong = await till.batch([count, { type: "select", query: "SELECT nothing" }]);
  assert.deepEqual([wrong.status, wrong.body.code, wrong.body.index], [400, "sql_error", 1]);
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS n FROM n";
  const stopped = await till.batch([count, { type: "select", query: endless }]);
  assert.deepEqual([stopped.status, stopped.body.code], [503, "query_timeout"]);
  // Between two counts of one batch nobody's insert is seen, however many arrive meanwhile.
  const writing = Promise.all(Array.from({ length: 200 }, (_, at) => {
    return owner.query("insert", "INSERT INTO clients (nom) VALUES (?)", [`Client ${at}`]);
  }));
  let busy = true;
  const written = writing.finally(() => busy = false);
  const seen = new Set<number>();
  while (busy) {
    const { results } = (await till.batch([count, count, count])).body;
    const counts = results.map(({ rows }: { rows: { n: number }[] }) => rows[0]!.n);
    assert.equal(new Set(counts).size, 1, String(counts));
    seen.add(counts[0]);
  }
  await written;
  assert.ok(seen.size > 1, "the premise: counts changed between batches");
});
