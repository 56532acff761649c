/** Articles that this device shows first, beside the shop's favourites: what is sold at the cheese counter is not the bakery's. Kept here alone. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { KeyValueStore } from "../network/platform.ts";
import { Shelf } from "../network/shelf.ts";

const NAME = "favourites";

export class OwnFavourites {
  readonly #shelf: Shelf<readonly number[]>;
  readonly #ids;

  constructor(storage: KeyValueStore) {
    this.#shelf = new Shelf(storage, "comptoir.");
    this.#ids = signal(this.#read() ?? []);
  }

  /** In the order in which they were chosen. */
  get ids(): ReadonlySignal<readonly number[]> {
    return this.#ids;
  }

  /** Chooses one, or lets it go; what another tab chose meanwhile stays. A browser that keeps nothing has them until the page ends. */
  toggle(id: number): void {
    const before = this.#read() ?? this.#ids.peek();
    const after = before.includes(id) ? before.filter((one) => one !== id) : [...before, id];
    this.#shelf.put(NAME, after);
    this.#ids.value = after;
  }

  /** Null where none were ever kept. */
  #read(): readonly number[] | null {
    const stored: unknown = this.#shelf.read(NAME);
    return Array.isArray(stored) ? stored.filter(Number.isSafeInteger) as number[] : null;
  }
}
