/** SQL that is no query of rows, or that hides a second statement or a function. */
import { type Attempt, type Chapter, type Refusal, sql, type Who } from "./attempt.ts";

const harmless = (as: Who) => ({ as, sent: sql("select", "SELECT upper('x') AS a"), answered: 200 as const });

const OTHER_KINDS: readonly (readonly [text: string, type?: string])[] = [
  ["PRAGMA table_info(_users)"],
  ["PRAGMA writable_schema = 1"],
  ["PRAGMA query_only = 0"],
  ["PRAGMA journal_mode = DELETE"],
  ["PRAGMA foreign_keys = OFF", "update"],
  ["ATTACH 'file:x?mode=memory' AS x"],
  ["ATTACH DATABASE '/tmp/x.db' AS x", "insert"],
  ["DETACH main"],
  ["VACUUM"],
  ["VACUUM INTO '/tmp/copy.db'", "insert"],
  ["/**/VACUUM/**/INTO '/tmp/copy.db'"],
  ["CREATE TABLE x (a)", "insert"],
  ["CREATE TEMP TABLE x (a)", "insert"],
  ["CREATE VIEW x AS SELECT * FROM _users"],
  ["CREATE TEMP VIEW produits AS SELECT * FROM _users"],
  ["CREATE TRIGGER x AFTER INSERT ON ventes BEGIN DELETE FROM ventes; END", "insert"],
  ["CREATE TEMP TRIGGER x AFTER INSERT ON ventes BEGIN DELETE FROM ventes; END", "insert"],
  ["CREATE INDEX x ON ventes (note)", "insert"],
  ["CREATE VIRTUAL TABLE x USING fts5(a)", "insert"],
  ["CREATE VIRTUAL TABLE x USING rtree(a, b, c)", "insert"],
  ["DROP TABLE ventes", "delete"],
  ["DROP TRIGGER ventes_restent", "delete"],
  ["ALTER TABLE ventes RENAME TO x", "update"],
  ["ALTER TABLE ventes DROP COLUMN note", "update"],
  ["REINDEX", "update"],
  ["ANALYZE", "update"],
  ["BEGIN IMMEDIATE"],
  ["COMMIT"],
  ["ROLLBACK"],
  ["SAVEPOINT request"],
  ["RELEASE request"],
  ["ROLLBACK TO request", "delete"],
  ["END"],
  ["EXPLAIN SELECT * FROM produits"],
  ["EXPLAIN QUERY PLAN SELECT * FROM produits"],
];
/** Kinds of statement that no role may send; the owner is a role like the others here. */
const otherKinds = OTHER_KINDS.map(([text, type = "select"], at): Attempt => {
  const as = at % 6 === 5 ? "administrateur" : at % 2 === 0 ? "vendeur" : "caisse";
  const refused = { status: [400], code: ["type_mismatch", "sql_error", "multiple_statements"] };
  return { name: text, as, sent: sql(type, text), refused, premise: harmless(as) };
});

const several: Refusal = { status: [400], code: ["multiple_statements"] };
const STACKED: readonly (readonly [name: string, text: string, type: string])[] = [
  ["two selects", "SELECT 1 AS a; SELECT 2 AS b", "select"],
  ["a drop behind a select", "SELECT 1 AS a; DROP TABLE ventes", "select"],
  ["a drop behind a comment", "SELECT 1 AS a;/* */-- x\nDROP TABLE ventes", "select"],
  ["an update behind an update", "UPDATE ventes SET note = 'x' WHERE id = '«mine»'; UPDATE produits SET prix_ttc = 1", "update"],
  ["a semicolon in front", ";DELETE FROM produits", "delete"],
  ["a statement behind a NUL", "SELECT 1 AS a\0; DROP TABLE ventes", "select"],
  ["a NUL inside a name", "SELECT id FROM produits\0 WHERE 0", "select"],
  ["a commit in between", "UPDATE ventes SET note = 'x' WHERE id = '«mine»'; COMMIT; BEGIN", "update"],
];

const FUNCTIONS = [
  "load_extension('x')",
  "readfile('/etc/passwd')",
  "writefile('/tmp/x', 'y')",
  "edit('x')",
  "fts3_tokenizer('simple')",
  "fts5(1)",
  "rtreenode(1, x'00')",
  "randomblob(1000000000)",
  "zeroblob(1000000000)",
  "printf('%1000000000d', 1)",
  "format('%.*c', 1000000000, 'x')",
  "sqlite_version()",
  "sqlite_source_id()",
  "sqlite_compileoption_get(1)",
  "sqlite_log(1, 'x')",
  "sqlite_offset(1)",
  "last_insert_rowid()",
  "total_changes()",
  "_in_command()",
  "_actor_role()",
  "_touch(0, 'insert', 1)",
  "\"load_extension\"('x')",
  "eval('DROP TABLE ventes')",
];
const functions = FUNCTIONS.map((call): Attempt => ({
  name: `the function ${call}`,
  as: "vendeur",
  sent: sql("select", `SELECT ${call} AS a`),
  refused: { status: [400, 403], code: ["forbidden", "sql_error"] },
  premise: harmless("vendeur"),
}));

export const statements: Chapter[] = [
  { title: "other kinds of statement", attempts: otherKinds },
  {
    title: "stacked statements",
    attempts: STACKED.map(([name, text, type]) => ({
      name,
      as: "vendeur",
      sent: sql(type, text),
      refused: several,
      premise: harmless("vendeur"),
      journaled: "refused",
    })),
  },
  { title: "functions", attempts: functions },
];
