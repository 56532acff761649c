/**
 * Bounds what a statement may cost before it runs, from its tokens and SQLite's own plan. Two threads serve
 * everybody and neither can be ended: what is not bounded here, or measured by a Meter, runs in a process
 * that is killed at its limit (reads) or not at all (a till's writes).
 */
import { LIMITS } from "../../../shared/limits.ts";
import type { StatementType } from "../../../shared/protocol.ts";
import type { Token } from "../sql/sql_text.ts";
import { textUpTo } from "./amplification.ts";

/** What is looked up at most in passing. */
const LOOK_UP = { tokens: 100, rows: 20 } as const;

/** What preparing a statement may take, measured at the worst shapes: each bound keeps it under some 20 ms. */
const JUDGED = { names: 2_000, expansion: 1_000_000, sources: 16, sharedColumns: 4, windows: 8 } as const;

/**
 * Whether preparing a text ends soon. SQLite copies what a query in a query says to wherever it is named:
 * thirty common table expressions, each named twice by the next, are a thousand million of them.
 */
export function isSoonJudged(tokens: readonly Token[]): boolean {
  if (tokens.length > LIMITS.judgedTokens) return false;
  let [names, queries, sharedColumns, windows] = [0, 0, 0, 0];
  for (const { kind, text } of tokens) {
    const isWord = kind === "word";
    if (isWord ? text !== "NULL" : kind === "quoted" || (kind === "variable" && text !== "?")) names += 1;
    if (!isWord) continue;
    if (text === "SELECT" || text === "VALUES") queries += 1;
    else if (text === "USING" || text === "NATURAL") sharedColumns += 1;
    else if (text === "OVER") windows += 1;
  }
  return names <= JUDGED.names && sharedColumns <= JUDGED.sharedColumns && windows <= JUDGED.windows &&
    // Each may be named by the next as often as its share of the text allows.
    (queries < 2 || (tokens.length / queries) ** queries <= JUDGED.expansion) &&
    // Planning is superlinear in them.
    [...sourcesOf(tokens)].length <= JUDGED.sources;
}

/** Words that end the list of what a query reads from. */
const AFTER_SOURCES = new Set("WHERE GROUP HAVING ORDER LIMIT WINDOW UNION EXCEPT INTERSECT RETURNING SET".split(" "));

/** Where each table or query that a statement joins begins: behind FROM, JOIN and the commas of such a list. */
export function* sourcesOf(tokens: readonly Token[]): Generator<number> {
  /** Per open parenthesis, whether a list of sources is being read. */
  const reading = [false];
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind === "operator") {
      if (text === "(") reading.push(false);
      else if (text === ")" && reading.length > 1) reading.pop();
      else if (text === "," && reading.at(-1)) yield at + 1;
    } else if (kind === "word") {
      if (text === "FROM") reading[reading.length - 1] = true;
      if (text === "FROM" || text === "JOIN") yield at + 1;
      else if (AFTER_SOURCES.has(text)) reading[reading.length - 1] = false;
    }
  }
}

export interface Cost {
  /** Tables walked: scans, and searches that may find many rows. */
  readonly walks: number;
  /** Characters that its parameters may have together for the work at each row to be little; -1: it never is. */
  readonly textUpTo: number;
  /** Look-ups that its `IN (…)` lists ask for together, before a row is met. */
  readonly lookUps: number;
  /** It may name a table past the view that meters it (`main.ventes`): its plan looks the same. */
  readonly namesSchema: boolean;
  /** A change that reads more than the rows that it changes: a Meter does not see those. */
  readonly reads: boolean;
  /** A plain query that finds by key all that it reads, a few rows at most, and makes nothing of them. */
  readonly isLookUp: boolean;
  /** What may be done with each row that it visits. */
  readonly tokens: number;
  /** Rows that it may visit, one in another, in a table of `rows` rows, times what is done with each. */
  steps(rows: number): number;
}

export interface Costly {
  readonly type: StatementType;
  readonly sql: string;
  readonly tokens: readonly Token[];
  /** The `detail` column of EXPLAIN QUERY PLAN. */
  readonly plan: readonly string[];
  readonly functions: ReadonlySet<string>;
  /** Columns that begin a key of several: looked up alone, they find many rows. */
  readonly partialKeys: ReadonlySet<string>;
}

