/** Copies of the database: whole, consistent, made while the shop works. */
import { chmodSync, existsSync, statSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";

const BUSY_MS = 10_000;
/** In one step: in several, each commit in between would start the copy again. */
const ALL_PAGES = 2 ** 30;

export interface Backup {
  readonly file: string;
  readonly size_bytes: number;
}

/** Copies the database as it is at this moment into a new file; never over one that exists. */
export async function copyDatabase(database: string, file: string): Promise<Backup> {
  if (existsSync(file)) throw new Error(`'${file}' exists already: name another file`);
  const db = new DatabaseSync(database, { readOnly: true, timeout: BUSY_MS });
  try {
    // Not VACUUM INTO: with named permissions the runtime allows no ATTACH, which that is inside.
    await backup(db, file, { rate: ALL_PAGES });
  } finally {
    db.close();
  }
  chmodSync(file, 0o600);
  return { file, size_bytes: statSync(file).size };
}
