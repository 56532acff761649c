/**
 * Delays that end by themselves: a cashier's hold on a ticket, a code that enrols a till. Their end is stored as a
 * moment, for people and for the next start; until then it is a duration, which no jump of the PC's clock touches.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { Tx } from "../database/application.ts";

export class Grace {
  readonly #ends = new Map<string, { readonly until: string; readonly at: number }>();

  constructor(readonly lengthMs: number) {}

  /** Begins one for what has this name, or begins it anew; answers its end in RFC 3339. */
  begin(tx: Tx, name: string): string {
    const until = new Date(Date.parse(tx.now) + this.lengthMs).toISOString();
    const elapsed = tx.elapsed();
    if (this.#ends.size >= LIMITS.gracesRemembered) {
      for (const [known, { at }] of this.#ends) if (at <= elapsed) this.#ends.delete(known);
    }
    this.#ends.set(name, { until, at: elapsed + this.lengthMs });
    return until;
  }

  /** Whether the one that is stored as ending then has ended. */
  isOver(tx: Tx, name: string, until: string): boolean {
    const known = this.#ends.get(name);
    // The transaction that began it may have been undone: what is stored decides.
    if (known?.until === until) return tx.elapsed() >= known.at;
    // Of before this start only the PC's clock knows. None ends later than it could have begun now: the clock was put back.
    return until <= tx.now || Date.parse(until) - Date.parse(tx.now) > this.lengthMs;
  }
}
