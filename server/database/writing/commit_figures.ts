/** How long commits take, of the last of them, and how many requests each answers. */
import { LIMITS } from "../../../shared/limits.ts";

export class CommitFigures {
  readonly #ms: number[] = [];
  #answered = 0;

  add(answers: number, ms: number): void {
    this.#answered += answers;
    this.#ms.push(ms);
    if (this.#ms.length > LIMITS.commitsMeasured) this.#ms.splice(0, LIMITS.commitsMeasured / 2);
  }

  /** Requests per commit. */
  mean(commits: number): number {
    return commits === 0 ? 0 : this.#answered / commits;
  }

  /** Milliseconds. */
  quantiles(): { readonly p50: number; readonly p95: number; readonly p99: number } {
    const sorted = [...this.#ms].sort((a, b) => a - b);
    const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
    return { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
  }
}
