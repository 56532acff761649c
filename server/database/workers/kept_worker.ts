/**
 * One worker with its lane: started, watched, and started again when it ends or is stuck. Whoever
 * asked it something gets an answer in every case: `busy` when the worker was lost with it.
 */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Casualties } from "./casualties.ts";
import { type Asked, Lane, type LaneLimits } from "./lane.ts";
import { type Beat, Pulse } from "./pulse.ts";

/** What every such worker says of its start; the rest is its own, and may come before. */
export type Started = { readonly type: "ready" } | { readonly type: "failed"; readonly reason: string };

export interface WorkerPlan<Job, Message extends { readonly type: string }> {
  /** What the console calls it. */
  readonly name: string;
  readonly make: () => Worker;
  /** Its first message, which hands it its pulse; it answers with `ready` or `failed`. */
  readonly start: (pulse: SharedArrayBuffer) => unknown;
  /** A batch as it travels. */
  readonly pack: (jobs: readonly Job[]) => unknown;
  readonly lane: LaneLimits<Job>;
  /** Hears each other message. */
  readonly hear: (message: Message) => void;
  readonly casualties: Casualties;
  /** Whose a job is, for the console: nothing of what it holds. */
  readonly nameOf?: (job: Job) => string;
  /** Milliseconds for which it may have work and be at none; `LIMITS.deafMs` where it is not said. */
  readonly deafMs?: number;
  /** Holds what no other worker can have while its thread lives: when it is stuck, only another process helps. */
  readonly irreplaceable?: true;
  /** It has ended: what was asked of it outside of its lane will not be answered. */
  readonly lost?: () => void;
  /** Another has taken its place; says what those hear whose jobs were lost with the one before. */
  readonly again?: (ready: Message) => Error;
}

export class KeptWorker<Job, Answer, Message extends { readonly type: string }> {
  readonly lane: Lane<Job, Answer>;
  #worker: Worker | null = null;
  #pulse = new Pulse();
  #closed = false;
  /** Whether it was started beside, or is about to be. */
  #begun = false;
  #later: ReturnType<typeof setTimeout> | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;
  #seen: { beats: number; away: Asked<Job, Answer> | null; ms: number } = { beats: -1, away: null, ms: 0 };

  constructor(readonly plan: WorkerPlan<Job, Message>) {
    this.lane = new Lane((jobs) => this.post(plan.pack(jobs)), plan.lane);
  }

  /** Resolves to what it says when it is ready; throws what keeps it from starting. */
  async start(): Promise<Message> {
    const worker = this.plan.make();
    const pulse = new Pulse();
    let first: Message;
    try {
      first = await started(worker, this.plan.start(pulse.memory), this.plan.hear);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    if (this.#closed) {
      worker.terminate();
      return first;
    }
    this.#worker = worker;
    this.#pulse = pulse;
    worker.onmessage = ({ data }: MessageEvent<Message>) => this.plan.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#ended(worker, event.message);
    };
    this.#seen = { beats: -1, away: null, ms: 0 };
    this.#watch = setInterval(() => this.#look(worker), LIMITS.watchMs);
    this.lane.open();
    return first;
  }

