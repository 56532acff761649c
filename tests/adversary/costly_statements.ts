/** SQL that makes more of a conflict than a refusal, runs on, or grows. */
import { type Attempt, type Chapter, forbidden, type Refusal, type Sent, sql } from "./attempt.ts";

const CONFLICT = ["ROLLBACK", "FAIL", "IGNORE", "REPLACE"];
/** Such a clause would rule inside the triggers too, the journal's among them. */
const conflicts = [
  ...CONFLICT.map((action) => [`INSERT OR ${action} INTO clients (nom) VALUES ('x')`, "insert"] as const),
  ...CONFLICT.map((action) => [`UPDATE OR ${action} ventes SET note = 'x' WHERE id = '«mine»'`, "update"] as const),
  ["REPLACE INTO clients (nom) VALUES ('x')", "insert"] as const,
  ["WITH a AS (SELECT 'x' AS n) REPLACE INTO clients (nom) SELECT n FROM a", "insert"] as const,
  ["insert/* */or -- or\n ignore into clients (nom) values ('x')", "insert"] as const,
  ["\uFEFFINSERT OR IGNORE INTO clients (nom) VALUES ('x')", "insert"] as const,
].map(([text, type]): Attempt => {
  const plain = text.replace(/OR (?:ROLLBACK|FAIL|IGNORE|REPLACE) |or -- or\n ignore/, "").replace(
    "REPLACE INTO",
    "INSERT INTO",
  );
  return {
    name: text.replaceAll("\n", " "),
    as: "vendeur",
    sent: sql(type, text),
    refused: forbidden,
    premise: { as: "vendeur", sent: sql(type, plain), answered: 200 },
    journaled: "refused",
  };
});

const NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
const timeout: Refusal = { status: [503], code: ["query_timeout"] };
/** What takes a moment to be refused, which on a busy machine may last beyond the statement's time. */
const orTimeout = (status: number, code: string): Refusal => ({ status: [status, 503], code: [code, "query_timeout"] });
const tooLarge = orTimeout(413, "result_too_large");
const noStatement = orTimeout(400, "sql_error");
const long = (chars: number) => "a".repeat(chars);

const WALK = { type: "select", query: "SELECT count(*) AS n FROM produits" };
const NOTHING_WRITTEN = { type: "update", query: "UPDATE ventes SET note = 'x' WHERE id = 'x'" };

const product = (lists: number, rows: number) =>
  Array.from({ length: lists }, (_, at) => `(VALUES ${Array(rows).fill("(1)").join(",")}) t${at}`).join(", ");
const listsInUpdate = (lists: number) =>
  sql("update", `UPDATE ventes SET note = 'x' WHERE id = '«mine»' AND (SELECT count(*) FROM ${product(lists, 60)}) > 0`);
const walkAbove = (price: string) => `SELECT count(*) FROM produits p WHERE p.prix_ttc > ${price}`;
const constantsTimesWalk = sql(
  "update",
  `UPDATE ventes SET note = 'x' WHERE id = '«mine»'
   AND (SELECT count(*) FROM ${product(1, 60)} WHERE (${walkAbove("t0.column1")}) > 1) > 0`,
);
const walk = sql("update", `UPDATE ventes SET note = 'x' WHERE id = '«mine»' AND (${walkAbove("1")}) > 0`);
const uppers = (calls: number) => ({
  type: "select",
  query: `SELECT count(*) AS n FROM produits WHERE CASE ${"WHEN upper(libelle) = 'X' THEN 1 ".repeat(calls)} ELSE 0 END`,
});
const tables = (count: number) => {
  const named = Array.from({ length: count }, (_, at) => `c${at}(v) AS (SELECT 'x')`).join(",");
  return sql("insert", `WITH ${named} INSERT INTO clients (nom) SELECT v FROM c0`);
};
/** Each names the one before twice: to be copied 2^levels times before anything runs. */
const doubled = (levels: number) => {
  const named = Array.from(
    { length: levels },
    (_, at) => `, c${at + 1}(v) AS (SELECT (SELECT v FROM c${at}) + (SELECT v FROM c${at}))`,
  );
  return sql("insert", `WITH c0(v) AS (SELECT 1)${named.join("")} INSERT INTO clients (nom) SELECT v FROM c${levels}`);
};
const lookUps = (items: number) => {
  const list = Array(items).fill("'x'").join(",");
  return sql("update", `UPDATE ventes SET note = 'x' WHERE id IN ('«mine»',${list}) AND note IN ('y',${list})`);
};

