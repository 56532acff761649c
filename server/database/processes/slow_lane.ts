/**
 * A few processes for what is not provably short: each does one thing at a time and is killed at its
 * limit. Whatever becomes of a process, and whether it can be started at all, each job is answered.
 */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { ReadAnswer } from "../jobs.ts";
import type { Travelling } from "../long_text.ts";
import { Ended, LineProcess } from "./line_process.ts";
import type { CommandLine } from "./own_process.ts";

interface SlowJob<Job> {
  readonly job: Job;
  readonly owner: number | null;
  readonly limitMs: number;
  readonly resolve: (answer: Travelling<ReadAnswer>) => void;
  readonly reject: (error: Error) => void;
}

export interface SlowLaneLimits {
  /** Processes at a time. */
  readonly processes: number;
  /** Processes that are kept for the next job. */
  readonly idle: number;
}

export class SlowLane<Job> {
  #idle: LineProcess<Job>[] = [];
  readonly #working = new Set<LineProcess<Job>>();
  readonly #running = new Set<SlowJob<Job>>();
  #waiting: SlowJob<Job>[] = [];
  #closed = false;

  /** `command` starts one such process. */
  constructor(readonly command: CommandLine, readonly limits: SlowLaneLimits) {}

  /** `owner` is the person asking: few of their statements run at a time, whatever the number of their sessions. */
  ask(job: Job, owner: number | null, limitMs: number): Promise<Travelling<ReadAnswer>> {
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

  async #perform(asked: SlowJob<Job>): Promise<Travelling<ReadAnswer>> {
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

  async #run(process: LineProcess<Job>, { job, limitMs }: SlowJob<Job>): Promise<Travelling<ReadAnswer>> {
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

  #start(): LineProcess<Job> {
    if (this.#closed) throw new AppError("busy");
    return new LineProcess(this.command);
  }
}
