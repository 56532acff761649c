/** A database that is only looked at: whatever lies beside it stays as it is, and nothing is added. */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { checkUsable } from "../database/schema/migrations.ts";
import { addMathFunctions } from "../database/sql/math_functions.ts";
import { shop } from "../shop/application.ts";
import { Refused } from "./console.ts";
import { storageSentence } from "./sentence.ts";

/**
 * Gives a copy of it to `look`, which goes again: SQLite keeps files of its own beside a database that it only reads, and what
 * a crash left in the log is not in the file yet. (That nobody changes it, `immutable`, can be said by a URI alone; the runtime
 * takes none where it may not read everything.)
 */
export async function lookedAt<T>(file: string, look: (db: DatabaseSync) => T | Promise<T>): Promise<T> {
  const aside = mkdtempSync(join(tmpdir(), "comptoir-look-"));
  try {
    const db = new DatabaseSync(copied(file, aside));
    try {
      checkUsable(db, shop.migrations);
      addMathFunctions(db);
      return await look(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(storageSentence(error) ?? `'${file}' cannot be read: ${(error as Error).message}.`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function copied(file: string, folder: string): string {
  const copy = join(folder, "comptoir.db");
  for (const suffix of ["", "-wal"]) {
    if (!existsSync(file + suffix)) continue;
    copyFileSync(file + suffix, copy + suffix);
    chmodSync(copy + suffix, 0o600);
  }
  return copy;
}
