/** What no message tells of: asked for every few seconds while it is shown. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { Platform } from "../../network/platform.ts";

/** Milliseconds between two looks. */
const LOOK_MS = 5_000;

export class Looks {
  readonly #failure = signal<Failure | null>(null);
  #stopTimer: Stop = () => {};
  #stopped = false;

  /** `look` fetches and shows; it throws a Failure. */
  constructor(readonly platform: Platform, readonly look: () => Promise<void>) {}

  /** Why what is shown may be old. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }

  start(): void {
    this.#stopped = false;
    void this.#look();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
  }

  async #look(): Promise<void> {
    try {
      await this.look();
      this.#failure.value = null;
    } catch (error) {
      this.#failure.value = Failure.from(error);
    }
    if (!this.#stopped) this.#stopTimer = this.platform.after(LOOK_MS, () => this.#look());
  }
}
