/** A process that does one thing after another, each within its time: a line with a job in, a line with its answer out. */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { ReadAnswer } from "../jobs.ts";
import { type CommandLine, OwnProcess } from "./own_process.ts";

/** The process has ended, and not by us. */
export class Ended extends Error {}

export class LineProcess<Job> {
  readonly #process: OwnProcess;
  readonly #decoder = new TextDecoder();
  /** The process's first line, which says nothing but that it is there. */
  readonly #ready: Promise<string>;
  #rest = "";

  /** Throws `busy` when it cannot be started. */
  constructor(command: CommandLine) {
    this.#process = new OwnProcess(command);
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
    this.#process.kill();
  }

  async #ask(job: Job, ms: number): Promise<ReadAnswer> {
    try {
      await this.#process.input.write(new TextEncoder().encode(`${Math.ceil(ms)} ${JSON.stringify(job)}\n`));
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
      const { value, done } = await this.#process.output.read();
      if (done) throw new Ended();
      this.#rest += this.#decoder.decode(value, { stream: true });
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
