/** Copies of the database: whole, consistent, made while the shop works, and readable by their owner alone from the first byte. */
import { closeSync, existsSync, fdatasyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { LIMITS } from "../../../shared/limits.ts";
import type { Hear } from "../progress.ts";
import { quoteName } from "../sql/sqlite.ts";
import { syncFile, syncFolder } from "./durable.ts";

export interface Backup {
  readonly file: string;
  readonly size_bytes: number;
}

export interface CopyOptions {
  /** Leaves the disk to the tills between two steps; whoever asks for it has a thread of its own to wait in. */
  readonly gently?: boolean;
  /** Looks through the whole copy before it bears its name; what it throws is why there is none. */
  readonly examine?: (copy: DatabaseSync) => void | Promise<void>;
  /** Hears how far it is: pages. */
  readonly hear?: Hear;
}

/**
 * Makes a backup of an open database; never over a file that exists. It bears its name only once it is
 * whole, looked through and on disk: what failed or was cut off leaves nothing that could be taken for one.
 */
export async function makeBackup(db: DatabaseSync, file: string, options: CopyOptions = {}): Promise<Backup> {
  refuseExisting(file);
  const part = `${file}.part`;
  removeDatabase(part);
  try {
    await copyPages(db, part, options);
    options.hear?.({ step: "looks", done: 0, total: null });
    await lookThrough(part, rowsOf(db), options.examine);
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

/** The same of a database that others have open, as it is at one moment: what they write meanwhile is not in it. */
export async function backUp(database: string, file: string, options: CopyOptions = {}): Promise<Backup> {
  const db = new DatabaseSync(database, { readOnly: true, timeout: LIMITS.copyBusyMs });
  try {
    // Held from the first page to the last: without it each commit of another would begin the copy anew.
    db.exec("BEGIN");
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return await makeBackup(db, file, options);
  } finally {
    db.close();
  }
}

/** Takes a database away, with what SQLite keeps beside it; or that alone. */
export function removeDatabase(path: string, suffixes: readonly string[] = ["", "-wal", "-shm", "-journal"]): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

async function copyPages(db: DatabaseSync, file: string, { gently = false, hear = () => {} }: CopyOptions): Promise<void> {
  // SQLite would make it with the umask's mode.
  const made = openSync(file, "wx", 0o600);
  try {
    // Not VACUUM INTO: with named permissions the runtime allows no ATTACH, which that is inside.
    const rest = gently ? leaveRoom(made) : () => {};
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }) => {
      hear({ step: "copies", done: totalPages - remainingPages, total: totalPages });
      rest();
    };
    await backup(db, file, { rate: LIMITS.copyStepPages, progress });
  } finally {
    closeSync(made);
  }
}

/** Between two steps: brings a little of it to the disk at a time, for a commit that comes upon all of it would wait. */
function leaveRoom(made: number): () => void {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  let steps = 0;
  return () => {
    steps += 1;
    if (steps % LIMITS.copySyncSteps === 0) fdatasyncSync(made);
    Atomics.wait(nothing, 0, 0, LIMITS.copyPauseMs);
  };
}

/** Throws what is wrong with a copy that should have so many rows of each table. */
export async function lookThrough(file: string, wanted: Rows, examine: CopyOptions["examine"]): Promise<void> {
  const db = new DatabaseSync(file);
  try {
    // Held by one, it needs no index of its log in shared memory: on a full disk touching that ends the process.
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    const [check] = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
    if (check?.quick_check !== "ok") throw new Error(`the copy is damaged (${check?.quick_check})`);
    const rows = rowsOf(db);
    const odd = Object.keys({ ...wanted, ...rows }).find((table) => wanted[table] !== rows[table]);
    if (odd !== undefined) throw new Error(`the copy is not whole (${odd}: ${rows[odd]} rows of ${wanted[odd]})`);
    await examine?.(db);
  } finally {
    db.close();
  }
}

type Rows = Readonly<Record<string, number>>;

/** How many rows each table has. */
export function rowsOf(db: DatabaseSync): Rows {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
  const count = (name: string) => (db.prepare(`SELECT count(*) AS rows FROM ${quoteName(name)}`).get() as { rows: number }).rows;
  return Object.fromEntries(tables.map(({ name }) => [name, count(name)]));
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new Error(`'${file}' exists already: name another file`);
}
