/** Tokens that were verified once: that costs much, and which session a token names never changes. */
import { hash as digest } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Session } from "./session.ts";
import type { Tokens } from "./tokens.ts";

export class VerifiedTokens {
  /** Token → its session's hash. Bounded, for a token can be spelled in several ways. */
  readonly #known = new LRUCache<string, string>({ max: 10_000 });

  constructor(readonly tokens: Tokens) {}

  /** The hash of the session that a token names, where it was verified before. */
  known(token: string): string | undefined {
    return this.#known.get(token);
  }

  /** The hash of the session that a token names, if it is one of `sessions` and good for it still at `elapsed`. */
  async verify(token: string, sessions: ReadonlyMap<string, Session>, elapsed: number): Promise<string | null> {
    const named = await this.tokens.verify(token);
    if (named === null) return null;
    const idHash = digest("sha256", named.sessionId);
    const session = sessions.get(idHash);
    if (session === undefined || session.user.id !== named.userId) return null;
    if (!(elapsed - session.startedAt < named.lifetimeMs)) return null;
    this.#known.set(token, idHash);
    return idHash;
  }
}
