/** Slows down who guesses passwords or codes, and who asks too much. */
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";

/** What a try came to; `unjudged`: nothing was learnt by it. */
export type Verdict = "right" | "wrong" | "unjudged";

/** Ends a try that was begun: each is ended once, whatever became of it. */
export type EndTry = (verdict: Verdict) => Promise<void>;

/** Counts failures under a key; from a ceiling on, each one makes the next wait twice as long. */
class GrowingWait {
  readonly #failures = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: LIMITS.signInWindowMs / 1000 });
  readonly #waits = new RateLimiterMemory({ points: 1, duration: 1 });
  readonly #open = new Map<string, number>();
  constructor(readonly ceiling: number) {}

  /** Begins a try, which has to be left again: milliseconds that it would have to wait. */
  async enter(key: string): Promise<number> {
    const open = (this.#open.get(key) ?? 0) + 1;
    this.#open.set(key, open);
    const [blocked, failed] = await Promise.all([this.#waits.get(key), this.#failures.get(key)]);
    if (blocked !== null && blocked.remainingPoints <= 0) return blocked.msBeforeNext;
    // Those that are not judged yet may all be wrong; past the ceiling one is judged at a time.
    return open <= Math.max(1, this.ceiling - (failed?.consumedPoints ?? 0)) ? 0 : LIMITS.tryUnderWayMs;
  }

  leave(key: string): void {
    const open = this.#open.get(key)! - 1;
    if (open === 0) this.#open.delete(key);
    else this.#open.set(key, open);
  }

  async count(key: string): Promise<void> {
    const { consumedPoints } = await this.#failures.penalty(key);
    const over = consumedPoints - this.ceiling;
    if (over >= 0) await this.#waits.block(key, Math.min(LIMITS.signInWaitMs * 2 ** over, LIMITS.signInWindowMs) / 1000);
  }

  async forget(key: string): Promise<void> {
    await Promise.all([this.#failures.delete(key), this.#waits.delete(key)]);
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

  /** Begins a try, which counts before it is judged, so that a hundred at once count as a hundred; throws while waiting. */
  async begin(name: string, within: string): Promise<EndTry> {
    const key = `${within}\n${name}`;
    const leave = () => {
      this.#each.leave(key);
      this.#all.leave(within);
    };
    const wait = Math.max(...await Promise.all([this.#each.enter(key), this.#all.enter(within)]));
    if (wait > 0) {
      leave();
      throw new AppError("too_many_attempts", { retry_after: Math.ceil(wait / 1000) });
    }
    return async (verdict) => {
      if (verdict === "wrong") await Promise.all([this.#each.count(key), this.#all.count(within)]);
      else if (verdict === "right") await this.#each.forget(key);
      leave();
    };
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