export function costOf(statement: Costly): Cost {
  const { type, sql, tokens, plan, functions, partialKeys } = statement;
  const walks = plan.map((detail) => walkOf(detail, partialKeys)).filter((walk) => walk !== null);
  const words = new Set(tokens.flatMap(({ kind, text }) => kind === "word" ? [text] : []));
  // A plan names tables by their aliases: one called so would pass for no table at all.
  const recursive = words.has("RECURSIVE") || plan.some((detail) => detail.includes("RECURSIVE")) ||
    /CONSTANT ROW|VALUES CLAUSE/.test(sql);
  const virtual = Math.max(sql.length, LIMITS.cachedSqlChars);
  const inserted = type === "insert" && !words.has("SELECT") && !words.has("WITH");
  const chars = textUpTo(tokens, functions, walks.length > 0 && !inserted);
  const asked = lookUps(tokens);
  // A query in a query may be done as often as it is named: one alone is as long as it looks.
  const isPlain = type === "select" && tokens.filter(isQuery).length === 1 && !words.has("WITH") &&
    tokens.length <= LOOK_UP.tokens;
  return {
    walks: walks.length,
    textUpTo: chars,
    lookUps: asked,
    isLookUp: isPlain && !recursive && walks.length === 0 && asked <= LOOK_UP.rows && chars === LIMITS.bodyBytes,
    namesSchema: tokens.some((token, at) => mayNameSchema(token, tokens[at + 1])),
    reads: type !== "select" && (words.has("SELECT") || words.has("WITH") || type !== "insert" && words.has("VALUES") ||
      type === "update" && words.has("FROM")),
    tokens: tokens.length,
    // The rows of INSERT … VALUES stand in the text: each token is worked on once.
    steps: (rows) => {
      if (recursive) return Infinity;
      const sizes = inserted ? [] : walks.map((walk) => walk.rows ?? Math.max(rows, tokens.length, walk.isVirtual ? virtual : 0));
      return sizes.reduce((product, size) => product * size, tokens.length);
    },
  };
}

function isQuery({ kind, text }: Token): boolean {
  return kind === "word" && (text === "SELECT" || text === "VALUES");
}

/** Whether these tokens may be `main.` in any spelling, or a name or alias that begins with it. */
function mayNameSchema({ kind, text }: Token, next: Token | undefined): boolean {
  if (kind === "word") return text === "MAIN" && next?.text === ".";
  return (kind === "quoted" || kind === "string") && /main/i.test(text) && (next?.text === "." || /main\./i.test(text));
}

/** A step of a plan that visits many rows. */
interface Walk {
  /** How many, where the plan says so. */
  readonly rows: number | null;
  /** Rows out of a text that is given: a literal, or a parameter. */
  readonly isVirtual: boolean;
}

/** null for what visits one row at most. */
function walkOf(detail: string, partialKeys: ReadonlySet<string>): Walk | null {
  if (!/^(?:SCAN|SEARCH) /.test(detail)) return null;
  if (detail === "SCAN CONSTANT ROW") return null;
  const constant = /^SCAN (\d+)(?: CONSTANT ROWS|-ROW VALUES CLAUSE)$/.exec(detail);
  if (constant !== null) return { rows: Number(constant[1]), isVirtual: false };
  // A UNIQUE index is not enough: it holds any number of NULLs.
  const key = /^SEARCH .*USING (?:INTEGER PRIMARY KEY \((rowid)=\?\)|PRIMARY KEY \((\w+)=\?\))$/
    .exec(detail.replace(/ LEFT-JOIN$/, ""));
  return key === null || partialKeys.has(key[2] ?? "") ? { rows: null, isVirtual: detail.includes(" VIRTUAL TABLE ") } : null;
}

/** The product of what the `IN (…)` lists hold; a query in one may find a thousand. */
function lookUps(tokens: readonly Token[]): number {
  let product = 1;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.kind !== "word" || tokens[at]!.text !== "IN" || tokens[at + 1]?.text !== "(") continue;
    if (/^(?:SELECT|VALUES|WITH)$/.test(tokens[at + 2]?.text ?? "")) product *= 1_000;
    else product *= listed(tokens, at + 2);
  }
  return product;
}

/** How many values are listed up to the closing parenthesis. */
function listed(tokens: readonly Token[], from: number): number {
  let [count, depth] = [1, 0];
  for (let at = from; at < tokens.length && depth >= 0; at++) {
    const { kind, text } = tokens[at]!;
    if (kind !== "operator") continue;
    if (text === "(") depth += 1;
    else if (text === ")") depth -= 1;
    else if (text === "," && depth === 0) count += 1;
  }
  return count;
}

/** What a plan may hold for a Meter to see every row: tables by their own name, and what is bounded by their rows. */
const METERED = new RegExp(
  `^(?:${
    [
      "(?:SCAN|SEARCH) main\\.\\w+(?: EXISTS)?(?: USING (?!AUTOMATIC).*)?(?: LEFT-JOIN)?",
      "SCAN (?:CONSTANT ROW|\\d+ CONSTANT ROWS|\\d+-ROW VALUES CLAUSE)",
      "USE TEMP B-TREE FOR .*",
      "(?:CORRELATED )?(?:SCALAR|LIST) SUBQUERY \\d+",
      // Filled with the rows of the list that was just walked.
      "CREATE BLOOM FILTER",
      "(?:REUSE|USING ROWID SEARCH ON TABLE) .*",
      "MULTI-INDEX OR",
      "INDEX \\d+",
      "COMPOUND QUERY",
      "LEFT-MOST SUBQUERY",
      "UNION ALL",
    ].join("|")
  })$`,
);

/**
 * Whether a Meter sees every row that a plan visits: no list that is walked once for each row of another,
 * no index made on the way. A query in FROM that SQLite joins like a table is one; a window is not.
 */
export function isMetered(plan: readonly string[]): boolean {
  return plan.every((detail) => METERED.test(detail)) && plan.filter((detail) => detail.includes("VALUES CLAUSE")).length <= 1;
}
