/** POST /api/query: each error of a body, a statement, its parameters and the rules of the database. */
import assert from "node:assert/strict";
import { answerOf, type Person, type TestServer, uuidv7 } from "../support/server.ts";
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

const send = async (body: unknown) => await answerOf(await seller.post("/api/query", body));

const batchWith = (third: unknown) => ({ type: "batch", queries: [SELECT, SELECT, SELECT, third] });
const BODIES: readonly [what: string, body: unknown, field: string][] = [
  ["an empty body", "", ""],
  ["no JSON", "{", ""],
  ["null", "null", ""],
  ["an array", "[]", ""],
  ["text", '"select"', ""],
  ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, ""],
  ["no type", { query: "SELECT 1" }, "type"],
  ["an unknown type", { type: "drop", query: "SELECT 1" }, "type"],
  ["a type in capitals", { type: "SELECT", query: "SELECT 1" }, "type"],
  ["a type that is no text", { type: 1, query: "SELECT 1" }, "type"],
  ["no query", { type: "select" }, "query"],
  ["a query that is no text", { type: "select", query: ["SELECT 1"] }, "query"],
  ["an unknown field", { ...SELECT, role: "administrateur" }, "role"],
  ["params that are no list", { ...SELECT, params: "1" }, "params"],
  ["params that are null", { ...SELECT, params: null }, "params"],
  ["a batch without queries", { type: "batch" }, "queries"],
  ["an empty batch", { type: "batch", queries: [] }, "queries"],
  ["queries that are no list", { type: "batch", queries: SELECT }, "queries"],
  ["a batch with a query of its own", { type: "batch", queries: [SELECT], query: "SELECT 1" }, "query"],
  ["101 queries", { type: "batch", queries: Array(101).fill(SELECT) }, "queries"],
  ["an unknown type in a batch", batchWith({ type: "x", query: "SELECT 1" }), "queries[3].type"],
  ["a batch in a batch", batchWith({ type: "batch", queries: [SELECT] }), "queries[3].type"],
  ["no query in a batch", batchWith({ type: "select" }), "queries[3].query"],
  ["an unknown field in a batch", batchWith({ ...SELECT, x: 1 }), "queries[3].x"],
  ["a null in a batch", batchWith(null), "queries[3]"],
  ["a number where there is no place for one", '{"type":12345678901234567890,"query":"SELECT 1"}', "type"],
];
Deno.test("a body of the wrong shape is invalid_body and names the field", async () => {
  assert.equal((await send({ type: "batch", queries: Array(100).fill(SELECT) })).status, 200, "the premise");
  for (const [what, body, field] of BODIES) refused(await send(body), 400, "invalid_body", { field }, what);
});

