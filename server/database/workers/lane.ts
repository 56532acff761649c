/**
 * The road to a worker: what arrives while a batch is away gathers for the next, and what is quickly done goes before what is
 * heavy: all of a batch wait for its commit. No timer: a lone request goes at once. A second batch goes ahead of the first
 * one's answer when it is worth a commit of its own, so that the worker finds it there instead of waiting for this thread;
 * more in flight, or smaller ones, were measured slower.
 */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";

export interface Asked<Job, Answer> {
  readonly job: Job;
  /** It goes behind the others. */
  readonly isHeavy: boolean;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export interface LaneLimits<Job> {
  readonly capacity: number;
  readonly batch: number;
  /** How long a job is, in characters: a batch ends where they are too many, or hundreds of long ones would be in memory at once. */
  readonly lengthOf?: (job: Job) => number;
  /** What it asks of the worker, in statements; 1 where it is not said. */
  readonly weightOf?: (job: Job) => number;
  /** The least size of a batch that goes while another is away. */
  readonly ready: number;
}

export class Lane<Job, Answer> {
  #waiting: Asked<Job, Answer>[] = [];
  /** Those that weigh more than others should wait for. */
  #heavy: Asked<Job, Answer>[] = [];
  /** What was sent and is not answered yet, batch by batch, oldest first. */
  readonly #away: Asked<Job, Answer>[][] = [];
  #broken: Error | null = null;
  #open = false;

  /** `send` hands a batch to the worker. */
  constructor(readonly send: (jobs: Job[]) => void, readonly limits: LaneLimits<Job>) {}

  get depth(): number {
    return this.#queued + this.#away.reduce((sum, batch) => sum + batch.length, 0);
  }

  /** What the worker has held the longest. */
  get oldest(): Asked<Job, Answer> | null {
    return this.#away[0]?.[0] ?? null;
  }

  /** What was asked and is not answered: batch by batch as it was sent, then what waits. */
  get unanswered(): readonly (readonly Asked<Job, Answer>[])[] {
    return [...this.#away, this.#waiting, this.#heavy];
  }

  get #queued(): number {
    return this.#waiting.length + this.#heavy.length;
  }

  ask(job: Job): Promise<Answer> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    if (this.#queued >= this.limits.capacity) return Promise.reject(new AppError("busy"));
    return new Promise((resolve, reject) => {
      const isHeavy = (this.limits.weightOf?.(job) ?? 1) > LIMITS.lightWeight;
      (isHeavy ? this.#heavy : this.#waiting).push({ job, isHeavy, resolve, reject });
      this.#sendNext();
    });
  }

  /**
   * Takes the answers of the oldest batch that was away, in order; returns what they answer. Where they are fewer, the worker had
   * enough of them for one message and left the rest undone: that goes before all that came later.
   */
  settle(answers: readonly Answer[]): readonly Job[] {
    const settled = this.#away.shift()!;
    const undone = settled.splice(answers.length);
    this.#waiting.unshift(...undone.filter(({ isHeavy }) => !isHeavy));
    this.#heavy.unshift(...undone.filter(({ isHeavy }) => isHeavy));
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
    for (const { reject } of [...this.interrupt(), ...this.#waiting, ...this.#heavy]) reject(error);
    this.#waiting = [];
    this.#heavy = [];
  }

  #sendNext(): void {
    if (!this.#open) return;
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
      this.#away.push(batch);
      this.send(batch.map(({ job }) => job));
    }
  }

  /** Those that go together now; nothing where none is to. What is light goes first, and what is heavy right behind it, one batch at a time. */
  #nextBatch(): Asked<Job, Answer>[] {
    const { batch, ready, lengthOf = () => 0, weightOf = () => 1 } = this.limits;
    if (this.#away.length === LIMITS.batchesInFlight) return [];
    const heavyWaits = this.#heavy.length > 0 && !this.#away.some(([first]) => first!.isHeavy);
    const idle = this.#away.length === 0;
    let chars = 0;
    let weight = 0;
    const isShort = ({ job }: Asked<Job, Answer>) => (chars += lengthOf(job)) <= LIMITS.batchChars;
    if (this.#waiting.length > 0 && (idle || (this.#waiting.length >= ready && !heavyWaits))) {
      return take(this.#waiting, batch, isShort);
    }
    if (!heavyWaits) return [];
    return take(this.#heavy, batch, (asked) => isShort(asked) && (weight += weightOf(asked.job)) <= LIMITS.batchWeight);
  }
}

/** Takes the first of a queue, and those behind it as long as they fit. */
function take<T>(queue: T[], most: number, fits: (one: T) => boolean): T[] {
  let count = 0;
  while (count < Math.min(most, queue.length) && (fits(queue[count]!) || count === 0)) count++;
  return queue.splice(0, count);
}
