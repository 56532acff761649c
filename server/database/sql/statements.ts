/** Prepared statements of one connection, kept by text. A text gets here only after it was judged for its role. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../../shared/limits.ts";
import type { Row } from "./sqlite.ts";

export class StatementCache {
  readonly #prepared = new LRUCache<string, StatementSync>({ max: 3 * LIMITS.preparedStatements });
  readonly #columns = new LRUCache<string, readonly string[]>({ max: LIMITS.preparedStatements });
  constructor(readonly db: DatabaseSync) {}

  get(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    if (sql.length <= LIMITS.cachedSqlChars) this.#prepared.set(sql, statement);
    return statement;
  }

  /** For values beyond 2^53, on which a plain read throws. Slower, so kept apart. */
  withBigIntegers(sql: string): StatementSync {
    const known = this.#prepared.get(`big:${sql}`);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    statement.setReadBigInts(true);
    if (sql.length <= LIMITS.cachedSqlChars) this.#prepared.set(`big:${sql}`, statement);
    return statement;
  }

  /**
   * Rows as the program's own code reads them: an integer beyond ±(2^53 − 1) is decimal text, as on the wire, and SQLite
   * takes that for the integer where it is compared with one or stored. Not for what changes anything: it may run twice.
   */
  rows(sql: string, params: readonly SQLInputValue[]): Row[] {
    try {
      return this.get(sql).all(...params);
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      return this.withBigIntegers(sql).all(...params).map(withDecimals);
    }
  }

  /** The first of them. */
  row(sql: string, params: readonly SQLInputValue[]): Row | undefined {
    try {
      return this.get(sql).get(...params);
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      const row = this.withBigIntegers(sql).get(...params);
      return row === undefined ? undefined : withDecimals(row);
    }
  }

  /** Reads as the database was at the beginning, whatever is committed meanwhile. */
  atOneMoment<T>(work: () => T): T {
    this.get("BEGIN").run();
    try {
      return work();
    } finally {
      // An error of the disk has ended it.
      if (this.db.isTransaction) this.get("COMMIT").run();
    }
  }

  /** The names of a statement's result columns; empty where it returns no rows. */
  columns(sql: string): readonly string[] {
    let names = this.#columns.get(sql);
    if (names === undefined) {
      names = this.get(sql).columns().map((column) => column.name);
      if (sql.length <= LIMITS.cachedSqlChars) this.#columns.set(sql, names);
    }
    return names;
  }
}

function isOutOfRange(error: unknown): boolean {
  return (error as { code?: string }).code === "ERR_OUT_OF_RANGE";
}

function withDecimals(row: Row): Row {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === "bigint") row[name] = Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  return row;
}
