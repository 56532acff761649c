/**
 * Rows that SQLite writes as JSON itself, all in one text: handed over to JavaScript value by value they cost several times as much.
 * Only where that is the same text: of each column it must be known that it holds nothing but integers, or nothing but text.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { Judgement } from "../schema/judgement.ts";
import { type Token, tokenize } from "../sql/sql_text.ts";
import { allRows, quoteName, valueLimit } from "../sql/sqlite.ts";
import type { StatementCache } from "../sql/statements.ts";
import type { Bound } from "../sql/values.ts";

/** Columns that one call may write: a function takes twice as many arguments. */
const COLUMNS = 60;
/** A row of several queries is of whatever kind the others make it. */
const COMPOUNDS = new Set(["UNION", "INTERSECT", "EXCEPT", "VALUES"]);

export class WrittenRows {
  /** Tables that hold in each column what it says, by their names in lower case. */
  readonly #strict: ReadonlySet<string>;

  constructor(readonly db: DatabaseSync, readonly statements: StatementCache) {
    const strict = "SELECT lower(name) AS name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 1";
    this.#strict = new Set(db.prepare(strict).all().map(({ name }) => name as string));
  }

  /**
   * The statement that answers all rows of `limited` as one text; null where SQLite may not write it. `names` are those of its columns
   * in the answer.
   */
  statementOf({ sql, reads }: Judgement, limited: string, names: readonly string[]): string | null {
    // A longer text than an answer may be is an error, and read as rows: where the runtime has no such limit, it would fill the memory.
    if (valueLimit(this.db) > 2 * LIMITS.resultBytes || names.length > COLUMNS) return null;
    if (!reads.every((table) => this.#strict.has(table))) return null;
    const tokens = tokenize(sql);
    if (tokens.some(({ kind, text }) => kind === "word" && COMPOUNDS.has(text))) return null;
    const members: string[] = [];
    const columns = this.statements.get(limited).columns();
    for (const [at, { name, database, table, type }] of columns.entries()) {
      if (database !== "main" || !this.#strict.has(table?.toLowerCase() ?? "")) return null;
      const value = VALUES[type ?? ""]?.(quoteName(name));
      if (value === undefined) return null;
      members.push(`'${names[at]!.replaceAll("'", "''")}', ${value}`);
    }
    // Each query around it copies every value once more.
    const isShort = limitOf(tokens) <= LIMITS.selectRows && columns.every(({ name }, at) => name === names[at]);
    const text = `group_concat(json_object(${members.join(", ")}), ',') AS text FROM (${isShort ? `${sql}\n` : limited})`;
    return `SELECT n, text, octet_length(text) AS bytes FROM (SELECT count(*) AS n, ${text})`;
  }

  /** The rows as JSON with commas between; null where they are too many or too long, or something is wrong: that is told elsewhere. */
  text(statement: string, bound: Bound): string | null {
    try {
      const [{ n, text, bytes }] = allRows(this.statements.get(statement), bound) as unknown as [WrittenText];
      if (n === 0) return "";
      return n > LIMITS.selectRows || bytes >= LIMITS.resultBytes ? null : text;
    } catch {
      return null;
    }
  }
}

interface WrittenText {
  readonly n: number;
  readonly text: string;
  readonly bytes: number;
}

/** How many rows a query asks for at most, where a number at its end says so. */
function limitOf(tokens: readonly Token[]): number {
  const [limit, number] = tokens.slice(-2);
  return limit?.kind === "word" && limit.text === "LIMIT" && /^\d{1,9}$/.test(number?.text ?? "")
    ? Number(number!.text)
    : Infinity;
}

const SAFE = `BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`;

/** By the type that a strict table's column has: its value in JSON. */
const VALUES: Readonly<Record<string, (column: string) => string>> = {
  INTEGER: (column) => `iif(${column} ${SAFE}, ${column}, CAST(${column} AS TEXT))`,
  INT: (column) => `iif(${column} ${SAFE}, ${column}, CAST(${column} AS TEXT))`,
  TEXT: (column) => column,
};
