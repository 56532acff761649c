/** Whether the database can be read and written, by doing both. One look at a time, and each is believed for a while. */
import { LIMITS } from "../../shared/limits.ts";
import type { Clock } from "./clock.ts";

export class Health {
  /** What the last look found; null before the first. */
  #known: boolean | null = null;
  #look: { readonly at: number; readonly found: Promise<boolean> } | null = null;
  #looking = false;

  /** `probe` looks; what it throws says no. */
  constructor(readonly clock: Clock, readonly probe: () => Promise<boolean>) {}

  healthy(): boolean | Promise<boolean> {
    const now = this.clock.elapsed();
    const fresh = this.#look !== null && now - this.#look.at <= LIMITS.healthMs;
    // A database that is held makes each look wait: there is no second one beside it.
    if (this.#look === null || (!fresh && !this.#looking)) return this.#begin(now);
    return fresh ? this.#known ?? this.#look.found : this.#look.found;
  }

  /** It cannot, as somebody knows already. */
  deny(): void {
    this.#known = false;
  }

  #begin(at: number): Promise<boolean> {
    this.#looking = true;
    const found = this.probe().catch(() => false).finally(() => this.#looking = false);
    this.#look = { at, found };
    found.then((known) => this.#known = known);
    return found;
  }
}
