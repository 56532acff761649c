/** The tokenizer against SQLite's own, and the reader of query plans. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { statementShape, tokenize, withoutLiterals } from "../../server/database/sql/sql_text.ts";

const texts = (sql: string) => tokenize(sql).map(({ kind, text }) => `${kind}:${text}`);

Deno.test("tokens are SQLite's: quotes double, comments vanish, what is open runs to the end", () => {
  const cases: readonly [sql: string, tokens: string[]][] = [
    ["select 'it''s' -- ;\n, x'0F'", ["word:SELECT", "string:'it''s'", "operator:,", "string:x'0F'"]],
    ['"a""b" `c``d` [e f]', ['quoted:a"b', "quoted:c`d", "quoted:e f"]],
    ["1 1.5 .5 1e3 1_000 0xFF 1.", ["1", "1.5", ".5", "1e3", "1_000", "0xFF", "1."].map((n) => `number:${n}`)],
    ["? ?12 :a @b $c", ["?", "?12", ":a", "@b", "$c"].map((name) => `variable:${name}`)],
    ["$a::b(c d", ["variable:$a::b(c", "word:D"]],
    ["/* ; /* */ a; -- b", ["word:A", "semicolon:;"]],
    ["'open ; --", ["string:'open ; --"]],
    ["/* open ; --", []],
    ["/*/ a */ b", ["word:B"]],
    ["é_1", ["word:É_1"]],
    ["\ufeffselect\f1", ["word:SELECT", "number:1"]],
  ];
  for (const [sql, expected] of cases) assert.deepEqual(texts(sql), expected, sql);
});

Deno.test("every character belongs to a token, a space or a comment: nothing is skipped", () => {
  const alphabet = [
    "'",
    '"',
    "`",
    "[",
    "]",
    "--",
    "/*",
    "*/",
    ";",
    "\n",
    " ",
    "a",
    "1",
    "?",
    ":x",
    "$",
    "(",
    ")",
    "\u00e9",
    "\ud800",
    "x'",
    "\\",
  ];
  let seed = 1;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 3_000; round++) {
    const sql = Array.from({ length: random(12) }, () => alphabet[random(alphabet.length)]).join("");
    let at = 0;
    for (const { start, end } of tokenize(sql)) {
      assert.ok(start >= at && end > start, sql);
      assert.match(sql.slice(at, start), /^(?:\s|--[^\n]*|\/\*[^]*?(?:\*\/|$))*$/, sql);
      at = end;
    }
    assert.match(sql.slice(at), /^(?:\s|--[^\n]*|\/\*[^]*?(?:\*\/|$))*$/, sql);
  }
});

Deno.test("where SQLite stops compiling there is a second statement for us too", () => {
  const db = new DatabaseSync(":memory:");
  const parts = [
    "select 1",
    ";",
    "-- ;",
    "/* ; */",
    "\n",
    " ",
    "';'",
    '";"',
    "[;]",
    ", 2",
    "as a",
    "/*",
    "*/",
    "'",
    "x';'",
    "`;`",
  ];
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  let compiled = 0;
  let several = 0;
  for (let round = 0; round < 20_000; round++) {
    const sql = `select 1 ${Array.from({ length: random(7) }, () => parts[random(parts.length)]).join(" ")}`;
    const shape = statementShape(sql);
    let source: string;
    try {
      source = db.prepare(sql).sourceSQL;
    } catch {
      continue;
    }
    compiled += 1;
    if (shape.multiple) several += 1;
    const rest = sql.slice(source.length);
    assert.equal(shape.multiple, tokenize(rest).some(({ kind }) => kind !== "semicolon"), sql);
    if (!shape.multiple) assert.equal(db.prepare(sql.slice(0, shape.end)).sourceSQL, sql.slice(0, shape.end), sql);
  }
  db.close();
  assert.ok(compiled > 500 && several > 50, `the premise: ${compiled} compiled, ${several} with more than one`);
});

