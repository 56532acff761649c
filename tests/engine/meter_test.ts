/** The meter that ends a statement from inside: what it sees of reads and changes, and that both answer the same with it. */
import assert from "node:assert/strict";
import { isMetered } from "../../server/database/bounds/cost.ts";
import { Meter } from "../../server/database/bounds/meter.ts";
import { meteredChange } from "../../server/database/bounds/metered_change.ts";
import { meteredSources } from "../../server/database/bounds/metered_sources.ts";
import { Judge } from "../../server/database/schema/judge.ts";
import { readSchema } from "../../server/database/schema/schema.ts";
import { Selects } from "../../server/database/reading/select.ts";
import { statementShape, tokenize } from "../../server/database/sql/sql_text.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";
import { database, planOf } from "../support/metered_tables.ts";

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
