/** The lock file: names the server that runs on a data folder, and how the command line reaches it. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { DataFolder } from "../database/folder.ts";
import { Refused } from "./console.ts";

interface Lock {
  readonly pid: number;
  /** Where the server's control listens; empty while it starts. */
  readonly address: string;
  readonly key: string;
}

/** Takes the folder for this process; throws when a server runs on it, or is about to. */
export async function openLock(folder: DataFolder): Promise<{ name(address: string, key: string): void; release(): void }> {
  const held = hold(`${folder.lock}.held`);
  if (held === null || await runningServer(folder) !== null) {
    held?.close();
    throw new Refused(`A server runs on '${folder.path}' already: stop it first, or choose another folder with --data.`);
  }
  const write = (lock: Lock) => writeFileSync(folder.lock, JSON.stringify(lock), { mode: 0o600 });
  write({ pid: Deno.pid, address: "", key: "" });
  return {
    name: (address, key) => write({ pid: Deno.pid, address, key }),
    release: () => {
      rmSync(folder.lock, { force: true });
      held.close();
    },
  };
}

/**
 * Of two servers that start at once neither names itself in time for the other to see. The operating
 * system's lock decides, and lets go by itself after a crash. Its file stays: removing it would let
 * two hold a lock each. It is not the lock file, which Windows would then let nobody read.
 */
function hold(path: string): Deno.FsFile | null {
  const file: Deno.FsFile & { tryLockSync?(exclusive: boolean): boolean } = Deno.openSync(path, {
    create: true,
    write: true,
    mode: 0o600,
  });
  // Absent from runtimes before Deno 2.9.
  if (file.tryLockSync?.(true) !== false) return file;
  file.close();
  return null;
}

/** The server that runs on a folder; null when there is none (a lock left by a crash names nobody). */
export async function runningServer(
  folder: DataFolder,
): Promise<{ ask(action: string, input: unknown): Promise<unknown> } | null> {
  let lock: Lock;
  try {
    lock = JSON.parse(readFileSync(folder.lock, "utf8")) as Lock;
  } catch {
    return null;
  }
  if (lock.address === "") return null;
  const ask = async (action: string, input: unknown) => {
    const response = await fetch(lock.address, {
      method: "POST",
      headers: { "x-comptoir-control": lock.key },
      body: JSON.stringify({ action, input }),
    });
    const answer = await response.json() as { result?: unknown; error?: string };
    if (!response.ok) throw new Refused(answer.error ?? "The server did not answer.");
    return answer.result;
  };
  try {
    await ask("ping", null);
    return { ask };
  } catch {
    return null;
  }
}
