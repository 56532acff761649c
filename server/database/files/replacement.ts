/**
 * What is to take a database's place, with the signed files that belong to it: all of it or nothing,
 * whatever ends the program in between. It is made in a folder of its own, which then gets another name:
 * before that moment whoever opens the data folder next throws it away, after it brings it to its end.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { removeDatabase } from "./backup.ts";
import { syncFile, syncFolder } from "./durable.ts";
import { DataFolder } from "./folder.ts";

export class Replacement {
  /** Where it is made: named like a data folder, without keys. */
  readonly inside: DataFolder;

  private constructor(readonly folder: DataFolder) {
    this.inside = new DataFolder(partOf(folder));
  }

  /** A new one, empty. */
  static begin(folder: DataFolder): Replacement {
    const replacement = new Replacement(folder);
    replacement.#clear();
    mkdirSync(replacement.inside.path, { mode: 0o700 });
    return replacement;
  }

  /** The one that another process of this server has made ready. */
  static begun(folder: DataFolder): Replacement {
    return new Replacement(folder);
  }

  /**
   * From here on it takes the database's place, whatever happens: `settle` puts it there, or who opens the folder next.
   * Throws only while that is not so.
   */
  decide(): void {
    // Closed, it has all in the one file.
    for (const suffix of ["-wal", "-shm"]) rmSync(this.inside.database + suffix, { force: true });
    for (const name of readdirSync(this.inside.path)) syncFile(this.inside.beside(name));
    syncFolder(this.inside.path);
    renameSync(this.inside.path, readyOf(this.folder));
    try {
      syncFolder(this.folder.path);
    } catch (error) {
      console.warn(`A power cut now may leave the database as it was before: ${(error as Error).message}`);
    }
  }

  /** Puts it there. */
  settle(): void {
    finish(this.folder);
  }

  /** Throws nothing: why it is given up counts, and what stays goes with the next one that is begun, or at the next start. */
  abandon(): void {
    try {
      this.#clear();
    } catch (error) {
      console.warn(`What was to take the database's place is still there: ${(error as Error).message}`);
    }
  }

  #clear(): void {
    rmSync(this.inside.path, { recursive: true, force: true });
  }
}

/** Whether a replacement was cut off in this folder. */
export function wasCut(folder: DataFolder): boolean {
  return existsSync(partOf(folder)) || existsSync(readyOf(folder));
}

/** Ends one that was cut off: by whoever has the folder, before anything in it is opened. */
export function settle(folder: DataFolder): void {
  if (existsSync(readyOf(folder))) {
    finish(folder);
    console.warn("A restore or a compaction had been cut off: it was brought to its end.");
  }
  if (existsSync(partOf(folder))) {
    rmSync(partOf(folder), { recursive: true, force: true });
    console.warn("A restore or a compaction had been cut off: the database is as it was before.");
  }
}

/** Each step can be the last before a power cut, and is then not taken twice. */
function finish(folder: DataFolder): void {
  const ready = new DataFolder(readyOf(folder));
  const database = basename(ready.database);
  for (const name of readdirSync(ready.path)) {
    if (name !== database) renameSync(ready.beside(name), folder.beside(name));
  }
  if (existsSync(ready.database)) {
    // The log of the database before: the other one must not find it.
    removeDatabase(folder.database, ["-wal", "-shm", "-journal"]);
    syncFolder(folder.path);
    renameSync(ready.database, folder.database);
  }
  syncFolder(folder.path);
  rmdirSync(ready.path);
}

function partOf(folder: DataFolder): string {
  return folder.beside("replacement.part");
}

function readyOf(folder: DataFolder): string {
  return folder.beside("replacement.ready");
}
