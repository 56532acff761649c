/** Whether a database's tables, triggers and rules are those that Comptoir's migrations make. */
import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "../application.ts";
import { applyMigrations, knownMigrations } from "./migrations.ts";
import { openWriter } from "../sql/sqlite.ts";

/** What is not as the migrations that it has had made it; null when all is. */
export function alteredSchema(db: DatabaseSync, application: readonly Migration[]): string | null {
  const applied = new Set(db.prepare("SELECT name FROM _migrations").all().map(({ name }) => name));
  const fresh = openWriter(":memory:");
  try {
    applyMigrations(fresh, knownMigrations(application).filter(({ name }) => applied.has(name)), new Date(0));
    const wanted = objectsOf(fresh);
    const found = objectsOf(db);
    for (const [name, sql] of found) {
      if (!wanted.has(name)) return `the ${name} is none of Comptoir's`;
      if (wanted.get(name) !== sql) return `the ${name} was changed`;
    }
    const missing = [...wanted.keys()].find((name) => !found.has(name));
    return missing === undefined ? null : `the ${missing} is missing`;
  } finally {
    fresh.close();
  }
}

/** `trigger ventes_reste` → its SQL; what SQLite makes for itself is none. */
function objectsOf(db: DatabaseSync): Map<string, string> {
  const rows = db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").all();
  return new Map(rows.map(({ type, name, sql }) => [`${type} '${name}'`, String(sql)]));
}
