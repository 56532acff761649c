/** What a statement may cost, from its text and its plan. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Cost, costOf, isSoonJudged } from "../../server/database/bounds/cost.ts";
import { statementShape, tokenize } from "../../server/database/sql/sql_text.ts";
import { database, planOf, ROWS } from "../support/metered_tables.ts";

function costIn(db: DatabaseSync, sql: string, functions: readonly string[] = []): Cost {
  const type = statementShape(sql).type!;
  return costOf({
    type,
    sql,
    tokens: tokenize(sql),
    plan: planOf(db, sql),
    functions: new Set(functions),
    partialKeys: new Set(),
  });
}

const WALKS: readonly (readonly [sql: string, walks: number])[] = [
  ["SELECT 1", 0],
  ["SELECT * FROM t WHERE id = 1", 0],
  ["SELECT * FROM t WHERE id IN (1, 2)", 0],
  ["SELECT * FROM k WHERE id = 'x'", 0],
  ["SELECT * FROM t WHERE u = 'x'", 1],
  ["SELECT * FROM t WHERE u IS NULL", 1],
  ["SELECT * FROM t WHERE id > 1", 1],
  ["SELECT * FROM t a LEFT JOIN t b ON b.id = a.n", 1],
  ["SELECT * FROM t a, t b WHERE b.u IS a.u", 2],
  ["SELECT * FROM t WHERE n IN (SELECT n FROM t)", 2],
  ["SELECT id, (SELECT count(*) FROM t b WHERE b.n > a.n) FROM t a", 2],
  ["SELECT * FROM (VALUES (1), (2)) a, (VALUES (1), (2)) b", 2],
  ["SELECT count(*) FROM json_each('[1]') a, json_each('[1]') b", 2],
  ["DELETE FROM k WHERE n = 1", 1],
];
Deno.test("what walks is counted from SQLite's own plan, lists that stand in the text as well", () => {
  const db = database();
  for (const [sql, walks] of WALKS) assert.equal(costIn(db, sql).walks, walks, sql);
  db.close();
});

Deno.test("steps multiply where rows are visited within rows, and no alias hides a table", () => {
  const db = database();
  const steps = (sql: string) => costIn(db, sql).steps(ROWS);
  assert.ok(steps("DELETE FROM t WHERE id IN (SELECT id FROM k WHERE n = 1)") >= ROWS, "one walk");
  assert.ok(steps("DELETE FROM t WHERE id = (SELECT count(*) FROM k a, k b)") >= ROWS ** 2, "a walk in a walk");
  assert.ok(steps("INSERT INTO t (n) SELECT a.column1 FROM (VALUES (1), (2)) a, k") >= 2 * ROWS, "a list times a walk");
  assert.equal(steps("INSERT INTO t (n) WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i FROM i) SELECT i FROM i"), Infinity);
  for (const alias of ["CONSTANT ROW", "2 CONSTANT ROWS", "2-ROW VALUES CLAUSE"]) {
    assert.equal(steps(`INSERT INTO t (n) SELECT count(*) FROM t AS "${alias}", t AS [${alias}]`), Infinity, alias);
  }
  const rows = `INSERT INTO t (n) VALUES ${Array(300).fill("(1)").join(", ")}`;
  assert.ok(steps(rows) < 3_000, "each row of INSERT … VALUES is worked on once");
  db.close();
});

Deno.test("what makes much of little, or multiplies two texts, bounds the parameters, or is never little", () => {
  const db = database();
  const upTo = (sql: string, ...functions: string[]) => costIn(db, sql, functions).textUpTo;
  assert.ok(upTo("SELECT upper(u) FROM t", "upper") >= 10_000);
  assert.ok(upTo("SELECT replace(?, ?, ?)", "replace") >= 10_000);
  assert.equal(upTo("SELECT replace(u, ?, ?) FROM t", "replace"), -1);
  assert.equal(upTo("SELECT u || n FROM t"), -1);
  assert.equal(upTo(`SELECT ${"? || ".repeat(20)}?`), -1);
  assert.equal(upTo(`SELECT ${Array(1_000).fill("n").join(",")} FROM t`), -1, "a thousand tokens at each row");
  const like = upTo("SELECT u FROM t WHERE u LIKE ?", "like");
  assert.ok(like > 0 && like <= 100, `${like}`);
  assert.equal(upTo("SELECT u FROM t WHERE instr(?, u)", "instr"), -1);
  db.close();
});

Deno.test("the look-ups that lists ask for together are counted", () => {
  const db = database();
  assert.equal(costIn(db, "SELECT 1 FROM t WHERE n IN (1, 2, (3)) AND u IN ('a', max(1, 2))").lookUps, 6);
  assert.equal(costIn(db, "SELECT 1 FROM t WHERE n IN (SELECT n FROM k) AND u IN ('a', 'b')").lookUps, 2_000);
  db.close();
});

const many = (count: number, make: (at: number) => string, between = ", ") =>
  Array.from({ length: count }, (_, at) => make(at)).join(between);
const SOON: readonly string[] = [
  `SELECT id FROM t WHERE id IN (${many(9_000, String)})`,
  `INSERT INTO t (n) VALUES ${many(1_500, (at) => `(${at}, 'x', ?, NULL)`)}`,
  `SELECT ${many(200, (at) => `n AS c${at}`)} FROM t`,
  "WITH a AS (SELECT n FROM t), b AS (SELECT n FROM a) SELECT a.n FROM a, b",
  `SELECT 1 FROM ${many(16, (at) => `t t${at}`)}`,
  "SELECT l.n, (SELECT sum(n) FROM t), (SELECT max(n) FROM t) FROM t l WHERE l.n = ? ORDER BY l.n, l.id",
];
const NOT_SOON: readonly string[] = [
  `SELECT id FROM t WHERE id IN (${many(40_000, String)})`,
  `WITH ${many(40_000, (at) => `c${at} AS (SELECT 1)`)} SELECT 1`,
  `WITH c0(v) AS (SELECT 1), ${
    many(8, (at) => `c${at + 1}(v) AS (SELECT (SELECT v FROM c${at}) + (SELECT v FROM c${at}))`)
  } SELECT v FROM c8`,
  `SELECT a FROM ${many(12, () => "(SELECT a+a+a+a+a AS a FROM ", "")}(SELECT n AS a FROM t)${")".repeat(12)}`,
  `SELECT 1 FROM ${many(40, (at) => `t t${at}`)}`,
  `SELECT 1 FROM t t0 ${many(12, (at) => `JOIN t t${at + 1} USING (id, u, n)`, " ")}`,
  `SELECT ${many(1_500, (at) => `count(*) FILTER (WHERE n = ${at})`)} FROM t`,
  `SELECT id FROM t WHERE id IN (${many(9_000, (at) => `:p${at}`)})`,
];
Deno.test("texts that take long to judge are told from their tokens, ordinary ones are not among them", () => {
  const db = database();
  for (const sql of SOON) {
    assert.ok(isSoonJudged(tokenize(sql)), sql.slice(0, 200));
    if (sql.startsWith("SELECT")) db.prepare(sql);
  }
  for (const sql of NOT_SOON) assert.ok(!isSoonJudged(tokenize(sql)), sql.slice(0, 200));
  db.close();
});
