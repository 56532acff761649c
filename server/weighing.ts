/** Weighing beside everything else: a scale is asked by one at a time, and whoever comes meanwhile shares the next answer. */
import type { Weighing } from "./devices/weighing.ts";
import { Turns } from "./turns.ts";

export class Scales {
  readonly #turns = new Turns<string>();
  /** By address: what begins after what was begun, which is nobody's past. */
  readonly #next = new Map<string, Promise<Weighing>>();

  /** What lies there, asked after this was called. */
  weigh(address: string): Promise<Weighing> {
    const next = this.#next.get(address) ?? this.#turns.take(address, async () => {
      this.#next.delete(address);
      // Only a shop that has a scale pays for what knows one.
      const { weigh } = await import("./devices/scale.ts");
      return await weigh(address);
    });
    this.#next.set(address, next);
    return next;
  }
}
