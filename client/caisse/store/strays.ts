/** Articles that were scanned where none has a place: said by name, and kept until somebody adds them to a ticket or reads them off. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Product } from "../../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { SaidPrice } from "../../ticket/asking.ts";
import { ScanDesk } from "../../scanner/desk.ts";

/** Articles that are kept; the oldest goes first. */
const KEPT = 20;

export interface Stray {
  /** Of the line that it becomes: added twice, it is there once. */
  readonly lineId: string;
  readonly product: Product;
  /** Thousandths. */
  readonly quantity: number;
  /** The code says how much was weighed. */
  readonly measured?: boolean | undefined;
  /** Of an article whose price is open. */
  readonly said?: SaidPrice;
  /** What is sold with it, on a line of its own; a ticket that is rung up here adds that by itself. */
  readonly deposit?: { readonly lineId: string; readonly product: Product };
}

/** An article on its way to the ticket in hand; negative for a deposit that comes back. */
export function strayOf(client: NetworkClient, products: LiveCatalogue, product: Product, quantity: number): Stray {
  const deposit = quantity > 0 ? products.depositOf(product.id) : null;
  const beside = deposit === null ? {} : { deposit: { lineId: client.uuid.next(), product: deposit } };
  return { lineId: client.uuid.next(), product, quantity, ...beside };
}

export class StrayScans {
  /** Its problems are codes that are no article's. */
  readonly desk: ScanDesk;
  readonly #articles = signal<readonly Stray[]>([]);

  constructor(client: NetworkClient, products: LiveCatalogue) {
    this.desk = new ScanDesk(client, products, (product, quantity, said, measured) => {
      if (quantity === null) return false;
      const stray = { ...strayOf(client, products, product, quantity), measured, ...said === undefined ? {} : { said } };
      this.#articles.value = [...this.#articles.peek(), stray].slice(-KEPT);
      return true;
    });
  }

  get articles(): ReadonlySignal<readonly Stray[]> {
    return this.#articles;
  }

  /** So much of it was weighed, its price was said: kept with that until it has found a place. */
  weigh(stray: Stray, quantity: number, said?: SaidPrice): Stray {
    const weighed = { ...stray, quantity, ...said === undefined ? {} : { said } };
    this.#articles.value = this.#articles.peek().map((one) => one === stray ? weighed : one);
    return weighed;
  }

  /** They have found a place, or were read off. */
  drop(those: readonly Stray[]): void {
    this.#articles.value = this.#articles.peek().filter((one) => !those.includes(one));
  }

  stop(): void {
    this.desk.stop();
    this.#articles.value = [];
  }
}
