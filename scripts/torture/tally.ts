/** What a round's requests were answered, and how long they took. */
import { quantile } from "../bench/figures.ts";

export class Tally {
  readonly #codes = new Map<string, number>();
  readonly #writeMs: number[] = [];
  /** Answers that no client may ever cause. */
  readonly bugs: string[] = [];
  lost = 0;

  answered(what: string, status: number, code: string | undefined): void {
    const name = status < 400 ? "ok" : `${status} ${code ?? "?"}`;
    this.#codes.set(name, (this.#codes.get(name) ?? 0) + 1);
    if (status === 500) this.bugs.push(`${what} was answered 500`);
  }

  wrote(ms: number): void {
    this.#writeMs.push(ms);
  }

  get p99(): number {
    return quantile(this.#writeMs, 0.99);
  }

  get writes(): number {
    return this.#writeMs.length;
  }

  toString(): string {
    const codes = [...this.#codes].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${count} × ${name}`);
    const times = this.#writeMs.length === 0
      ? ""
      : `; writes p50 ${quantile(this.#writeMs, 0.5).toFixed(1)} ms, p99 ${this.p99.toFixed(1)} ms`;
    return `${[...codes, ...(this.lost > 0 ? [`${this.lost} × no answer`] : [])].join(", ")}${times}`;
  }
}
