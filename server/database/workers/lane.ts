/**
 * The road to a worker: what arrives while a batch is away gathers for the next. No timer: a lone
 * request goes at once. A second batch goes ahead of the first one's answer when it is worth a commit
 * of its own, so that the worker finds it there instead of waiting for this thread; more in flight,
 * or smaller ones, were measured slower.
 */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";

export interface Asked<Job, Answer> {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export interface LaneLimits<Job> {
  readonly capacity: number;
  readonly batch: number;
  /** How long a job is, in characters: a batch ends where they are too many, or hundreds of long ones would be in memory at once. */
  readonly lengthOf?: (job: Job) => number;
  /** The least size of a batch that goes while another is away. */
  readonly ready: number;
}

export class Lane<Job, Answer> {
  #waiting: Asked<Job, Answer>[] = [];
  /** What was sent and is not answered yet, batch by batch, oldest first. */
  readonly #away: Asked<Job, Answer>[][] = [];
  #broken: Error | null = null;
  #open = false;

  /** `send` hands a batch to the worker. */
  constructor(readonly send: (jobs: Job[]) => void, readonly limits: LaneLimits<Job>) {}

  get depth(): number {
    return this.#waiting.length + this.#away.reduce((sum, batch) => sum + batch.length, 0);
  }

  /** What the worker has held the longest. */
  get oldest(): Asked<Job, Answer> | null {
    return this.#away[0]?.[0] ?? null;
  }

  /** What was asked and is not answered: batch by batch as it was sent, then what waits. */
  get unanswered(): readonly (readonly Asked<Job, Answer>[])[] {
    return [...this.#away, this.#waiting];
  }

  ask(job: Job): Promise<Answer> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    if (this.#waiting.length >= this.limits.capacity) return Promise.reject(new AppError("busy"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#sendNext();
    });
  }

  /**
   * Takes the answers of the oldest batch that was away, in order; returns what they answer. Where they are fewer, the worker had
   * enough of them for one message and left the rest undone: that goes before all that came later.
   */
  settle(answers: readonly Answer[]): readonly Job[] {
    const settled = this.#away.shift()!;
    this.#waiting.unshift(...settled.splice(answers.length));
    // The worker must not idle while this thread answers.
    this.#sendNext();
    for (let at = 0; at < settled.length; at++) settled[at]!.resolve(answers[at]!);
    return settled.map((asked) => asked.job);
  }

  /** There is a worker to send to: what waited goes first. */
  open(): void {
    this.#open = true;
    this.#sendNext();
  }

  /** The worker is gone: gives back what it held, oldest first. What was not sent waits for the next one. */
  interrupt(): readonly Asked<Job, Answer>[] {
    this.#open = false;
    return this.#away.splice(0).flat();
  }

  /** Nothing will be answered any more. */
  fail(error: Error): void {
    this.#broken = error;
    for (const { reject } of [...this.interrupt(), ...this.#waiting]) reject(error);
    this.#waiting = [];
  }

  #sendNext(): void {
    const waiting = this.#waiting.length;
    if (waiting === 0 || !this.#open || this.#away.length === LIMITS.batchesInFlight) return;
    if (this.#away.length > 0 && waiting < this.limits.ready) return;
    const batch = this.#waiting.splice(0, this.#nextBatch());
    this.#away.push(batch);
    this.send(batch.map(({ job }) => job));
  }

  /** How many of those that wait go together: one at least. */
  #nextBatch(): number {
    const { batch, lengthOf } = this.limits;
    const most = Math.min(batch, this.#waiting.length);
    if (lengthOf === undefined) return most;
    let chars = lengthOf(this.#waiting[0]!.job);
    for (let count = 1; count < most; count++) {
      chars += lengthOf(this.#waiting[count]!.job);
      if (chars > LIMITS.batchChars) return count;
    }
    return most;
  }
}
