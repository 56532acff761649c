/** Prepared statements of one connection, kept by text. A text gets here only after it was judged for its role. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../shared/limits.ts";

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
