/** What a statement may cost, from its text and plan; and the meter that ends it from inside. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Cost, costOf, isMetered, isSoonJudged } from "../../server/database/bounds/cost.ts";
import { Meter } from "../../server/database/bounds/meter.ts";
import { meteredChange } from "../../server/database/bounds/metered_change.ts";
import { meteredSources } from "../../server/database/bounds/metered_sources.ts";
import { Judge } from "../../server/database/schema/judge.ts";
import { readSchema } from "../../server/database/schema/schema.ts";
import { Selects } from "../../server/database/reading/select.ts";
import { statementShape, tokenize } from "../../server/database/sql/sql_text.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";

const ROWS = 500;

function database(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n INTEGER); CREATE INDEX t_n ON t (n);
    CREATE TABLE k (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID; CREATE INDEX k_n ON k (n);
    WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ${ROWS}) INSERT INTO t SELECT i, 'u' || i, i % 7 FROM i;
    INSERT INTO k SELECT 'k' || id, n FROM t`);
  return db;
}

const planOf = (db: DatabaseSync, sql: string) =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);

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

const METERED: readonly string[] = [
  "SELECT * FROM t",
  "SELECT count(*) FROM t",
  "SELECT u FROM t WHERE n = 3 ORDER BY u LIMIT 5",
  "SELECT n, count(*) FROM t GROUP BY n HAVING count(*) > 1",
  "SELECT DISTINCT n FROM k",
  "SELECT * FROM t a LEFT JOIN k b ON b.id = a.u ORDER BY a.n",
  "SELECT count(*) FROM t a, k b",
  "SELECT count(*) FROM t a JOIN k b ON b.n = a.n",
  "SELECT (SELECT count(*) FROM k WHERE k.n = t.n) FROM t",
  "SELECT * FROM t WHERE EXISTS (SELECT 1 FROM k WHERE k.n = t.n + 100)",
  "SELECT * FROM t WHERE n IN (SELECT n FROM k WHERE n > 2)",
  "SELECT * FROM t WHERE n = 1 AND u IN (SELECT id FROM k WHERE n = 1)",
  "SELECT * FROM t WHERE n = 1 OR u = 'u7'",
  "SELECT n FROM t UNION ALL SELECT n FROM k",
  "SELECT count(*) FROM (SELECT n FROM t) a JOIN k b ON b.n = a.n",
  "SELECT max(n + 0) FROM k WHERE upper(id) = 'K'",
];
const NOT_METERED: readonly string[] = [
  "SELECT count(*) FROM (VALUES (1), (2)) a, (VALUES (1), (2)) b",
  "WITH v AS MATERIALIZED (SELECT n FROM t LIMIT 9) SELECT count(*) FROM v a, v b",
  'WITH "main.t" AS MATERIALIZED (SELECT n FROM t LIMIT 9) SELECT count(*) FROM "main.t" a, "main.t" b',
  "WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i) SELECT count(*) FROM i",
  "SELECT sum(n) OVER (ORDER BY id) FROM t",
  "SELECT * FROM t RIGHT JOIN k ON k.n = t.n",
  "SELECT count(*) FROM json_each('[1]')",
  "SELECT n FROM t UNION SELECT n FROM k",
  "SELECT count(*) FROM main.t",
];
Deno.test("a statement that counts as metered is ended from inside, wherever it walks; what is not metered is known", () => {
  const db = database();
  const meter = new Meter(db);
  meter.cover(readSchema(db));
  for (const sql of METERED) {
    assert.ok(isMetered(planOf(db, sql)), `${sql}: ${planOf(db, sql)}`);
    meter.start(Infinity);
    db.prepare(sql);
    meter.start(0);
    assert.throws(() => db.prepare(sql).all(), /integer overflow/, sql);
    assert.ok(meter.isOver, sql);
  }
  for (const sql of NOT_METERED) assert.ok(!isMetered(planOf(db, sql)), `${sql}: ${planOf(db, sql)}`);
  db.close();
});

Deno.test("what is over because the machine was busy is not long: it is long by its own time on a processor", () => {
  const db = database();
  const meter = new Meter(db);
  const others = new Int32Array(new SharedArrayBuffer(4));
  meter.start(5);
  Atomics.wait(others, 0, 0, 50);
  assert.ok(meter.look() && meter.isOver, "whoever waits for it waits too long already");
  assert.ok(!meter.isLong);
  // Where others have the processors it is over before it is long: until it has had one.
  do {
    meter.start(5);
    while (!meter.look());
  } while (!meter.isLong);
  assert.ok(meter.isOver);
  meter.start(5);
  assert.ok(!meter.isOver && !meter.isLong, "of the one that runs");
  db.close();
});

Deno.test("a metered view answers what its table does, under the same names", () => {
  const [plain, metered] = [database(), database()];
  const meter = new Meter(metered);
  meter.cover(readSchema(metered));
  meter.start(Infinity);
  for (
    const sql of [
      ...METERED,
      "SELECT ID, U AS x, t.N FROM t WHERE id = 3",
      "SELECT k.*, a.* FROM k JOIN t a ON a.n = k.n WHERE a.id < 9",
    ]
  ) {
    if (sql.includes("a, k b")) continue;
    const [one, other] = [plain.prepare(sql), metered.prepare(sql)];
    assert.deepEqual(other.columns().map(({ name }) => name), one.columns().map(({ name }) => name), sql);
    const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    assert.deepEqual(sorted(other.all()), sorted(one.all()), sql);
  }
  plain.close();
  metered.close();
});

const CHANGES: readonly string[] = [
  "UPDATE t SET n = 0",
  "UPDATE t SET n = 0 WHERE n = 1 OR n = 2",
  "update t as x set n = 0 where x.n = 1 returning id",
  "UPDATE main.t SET n = 0 WHERE (n = 1) -- OR TRUE",
  "UPDATE \"t\" AS 'y z' SET n = (SELECT max(n) FROM k WHERE k.n = 1) WHERE n IN (SELECT n FROM k WHERE n > 5)",
  "UPDATE t SET n = k.n FROM k WHERE k.id = t.u OR t.n = 3 AND k.id = 'k3' RETURNING t.id",
  "WITH c AS (SELECT 1 AS n WHERE 1) UPDATE t SET n = 0 WHERE n IN (SELECT n FROM c)",
  "UPDATE t INDEXED BY t_n SET n = 0 WHERE n = 4",
  "UPDATE t NOT INDEXED SET n = 0 WHERE n = 4",
  "DELETE FROM t",
  "DELETE FROM t RETURNING id",
  "DELETE FROM k WHERE n = 4 OR n = 5 /* RETURNING */",
  "DELETE FROM [k] AS w WHERE w.n = 4 AND w.id <> 'WHERE' RETURNING (SELECT count(*) FROM t WHERE n = 1)",
];
Deno.test("a change with the meter in its condition changes and answers the same, and can be ended from inside", () => {
  for (const sql of CHANGES) {
    const [plain, metered] = [database(), database()];
    const meter = new Meter(metered);
    const schema = readSchema(metered);
    const all = { insert: "all", update: "all", delete: true } as const;
    const judge = new Judge(schema, { t: { vendeur: all }, k: { vendeur: all } });
    const judgement = judge.judge("vendeur", sql, statementShape(sql).type!);
    const text = meteredChange(judgement, "id");
    meter.start(0);
    assert.throws(() => metered.prepare(text).all(), /integer overflow/, text);
    meter.start(Infinity);
    assert.deepEqual(metered.prepare(text).all(), plain.prepare(sql).all(), text);
    for (const table of ["t", "k"]) {
      const rows = `SELECT * FROM ${table} ORDER BY id`;
      assert.deepEqual(metered.prepare(rows).all(), plain.prepare(rows).all(), `${text}: ${table}`);
    }
    plain.close();
    metered.close();
  }
});

