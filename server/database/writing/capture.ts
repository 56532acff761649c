/**
 * Knows which rows a request changed: a TEMP trigger per table reports each touch to JavaScript, and
 * the row as it stands at the end of the request is read by key. Triggers that complete a row make
 * SQLite report an update before the insert, so what a row became is never taken from a report.
 */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { AppError } from "../../../shared/errors.ts";
import type { ChangeOp, WireValue } from "../../../shared/protocol.ts";
import type { Meter } from "../bounds/meter.ts";
import type { Table } from "../schema/schema.ts";
import { BREAK, breakable, quoteName, type Row } from "../sql/sqlite.ts";
import { toWire } from "../sql/values.ts";
import { RowReader } from "./row_reader.ts";
import { nulTrigger, refuseNul } from "./whole_text.ts";

export interface CapturedRow {
  readonly table: Table;
  readonly op: ChangeOp;
  /** Primary key columns and values. */
  readonly key: Row;
  readonly before: Row | null;
  readonly after: Row | null;
}

interface Touched {
  readonly table: number;
  readonly key: SQLInputValue[];
  before: Row | null;
  /** Whether `before` is certain: an update that came first may belong to an insert not yet reported. */
  settled: boolean;
}

/** Rows from which on their length matters: of fewer, a body has no room for much. */
const MANY = 500;

export class Capture {
  readonly #readers: RowReader[];
  readonly #touched = new Map<string, Touched>();
  #inserted: { table: Table; key: SQLOutputValue } | null = null;
  /** Rows that the request may touch: one that doubles a table with each call would stall everybody. */
  limit = Infinity;
  /** Characters of all these rows, before and after: the journal keeps them for good. */
  charsLimit = Infinity;
  /** Whether what runs may make a text of its own: of one that is given whole, nothing has to be looked at. */
  makesText = true;
  #isOver = false;

  /** `unfinished`: per table, which rows (`OLD`) are still being completed by their insert's own triggers. */
  constructor(
    readonly db: DatabaseSync,
    readonly meter: Meter,
    readonly schema: readonly Table[],
    unfinished: Readonly<Record<string, string>>,
  ) {
    // Integers arrive as bigint: a rowid beyond 2^53 must not end the transaction.
    db.function(
      "_touch",
      { useBigIntArguments: true, varargs: true },
      (...args: SQLOutputValue[]) => this.#touch(args) ? null : BREAK,
    );
    for (const [index, table] of schema.entries()) {
      // Functions of their own for what is done most: no argument says what they are about. This one answers whether texts are to be looked at.
      db.function(
        `_inserted_${index}`,
        { useBigIntArguments: true, varargs: true },
        (...key: SQLOutputValue[]) => this.#isInserted(index, key) ? this.makesText ? 1 : 0 : BREAK,
      );
      // Asked first: a row that is noted already, as a ticket's with each of its lines, is not handed over once more with all its columns.
      db.function(
        `_noted_${index}`,
        { useBigIntArguments: true, varargs: true },
        (...keys: SQLOutputValue[]) => this.meter.tick() ? BREAK : this.#isNoted(index, keys) ? 1 : 0,
      );
      db.exec(captureTriggers(index, table, unfinished[table.name] ?? "0"));
    }
    this.#readers = schema.map((table) => new RowReader(db, table));
  }

  clear(): void {
    if (this.#touched.size > 0) this.#touched.clear();
    this.#inserted = null;
    this.#isOver = false;
  }

  /** Whether the request touched more than it may: the statement ended with an error that says nothing. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The integer key of the last row inserted into a table since the last call; null without one. */
  takeInsertedKey(table: string | null): WireValue {
    const inserted = this.#inserted;
    this.#inserted = null;
    return inserted !== null && inserted.table.integerKey && inserted.table.name === table?.toLowerCase()
      ? toWire(inserted.key)
      : null;
  }

  /** Whether so many rows are touched that it matters how long they are. */
  get isMany(): boolean {
    return this.#touched.size > MANY;
  }

  /** One entry per changed row since the last `clear`, in the order of the first touch. */
  rows(): CapturedRow[] {
    const rows: CapturedRow[] = [];
    const counted = this.isMany && this.charsLimit < Infinity;
    let chars = 0;
    for (const { table: index, key, before } of this.#touched.values()) {
      const table = this.schema[index]!;
      const reader = this.#readers[index]!;
      const after = reader.read(key);
      if (after !== null) reader.expectWhole(key, before, after);
      if (before === null && after === null) continue; // came and went within the request
      if (counted && (chars += charsOf(before) + charsOf(after)) > this.charsLimit) throw tooCostly(table.name);
      const op = before === null ? "insert" : after === null ? "delete" : "update";
      const keyRow: Row = {};
      table.primaryKey.forEach((name, at) => keyRow[name] = key[at] as SQLOutputValue);
      rows.push({ table, op, key: keyRow, before, after });
    }
    return rows;
  }

  /** False when it is too much. */
  #isInserted(index: number, key: SQLOutputValue[]): boolean {
    if (this.meter.tick()) return false;
    this.#note(index, key, null, "insert");
    this.#inserted = { table: this.schema[index]!, key: key[0]! };
    return !this.#isOver;
  }

