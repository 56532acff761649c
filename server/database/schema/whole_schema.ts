/**
 * What all migrations together make of an empty database, as one text: a new shop is made of it in a tenth of the time. The migrations
 * stay the truth: it is made of them when the program is packed, and stands for these very ones alone.
 */
import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "../application.ts";

export interface WholeSchema {
  /** The names of the migrations, in their order. */
  readonly migrations: readonly string[];
  /** Tables, their first rows, then indexes and triggers: none is fired by those rows. */
  readonly sql: string;
}

/** Whether it is of these, and of no others. */
export function isOf({ migrations }: WholeSchema, wanted: readonly Migration[]): boolean {
  return migrations.length === wanted.length && wanted.every(({ name }, at) => name === migrations[at]);
}

/** Makes a new database of it, in one transaction. */
export function makeWhole(db: DatabaseSync, { migrations, sql }: WholeSchema, now: Date): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    db.exec(sql);
    const note = db.prepare("INSERT INTO _migrations (name, applied_at) VALUES (?, ?)");
    for (const name of migrations) note.run(name, now.toISOString());
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK"); // a full disk has ended it already
    throw error;
  }
}
