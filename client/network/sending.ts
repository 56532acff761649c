/** Sends writes one after the other, each until the server has decided about it: what is not decided is asked again, later and later. */
import type { Entry, Outcome } from "./entry.ts";
import { Failure } from "./failure.ts";
import type { Platform } from "./platform.ts";
import { Retry } from "./retry.ts";

/** Answers in a row that say that the server fails at a write: after so many it is the write's own problem. */
const TRIES = 4;

export interface SendingOwner {
  /** Whose turn it is; asked anew each time, for other tabs add and remove too, and people change. */
  next(): Entry | null;
  /** Sends one write; throws a Failure. */
  send(entry: Entry): Promise<unknown>;
  decided(outcome: Outcome): void;
  /** It is nobody's turn. */
  idle(): void;
}

export class Sending {
  readonly #retry: Retry;
  /** Failures of the server at the write whose turn it is, in a row. */
  #tries = { key: "", count: 0 };
  #running = false;
  #stopped = false;

  constructor(platform: Platform, readonly owner: SendingOwner) {
    this.#retry = new Retry(platform);
  }

  /** Starts, or tries again now rather than after the present wait. */
  resume(): void {
    this.#retry.cutShort();
    if (this.#running || this.#stopped) return;
    this.#running = true;
    this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#retry.cutShort();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped) {
        const entry = this.owner.next();
        if (entry === null) return this.owner.idle();
        const outcome = await this.#send(entry);
        if (this.#stopped) return;
        if (!(outcome instanceof Failure)) {
          this.#retry.reset();
          this.owner.decided(outcome);
        } else if (!outcome.endsSession) await this.#retry.wait(outcome);
      }
    } finally {
      // At once with the return: what is added in the next moment must find nobody running.
      this.#running = false;
    }
  }

  /** A Failure means: not decided, keep it. */
  async #send(entry: Entry): Promise<Outcome | Failure> {
    try {
      return { kind: "done", entry, answer: await this.owner.send(entry) };
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.endsSession) return failure;
      if (!failure.mayPass) return { kind: "refused", entry, failure };
      if (!failure.blamesRequest) return failure;
      const count = this.#tries.key === entry.key ? this.#tries.count + 1 : 1;
      this.#tries = { key: entry.key, count: count % TRIES };
      return count === TRIES ? { kind: "stuck", entry, failure } : failure;
    }
  }
}
