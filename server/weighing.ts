/** Weighing beside everything else: a scale is asked by one at a time, and whoever comes meanwhile shares the next answer. */
import type { Weighing } from "./devices/weighing.ts";

export class Scales {
  /** By address: what was begun, and what begins after it, which is nobody's past. */
  readonly #now = new Map<string, Promise<unknown>>();
  readonly #next = new Map<string, Promise<Weighing>>();

  /** What lies there, asked after this was called. */
  weigh(address: string): Promise<Weighing> {
    const waiting = this.#next.get(address);
    if (waiting !== undefined) return waiting;
    const next = this.#after(address);
    this.#next.set(address, next);
    return next;
  }

  async #after(address: string): Promise<Weighing> {
    await this.#now.get(address);
    this.#next.delete(address);
    // Only a shop that has a scale pays for what knows one.
    const weighing = import("./devices/scale.ts").then(({ weigh }) => weigh(address));
    const ended = weighing.catch(() => {}).then(() => {
      if (this.#now.get(address) === ended) this.#now.delete(address);
    });
    this.#now.set(address, ended);
    return await weighing;
  }
}