  /** `_touch(table, op, new key …, old row …)` of an update or a delete, which has no new key. False when it is too much. */
  #touch(args: SQLOutputValue[]): boolean {
    const index = Number(args[0]);
    const table = this.schema[index]!;
    const op = args[1] as ChangeOp;
    const width = table.primaryKey.length;
    const newKey = op === "delete" ? null : args.slice(2, 2 + width);
    if (op === "delete" && this.meter.tick()) return false;
    const values = args.slice(op === "delete" ? 2 : 2 + width);
    const old: Row = {};
    for (const [at, column] of table.columns.entries()) old[column.name] = values[at]!;
    const oldKey = table.primaryKey.map((name) => old[name]!);
    // A row that takes another key leaves its old one, as a deleted one does.
    const leaves = newKey === null || oldKey.some((part, at) => part !== newKey[at]);
    this.#note(index, oldKey, old, leaves ? "delete" : "update");
    if (leaves && newKey !== null) this.#note(index, newKey, null, op);
    return !this.#isOver;
  }

  /** Whether a row that was touched before in this request is only changed further, by its new key and its old one: nothing new to note. */
  #isNoted(index: number, keys: SQLOutputValue[]): boolean {
    const width = keys.length / 2;
    const key = width === 1 ? keys : keys.slice(0, width);
    for (let at = 0; at < width; at++) if (keys[at] !== keys[width + at]) return false;
    return this.#touched.has(nameOf(index, key, width));
  }

  #note(table: number, key: SQLOutputValue[], before: Row | null, op: ChangeOp): void {
    const name = nameOf(table, key);
    const known = this.#touched.get(name);
    if (known === undefined) {
      if (this.#touched.size >= this.limit) {
        this.#isOver = true;
        return;
      }
      this.#touched.set(name, { table, key: key as SQLInputValue[], before, settled: op !== "update" });
      return;
    }
    // An insert of a row that did not leave before in this request: it was not there, whatever was reported first.
    if (op === "insert" && !known.settled) known.before = null;
    if (op !== "update") known.settled = true;
  }
}

function charsOf(row: Row | null): number {
  let chars = 0;
  for (const name in row) {
    const value = row[name];
    chars += name.length + (typeof value === "string" ? value.length : 8);
  }
  return chars;
}

/** Names a row among all that a request touches. */
function nameOf(table: number, key: readonly SQLOutputValue[], width = key.length): string {
  if (width === 1) return `${table}:${typeof key[0]}:${String(key[0])}`;
  return `${table}:${key.map((part) => `${typeof part}:${String(part)}`).join("\u0000")}`;
}

/** The refusal of a till's write that would keep the writer from the others. */
export function tooCostly(table: string | null): AppError {
  return new AppError("forbidden", { table, column: null, operation: "too_costly" });
}

/** A row that is still being completed is noted by its insert: handing its columns over once more would cost as much again. */
function captureTriggers(index: number, table: Table, unfinished: string): string {
  const name = quoteName(table.name);
  const key = table.primaryKey.map((column) => `NEW.${quoteName(column)}`).join(", ");
  const oldKey = table.primaryKey.map((column) => `OLD.${quoteName(column)}`).join(", ");
  const old = table.columns.map((column) => `OLD.${quoteName(column.name)}`).join(", ");
  const texts = table.columns.filter(({ type, generated }) => type.toUpperCase() === "TEXT" && !generated).map((column) =>
    column.name
  );
  const inserted = breakable(`_inserted_${index}(${key})`);
  return `
    CREATE TEMP TRIGGER _touch_insert_${index} AFTER INSERT ON main.${name}
      BEGIN SELECT ${texts.length === 0 ? inserted : `iif(${inserted}, ${refuseNul(table, texts, null)}, NULL)`}; END;
    CREATE TEMP TRIGGER _touch_update_${index} AFTER UPDATE ON main.${name} WHEN NOT (${unfinished})
      BEGIN SELECT iif(${breakable(`_noted_${index}(${key}, ${oldKey})`)}, NULL, ${
    breakable(`_touch(${index}, 'update', ${key}, ${old})`)
  }); END;
    CREATE TEMP TRIGGER _touch_delete_${index} AFTER DELETE ON main.${name}
      BEGIN SELECT ${breakable(`_touch(${index}, 'delete', ${old})`)}; END;
    ${texts.length === 0 ? "" : nulTrigger(index, table, texts)}`;
}
