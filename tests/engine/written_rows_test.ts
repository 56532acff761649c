/** Rows that SQLite writes as JSON: the same text as ours, wherever it may, and nowhere else. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Selects } from "../../server/database/reading/select.ts";
import { WrittenRows } from "../../server/database/reading/written_rows.ts";
import { Judge } from "../../server/database/schema/judge.ts";
import { readSchema } from "../../server/database/schema/schema.ts";
import { hasLimits, setLimits } from "../../server/database/sql/sqlite.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";
import { bindParameters } from "../../server/database/sql/values.ts";
import { LIMITS } from "../../shared/limits.ts";
import { where } from "../support/where.ts";

const bounded = where(hasLimits(new DatabaseSync(":memory:")), "this runtime cannot bound a text that SQLite makes");

const RIGHTS = { things: { vendeur: {} }, loose: { vendeur: {} }, others: { vendeur: {} } };

function opened() {
  const db = new DatabaseSync(":memory:");
  setLimits(db, LIMITS.resultBytes + 64, LIMITS.likePatternBytes);
  db.exec(`
    CREATE TABLE things (id INTEGER PRIMARY KEY, "it's ""so"", né" TEXT, amount INT, weight REAL, raw BLOB, free ANY) STRICT;
    CREATE TABLE others (id INTEGER PRIMARY KEY, thing INTEGER, label TEXT) STRICT;
    CREATE TABLE loose (id INTEGER PRIMARY KEY, label TEXT)`);
  const statements = new StatementCache(db);
  const selects = new Selects(db, statements);
  const written = new WrittenRows(db, statements);
  const judge = new Judge(readSchema(db), RIGHTS);
  const of = (sql: string) => judge.judge("vendeur", sql, "select");
  return {
    db,
    json: (sql: string, params: readonly (string | number)[] = []) => {
      const judgement = of(sql);
      return selects.json(judgement, bindParameters(judgement.parameters, params));
    },
    isWritten: (sql: string) => {
      const judgement = of(sql);
      return written.statementOf(judgement, `SELECT * FROM (${sql})`, statements.columns(sql)) !== null;
    },
    [Symbol.dispose]: () => db.close(),
  };
}

/** The same rows by a way on which SQLite may not write them. */
const handedOver = (sql: string) => `WITH nobody AS (VALUES (1)) ${sql}`;

const TEXTS = [
  "",
  "Thé vert n° 1",
  '"\\/\b\f\n\r\t',
  ...Array.from({ length: 32 }, (_, code) => `${String.fromCharCode(code + 1)}`),
  "\u007f\u0080\u2028\u2029\ufeff\ufffd\ud83d\ude00",
  '{"a":[1]}',
  "null",
  "12345678901234567890",
];
const INTEGERS = [
  0n,
  -1n,
  9007199254740991n,
  9007199254740992n,
  -9007199254740991n,
  -9007199254740992n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];

Deno.test("texts and integers at every edge are the same text, written by SQLite or handed over", bounded, () => {
  using bench = opened();
  const insert = bench.db.prepare(`INSERT INTO things ("it's ""so"", né", amount) VALUES (?, ?)`);
  for (const text of [...TEXTS, null]) for (const amount of [...INTEGERS, null]) insert.run(text, amount);
  for (
    const sql of [
      `SELECT id, "it's ""so"", né", amount FROM things ORDER BY id DESC`,
      `SELECT amount AS "a", "it's ""so"", né" AS "A", id AS "true" FROM things WHERE id % 3 = 0`,
      `SELECT t.id, o.label, o.thing FROM things t LEFT JOIN others o ON o.thing = t.id LIMIT 7`,
      `SELECT amount, "it's ""so"", né" FROM things GROUP BY amount ORDER BY amount`,
      `SELECT id FROM things WHERE id < 0`,
      `SELECT id, "it's ""so"", né" FROM things ORDER BY amount DESC, id LIMIT 10`,
      `SELECT amount AS a, id AS "A" FROM things ORDER BY id LIMIT 5`,
      `SELECT id FROM things ORDER BY id LIMIT 3 OFFSET 2`,
      `SELECT id FROM things LIMIT 0`,
      `SELECT id FROM things ORDER BY id LIMIT 1000000000000`,
    ]
  ) {
    assert.ok(bench.isWritten(sql), sql);
    assert.ok(!bench.isWritten(handedOver(sql)), sql);
    const text = bench.json(sql);
    assert.equal(text, bench.json(handedOver(sql)), sql);
    JSON.parse(text);
  }
  assert.equal(
    bench.json("SELECT id FROM things WHERE id IN (?, ?)", [2, 3]),
    '{"columns":["id"],"rows":[{"id":2},{"id":3}],"truncated":false}',
  );
});

