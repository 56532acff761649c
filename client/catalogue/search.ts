/** Search in the whole catalogue in memory, blind to accents, case and the order of words. */
import type { Product } from "./catalogue.ts";
import { plain } from "../../shared/plain_text.ts";
import { searched } from "./plain_text.ts";

export interface Found<P extends Product = Product> {
  /** The best, at most as many as were asked for. */
  readonly products: readonly P[];
  /** How many there are in all. */
  readonly total: number;
}

export class CatalogueSearch<P extends Product = Product> {
  #products: readonly P[] = [];
  #texts: readonly string[] = [];

  /** Takes the catalogue in its order. */
  index(products: readonly P[]): void {
    this.#texts = products.map(searched);
    this.#products = products;
  }

  /**
   * Products that hold every word, those first whose label begins with the first word, then those in
   * which words begin so; otherwise in the catalogue's order. `category` null: all of them.
   */
  find(words: string, category: number | null, limit: number): Found<P> {
    const wanted = plain(words).split(/\s+/).filter((word) => word !== "");
    if (wanted.length === 0 && category === null) {
      return { products: this.#products.slice(0, limit), total: this.#products.length };
    }
    const first = wanted[0] === undefined ? "" : ` ${wanted[0]}`;
    const begun = wanted.map((word) => ` ${word}`);
    const ranks: [P[], P[], P[]] = [[], [], []];
    let total = 0;
    for (let at = 0; at < this.#products.length; at++) {
      const product = this.#products[at]!;
      const text = this.#texts[at]!;
      if (category !== null && product.categoryId !== category) continue;
      if (!wanted.every((word) => text.includes(word))) continue;
      total += 1;
      const rank = text.startsWith(first) ? 0 : begun.every((word) => text.includes(word)) ? 1 : 2;
      if (ranks[rank].length < limit) ranks[rank].push(product);
    }
    return { products: ranks.flat().slice(0, limit), total };
  }
}