const TABLES = new Set(["t", "k"]);
/** Read through views beside the tables; behind it, how the text goes on. */
const READING: readonly (readonly [sql: string, text: string])[] = [
  ["SELECT * FROM T WHERE n = 1", 'SELECT * FROM "_metered_t" AS "T" WHERE n = 1'],
  [
    "SELECT x.n, k.id FROM t AS x, k WHERE x.n = k.n",
    'SELECT x.n, k.id FROM "_metered_t" AS x, "_metered_k" AS "k" WHERE x.n = k.n',
  ],
  ["SELECT a.n FROM t a LEFT JOIN k ON k.id = a.u", 'SELECT a.n FROM "_metered_t" a LEFT JOIN "_metered_k" AS "k" ON k.id = a.u'],
  [
    "SELECT t.n, (SELECT max(n) FROM k) AS m, 1 FROM t",
    'SELECT t.n, (SELECT max(n) FROM "_metered_k" AS "k") AS m, 1 FROM "_metered_t" AS "t"',
  ],
  ["INSERT INTO t (u) SELECT id FROM k WHERE n = 1", 'INSERT INTO t (u) SELECT id FROM "_metered_k" AS "k" WHERE n = 1'],
  ["DELETE FROM t WHERE u IN (SELECT id FROM k)", 'DELETE FROM t WHERE u IN (SELECT id FROM "_metered_k" AS "k")'],
  ["UPDATE t SET n = 1, u = 'z' FROM k WHERE t.id = 1", `UPDATE t SET n = 1, u = 'z' FROM "_metered_k" AS "k" WHERE t.id = 1`],
  ["SELECT n FROM (SELECT n FROM t LIMIT 1, 2)", 'SELECT n FROM (SELECT n FROM "_metered_t" AS "t" LIMIT 1, 2)'],
];
const NOT_READ_SO: readonly string[] = [
  "SELECT n FROM main.t",
  "SELECT n FROM (t), (k)",
  "SELECT 1 WHERE 1 IN t",
  "WITH t AS (SELECT 1 AS n) SELECT n FROM t",
  "SELECT value FROM json_each('[1]')",
  "SELECT n FROM 't'",
];
Deno.test("a statement reads its tables through the views beside them, and answers the same; what may be read otherwise is told", () => {
  const [plain, metered] = [database(), database()];
  const meter = new Meter(metered);
  meter.layBeside(readSchema(metered));
  for (const [sql, text] of READING) {
    assert.equal(meteredSources(sql, tokenize(sql), TABLES), text);
    meter.start(Infinity);
    assert.deepEqual(metered.prepare(text).all(), plain.prepare(sql).all(), sql);
    meter.start(Infinity, 9);
    meter.charge(10);
    assert.throws(() => metered.prepare(text).all(), /integer overflow/, text);
    assert.ok(meter.isOver && meter.isSpent, text);
  }
  for (const sql of NOT_READ_SO) assert.equal(meteredSources(sql, tokenize(sql), TABLES), null, sql);
  plain.close();
  metered.close();
});

Deno.test("a select runs once, however many rows it answers", () => {
  const db = database();
  const seen = new Map<bigint, number>();
  db.function("abs", { useBigIntArguments: true }, (value) => {
    // `abs` is on the allow-list; here it tells what it is asked.
    if (typeof value === "bigint" && value > 1_000_000n) seen.set(value, (seen.get(value) ?? 0) + 1);
    return value;
  });
  const statements = new StatementCache(db);
  const selects = new Selects(db, statements);
  const judge = new Judge(readSchema(db), { t: { vendeur: {} } });
  const none = { kind: "positional", values: [] } as const;
  for (const rows of [1, 64, 65, 400]) {
    seen.clear();
    const sql = `SELECT id, abs(id + 1000000) AS a FROM t WHERE id <= ${rows} LIMIT ${rows}`;
    const { rows: answered } = JSON.parse(selects.json(judge.judge("vendeur", sql, "select"), none));
    assert.deepEqual(answered.length, rows);
    assert.deepEqual([seen.size, Math.max(...seen.values())], [rows, 1], `${rows} rows`);
  }
  db.close();
});
