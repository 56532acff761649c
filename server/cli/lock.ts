/**
 * Who works on a data folder: one server, or one command. The operating system's lock decides, and
 * lets go by itself after a crash; the lock file says how the server that holds it is reached.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { LIMITS } from "../../shared/limits.ts";
import { identityAt, identityOf } from "../database/files/file_identity.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { settle, wasCut } from "../database/files/replacement.ts";
import type { WorkUnderWay } from "../database/under_way.ts";
import { Refused } from "./console.ts";
import { shown } from "./progress_line.ts";
import { RunningServer } from "./running_server.ts";

interface Named {
  readonly pid: number;
  /** Where the server's control listens; empty while it starts, and for a command. */
  readonly address: string;
  readonly key: string;
  /** The file that its writer holds: in a copied folder this names another, and the server of another folder. */
  readonly held: string;
}

export interface Lock {
  name(address: string, key: string): void;
  release(): void;
}

/** Takes the folder for this process, after a command that is at work on it; throws when a server runs on it. */
export async function openLock(folder: DataFolder): Promise<Lock> {
  const holder = await lockOrServer(folder);
  if (holder instanceof RunningServer) throw alreadyRuns(folder);
  return holder;
}

/** The folder for this process, or the server that runs on it: without the one or the other nothing is written. */
async function lockOrServer(folder: DataFolder): Promise<Lock | RunningServer> {
  const stranger = folder.ownedByAnother();
  if (stranger !== null) return await runningServer(folder) ?? refuseStranger(folder, stranger);
  const until = performance.now() + LIMITS.folderWaitMs;
  for (;;) {
    const held = hold(heldFile(folder), true);
    const server = held === null || !held.sure ? await namedServer(folder) : null;
    if (held !== null && server === null) return lockOf(folder, held);
    // Not taken away: where the system cannot be asked, that is the running server's own.
    held?.letGo();
    if (server !== null) return server;
    if (performance.now() > until) throw atWork(folder);
    await new Promise((resolve) => setTimeout(resolve, LIMITS.folderLookMs));
  }
}

/** Has an action done where it belongs: by the server that runs on the folder, else `alone`, while the folder is held. */
export async function perform<T>(
  folder: DataFolder,
  action: string,
  input: Record<string, string>,
  alone: () => Promise<T>,
): Promise<T> {
  const holder = await lockOrServer(folder);
  if (holder instanceof RunningServer) {
    return await shown(() => holder.ask("work", {}) as Promise<readonly WorkUnderWay[]>, holder.ask(action, input) as Promise<T>);
  }
  try {
    return await alone();
  } finally {
    holder.release();
  }
}

/** The same for an action that only looks: without a server nothing is held, for that would be written; who is at work is waited for. */
export async function performLooking<T>(
  folder: DataFolder,
  action: string,
  input: Record<string, string>,
  alone: () => Promise<T>,
): Promise<T> {
  const until = performance.now() + LIMITS.folderWaitMs;
  while (true) {
    const server = await namedServer(folder);
    if (server !== null) return await server.ask(action, input) as T;
    if (!isHeld(heldFile(folder))) break;
    if (performance.now() > until) throw atWork(folder);
    await new Promise((resolve) => setTimeout(resolve, LIMITS.folderLookMs));
  }
  if (wasCut(folder)) {
    throw new Refused(
      `A restore or a compaction was cut off in '${folder.path}': start the server, which ends it, then look again.`,
    );
  }
  return await alone();
}

/** The server that runs on a folder; null when there is none (a lock left by a crash names nobody). */
export async function runningServer(folder: DataFolder): Promise<RunningServer | null> {
  const free = hold(heldFile(folder), false);
  free?.letGo();
  return free?.sure === true ? null : await namedServer(folder);
}

/** Ends a restore that was cut off, before a folder is looked into by one who does not take it. */
export async function settleCut(folder: DataFolder): Promise<void> {
  if (wasCut(folder)) (await openLock(folder)).release();
}

/** Before a folder is looked into by one who does not take it: SQLite keeps files of its own beside what it opens. */
export function requireOwn(folder: DataFolder): void {
  const stranger = folder.ownedByAnother();
  if (stranger !== null) refuseStranger(folder, stranger);
}

/** What is made here would be this user's, and the one whose shop it is could not open it any more. */
function refuseStranger(folder: DataFolder, { owner, self }: { owner: number; self: number }): never {
  throw new Refused(
    `The shop in '${folder.path}' belongs to another user (${owner}, you are ${self}): run this as that user, ` +
      `as with 'sudo -u "#${owner}" comptoir …'. Nothing was changed.`,
  );
}

export function alreadyRuns(folder: DataFolder): Refused {
  return new Refused(`A server runs on '${folder.path}' already: stop it first, or choose another folder with --data.`);
}

function atWork(folder: DataFolder): Refused {
  return new Refused(`Another command of Comptoir works on '${folder.path}': wait until it has ended, then try again.`);
}

function lockOf(folder: DataFolder, held: Held): Lock {
  const lock: Lock = {
    name: (address, key) => {
      const named: Named = { pid: Deno.pid, address, key, held: held.identity };
      writeFileSync(folder.lock, JSON.stringify(named), { mode: 0o600 });
    },
    release: () => {
      rmSync(folder.lock, { force: true });
      held.release();
    },
  };
  try {
    // Whom a crash left named is not asked any more.
    lock.name("", "");
    settle(folder);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function namedServer(folder: DataFolder): Promise<RunningServer | null> {
  let named: Named | null;
  try {
    named = JSON.parse(readFileSync(folder.lock, "utf8")) as Named | null;
    if (!named?.address || named.held !== identityAt(heldFile(folder))) return null;
  } catch {
    return null;
  }
  return await RunningServer.at(named.address, named.key);
}

function heldFile(folder: DataFolder): string {
  return `${folder.lock}.held`;
}

interface Held {
  readonly identity: string;
  /** Whether the operating system says so: runtimes before Deno 2.9 cannot ask it. */
  readonly sure: boolean;
  /** Takes the file away and lets go. */
  release(): void;
  letGo(): void;
}

/**
 * Of two servers that start at once neither names itself in time for the other to see: the operating
 * system's lock is on a file of its own, for Windows lets nobody read one that is locked. It is taken
 * away while it is held; who had it open already holds a file that nobody else will find, and asks
 * again. null when another holds it, or when there is none and none is to be made.
 */
function hold(path: string, create: boolean): Held | null {
  for (let tries = LIMITS.lockTries; tries > 0; tries--) {
    const file = open(path, create);
    if (file === null) return null;
    const isLocked = file.tryLockSync?.(true);
    const identity = identityOf(file.statSync());
    if (isLocked !== false && identity === identityAt(path)) {
      return {
        identity,
        sure: isLocked === true,
        letGo: () => file.close(),
        release: () => {
          rmSync(path, { force: true });
          file.close();
        },
      };
    }
    file.close();
    if (isLocked === false) return null;
  }
  return null;
}

/** Whether a process has it; nothing is made or taken. */
function isHeld(path: string): boolean {
  let file: LockableFile;
  try {
    file = Deno.openSync(path, { read: true });
  } catch {
    return false;
  }
  const free = file.tryLockSync?.(false) ?? true;
  file.close();
  return !free;
}

type LockableFile = Deno.FsFile & { tryLockSync?(exclusive: boolean): boolean };

function open(path: string, create: boolean): LockableFile | null {
  try {
    return Deno.openSync(path, { create, write: true, mode: 0o600 });
  } catch (error) {
    if (create) throw error;
    return null;
  }
}
