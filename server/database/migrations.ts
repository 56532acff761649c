/** Brings a database file to the program's schema; an existing file is copied first. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { copyDatabase } from "./backup.ts";
import type { Migration } from "./application.ts";
import { ENGINE_MIGRATIONS } from "./engine_schema.ts";

/** Runs what is missing, each migration in its own transaction; returns the names that were run. */
export async function migrate(
  db: DatabaseSync,
  application: readonly Migration[],
  backupFolder: string,
  now: Date,
): Promise<string[]> {
  const wanted = [...ENGINE_MIGRATIONS, ...application];
  const isNew = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  db.exec("CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY NOT NULL, applied_at TEXT NOT NULL) STRICT");
  const applied = new Set((db.prepare("SELECT name FROM _migrations").all() as { name: string }[]).map(({ name }) => name));
  const unknown = [...applied].find((name) => !wanted.some((migration) => migration.name === name));
  if (unknown !== undefined) {
    throw new Error(`the database was made by a newer version of Comptoir (it knows '${unknown}'): start that version`);
  }
  const missing = wanted.filter((migration) => !applied.has(migration.name));
  if (missing.length > 0 && !isNew) {
    const copy = join(backupFolder, `before-migration-${now.toISOString().replaceAll(/[:.]/g, "-")}.db`);
    await copyDatabase(db.location()!, copy);
  }
  const note = db.prepare("INSERT INTO _migrations (name, applied_at) VALUES (?, ?)");
  for (const { name, sql } of missing) {
    db.exec("BEGIN IMMEDIATE");
    try {
      db.exec(sql);
      note.run(name, now.toISOString());
      db.exec("COMMIT");
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  }
  db.prepare("INSERT OR IGNORE INTO _meta (name, value) VALUES ('epoch', ?)").run(randomUUID());
  return missing.map((migration) => migration.name);
}
