/**
 * The road to a worker: what arrives while a batch is away gathers for the next. One batch at a time
 * (two or three in flight were measured slower), no timer: a lone request goes at once.
 */
import { AppError } from "../../shared/errors.ts";

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class Lane<Job, Answer> {
  #waiting: Waiting<Job, Answer>[] = [];
  #away: Waiting<Job, Answer>[] = [];
  #broken: Error | null = null;

  constructor(
    readonly send: (jobs: Job[]) => void,
    readonly capacity: number,
    readonly batch: number,
  ) {}

  get depth(): number {
    return this.#waiting.length + this.#away.length;
  }

  ask(job: Job): Promise<Answer> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    if (this.#waiting.length >= this.capacity) return Promise.reject(new AppError("busy"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (this.#away.length === 0) this.#sendNext();
    });
  }

  /** Takes the answers of the batch that was away, in order; returns what was asked. */
  settle(answers: readonly Answer[]): readonly Job[] {
    const settled = this.#away;
    this.#away = [];
    // The worker must not idle while this thread answers.
    this.#sendNext();
    for (let at = 0; at < settled.length; at++) settled[at]!.resolve(answers[at]!);
    return settled.map((waiting) => waiting.job);
  }

  /** Nothing will be answered any more. */
  fail(error: Error): void {
    this.#broken = error;
    for (const { reject } of [...this.#away, ...this.#waiting]) reject(error);
    this.#away = [];
    this.#waiting = [];
  }

  #sendNext(): void {
    if (this.#waiting.length === 0 || this.#broken !== null) return;
    this.#away = this.#waiting.length <= this.batch ? this.#waiting : this.#waiting.slice(0, this.batch);
    this.#waiting = this.#waiting.length <= this.batch ? [] : this.#waiting.slice(this.batch);
    this.send(this.#away.map((waiting) => waiting.job));
  }
}
