/** How many rows a table has, about: counted up to a bound, and believed for a few seconds. */
import type { DatabaseSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../../shared/limits.ts";
import { quoteName } from "../sql/sqlite.ts";

export class RowCounts {
  readonly #known = new LRUCache<string, number>({ max: 100, ttl: LIMITS.rowCountMs });
  constructor(readonly db: DatabaseSync) {}

  /** The number of rows, or `most` where there are more; of what is no table, none. */
  upTo(table: string, most: number): number {
    let rows = this.#known.get(table);
    if (rows === undefined) this.#known.set(table, rows = this.#count(table, most));
    return rows;
  }

  #count(table: string, most: number): number {
    const isTable = this.db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = ?").get(table);
    if (isTable === undefined) return 0;
    const counted = this.db.prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM main.${quoteName(table)} LIMIT ?)`).get(
      BigInt(most),
    );
    return (counted as { n: number }).n;
  }
}
