/** What the runtime brings along, and whether it is sound. */
import { DatabaseSync } from "node:sqlite";

/** The first SQLite without a bug that could corrupt a WAL database (https://sqlite.org/releaselog/3_51_3.html). */
const SOUND_SQLITE = [3, 51, 3];

/** A sentence when the SQLite inside is too old to be trusted with a shop's only copy; else null. */
export function engineWarning(): string | null {
  const db = new DatabaseSync(":memory:");
  const { version } = db.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  db.close();
  const parts = version.split(".").map(Number);
  for (const [at, wanted] of SOUND_SQLITE.entries()) {
    if (parts[at]! > wanted) return null;
    if (parts[at]! < wanted) {
      return `this build has SQLite ${version}; before 3.51.3 a rare fault could damage the database. Use a build made with Deno 2.9.6 or later.`;
    }
  }
  return null;
}