/** What would keep the shop waiting, or fill its memory; the premise is the same with less of it. */
const COSTLY: readonly (readonly [name: string, sent: Sent, refused: Refusal, premise: Sent])[] = [
  [
    "a recursion without an end",
    sql("select", `${NUMBERS} SELECT max(i) AS m FROM n`),
    timeout,
    sql("select", `${NUMBERS} SELECT i FROM n LIMIT 3`),
  ],
  [
    "a join of everything with everything",
    sql("select", `SELECT count(*) AS n FROM ${"abcdefgh".split("").map((name) => `produits ${name}`).join(", ")}`),
    timeout,
    sql("select", "SELECT count(*) AS n FROM produits a, produits b WHERE a.id < 30 AND b.id < 30"),
  ],
  [
    "a walk that multiplies two long texts for each row",
    sql("select", "SELECT count(*) AS n FROM produits WHERE trim(:a, substr(:b, id % 2 + 1)) = libelle", {
      a: long(4990),
      b: `${"b".repeat(4990)}a`,
    }),
    timeout,
    sql("select", "SELECT count(*) AS n FROM produits WHERE trim(:a, substr(:b, id % 2 + 1)) = libelle", { a: "a", b: "ba" }),
  ],
  [
    "an endless recursion that writes",
    sql("insert", `${NUMBERS} INSERT INTO clients (nom) SELECT i FROM n`),
    forbidden,
    sql("insert", "WITH n(i) AS (SELECT 1) INSERT INTO clients (nom) SELECT i FROM n"),
  ],
  [
    "a join that writes",
    sql("insert", "INSERT INTO clients (nom) SELECT a.libelle FROM produits a, produits b, produits c"),
    forbidden,
    sql("insert", "INSERT INTO clients (nom) SELECT a.libelle FROM produits a LIMIT 1"),
  ],
  [
    "a join in an update's condition",
    sql("update", "UPDATE ventes SET note = 'x' WHERE id = '«mine»' AND (SELECT count(*) FROM produits a, produits b) > 0"),
    forbidden,
    sql("update", "UPDATE ventes SET note = 'x' WHERE id = '«mine»' AND (SELECT count(*) FROM produits a) > 0"),
  ],
  [
    "two long texts multiplied in the writer",
    sql("insert", "INSERT INTO clients (nom) VALUES (trim(?, ?))", [long(400_000), `${"b".repeat(400_000)}a`]),
    forbidden,
    sql("insert", "INSERT INTO clients (nom) VALUES (trim(?, ?))", ["xa", "a"]),
  ],
  [
    "more rows than one write of a till may touch",
    sql("insert", "INSERT INTO clients (nom) SELECT libelle FROM produits"),
    forbidden,
    sql("insert", "INSERT INTO clients (nom) SELECT libelle FROM produits WHERE id < 10"),
  ],
  [
    "seven lists of constants joined",
    sql("select", `SELECT count(*) AS n FROM ${product(7, 60)}`),
    timeout,
    sql("select", `SELECT count(*) AS n FROM ${product(2, 60)}`),
  ],
  ["seven lists of constants joined in an update of one's own ticket", listsInUpdate(7), forbidden, listsInUpdate(1)],
  ["constants times a correlated walk", constantsTimesWalk, forbidden, walk],
  [
    "a walk with 195 calls a row, sixteen times in a batch that writes",
    { kind: "batch", queries: [...Array(16).fill(uppers(195)), NOTHING_WRITTEN] },
    forbidden,
    { kind: "batch", queries: [uppers(1), NOTHING_WRITTEN] },
  ],
  ["forty thousand common table expressions", tables(40_000), forbidden, tables(1)],
  ["common table expressions that double", doubled(24), forbidden, doubled(0)],
  ["lists that look up every combination", lookUps(3_000), forbidden, lookUps(3)],
  [
    "a batch of many walks that writes as well",
    { kind: "batch", queries: [...Array(99).fill(WALK), NOTHING_WRITTEN] },
    forbidden,
    { kind: "batch", queries: [...Array(4).fill(WALK), NOTHING_WRITTEN] },
  ],
  [
    "a batch whose answers together are huge",
    {
      kind: "batch",
      queries: Array(90).fill({
        type: "select",
        query: `SELECT concat(${Array(900).fill(":a").join(",")}) AS x`,
        params: { a: long(7_000) },
      }),
    },
    tooLarge,
    {
      kind: "batch",
      queries: [{ type: "select", query: `SELECT concat(${Array(900).fill(":a").join(",")}) AS x`, params: { a: "a" } }],
    },
  ],
  [
    "one value over 8 MiB",
    sql("select", `SELECT concat(${Array(100).fill(":a").join(",")}) AS x`, { a: long(90_000) }),
    tooLarge,
    sql("select", `SELECT concat(${Array(100).fill(":a").join(",")}) AS x`, { a: long(900) }),
  ],
  [
    "a value that grows by replacing",
    sql("select", "SELECT length(replace(replace(:a, 'a', :a), 'a', :a)) AS x", { a: long(5_000) }),
    tooLarge,
    sql("select", "SELECT length(replace(replace(:a, 'a', :a), 'a', :a)) AS x", { a: long(50) }),
  ],
  [
    "an expression nested without end",
    sql("select", `SELECT ${"abs(".repeat(4_000)}1${")".repeat(4_000)} AS a`),
    noStatement,
    sql("select", `SELECT ${"abs(".repeat(40)}1${")".repeat(40)} AS a`),
  ],
  [
    "parentheses without end",
    sql("select", `SELECT ${"(".repeat(200_000)}1${")".repeat(200_000)} AS a`),
    noStatement,
    sql("select", "SELECT ((1)) AS a"),
  ],
  [
    "ten thousand columns",
    sql("select", `SELECT ${Array.from({ length: 10_000 }, (_, at) => `1 AS c${at}`).join(", ")}`),
    noStatement,
    sql("select", "SELECT 1 AS a, 2 AS b"),
  ],
  [
    "a pattern made to be slow",
    sql("select", "SELECT count(*) AS n FROM produits WHERE libelle LIKE ?", ["%_".repeat(400)]),
    noStatement,
    sql("select", "SELECT count(*) AS n FROM produits WHERE libelle LIKE ?", ["%a%"]),
  ],
  [
    "an alias that reads like a plan of nothing",
    sql(
      "insert",
      'INSERT INTO clients (nom) SELECT a.id FROM produits AS "CONSTANT ROW", produits a, produits AS [2 CONSTANT ROWS]',
    ),
    forbidden,
    sql("insert", "INSERT INTO clients (nom) SELECT a.id FROM produits AS a LIMIT 1"),
  ],
];

export const costlyStatements: Chapter[] = [
  { title: "OR clauses and REPLACE", attempts: conflicts },
  {
    title: "runaway and huge statements",
    attempts: COSTLY.map(([name, sent, refused, premise]) => ({
      name,
      as: "vendeur",
      sent,
      refused,
      premise: { as: "vendeur", sent: premise, answered: 200 },
      ...(refused === forbidden ? { journaled: "refused" as const } : {}),
    })),
  },
];
