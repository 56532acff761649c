/**
 * What a write weighs on the road to the writer, in statements: one that lately changed many rows, or was ended for what it
 * searched, weighs as much as a batch. It is known by its text, for it is told only by what became of it.
 */
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../../shared/limits.ts";
import type { WriteAnswer, WriteJob } from "../jobs.ts";
import type { Travelling } from "../long_text.ts";

export class HeavyTexts {
  readonly #known = new LRUCache<string, true>({ max: LIMITS.preparedStatements, ttl: LIMITS.longTextMs });

  /** Of a command it is not known before. */
  weightOf({ work }: WriteJob): number {
    if (work.kind === "command") return 1;
    return work.queries.reduce((sum, { query }) => sum + (this.#known.has(query) ? LIMITS.batchWeight : 1), 0);
  }

  /** Learns from what a write was answered; which one of a batch it was is not told. */
  learn({ work }: WriteJob, answer: Travelling<WriteAnswer>): void {
    if (work.kind === "command" || !isHeavy(answer)) return;
    const [only, ...others] = work.queries;
    if (others.length === 0 && only!.query.length <= LIMITS.cachedSqlChars) this.#known.set(only!.query, true);
  }
}

function isHeavy(answer: Travelling<WriteAnswer>): boolean {
  if (answer.ok) return answer.changed !== null && answer.changed.rows > LIMITS.lightWeight;
  return "code" in answer && (answer.code === "query_timeout" || answer.extras["operation"] === "too_costly");
}