type Statement = readonly [code: string, type: string, query: string];
const STATEMENTS: readonly Statement[] = [
  ["multiple_statements", "select", "SELECT 1 AS a; SELECT 2 AS b"],
  ["multiple_statements", "select", ";SELECT 1 AS a"],
  ["multiple_statements", "select", "SELECT 1 AS a\0"],
  ["multiple_statements", "select", "SELECT 1 AS a\0; DELETE FROM produits"],
  ["multiple_statements", "select", "\0"],
  ["multiple_statements", "insert", "INSERT INTO clients (nom) VALUES ('x'); DROP TABLE produits"],
  ["multiple_statements", "select", "SELECT 1 AS a;;;SELECT 2 AS b"],
  ["multiple_statements", "select", "SELECT 1 AS a; x"],
  ["sql_error", "select", ""],
  ["sql_error", "select", ";"],
  ["sql_error", "select", " \n\t "],
  ["sql_error", "select", "-- nothing"],
  ["sql_error", "select", "/* nothing */"],
  ["sql_error", "select", "/* nothing"],
  ["sql_error", "select", "SELEC 1"],
  ["sql_error", "select", "SELECT"],
  ["sql_error", "select", "SELECT 'open"],
  ["sql_error", "select", 'SELECT "text" AS a'],
  ["sql_error", "select", "SELECT * FROM nulle_part"],
  ["sql_error", "select", "SELECT * FROM _users"],
  ["sql_error", "select", "SELECT * FROM main._journal"],
  ["sql_error", "select", "SELECT nulle_part FROM produits"],
  ["sql_error", "select", "SELECT nulle_part(1)"],
  ["sql_error", "select", "SELECT \ud800"],
  ["sql_error", "insert", "INSERT INTO _users (id) VALUES (1)"],
  ["sql_error", "delete", "DELETE FROM _journal"],
  ["type_mismatch", "insert", "SELECT 1 AS a"],
  ["type_mismatch", "select", "INSERT INTO clients (nom) VALUES ('x')"],
  ["type_mismatch", "update", "INSERT INTO clients (nom) VALUES ('x')"],
  ["type_mismatch", "insert", "UPDATE clients SET nom = 'x'"],
  ["type_mismatch", "delete", "WITH a AS (SELECT 1) UPDATE clients SET nom = 'x'"],
  ["type_mismatch", "select", "DELETE FROM lignes_vente"],
  ["type_mismatch", "select", "WITH d AS (SELECT 1) DELETE FROM lignes_vente RETURNING id"],
  ...[
    "CREATE TABLE t (a)",
    "CREATE TEMP TABLE t (a)",
    "CREATE TRIGGER t AFTER INSERT ON ventes BEGIN SELECT 1; END",
    "DROP TABLE produits",
    "ALTER TABLE produits ADD COLUMN x",
    "PRAGMA user_version",
    "PRAGMA writable_schema = ON",
    "ATTACH 'x.db' AS x",
    "DETACH x",
    "VACUUM",
    "VACUUM INTO 'x.db'",
    "BEGIN",
    "COMMIT",
    "END",
    "ROLLBACK",
    "SAVEPOINT request",
    "RELEASE request",
    "ROLLBACK TO request",
    "EXPLAIN SELECT 1",
    "EXPLAIN QUERY PLAN SELECT 1",
    "ANALYZE",
    "REINDEX",
  ].map((query) => ["type_mismatch", "update", query] as const),
];
Deno.test("what is no single statement of the announced type is refused for tills and owner alike", async () => {
  assert.equal((await seller.query("select", "/* ; */ SELECT ';' AS a -- ;\n;;")).status, 200, "the premise");
  for (const [code, type, query] of STATEMENTS) {
    // A body of a trigger holds semicolons: more than one statement is as good a refusal.
    const codes = query.includes("TRIGGER") ? ["type_mismatch", "multiple_statements"] : [code];
    for (const person of [seller, owner]) {
      const { status, body } = await person.query(type, query);
      assert.ok(status === 400 && codes.includes(body.code), `${query}: ${JSON.stringify(body)}`);
      const inBatch = await person.batch([SELECT, { type, query }]);
      assert.ok(
        inBatch.status === 400 && codes.includes(inBatch.body.code),
        `in a batch: ${query}: ${JSON.stringify(inBatch.body)}`,
      );
      assert.equal(inBatch.body.index, 1, query);
    }
  }
  assert.deepEqual((await owner.query("select", "SELECT count(*) AS n FROM produits")).body.rows, [{ n: 1 }]);
});

const PARAMS: readonly [what: string, query: string, params: string][] = [
  ["too few", "SELECT ? AS a, ? AS b", "[1]"],
  ["none", "SELECT ? AS a", "[]"],
  ["too many", "SELECT ? AS a", "[1, 2]"],
  ["one for a statement without", "SELECT 1 AS a", "[1]"],
  ["fewer than the highest number", "SELECT ?3 AS a", "[1]"],
  ["a list for names", "SELECT :a AS a", "[1]"],
  ["names for a list", "SELECT ? AS a", '{"a": 1}'],
  ["a name missing", "SELECT :a AS a, :b AS b", '{"a": 1}'],
  ["a name too many", "SELECT :a AS a", '{"a": 1, "b": 2}'],
  ["a name given twice", "SELECT :a AS a", '{"a": 1, ":a": 2}'],
  ["the wrong prefix", "SELECT :a AS a", '{"@a": 1}'],
  ["one name with two prefixes", "SELECT :a AS a, @a AS b", '{"a": 1}'],
  ["numbers and names mixed", "SELECT ? AS a, :b AS b", "[1]"],
  ["a name of the language's own", "SELECT 1 AS a", '{"constructor": 1}'],
  ["true", "SELECT ? AS a", "[true]"],
  ["a list", "SELECT ? AS a", "[[1]]"],
  ["an object", "SELECT ? AS a", '[{"a": 1}]'],
  ["an empty object", "SELECT ? AS a", "[{}]"],
  ["1e400", "SELECT ? AS a", "[1e400]"],
  ["an integer beyond 2^53", "SELECT ? AS a", "[9007199254740993]"],
  ["a negative one", "SELECT :a AS a", '{"a": -9007199254740993}'],
  ["$int beyond 64 bits", "SELECT ? AS a", '[{"$int": "9223372036854775808"}]'],
  ["$int below 64 bits", "SELECT ? AS a", '[{"$int": "-9223372036854775809"}]'],
  ["$int with a fraction", "SELECT ? AS a", '[{"$int": "1.5"}]'],
  ["$int without a number", "SELECT ? AS a", '[{"$int": ""}]'],
  ["$int as a number", "SELECT ? AS a", '[{"$int": 1}]'],
  ["$int with a companion", "SELECT ? AS a", '[{"$int": "1", "$blob": ""}]'],
  ["$blob that is no base64", "SELECT ? AS a", '[{"$blob": "a-_"}]'],
  ["$blob without its padding", "SELECT ? AS a", '[{"$blob": "AA"}]'],
  ["a NUL in text", "SELECT ? AS a", '["a\\u0000b"]'],
  ["half a surrogate pair", "SELECT ? AS a", '["\\ud83d"]'],
];
Deno.test("params that do not fit exactly are invalid_params: nothing is bound silently", async () => {
  assert.equal((await seller.query("select", "SELECT ? AS a, ? AS b", [1, "x"])).status, 200, "the premise");
  for (const [what, query, params] of PARAMS) {
    const text = `{"type":"select","query":${JSON.stringify(query)},"params":${params}}`;
    refused(await send(text), 400, "invalid_params", {}, what);
    refused(await send(`{"type":"batch","queries":[${text}]}`), 400, "invalid_params", { index: 0 }, `in a batch: ${what}`);
  }
});

