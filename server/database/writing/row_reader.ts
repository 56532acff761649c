/** Reads one row of a table by its key, as it stands. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { constraintViolation, WELL_FORMED } from "../sql/constraints.ts";
import type { Table } from "../schema/schema.ts";
import { quoteName, type Row } from "../sql/sqlite.ts";
import { SMALLEST } from "../sql/values.ts";

export class RowReader {
  readonly #plain: StatementSync;
  readonly #big: StatementSync;

  readonly #where: string;
  readonly #texts: readonly string[];
  readonly #integers: readonly string[];

  constructor(readonly db: DatabaseSync, readonly table: Table) {
    this.#where = table.primaryKey.map((name) => `${quoteName(name)} = ?`).join(" AND ");
    const sql = `SELECT * FROM main.${quoteName(table.name)} WHERE ${this.#where}`;
    this.#texts = table.columns.filter(({ type }) => !/^(?:INT|INTEGER|REAL)$/i.test(type)).map(({ name }) => name);
    this.#integers = table.columns.filter(({ type }) => !/^(?:TEXT|REAL|BLOB)$/i.test(type)).map(({ name }) => name);
    this.#plain = db.prepare(sql);
    this.#big = db.prepare(sql);
    this.#big.setReadBigInts(true);
  }

  read(key: readonly SQLInputValue[]): Row | null {
    try {
      const row = this.#plain.get(...key) ?? null;
      return row === null || !this.#integers.some((name) => row[name] === SMALLEST) ? row : this.#big.get(...key) ?? null;
    } catch (error) {
      if ((error as { code?: string }).code !== "ERR_OUT_OF_RANGE") throw error;
      return this.#big.get(...key) ?? null; // an integer beyond 2^53
    }
  }

  /**
   * Bytes that are no UTF-8 can be made text by SQL. They are read as U+FFFD, so that no record would have them: only where
   * one is read anew does it have to be what is stored.
   */
  expectWhole(key: readonly SQLInputValue[], before: Row | null, after: Row): void {
    for (const name of this.#texts) {
      const text = after[name];
      if (typeof text !== "string" || !text.includes(REPLACEMENT) || before?.[name] === text) continue;
      const sql = `SELECT CAST(${quoteName(name)} AS BLOB) = CAST(? AS BLOB) AS same FROM main.${quoteName(this.table.name)}
        WHERE ${this.#where}`;
      if (this.db.prepare(sql).get(text, ...key)?.["same"] !== 1) {
        throw constraintViolation(`${WELL_FORMED} ${this.table.name}.${name}`);
      }
    }
  }
}

/** What is read for bytes that are no UTF-8. */
const REPLACEMENT = "\uFFFD";
