/** What must be said of an article before it is on a ticket, and is asked one after the other: its price where that is open, how much was weighed. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { ONE } from "../../shared/quantity.ts";
import { isMeasured } from "../../shared/units.ts";
import type { Product } from "../catalogue/catalogue.ts";

/** Of an article whose price is open. */
export interface SaidPrice {
  /** Of one. */
  readonly cents: number;
  /** Empty for the article's own. */
  readonly label: string;
  /** The scale's label that says it. */
  readonly tag?: string;
}

/** Takes so many thousandths, and the price where it was asked for. */
type Take<Answer = unknown> = (quantity: number, said?: SaidPrice) => Answer;

export interface Asked {
  /** Tells one question from the next. */
  readonly id: number;
  readonly product: Product;
  readonly wants: "price" | "quantity";
  /** Takes the answer, in thousandths; of a price it is `priced` that does. */
  readonly add: Take;
  /** Thousandths that were said already. */
  readonly quantity: number;
  /** They were weighed. */
  readonly measured: boolean;
}

export class Asking {
  readonly #asked = signal<readonly Asked[]>([]);
  #made = 0;

  /** The first is the one to answer. */
  get asked(): ReadonlySignal<readonly Asked[]> {
    return this.#asked;
  }

  /**
   * Adds what needs no word, and asks about the rest; `quantity` of one is what nobody said, unless it was `measured`. False: there
   * was no room.
   */
  add(product: Product, quantity: number, add: Take<boolean>, measured?: boolean): boolean {
    return this.asks(product, quantity, add, measured) || add(quantity);
  }

  /** Adds so many as a person says: of a case nobody knows how many are in it. */
  count(product: Product, add: Take): true {
    return this.#ask("quantity", product, ONE, add);
  }

  /** Asks what must be asked, for `add` to take; false when there is nothing to ask. */
  asks(product: Product, quantity: number, add: Take, measured = false): boolean {
    return product.open ? this.#ask("price", product, quantity, add, measured) : this.#weighs(product, quantity, add, measured);
  }

  /** The price is said; how much of it may be the next question. */
  priced({ product, quantity, add, measured }: Asked, said: SaidPrice): void {
    const take = (wanted: number) => add(wanted, said);
    if (!this.#weighs(product, quantity, take, measured)) take(quantity);
  }

  /** Answered, or left without an answer. */
  over(id: number): void {
    this.#asked.value = this.#asked.peek().filter((asked) => asked.id !== id);
  }

  stop(): void {
    this.#asked.value = [];
  }

  #weighs(product: Product, quantity: number, add: Take, measured: boolean): boolean {
    return !measured && isMeasured(product.unit) && quantity === ONE && this.#ask("quantity", product, quantity, add);
  }

  #ask(wants: Asked["wants"], product: Product, quantity: number, add: Take, measured = false): true {
    this.#asked.value = [...this.#asked.peek(), { id: ++this.#made, product, wants, add, quantity, measured }];
    return true;
  }
}
