/** A process that does one thing after another, each within its time: a line with a job in, its answer out. */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { ReadAnswer } from "../jobs.ts";
import type { Travelling } from "../long_text.ts";
import { AnswerReader } from "./answer_line.ts";
import { type CommandLine, OwnProcess } from "./own_process.ts";

/** The process has ended, and not by us. */
export class Ended extends Error {}

export class LineProcess<Job> {
  readonly #process: OwnProcess;
  readonly #answers: AnswerReader;
  /** The process's first line, which says nothing but that it is there. */
  readonly #ready: Promise<string>;

  /** Throws `busy` when it cannot be started. */
  constructor(command: CommandLine) {
    this.#process = new OwnProcess(command);
    this.#answers = new AnswerReader(async () => {
      const { value, done } = await this.#process.output.read();
      if (done) throw new Ended();
      return value;
    });
    this.#ready = this.#answers.line();
    this.#ready.catch(() => {});
  }

  /** Resolves when it takes a job; throws `busy` when it does not come to that. */
  async started(): Promise<void> {
    await within(LIMITS.slowStartMs, this.#ready, new AppError("busy"));
  }

  /** Throws `query_timeout` after `limitMs`, and `Ended` when the process is no more. */
  async run(job: Job, limitMs: number): Promise<Travelling<ReadAnswer>> {
    return await within(limitMs, this.#ask(job, limitMs), new AppError("query_timeout", { limit_s: limitMs / 1000 }));
  }

  kill(): void {
    this.#process.kill();
  }

  async #ask(job: Job, ms: number): Promise<Travelling<ReadAnswer>> {
    try {
      await this.#process.input.write(new TextEncoder().encode(`${Math.ceil(ms)} ${JSON.stringify(job)}\n`));
      return await this.#answers.answer();
    } catch (error) {
      // A pipe that breaks is the process's end as well.
      throw error instanceof Ended ? error : new Ended((error as Error).message);
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
