/** Work on what no message tells of: it is looked at every few seconds while it is shown. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { Platform } from "../../network/platform.ts";

/** Milliseconds between two looks. */
const LOOK_MS = 5_000;

export abstract class Looks {
  readonly #failure = signal<Failure | null>(null);
  #stopTimer: Stop = () => {};
  #stopped = false;

  constructor(readonly platform: Platform, readonly everyMs: number = LOOK_MS) {}

  /** Fetches and shows; throws a Failure. */
  protected abstract look(): Promise<void>;

  /** Why what is shown may be old. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }

  start(): void {
    this.#stopped = false;
    void this.#lookAgain();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
  }

  async #lookAgain(): Promise<void> {
    try {
      await this.look();
      this.#failure.value = null;
    } catch (error) {
      this.#failure.value = Failure.from(error);
    }
    if (!this.#stopped) this.#stopTimer = this.platform.after(this.everyMs, () => this.#lookAgain());
  }
}
