/** Brings a database file to the program's schema; an existing file is copied first. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { backUp } from "../files/backup.ts";
import { backupName } from "../files/kept_backups.ts";
import type { Migration } from "../application.ts";
import { setDefensive } from "../sql/sqlite.ts";
import { ENGINE_MIGRATIONS } from "./engine_schema.ts";
import { isOf, makeWhole, type WholeSchema } from "./whole_schema.ts";

/**
 * Throws for a database that this program cannot go on with: damaged, of a newer version, or another
 * program's. Changes nothing in it.
 */
export function checkUsable(db: DatabaseSync, application: readonly Migration[]): void {
  const tables = db.prepare("SELECT name FROM sqlite_schema").all() as { name: string }[];
  if (tables.length === 0) return;
  if (!tables.some(({ name }) => name === "_migrations")) throw new Error("the file is no database of Comptoir");
  const known = new Set(knownMigrations(application).map(({ name }) => name));
  const unknown = appliedTo(db).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Error(`the database was made by a newer version of Comptoir (it knows '${unknown}'): start that version`);
  }
}

function appliedTo(db: DatabaseSync): string[] {
  return (db.prepare("SELECT name FROM _migrations").all() as { name: string }[]).map(({ name }) => name);
}

/**
 * Runs what is missing, all of it in one transaction; returns the names that were run. An upgrade comes after a copy that
 * was looked through; one that fails leaves the database as it was. `whole` is asked for what all of them make, for a database that
 * is new: null where there is no such thing.
 */
export async function migrate(
  db: DatabaseSync,
  application: readonly Migration[],
  backupFolder: string,
  now: Date,
  whole: () => WholeSchema | null = () => null,
): Promise<string[]> {
  checkUsable(db, application);
  const isNew = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  const missing = isNew ? knownMigrations(application) : missingIn(db, application);
  if (missing.length > 0 && !isNew) {
    await backUp(db.location()!, join(backupFolder, backupName("before-migration", now.toISOString())));
  }
  const schema = isNew ? whole() : null;
  if (schema !== null && isOf(schema, missing)) makeWhole(db, schema, now);
  else applyMigrations(db, missing, now);
  db.prepare("INSERT OR IGNORE INTO _meta (name, value) VALUES ('epoch', ?)").run(randomUUID());
  return missing.map((migration) => migration.name);
}

/** The same of a copy that is only looked at, and goes again; a file without a shop in it stays as it is. */
export function bringUp(copy: DatabaseSync, application: readonly Migration[], now: Date): void {
  if (copy.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined) return;
  applyMigrations(copy, missingIn(copy, application), now);
}

function missingIn(db: DatabaseSync, application: readonly Migration[]): readonly Migration[] {
  const applied = new Set(appliedTo(db));
  return knownMigrations(application).filter(({ name }) => !applied.has(name));
}

/** All migrations, in their order. */
export function knownMigrations(application: readonly Migration[]): readonly Migration[] {
  return [...ENGINE_MIGRATIONS, ...application];
}

/** Runs them in one transaction: what stands between two versions is no version. */
export function applyMigrations(db: DatabaseSync, migrations: readonly Migration[], now: Date): void {
  if (migrations.length === 0) return;
  let at = "";
  db.exec("BEGIN IMMEDIATE");
  try {
    db.exec("CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY NOT NULL, applied_at TEXT NOT NULL) STRICT");
    const note = db.prepare("INSERT INTO _migrations (name, applied_at) VALUES (?, ?)");
    for (const { name, sql, lifts = {} } of migrations) {
      at = name;
      for (const [table, check] of Object.entries(lifts)) liftCheck(db, table, check);
      db.exec(sql);
      note.run(name, now.toISOString());
    }
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK"); // a full disk has ended it already
    throw new Error(`the upgrade stopped at '${at}': ${(error as Error).message}`, { cause: error });
  }
}

/** Takes a CHECK out of a table's own text, within the transaction: its rows are as they were, and what is allowed grows. */
function liftCheck(db: DatabaseSync, table: string, check: string): void {
  setDefensive(db, false);
  try {
    db.exec("PRAGMA writable_schema = ON");
    const [found] = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?").all(table) as { sql: string }[];
    const parts = found?.sql.split(check) ?? [];
    if (parts.length < 2) throw new Error(`no such rule of ${table}: ${check}`);
    // One of the whole table has a comma before it, one of a column a blank.
    const lifted = parts.map((part, at) => at === parts.length - 1 ? part : part.replace(/[,\s]+$/, "")).join("");
    db.prepare("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?").run(lifted, table);
  } finally {
    db.exec("PRAGMA writable_schema = RESET");
    setDefensive(db, true);
  }
}
