/** Reads one row of a table by its key, as it stands. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { constraintViolation, WELL_FORMED } from "../sql/constraints.ts";
import type { Table } from "../schema/schema.ts";
import { quoteName, type Row, valuesOf } from "../sql/sqlite.ts";
import { SMALLEST } from "../sql/values.ts";

export class RowReader {
  readonly #plain: Look;
  readonly #big: Look;

  readonly #where: string;
  readonly #names: readonly string[];
  readonly #texts: readonly string[];
  /** Where integers stand among the columns. */
  readonly #integers: readonly number[];

  constructor(readonly db: DatabaseSync, readonly table: Table) {
    this.#where = table.primaryKey.map((name) => `${quoteName(name)} = ?`).join(" AND ");
    this.#names = table.columns.map(({ name }) => name);
    const sql = `SELECT ${this.#names.map(quoteName).join(", ")} FROM main.${quoteName(table.name)} WHERE ${this.#where}`;
    this.#texts = table.columns.filter(({ type }) => !/^(?:INT|INTEGER|REAL)$/i.test(type)).map(({ name }) => name);
    this.#integers = table.columns.flatMap(({ type }, at) => /^(?:TEXT|REAL|BLOB)$/i.test(type) ? [] : [at]);
    // With its names a row costs three times as much, for they are made anew with each.
    this.#plain = valuesOf(db.prepare(sql));
    const big = db.prepare(sql);
    big.setReadBigInts(true);
    this.#big = valuesOf(big);
  }

  read(key: readonly SQLInputValue[]): Row | null {
    const values = this.#values(key);
    if (values === null) return null;
    const row: Row = {};
    for (let at = 0; at < values.length; at++) row[this.#names[at]!] = values[at]!;
    return row;
  }

  #values(key: readonly SQLInputValue[]): Values | null {
    try {
      const [values = null] = this.#plain(...key);
      if (values === null || !this.#integers.some((at) => values[at] === SMALLEST)) return values;
    } catch (error) {
      if ((error as { code?: string }).code !== "ERR_OUT_OF_RANGE") throw error; // an integer beyond 2^53
    }
    return this.#big(...key)[0] ?? null;
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

type Values = readonly SQLOutputValue[];
type Look = ReturnType<typeof valuesOf>;

/** What is read for bytes that are no UTF-8. */
const REPLACEMENT = "\uFFFD";
