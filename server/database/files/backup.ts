/** Copies of the database: whole, consistent, made while the shop works, and readable by their owner alone from the first byte. */
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { LIMITS } from "../../../shared/limits.ts";
import { syncFile, syncFolder } from "./durable.ts";

/** In one step: in several, each commit in between would start the copy again. */
const ALL_PAGES = 2 ** 30;

export interface Backup {
  readonly file: string;
  readonly size_bytes: number;
}

/** One in the data folder. */
export interface KeptBackup {
  readonly name: string;
  readonly size_bytes: number;
  /** RFC 3339. */
  readonly made_at: string;
}

/**
 * Makes a backup of an open database; never over a file that exists. It bears its name only once it is
 * whole, looked through and on disk: what failed or was cut off leaves nothing that could be taken for one.
 */
export async function makeBackup(db: DatabaseSync, file: string): Promise<Backup> {
  refuseExisting(file);
  const part = `${file}.part`;
  removeDatabase(part);
  try {
    await copyPages(db, part);
    checkPages(part);
    syncFile(part);
    refuseExisting(file);
    renameSync(part, file);
  } catch (error) {
    removeDatabase(part);
    throw error;
  }
  syncFolder(dirname(file));
  return { file, size_bytes: statSync(file).size };
}

/** The same of a database that others have open. */
export async function backUp(database: string, file: string): Promise<Backup> {
  const db = openToCopy(database);
  try {
    return await makeBackup(db, file);
  } finally {
    db.close();
  }
}

/** Takes a database away, with what SQLite keeps beside it; or that alone. */
export function removeDatabase(path: string, suffixes: readonly string[] = ["", "-wal", "-shm", "-journal"]): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

function openToCopy(database: string): DatabaseSync {
  return new DatabaseSync(database, { readOnly: true, timeout: LIMITS.copyBusyMs });
}

async function copyPages(db: DatabaseSync, file: string): Promise<void> {
  // SQLite would make it with the umask's mode.
  closeSync(openSync(file, "wx", 0o600));
  // Not VACUUM INTO: with named permissions the runtime allows no ATTACH, which that is inside.
  await backup(db, file, { rate: ALL_PAGES });
}

function checkPages(file: string): void {
  const db = new DatabaseSync(file);
  try {
    // Held by one, it needs no index of its log in shared memory: on a full disk touching that ends the process.
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    const [check] = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
    if (check?.quick_check !== "ok") throw new Error(`the copy is damaged (${check?.quick_check})`);
  } finally {
    db.close();
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Error(`'${file}' exists already: name another file`);
}
