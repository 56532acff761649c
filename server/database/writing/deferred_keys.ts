/** Checks deferred foreign keys of the rows a request touched, before its savepoint is released. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { AppError } from "../../../shared/errors.ts";
import type { CapturedRow } from "./capture.ts";
import { NO_SUCH_ROW } from "../sql/constraints.ts";
import type { ForeignKey, Table } from "../schema/schema.ts";
import { quoteName, type Row } from "../sql/sqlite.ts";

interface DeferredKey extends ForeignKey {
  readonly child: string;
  readonly parentExists: StatementSync;
  readonly childExists: StatementSync;
}

export class DeferredKeys {
  readonly #keys: readonly DeferredKey[];

  constructor(db: DatabaseSync, schema: readonly Table[]) {
    const exists = (table: string, columns: readonly string[]) =>
      db.prepare(
        `SELECT 1 FROM main.${quoteName(table)} WHERE ${columns.map((c) => `${quoteName(c)} = ?`).join(" AND ")} LIMIT 1`,
      );
    this.#keys = schema.flatMap((table) =>
      table.foreignKeys.filter(({ deferred }) => deferred).map((key) => ({
        child: table.name,
        ...key,
        parentExists: exists(key.parent, key.parentColumns),
        childExists: exists(table.name, key.columns),
      }))
    );
  }

  check(rows: readonly CapturedRow[]): void {
    if (this.#keys.length === 0) return;
    // Of each key the parent that was found last: a ticket's lines come one after the other.
    const found = new Map<DeferredKey, readonly SQLInputValue[]>();
    for (const { table, before, after } of rows) {
      for (const key of this.#keys) {
        if (table.name === key.child && after !== null) this.#checkChild(key, after, found);
        if (table.name === key.parent && before !== null) this.#checkParent(key, before);
      }
    }
  }

  #checkChild(key: DeferredKey, row: Row, found: Map<DeferredKey, readonly SQLInputValue[]>): void {
    const values = key.columns.map((name) => row[name] as SQLInputValue);
    if (values.includes(null) || found.get(key)?.every((value, at) => value === values[at])) return;
    if (key.parentExists.get(...values) === undefined) throw violation(key);
    found.set(key, values);
  }

  /** A parent that went away, or changed its key, must leave no child behind. */
  #checkParent(key: DeferredKey, before: Row): void {
    const values = key.parentColumns.map((name) => before[name] as SQLInputValue);
    if (values.includes(null) || key.parentExists.get(...values) !== undefined) return;
    if (key.childExists.get(...values) !== undefined) throw violation(key);
  }
}

function violation(key: DeferredKey): AppError {
  return new AppError("constraint_violation", { constraint: "foreign_key", reason: NO_SUCH_ROW, table: key.child });
}
