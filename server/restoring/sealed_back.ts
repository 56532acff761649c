/** The journal's sealed files of a shop that was restored: brought back from beside the copy where they are not in its folder. */
import type { DataFolder } from "../database/files/folder.ts";
import { bringSealed, keptBeside } from "../database/sealing/sealed_copies.ts";
import { sealsIn } from "../database/journal/seals.ts";
import { openReader } from "../database/sql/sqlite.ts";

/** What is to be said of those that are not there now; null when all are. Throws nothing: the shop is restored, and these can be copied by hand. */
export function sealedBack(folder: DataFolder, copy: string): string | null {
  const db = openReader(folder.database);
  try {
    const missing = bringSealed(sealsIn(db), keptBeside(copy, db), folder.sealed);
    if (missing.length === 0) return null;
    return `Of the journal's sealed files ${
      missing.join(", ")
    } could not be put into '${folder.sealed}': copy them there from where ` +
      "backups lie, and move away what bears such a name and is another shop's. Until then those years are not in the journal.";
  } catch (error) {
    return `The journal's sealed files were not brought back (${(error as Error).message}): copy them to '${folder.sealed}'.`;
  } finally {
    db.close();
  }
}
