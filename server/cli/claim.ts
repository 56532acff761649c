/** The data folder, taken for one start: what the start makes there goes again when it is refused. */
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { DataFolder } from "../database/files/folder.ts";
import { Refused } from "./console.ts";
import { shareUnder } from "./data_place.ts";
import { type Lock, openLock, requireOwn } from "./lock.ts";
import { isFull, storageSentence } from "./sentence.ts";

/** The names of the files that are made with a shop, beside the lock. */
const MADE = /^comptoir\.db|\.(?:key|head|part)$/;
/** What may go again although the shop existed: nobody was given a token that it signed. */
const NEVER_USED = /^token\.key$/;

export class Claim {
  private constructor(
    readonly folder: DataFolder,
    readonly lock: Lock,
    /** The folders that were missing, the data folder first. */
    readonly missing: readonly string[],
    /** The names that were there before. */
    readonly before: ReadonlySet<string>,
    /** There was no shop in the folder. */
    readonly isNew: boolean,
  ) {}

  /** Makes the folder where it is missing; throws when it cannot be written or a server runs on it. */
  static async take(folder: DataFolder): Promise<Claim> {
    const share = shareUnder(folder.path);
    if (share !== null) throw new Refused(shareSentence(folder, share));
    requireOwn(folder);
    const missing = missingFolders(folder.path);
    try {
      folder.prepare();
      const lock = await openLock(folder);
      // Not earlier: until now another start may have been at work here.
      const isNew = statSync(folder.database).size === 0;
      const before = readdirSync(folder.path).filter((name) => !isNew || name !== basename(folder.database));
      return new Claim(folder, lock, missing, new Set(before), isNew);
    } catch (error) {
      removeEmpty(missing);
      if (error instanceof Refused) throw error;
      const full = isFull(error) ? storageSentence(error) : null;
      throw new Refused(
        full ??
          `The folder '${folder.path}' cannot be written (${(error as Error).message}): choose another with --data.`,
      );
    }
  }

  /** Leaves the folder as it was found: nothing of a shop that was to be made stays. */
  giveUp(): void {
    const made = this.isNew ? MADE : NEVER_USED;
    for (const name of readdirSync(this.folder.path)) {
      if (made.test(name) && !this.before.has(name)) remove(join(this.folder.path, name));
    }
    if (!this.before.has(basename(this.folder.backups))) removeEmpty([this.folder.backups]);
    this.lock.release();
    removeEmpty(this.missing);
  }
}

function shareSentence({ path }: DataFolder, share: string): string {
  return `The folder '${path}' is on another PC's disk (${share}), where a database can be damaged: choose one of this PC with --data. ` +
    `Backups may go there: name it as the second folder in the console, under System.`;
}

/** A folder and those above it that are missing, from the deepest. */
function missingFolders(path: string): string[] {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.push(at);
  return missing;
}

/** What cannot be taken away must not hide why the start was refused. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    console.error(`'${path}' stays: ${(error as Error).message}`);
  }
}

function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder);
  } catch {
    // Missing, or it holds what is not of this start.
  }
}
