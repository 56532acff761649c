/** What Linux says of a server's own processes: which there are, what they may do, whether they give way. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "./feed.ts";
import type { Person, TestServer } from "./server.ts";

/** When the look of its start has begun, in seconds. */
const LOOKED_AFTER_S = LIMITS.startVerificationMs / 1000 + 2;
/** What gives way takes its time where many tests run. */
const PATIENCE_MS = 60_000;

/** In which the kernel tells times, on every Linux. */
const TICKS_PER_SECOND = 100;

/** Needs /proc. */

/** The running processes that a server has started, or those of one kind; none where there is no /proc. */
export function ownProcesses({ process }: Pick<TestServer, "process">, kind?: string): number[] {
  const found: number[] = [];
  if (Deno.build.os !== "linux") return found;
  for (const { name } of Deno.readDirSync("/proc")) {
    const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(/^\d+$/.test(name) ? readText(`/proc/${name}/stat`) : "") ?? [];
    if (
      Number(parent) === process.pid && state !== "Z" && (kind === undefined || commandLine(Number(name)).includes(kind))
    ) {
      found.push(Number(name));
    }
  }
  return found;
}

/** Waits for the look that each start takes at the signed records by itself, and for its end where there is a /proc. */
export async function lookedAfterStart(somebody: Person): Promise<void> {
  const { server } = somebody;
  const uptime = async () => (await (await somebody.get("/api/health")).json()).uptime_s as number;
  await eventually(async () => await uptime() >= LOOKED_AFTER_S, "its own look", PATIENCE_MS);
  await eventually(() => ownProcesses(server, "looks").length === 0, "its own look is over", PATIENCE_MS);
}

/** One that was just started. */
export async function ownProcess(server: TestServer, kind: string): Promise<number> {
  await eventually(() => ownProcesses(server, kind).length > 0, `a process for ${kind}`);
  const [pid] = ownProcesses(server, kind);
  assert.ok(pid !== undefined, "it ended while it was looked at");
  return pid;
}

/**
 * A process is over when its last thread is. One that ends is a zombie from the moment its first thread is gone: on a busy
 * machine the others have its files open, and their locks, for some time still.
 */
export function isRunning(pid: number): boolean {
  return threadsOf(pid).some((thread) => /^\d+ \(.*\) [^ZX]/s.test(readText(`/proc/${pid}/task/${thread}/stat`)));
}

function threadsOf(pid: number): string[] {
  try {
    return Array.from(Deno.readDirSync(`/proc/${pid}/task`), ({ name }) => name);
  } catch {
    return []; // it has ended
  }
}

/** The flags that say what it may do. */
export function rightsOf(pid: number): string[] {
  return commandLine(pid).filter((part) => part.startsWith("-A") || part.startsWith("--allow"));
}

/** The flags of its V8. */
export function v8FlagsOf(pid: number): string[] {
  return commandLine(pid).filter((part) => part.startsWith("--v8-flags"));
}

/** How far its threads of such a name let others go first. */
export function nicenessOf(pid: number, thread: RegExp): number[] {
  return [...Deno.readDirSync(`/proc/${pid}/task`)].flatMap(({ name }) => {
    const stat = readText(`/proc/${pid}/task/${name}/stat`);
    return !thread.test(/\((.*)\)/s.exec(stat)?.[1] ?? "") ? [] : [Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16])];
  });
}

function commandLine(pid: number): string[] {
  return readText(`/proc/${pid}/cmdline`).split("\0");
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // it has just ended
  }
}

/** Seconds that the processors have worked for a process and its threads so far; null where the system does not tell. */
export function worked(pid: number): number | null {
  const times = /^\d+ \(.*\) \S (?:\S+ ){10}(\d+) (\d+)/s.exec(readText(`/proc/${pid}/stat`));
  return times === null ? null : (Number(times[1]) + Number(times[2])) / TICKS_PER_SECOND;
}
