/** The lock file: names the server that runs on a data folder, and how the command line reaches it. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { DataFolder } from "../database/folder.ts";
import { Refused } from "./console.ts";

interface Named {
  readonly pid: number;
  /** Where the server's control listens; empty while it starts. */
  readonly address: string;
  readonly key: string;
}

export interface Lock {
  name(address: string, key: string): void;
  release(): void;
}

/** How long a program that is at a lock's address may take to say that it is the server. */
const PING_MS = 5_000;
/** A file that is taken away each time is another's start, over and over. */
const TRIES = 10;

/** Takes the folder for this process; throws when a server runs on it, or is about to. */
export async function openLock(folder: DataFolder): Promise<Lock> {
  const held = hold(`${folder.lock}.held`);
  if (held === null || await runningServer(folder) !== null) {
    held?.release();
    throw alreadyRuns(folder);
  }
  const lock: Lock = {
    name: (address, key) => write(folder, { pid: Deno.pid, address, key }),
    release: () => {
      rmSync(folder.lock, { force: true });
      held.release();
    },
  };
  try {
    lock.name("", "");
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function alreadyRuns(folder: DataFolder): Refused {
  return new Refused(`A server runs on '${folder.path}' already: stop it first, or choose another folder with --data.`);
}

function write(folder: DataFolder, named: Named): void {
  writeFileSync(folder.lock, JSON.stringify(named), { mode: 0o600 });
}

/**
 * Of two servers that start at once neither names itself in time for the other to see. The operating
 * system's lock decides, and lets go by itself after a crash. Its file is not the lock file, which
 * Windows would then let nobody read. It is taken away while it is held; who had it open already
 * holds a file that nobody else will find, and asks again.
 */
function hold(path: string): { release(): void } | null {
  for (let tries = TRIES; tries > 0; tries--) {
    const file: Deno.FsFile & { tryLockSync?(exclusive: boolean): boolean } = Deno.openSync(path, {
      create: true,
      write: true,
      mode: 0o600,
    });
    // Absent from runtimes before Deno 2.9.
    const isLocked = file.tryLockSync?.(true) !== false;
    if (isLocked && isAt(file, path)) {
      return {
        release: () => {
          rmSync(path, { force: true });
          file.close();
        },
      };
    }
    file.close();
    if (!isLocked) return null;
  }
  return null;
}

function isAt(file: Deno.FsFile, path: string): boolean {
  try {
    const [mine, there] = [file.statSync(), Deno.statSync(path)];
    return mine.ino === there.ino && mine.dev === there.dev;
  } catch {
    return false;
  }
}

/** The server that runs on a folder; null when there is none (a lock left by a crash names nobody). */
export async function runningServer(
  folder: DataFolder,
): Promise<{ ask(action: string, input: unknown): Promise<unknown> } | null> {
  let named: Named | null;
  try {
    named = JSON.parse(readFileSync(folder.lock, "utf8")) as Named | null;
  } catch {
    return null;
  }
  if (!named?.address) return null;
  const { address, key } = named;
  const ask = async (action: string, input: unknown, signal: AbortSignal | null = null) => {
    const response = await fetch(address, {
      method: "POST",
      headers: { "x-comptoir-control": key },
      body: JSON.stringify({ action, input }),
      signal,
    });
    const answer = await response.json() as { result?: unknown; error?: string };
    if (!response.ok) throw new Refused(answer.error ?? "The server did not answer.");
    return answer.result;
  };
  try {
    await ask("ping", null, AbortSignal.timeout(PING_MS));
    return { ask };
  } catch {
    return null;
  }
}
