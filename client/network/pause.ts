/** A wait that can be cut short, and how long to wait between attempts. */
import type { Platform } from "./platform.ts";

/** Milliseconds of the longest first wait, and of the longest wait at all. */
const FIRST_MS = 250;
const CAP_MS = 10_000;

export class Pause {
  #end: (() => void) | null = null;
  constructor(readonly platform: Pick<Platform, "after">) {}

  /** Waits that many milliseconds, or until `cutShort`. */
  wait(ms: number): Promise<void> {
    this.cutShort();
    return new Promise((resolve) => {
      const stopTimer = this.platform.after(ms, () => this.cutShort());
      this.#end = () => {
        this.#end = null;
        stopTimer();
        resolve();
      };
    });
  }

  cutShort(): void {
    this.#end?.();
  }
}

/** Exponential backoff with full jitter: fifty tills that lost one server do not come back as one. */
export class Backoff {
  #attempt = 0;
  constructor(readonly random: () => number) {}

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const longest = Math.min(CAP_MS, FIRST_MS * 2 ** this.#attempt);
    this.#attempt = Math.min(this.#attempt + 1, 16);
    return this.random() * longest;
  }

  reset(): void {
    this.#attempt = 0;
  }
}