  /** Starts it while others go on; what is asked meanwhile waits. A start that fails counts as its end. */
  startBeside(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
    if (this.#begun || this.#closed) return;
    this.#begun = true;
    this.#again([]);
  }

  /**
   * The same a while later, or as soon as somebody needs it: a server is ready sooner without what nobody waits for. Not only
   * then: when descriptors or memory have run out, it is too late to start anything.
   */
  startLater(ms: number = LIMITS.startLaterMs): void {
    this.#later = setTimeout(() => this.startBeside(), ms);
  }

  /** Ends it where it has nothing to do: what it held in memory is free until `startBeside` is asked for it again. */
  rest(): void {
    if (this.#worker === null || this.lane.depth > 0) return;
    this.#leave()?.terminate();
    this.lane.interrupt();
    this.#begun = false;
  }

  /** Whether there is one at work: not while it is started again. */
  get alive(): boolean {
    return this.#worker !== null;
  }

  /** What it is at. */
  get beat(): Beat | null {
    return this.#pulse.look();
  }

  /** All that it was asked and has not answered, but for what it is at. */
  get beside(): readonly Asked<Job, Answer>[] {
    const [batch = [], ...rest] = this.lane.unanswered;
    const job = this.#pulse.look()?.job ?? null;
    return [...batch.filter((_, at) => at !== job), ...rest.flat()];
  }

  /** Sends it something beside its lane; nothing happens while there is none. */
  post(message: unknown): void {
    this.#worker?.postMessage(message);
  }

  /** Ends it; what it was asked and has not answered is answered `busy`. */
  close(): void {
    this.#closed = true;
    if (this.#later !== null) clearTimeout(this.#later);
    this.#leave()?.terminate();
    this.lane.fail(new AppError("busy"));
  }

  /**
   * Time is counted by looks, not by a clock: a machine that slept, or a process that was stopped,
   * has slept with its workers.
   */
  #look(worker: Worker): void {
    const beat = this.#pulse.look();
    const away = this.lane.oldest;
    const still = beat !== null && beat.beats === this.#seen.beats && away === this.#seen.away;
    this.#seen = { beats: beat?.beats ?? -1, away, ms: still ? this.#seen.ms + LIMITS.watchMs : 0 };
    if (beat === null || !still) return;
    if (beat.limitMs !== null) {
      if (this.#seen.ms > beat.limitMs) this.#stuck(worker, beat);
    } else if (away !== null && this.#seen.ms > (this.plan.deafMs ?? LIMITS.deafMs)) {
      // It has work and is at none: it closed itself, of which the runtime tells nobody.
      this.#ended(worker, "it answers no more");
    }
  }

  #stuck(worker: Worker, { job, limitMs }: Beat): void {
    if (worker !== this.#worker) return;
    const held = this.#lose();
    const culprit = job === null ? undefined : held[job];
    const whose = culprit === undefined ? undefined : this.plan.nameOf?.(culprit.job);
    const reason = `at ${whose ?? "one thing"} for more than ${limitMs! / 1000} s`;
    culprit?.reject(new AppError("query_timeout", { limit_s: limitMs! / 1000 }));
    worker.terminate(); // ends JavaScript; a thread inside SQLite goes on
    if (this.plan.irreplaceable) {
      this.plan.casualties.irreplaceable(this.plan.name, reason);
      this.#giveUp(held);
    } else if (this.plan.casualties.abandoned(this.plan.name, reason)) this.#again(held);
    else this.#giveUp(held);
  }

  #ended(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    const held = this.#lose();
    worker.terminate();
    if (this.plan.casualties.died(this.plan.name, reason)) this.#again(held);
    else this.#giveUp(held);
  }

  async #again(held: readonly Asked<Job, Answer>[]): Promise<void> {
    for (;;) {
      try {
        const ready = await this.start();
        return reject(held, this.plan.again?.(ready) ?? new AppError("busy"));
      } catch (failure) {
        if (this.#closed || !this.plan.casualties.died(this.plan.name, (failure as Error).message)) return this.#giveUp(held);
        // What keeps it from starting may pass, or be told by the writer: a file that was moved for a moment.
        await new Promise((resolve) => setTimeout(resolve, LIMITS.startAgainMs));
      }
    }
  }

  /** Nobody takes its place in this process. */
  #giveUp(held: readonly Asked<Job, Answer>[]): void {
    const error = new AppError("busy");
    reject(held, error);
    this.lane.fail(error);
  }

  /** There is no worker any more; what it held is given back. */
  #lose(): readonly Asked<Job, Answer>[] {
    this.#leave();
    this.plan.lost?.();
    return this.lane.interrupt();
  }

  #leave(): Worker | null {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    if (worker !== null) worker.onmessage = worker.onerror = null;
    return worker;
  }
}

function reject<Job, Answer>(held: readonly Asked<Job, Answer>[], error: Error): void {
  for (const asked of held) asked.reject(error);
}

/** What a worker says when it is ready; its failure to start is thrown. */
function started<Message extends { readonly type: string }>(
  worker: Worker,
  start: unknown,
  hear: (message: Message) => void,
): Promise<Message> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<Message>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error("it did not start in time")), LIMITS.workerStartMs);
    worker.onmessage = ({ data }: MessageEvent<Message | Started>) => {
      if (data.type === "failed") reject(new Error((data as { reason: string }).reason));
      else if (data.type === "ready") resolve(data as Message);
      else hear(data as Message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(start);
  }).finally(() => clearTimeout(timer));
}
