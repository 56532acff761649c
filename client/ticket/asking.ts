/** What must be said of an article before it is on a ticket, and is asked one after the other: how much was weighed or measured. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { ONE } from "../../shared/quantity.ts";
import { isMeasured } from "../../shared/units.ts";
import type { Product } from "../catalogue/catalogue.ts";

export interface Asked {
  /** Tells one question from the next. */
  readonly id: number;
  readonly product: Product;
  /** Takes the answer, in thousandths. */
  readonly add: (quantity: number) => unknown;
}

export class Asking {
  readonly #asked = signal<readonly Asked[]>([]);
  #made = 0;

  /** The first is the one to answer. */
  get asked(): ReadonlySignal<readonly Asked[]> {
    return this.#asked;
  }

  /** Adds what needs no word, and asks about the rest; `quantity` of one is what nobody said. False: there was no room. */
  add(product: Product, quantity: number, add: (quantity: number) => boolean): boolean {
    return this.asks(product, quantity, add) || add(quantity);
  }

  /** Asks what must be asked, for `add` to take; false when there is nothing to ask. */
  asks(product: Product, quantity: number, add: Asked["add"]): boolean {
    if (!isMeasured(product.unit) || quantity !== ONE) return false;
    this.#asked.value = [...this.#asked.peek(), { id: ++this.#made, product, add }];
    return true;
  }

  /** Answered, or left without an answer. */
  over(id: number): void {
    this.#asked.value = this.#asked.peek().filter((asked) => asked.id !== id);
  }

  stop(): void {
    this.#asked.value = [];
  }
}
