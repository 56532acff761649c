/** The running server's figures of the last hour, one of each every few seconds: who opens the page sees what was before it. */
import { LIMITS } from "../../shared/limits.ts";
import type { Services } from "./context.ts";

/** Of one moment; requests and errors are those since the moment before. */
const KINDS = ["requests", "errors", "commit_ms", "connected", "rss_bytes"] as const;
export type RecentKind = (typeof KINDS)[number];

/** The oldest first, all of one length. */
export type Recent = Readonly<Record<RecentKind, readonly number[]>>;

type Known = Pick<Services, "hub" | "metrics" | "database">;

export class RecentFigures {
  readonly #kept: Record<RecentKind, number[]> = { requests: [], errors: [], commit_ms: [], connected: [], rss_bytes: [] };
  #before = { total: 0, errors: 0 };
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `services` answers once they are there. */
  constructor(readonly services: () => Known) {}

  get kept(): Recent {
    return this.#kept;
  }

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), LIMITS.figuresMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #look(): void {
    const { hub, metrics: { total, errors }, database } = this.services();
    const now: Record<RecentKind, number> = {
      requests: total - this.#before.total,
      errors: errors - this.#before.errors,
      commit_ms: Math.round(database.metrics().commit_ms.p99 * 10) / 10,
      connected: hub.clients.connected,
      rss_bytes: Deno.memoryUsage().rss,
    };
    this.#before = { total, errors };
    for (const kind of KINDS) {
      const kept = this.#kept[kind];
      kept.push(now[kind]);
      if (kept.length > LIMITS.figuresKept) kept.shift();
    }
  }
}