Deno.test(
  "what a column holds must be known: reals, blobs, what is made, and tables that promise nothing are handed over",
  bounded,
  () => {
    using bench = opened();
    bench.db.exec(`
    INSERT INTO things (id, amount, weight, raw, free) VALUES (1, 2, 0.1, x'00ff', 1.5), (2, NULL, 9e999, NULL, 'x');
    INSERT INTO loose VALUES (1, x'00'), (2, 3.0)`);
    for (
      const sql of [
        "SELECT * FROM things",
        "SELECT weight FROM things",
        "SELECT raw FROM things",
        "SELECT free FROM things",
        "SELECT id, count(*) AS n FROM things",
        "SELECT id + 1 AS next FROM things",
        "SELECT json_array(1) AS list FROM things",
        "SELECT label FROM loose",
        "SELECT t.id FROM things t JOIN loose l ON l.id = t.id",
        "SELECT id FROM things UNION SELECT 1.5",
        "SELECT id FROM (SELECT id FROM others UNION ALL SELECT weight FROM things)",
        "WITH w (id) AS (SELECT id FROM others UNION ALL SELECT raw FROM things) SELECT id FROM w",
        "SELECT 1 AS one",
      ]
    ) assert.ok(!bench.isWritten(sql), sql);
    assert.equal(
      bench.json("SELECT weight, raw FROM things ORDER BY id"),
      '{"columns":["weight","raw"],"rows":[{"weight":0.1,"raw":{"$blob":"AP8="}},{"weight":{"$real":"Infinity"},"raw":null}],"truncated":false}',
    );
  },
);

Deno.test("rows that are too many or too long are cut as before, and what is wrong is told as before", bounded, () => {
  using bench = opened();
  const name = `"it's ""so"", né"`;
  bench.db.exec(`
    INSERT INTO things (id, ${name}) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${
    LIMITS.selectRows + 1
  })
      SELECT i, 'x' FROM n`);
  const all = JSON.parse(bench.json(`SELECT id, ${name} FROM things`));
  assert.deepEqual([all.rows.length, all.truncated], [LIMITS.selectRows, true]);
  assert.equal(JSON.parse(bench.json(`SELECT id FROM things LIMIT ${LIMITS.selectRows + 1}`)).truncated, true);
  const fits = JSON.parse(bench.json(`SELECT id FROM things WHERE id <= ${LIMITS.selectRows}`));
  assert.deepEqual([fits.rows.length, fits.truncated], [LIMITS.selectRows, false]);
  // A quote takes two characters in JSON: what fits as it is stored does not as it is written.
  bench.db.prepare(`UPDATE things SET ${name} = ? WHERE id <= 12`).run('"'.repeat(LIMITS.resultBytes / 20));
  const sql = `SELECT id, ${name} FROM things WHERE id <= 12`;
  assert.ok(bench.isWritten(sql));
  const cut = JSON.parse(bench.json(sql));
  assert.deepEqual([cut.rows.length, cut.truncated], [9, true]);
  assert.equal(bench.json(sql), bench.json(handedOver(sql)));
  bench.db.prepare(`UPDATE things SET ${name} = ? WHERE id = 1`).run('"'.repeat(LIMITS.resultBytes / 2));
  assert.throws(() => bench.json(`SELECT ${name} FROM things WHERE id = 1`), { code: "result_too_large" });
  assert.throws(() => bench.json("SELECT id FROM things WHERE abs(-9223372036854775807 - id) > 0"), /integer overflow/);
});