Deno.test("the verb is found behind its common table expressions", () => {
  const cases: readonly [sql: string, type: string | null, target: string | null][] = [
    ["SELECT 1", "select", null],
    ["VALUES (1)", "select", null],
    ["insert into t values (1)", "insert", "t"],
    ['INSERT INTO main."T x" DEFAULT VALUES', "insert", "T x"],
    ["REPLACE INTO t VALUES (1)", "insert", "t"],
    ["UPDATE OR IGNORE t SET a = 1", "update", "t"],
    ["INSERT OR ABORT INTO t VALUES (1)", "insert", "t"],
    ["DELETE FROM [t]", "delete", "t"],
    ["WITH a AS (SELECT 1), b(c, d) AS NOT MATERIALIZED (VALUES (1, ')')) DELETE FROM t", "delete", "t"],
    ["WITH RECURSIVE a(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM a) UPDATE t SET a = 1", "update", "t"],
    ["WITH recursive AS (SELECT 1) SELECT 1", null, null],
    ["WITH \"insert\" AS (SELECT ')(' /* ( */) SELECT 1", "select", null],
    ["WITH a AS (SELECT 1", null, null],
    ["EXPLAIN SELECT 1", null, null],
    ["PRAGMA x", null, null],
    ['"SELECT" 1', null, null],
    ["(SELECT 1)", null, null],
    ["", null, null],
  ];
  for (const [sql, type, target] of cases) {
    const shape = statementShape(sql);
    // WITH RECURSIVE is taken as the keyword where it stands, as SQLite does.
    assert.deepEqual([shape.type, shape.target], [type, target], sql);
  }
});

Deno.test("OR clauses and REPLACE are seen as the verb's own and nowhere else", () => {
  const cases: readonly [sql: string, clause: string | null][] = [
    ["INSERT OR IGNORE INTO t VALUES (1)", "OR IGNORE"],
    ["insert/**/or--\nreplace into t values (1)", "OR REPLACE"],
    ["WITH a AS (SELECT 1) UPDATE OR FAIL t SET a = 1", "OR FAIL"],
    ["REPLACE INTO t VALUES (1)", "REPLACE"],
    ["INSERT OR ABORT INTO t VALUES (1)", null],
    ["update or/**/abort t SET a = 1", null],
    ['INSERT OR "ABORT" INTO t VALUES (1)', "OR ABORT"],
    ["UPDATE t SET a = b OR c", null],
    ["INSERT INTO t SELECT replace(a, 'OR', 'IGNORE') FROM u WHERE a OR b", null],
    ["SELECT a OR b", null],
    ["INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", null],
  ];
  for (const [sql, clause] of cases) assert.equal(statementShape(sql).conflictClause, clause, sql);
});

Deno.test("parameters are counted as SQLite counts them", () => {
  const cases: readonly [sql: string, count: number, names: string[]][] = [
    ["SELECT 1", 0, []],
    ["SELECT ?, ?", 2, []],
    ["SELECT ?2, ?", 3, []],
    ["SELECT ?3", 3, []],
    ["SELECT ?1, ?1", 1, []],
    ["SELECT :a, :a, @b, $c", 0, [":a", "@b", "$c"]],
    ["SELECT '?', \"?\", [?], `:a` -- ?\n/* :b */", 0, []],
  ];
  for (const [sql, count, names] of cases) assert.deepEqual(statementShape(sql).parameters, { count, names }, sql);
});

Deno.test("a journaled text has no literal in it and is bounded", () => {
  const cases: readonly [sql: string, masked: string][] = [
    ["SELECT * FROM t WHERE a = 'x''y' AND b = 12.5", "SELECT * FROM t WHERE a = ? AND b = ?"],
    ["SELECT x'00', -1 /* secret */ -- secret", "SELECT ?, -?"],
    ["SELECT 'open secret", "SELECT ?"],
    ['UPDATE "text in the wrong quotes" SET a = :name', "UPDATE ? SET a = :name"],
  ];
  for (const [sql, masked] of cases) assert.equal(withoutLiterals(sql, 200), masked);
  const long = withoutLiterals(`SELECT ${"a, ".repeat(10_000)}b`, 100);
  assert.ok(long.length <= 101 && long.endsWith("…"), `${long.length}`);
  assert.doesNotMatch(withoutLiterals(`SELECT '${"secret".repeat(1000)}'`, 100), /secret/, "a literal that is cut stays masked");
});
