/** A database that is found in the data folder: whether this program can go on with it, asked before anything is made. */
import { type Stats, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Migration } from "./application.ts";
import { checkUsable } from "./schema/migrations.ts";

/** Throws for one that is damaged, held by another program, of a newer version or of another making; none is fine. */
export function checkFound(path: string, application: readonly Migration[]): void {
  const found = statOf(path);
  if (found === null) return;
  if (!found.isFile()) throw new Error(`unable to open '${path}': it is no file`);
  if (found.size === 0) return;
  // Not read-only: SQLite would leave its two files beside the database.
  const db = new DatabaseSync(path, { timeout: LIMITS.busyMs });
  try {
    checkUsable(db, application);
    if (found.size > LIMITS.startCheckBytes) return;
    const [check] = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
    if (check?.quick_check !== "ok") throw new Error(`malformed: ${check?.quick_check.replaceAll(/\s+/g, " ")}`);
  } finally {
    db.close();
  }
}

/** null as well where no folder can be: that is told when it is to be made. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
