/**
 * Another process in this one's place: a thread that is stuck inside SQLite holds the database's lock,
 * and only the end of its process lets go. The successor is started with the same command line, waits
 * until this one's port and folder are free, and goes on; the tills come back by themselves.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { LastResort } from "../database/workers/casualties.ts";
import { Refused } from "./console.ts";
import { HEAPS, PROGRAM_RIGHTS } from "./own_processes.ts";

/** Tells a successor, as JSON, whom it succeeds. */
const SUCCEEDS = "COMPTOIR_SUCCEEDS";

export interface Predecessor {
  /** The port that it listened on: the one that was asked for may have been any. */
  readonly port: number;
  /** When it and those before it had to be replaced, in milliseconds since 1970. */
  readonly replaced: readonly number[];
}

/** Whom this process succeeds; null when somebody started it. */
export function predecessor(): Predecessor | null {
  const told = Deno.env.get(SUCCEEDS);
  if (told === undefined) return null;
  Deno.env.delete(SUCCEEDS); // no process of ours is a successor by it
  return JSON.parse(told) as Predecessor;
}

/** Does what is refused as long as the one before has not ended. */
export async function whenFree<T>(take: () => T | Promise<T>): Promise<T> {
  for (const until = performance.now() + LIMITS.successionMs;;) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof Refused) || performance.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LIMITS.folderLookMs));
  }
}

export class Succession implements LastResort {
  #retired = false;
  #successor: Deno.ChildProcess | null = null;

  constructor(readonly before: Predecessor | null, readonly port: number) {}

  /** The server is stopping: nobody is to come after it. */
  retire(): void {
    this.#retired = true;
    this.#successor?.kill("SIGKILL");
  }

  end(reason: string): void {
    console.error(`Comptoir ends. ${reason}.`);
    this.#leave();
  }

  replace(reason: string): void {
    const now = Date.now();
    const replaced = [...(this.before?.replaced ?? []).filter((at) => Math.abs(now - at) < LIMITS.deathsWithinMs), now];
    if (this.#retired) return this.end(reason);
    if (replaced.length >= LIMITS.deaths) {
      return this.end(`${reason}; that many within ${LIMITS.deathsWithinMs / 1000} s: ${replaced.length}`);
    }
    try {
      this.#successor = succeed({ port: this.port, replaced });
    } catch (error) {
      return this.end(`${reason}; no other process could be started in its place: ${(error as Error).message}`);
    }
    this.#retired = true;
    console.error(`${reason}. Another process takes this one's place.`);
    this.#leave();
  }

  /** What was lost is being answered; nothing else can be waited for. */
  #leave(): void {
    setTimeout(() => Deno.exit(1), LIMITS.lastAnswersMs);
  }
}

function succeed(before: Predecessor): Deno.ChildProcess {
  const run = Deno.build.standalone ? [] : ["run", "--quiet", "--no-prompt", HEAPS, ...PROGRAM_RIGHTS, Deno.mainModule];
  const successor = new Deno.Command(Deno.execPath(), {
    args: [...run, ...Deno.args],
    env: { [SUCCEEDS]: JSON.stringify(before) },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  successor.unref();
  return successor;
}
