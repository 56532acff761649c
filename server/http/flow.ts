/**
 * Bytes under way: long bodies that come in and long answers that go out, counted per session, per
 * address and in all until they have passed, so that nobody fills the memory by sending or taking slowly.
 */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";

/** Whose bytes they are. */
export interface Owner {
  readonly address: string;
  /** A session's public id; null where nobody has signed in. */
  readonly session: string | null;
}

/** A long body, which counts until its request is answered and, where that gave it up, until it has ended after all. */
export interface Inbound {
  body: Promise<unknown> | null;
  end(): void;
}

/** A long answer, which counts until `end`. */
export interface Outbound {
  /** It is taken on: it is not late yet. */
  moved(): void;
  end(): void;
}

interface Timed {
  since: number;
  readonly late: () => void;
}

export class Flow {
  readonly #bytes = new Map<string, number>();
  #all = 0;
  readonly #bodies = new Set<Timed>();
  readonly #answers = new Set<Timed>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    this.#timer = setInterval(() => {
      endLate(this.#bodies, LIMITS.bodyMs);
      endLate(this.#answers, LIMITS.answerStallMs);
    }, LIMITS.flowLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Lets a long body in; throws `rate_limited` or `busy` where there are too many bytes under way. */
  body(bytes: number, owner: Owner): Inbound {
    const release = this.#count(bytes * LIMITS.bodyCopies, owner);
    // The runtime goes on reading what nobody waits for any more.
    const inbound: Inbound = {
      body: null,
      end: () => inbound.body === null ? release() : void inbound.body.then(release, release),
    };
    return inbound;
  }

  /** Lets a long answer out; `late` is called when nobody takes it on. What is `done` already must be told: it counts, and is never refused. */
  answer(bytes: number, owner: Owner, done: boolean, late: () => void): Outbound {
    const end = this.#count(bytes * LIMITS.answerCopies, owner, done);
    const timed = { since: performance.now(), late };
    this.#answers.add(timed);
    return {
      moved: () => timed.since = performance.now(),
      end: () => {
        this.#answers.delete(timed);
        end();
      },
    };
  }

  /** A body that comes whole in its time; throws `body_too_slow`. */
  inTime<T>(body: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timed = { since: performance.now(), late: () => reject(new AppError("body_too_slow")) };
      this.#bodies.add(timed);
      body.then((value) => {
        this.#bodies.delete(timed);
        resolve(value);
      }, (error) => {
        this.#bodies.delete(timed);
        reject(error);
      });
    });
  }

  #count(bytes: number, { address, session }: Owner, always = false): () => void {
    const names = session === null ? [address] : [address, session];
    const [ofAddress, ofSession = 0] = names.map((name) => bytes + (this.#bytes.get(name) ?? 0));
    // However long it is, one that goes alone goes, but for the body that asked for it: a record of the journal may be longer than
    // the bounds.
    const exceeds = (sum: number, most: number) => !always && sum > most && sum - bytes > LIMITS.bodyBytes * LIMITS.bodyCopies;
    if (exceeds(ofSession, LIMITS.flowBytesPerSession) || exceeds(ofAddress!, LIMITS.flowBytesPerAddress)) {
      throw new AppError("rate_limited", { retry_after: 1 });
    }
    if (exceeds(this.#all + bytes, LIMITS.flowBytes)) throw new AppError("busy");
    for (const name of names) this.#add(name, bytes);
    this.#all += bytes;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      for (const name of names) this.#add(name, -bytes);
      this.#all -= bytes;
    };
  }

  #add(name: string, bytes: number): void {
    const sum = (this.#bytes.get(name) ?? 0) + bytes;
    if (sum === 0) this.#bytes.delete(name);
    else this.#bytes.set(name, sum);
  }
}

function endLate(all: Set<Timed>, ms: number): void {
  const before = performance.now() - ms;
  for (const timed of all) {
    if (timed.since > before) continue;
    all.delete(timed);
    timed.late();
  }
}
