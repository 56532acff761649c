/**
 * A few processes for what is not provably short: each does one thing at a time and is killed at its
 * limit. Whatever becomes of a process, and whether it can be started at all, each job is answered.
 */
import { constants, setPriority } from "node:os";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { ReadAnswer } from "../jobs.ts";

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]];

interface SlowJob<Job> {
  readonly job: Job;
  readonly owner: number | null;
  readonly limitMs: number;
  readonly resolve: (answer: ReadAnswer) => void;
  readonly reject: (error: Error) => void;
}

export interface SlowLaneLimits {
  /** Processes at a time. */
  readonly processes: number;
  /** Processes that are kept for the next job. */
  readonly idle: number;
}

/** The process has ended, and not by us. */
class Ended extends Error {}

export class SlowLane<Job> {
  #idle: SlowProcess<Job>[] = [];
  readonly #working = new Set<SlowProcess<Job>>();
  readonly #running = new Set<SlowJob<Job>>();
  #waiting: SlowJob<Job>[] = [];
  #closed = false;

  /** `command` starts one such process. */
  constructor(readonly command: CommandLine, readonly limits: SlowLaneLimits) {}

  /** `owner` is the person asking: few of their statements run at a time, whatever the number of their sessions. */
  ask(job: Job, owner: number | null, limitMs: number): Promise<ReadAnswer> {
    const mine = this.#waiting.filter((waiting) => waiting.owner === owner).length;
    if (this.#closed || mine >= LIMITS.slowWaitingPerPerson || this.#waiting.length >= LIMITS.slowWaiting) {
      return Promise.reject(new AppError("busy"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, owner, limitMs, resolve, reject });
      this.#next();
    });
  }

  close(): void {
    this.#closed = true;
    for (const process of [...this.#idle, ...this.#working]) process.kill();
    for (const { reject } of this.#waiting) reject(new AppError("busy"));
    this.#waiting = [];
  }

  #next(): void {
    while (this.#running.size < this.limits.processes) {
      const at = this.#waiting.findIndex(({ owner }) => this.#runningOf(owner) < LIMITS.slowPerPerson);
      if (at < 0) return;
      const [next] = this.#waiting.splice(at, 1) as [SlowJob<Job>];
      this.#running.add(next);
      this.#perform(next).then(next.resolve, next.reject).then(() => {
        this.#running.delete(next);
        this.#next();
      });
    }
  }

  #runningOf(owner: number | null): number {
    let count = 0;
    for (const job of this.#running) if (job.owner === owner) count += 1;
    return count;
  }

  async #perform(asked: SlowJob<Job>): Promise<ReadAnswer> {
    try {
      return await this.#run(this.#idle.pop() ?? this.#start(), asked);
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
    // Somebody killed it, perhaps while it was idle: that must cost nobody an answer, so a new one does it.
    try {
      return await this.#run(this.#start(), asked);
    } catch (error) {
      throw error instanceof Ended ? new AppError("busy") : error;
    }
  }

  async #run(process: SlowProcess<Job>, { job, limitMs }: SlowJob<Job>): Promise<ReadAnswer> {
    this.#working.add(process);
    let usable = false;
    try {
      // What a busy machine needs to start a process is none of the statement's time.
      await process.started();
      const answer = await process.run(job, limitMs);
      usable = true;
      return answer;
    } finally {
      this.#working.delete(process);
      if (usable && !this.#closed && this.#idle.length < this.limits.idle) this.#idle.push(process);
      else process.kill();
    }
  }

  /** Its executable may be missing for a moment: that is how one upgrades. */
  #start(): SlowProcess<Job> {
    if (this.#closed) throw new AppError("busy");
    try {
      return new SlowProcess(this.command);
    } catch (error) {
      console.error(`A process for what takes long could not be started: ${(error as Error).message}`);
      throw new AppError("busy");
    }
  }
}

class SlowProcess<Job> {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: ReadableStreamDefaultReader<string>;
  /** The process's first line, which says nothing but that it is there. */
  readonly #ready: Promise<string>;
  #rest = "";
  #killed = false;

  constructor([program, ...args]: CommandLine) {
    this.#child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "null" }).spawn();
    try {
      setPriority(this.#child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Only a courtesy to the tills: without it, the time limit still holds.
    }
    this.#input = this.#child.stdin.getWriter();
    this.#output = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    // A killed process breaks its pipes; whoever waits for it hears of it through `run`.
    this.#input.closed.catch(() => {});
    this.#child.status.catch(() => {});
    this.#child.unref();
    this.#ready = this.#line();
    this.#ready.catch(() => {});
  }

  /** Resolves when it takes a job; throws `busy` when it does not come to that. */
  async started(): Promise<void> {
    await within(LIMITS.slowStartMs, this.#ready, new AppError("busy"));
  }

  /** Throws `query_timeout` after `limitMs`, and `Ended` when the process is no more. */
  async run(job: Job, limitMs: number): Promise<ReadAnswer> {
    return await within(limitMs, this.#ask(job, limitMs), new AppError("query_timeout", { limit_s: limitMs / 1000 }));
  }

  kill(): void {
    if (this.#killed) return;
    this.#killed = true;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    this.#output.cancel().catch(() => {});
    this.#input.abort().catch(() => {});
  }

  async #ask(job: Job, ms: number): Promise<ReadAnswer> {
    try {
      await this.#input.write(new TextEncoder().encode(`${Math.ceil(ms)} ${JSON.stringify(job)}\n`));
      return JSON.parse(await this.#line()) as ReadAnswer;
    } catch (error) {
      // A pipe that breaks is the process's end as well.
      throw error instanceof Ended ? error : new Ended((error as Error).message);
    }
  }

  async #line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf("\n");
      if (end >= 0) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return line;
      }
      const { value, done } = await this.#output.read();
      if (done) throw new Ended();
      this.#rest += value;
    }
  }
}

async function within<T>(ms: number, work: Promise<T>, late: AppError): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overtime = new Promise<never>((_, reject) => timer = setTimeout(() => reject(late), ms));
  work.catch(() => {}); // it breaks off when the process is killed for its time
  try {
    return await Promise.race([work, overtime]);
  } finally {
    clearTimeout(timer);
  }
}
