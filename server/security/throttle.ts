/** Slows down who guesses passwords or codes, and who asks too much. */
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";

/** Counts failures under a key; from a ceiling on, each one makes the next wait twice as long. */
class GrowingWait {
  readonly #failures = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: LIMITS.signInWindowMs / 1000 });
  readonly #waits = new RateLimiterMemory({ points: 1, duration: 1 });
  constructor(readonly ceiling: number) {}

  /** Milliseconds to wait before the next try. */
  async wait(key: string): Promise<number> {
    const blocked = await this.#waits.get(key);
    return blocked === null || blocked.remainingPoints > 0 ? 0 : blocked.msBeforeNext;
  }

  async count(key: string): Promise<void> {
    const { consumedPoints } = await this.#failures.penalty(key);
    const over = consumedPoints - this.ceiling;
    if (over >= 0) await this.#waits.block(key, Math.min(LIMITS.signInWaitMs * 2 ** over, LIMITS.signInWindowMs) / 1000);
  }

  async forget(key: string): Promise<void> {
    await Promise.all([this.#failures.delete(key), this.#waits.delete(key)]);
  }

  async uncount(key: string): Promise<void> {
    await this.#failures.reward(key);
  }
}

/** Counts failures of something within something wider, with a higher ceiling for that. */
class AttemptThrottle {
  readonly #each: GrowingWait;
  readonly #all: GrowingWait;
  constructor(ceiling: number, ceilingOfAll: number) {
    this.#each = new GrowingWait(ceiling);
    this.#all = new GrowingWait(ceilingOfAll);
  }

  /** Counts a try before it is judged, so that a hundred at once count as a hundred; throws while waiting. */
  async attempt(name: string, within: string): Promise<void> {
    const key = `${within}\n${name}`;
    const wait = Math.max(await this.#each.wait(key), await this.#all.wait(within));
    if (wait > 0) throw new AppError("too_many_attempts", { retry_after: Math.ceil(wait / 1000) });
    await Promise.all([this.#each.count(key), this.#all.count(within)]);
  }

  /** The try was no failure: right password, right code. */
  async succeeded(name: string, within: string): Promise<void> {
    await Promise.all([this.#each.forget(`${within}\n${name}`), this.#all.uncount(within)]);
  }

  /** The try was not judged at all. */
  async withdraw(name: string, within: string): Promise<void> {
    await Promise.all([this.#each.uncount(`${within}\n${name}`), this.#all.uncount(within)]);
  }
}

/**
 * Failed sign-ins count per (name, address), with a higher ceiling per address over all names: a
 * name alone is never locked, so nobody can lock the owner out from another machine.
 */
export class SignInThrottle extends AttemptThrottle {
  constructor() {
    super(LIMITS.signInFailures, LIMITS.signInFailuresPerAddress);
  }
}

/**
 * Guesses of somebody who is signed in count per (address, person), with a higher ceiling per person
 * over all addresses: who guesses as Chloe elsewhere does not at once keep Chloe from her own till.
 */
export class GuessThrottle extends AttemptThrottle {
  constructor() {
    super(LIMITS.guessFailures, LIMITS.guessFailuresPerPerson);
  }
}

/** Requests a minute for one session; 0 is no limit. */
export class RequestThrottle {
  readonly #limiter: RateLimiterMemory | null;
  constructor(perMinute: number) {
    this.#limiter = perMinute === 0 ? null : new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  get enabled(): boolean {
    return this.#limiter !== null;
  }

  async count(session: string): Promise<void> {
    try {
      await this.#limiter?.consume(session);
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      const { msBeforeNext } = refused as RateLimiterRes;
      throw new AppError("rate_limited", { retry_after: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    }
  }
}
