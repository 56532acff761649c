/** When that is tried again which did not succeed: one way for everything that asks the server. */
import { Failure } from "./failure.ts";
import { Backoff, Pause } from "./pause.ts";
import type { Platform } from "./platform.ts";

export class Retry {
  readonly #pause: Pause;
  readonly #backoff: Backoff;

  constructor(platform: Pick<Platform, "after" | "random">) {
    this.#pause = new Pause(platform);
    this.#backoff = new Backoff(platform.random);
  }

  /** Milliseconds until the next attempt: what the server asks for, else more each time. */
  next(failure: Failure | null = null): number {
    const asked = failure?.retryAfterS ?? null;
    return asked === null ? this.#backoff.next() : asked * 1000;
  }

  /** Waits until the next attempt, or until `cutShort`. */
  wait(failure: Failure | null = null): Promise<void> {
    return this.#pause.wait(this.next(failure));
  }

  /** Tries until it succeeds; null once it is `over` before that. `failed` throws what is not to be tried again. */
  async until<T>(attempt: () => Promise<T>, over: () => boolean, failed: (failure: Failure) => void): Promise<T | null> {
    this.reset();
    while (!over()) {
      try {
        return await attempt();
      } catch (error) {
        if (over()) break;
        failed(Failure.from(error));
      }
      await this.wait();
    }
    return null;
  }

  cutShort(): void {
    this.#pause.cutShort();
  }

  /** It has succeeded: the next wait is short again. */
  reset(): void {
    this.#backoff.reset();
  }
}
