/** A database without the pages that nothing uses: written anew beside itself, by SQLite, from one moment. */
import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";

/** Bytes of a database's file. */
export interface Pages {
  readonly size_bytes: number;
  /** Of pages that nothing uses. */
  readonly free_bytes: number;
}

export function pagesOf(db: DatabaseSync): Pages {
  const number = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get()!)[0] as number;
  const page = number("page_size");
  return { size_bytes: page * number("page_count"), free_bytes: page * number("freelist_count") };
}

/**
 * Writes it into a file that is not there yet. SQLite attaches the file for that, which the runtime allows to a process with all
 * rights alone: `giveUp` gives up those that are not needed, once the database is open.
 */
export function writeCompacted(database: string, file: string, giveUp: () => void): void {
  const db = new DatabaseSync(database, { readOnly: true, timeout: LIMITS.copyBusyMs });
  try {
    giveUp();
    // SQLite would make it with the umask's mode.
    closeSync(openSync(file, "wx", 0o600));
    db.prepare("VACUUM INTO ?").run(file);
  } finally {
    db.close();
  }
}