Deno.test("a write with params that do not fit writes nothing", async () => {
  const count = async () => (await seller.query("select", "SELECT count(*) AS n FROM clients")).body.rows[0].n;
  const before = await count();
  refused(await seller.query("insert", "INSERT INTO clients (nom, note) VALUES (?, ?)", ["x"]), 400, "invalid_params");
  assert.equal(await count(), before);
  assert.equal((await seller.query("insert", "INSERT INTO clients (nom, note) VALUES (?, ?)", ["x", null])).status, 200);
  assert.equal(await count(), before + 1);
});

Deno.test("two columns of one name are duplicate_columns, in a select and in RETURNING", async () => {
  refused(await seller.query("select", "SELECT 1 AS a, 2 AS b, 3 AS a"), 400, "duplicate_columns", { column: "a" });
  const twice = "SELECT * FROM produits p JOIN categories c ON c.id = p.categorie_id";
  refused(await seller.query("select", twice), 400, "duplicate_columns");
  const insert = "INSERT INTO clients (nom) VALUES ('double') RETURNING id, nom AS id";
  refused(await seller.query("insert", insert), 400, "duplicate_columns", { column: "id" });
  assert.deepEqual((await seller.query("select", "SELECT id FROM clients WHERE nom = 'double'")).body.rows, []);
});

const CONSTRAINTS: readonly [
  what: string,
  who: "owner" | "seller",
  query: string,
  constraint: string | RegExp,
  params?: unknown[],
][] = [
  ["UNIQUE", "owner", "INSERT INTO produits (libelle, code_barres, prix_ttc) VALUES ('x', '123', 1)", "produits.code_barres"],
  ["the key", "owner", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'x', 1)", "produits.id"],
  ["NOT NULL", "owner", "INSERT INTO produits (libelle) VALUES ('x')", "produits.prix_ttc"],
  ["CHECK", "owner", "INSERT INTO produits (libelle, prix_ttc) VALUES ('x', -1)", "produits.prix_ttc"],
  ["a CHECK that another table has too", "owner", "INSERT INTO categories (nom) VALUES (' ')", "categories.nom"],
  ["the same of the other", "owner", "UPDATE equipe SET nom = ' ' WHERE id = 1", "equipe.nom"],
  ["a named CHECK", "seller", "INSERT INTO ventes (id) VALUES ('1')", "rule:ticket_id_uuid"],
  ["FOREIGN KEY", "owner", "INSERT INTO produits (libelle, prix_ttc, categorie_id) VALUES ('x', 1, 99)", "foreign_key"],
  ["a type", "owner", "INSERT INTO produits (libelle, prix_ttc) VALUES ('x', 'y')", /prix_ttc/],
  ["a key that is no integer", "owner", "INSERT INTO produits (id, libelle, prix_ttc) VALUES ('y', 'x', 1)", "datatype"],
  ["a deferred key", "seller", "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", "foreign_key", [
    uuidv7(),
    uuidv7(),
  ]],
  ["a trigger", "owner", "UPDATE equipe SET actif = 0 WHERE id = 2", "rule:person_follows_account"],
];
Deno.test("a rule of the database is constraint_violation and names the rule", async () => {
  const people = { owner, seller };
  for (const [what, who, query, constraint, params] of CONSTRAINTS) {
    const type = query.slice(0, 6).toLowerCase();
    const answer = await people[who].query(type, query, params);
    refused(answer, 409, "constraint_violation", {}, what);
    if (typeof constraint === "string") assert.equal(answer.body.constraint, constraint, what);
    else assert.match(answer.body.constraint, constraint, what);
  }
});

Deno.test("an Idempotency-Key that is no UUID is refused, on a select as well", async () => {
  for (const key of ["1", "x".repeat(36), `${uuidv7()} `.repeat(2)]) {
    refused(await seller.query("select", "SELECT 1 AS a", [], { "idempotency-key": key }), 400, "invalid_idempotency_key");
  }
  assert.equal((await seller.query("select", "SELECT 1 AS a", [], { "idempotency-key": uuidv7() })).status, 200);
});
