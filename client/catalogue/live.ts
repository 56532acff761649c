/** The catalogue in memory, with what finds a product in it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { ONE } from "../../shared/quantity.ts";
import { type Coded, fetchOften, fetchProducts, type Product, sameCodes, spellings } from "./catalogue.ts";
import { CatalogueSearch, type Found } from "./search.ts";
import type { Failure } from "../network/failure.ts";
import { LiveList } from "../network/live_list.ts";
import type { NetworkClient } from "../network/network_client.ts";
import { OwnFavourites } from "./own_favourites.ts";
import { sortedByName } from "./plain_text.ts";

export class LiveCatalogue {
  readonly #search = new CatalogueSearch();
  /** Every payment changes a product's stock, so it matters that they are fetched one by one, and that the list stays as it is. */
  readonly #list: LiveList<Product>;
  readonly #byId = computed(() => new Map(this.rows.value?.map((product) => [product.id, product])));
  readonly #byCode = computed(() => {
    const coded = new Map<string, Coded>();
    for (const product of this.rows.value ?? []) {
      if (product.barcode !== null) coded.set(product.barcode, { product, quantity: ONE });
      for (const { code, quantity } of product.codes) coded.set(code, { product, quantity });
    }
    return coded;
  });

  /** Null until it is known, or known not to be. */
  readonly #often = signal<readonly number[] | null>(null);
  #run = 0;
  readonly own: OwnFavourites;
  /** Those that this device wants first, those that the owner does, by name, then those that sell most. */
  readonly firsts: ReadonlySignal<readonly Product[]> = computed(() => {
    const favourites = this.rows.value?.filter(({ favourite }) => favourite) ?? [];
    const known = (ids: readonly number[]) => ids.map((id) => this.byId(id)).filter((product) => product !== null);
    return [...new Set([...known(this.own.ids.value), ...favourites, ...known(this.#often.value ?? [])])];
  });
  /** Somebody has chosen some of them, here or for the whole shop. */
  readonly chosen: ReadonlySignal<boolean> = computed(() =>
    this.firsts.value.some(({ id, favourite }) => favourite || this.own.ids.value.includes(id))
  );
  /** What may come back without the ticket that it was sold on: deposits whose price is the catalogue's. */
  readonly deposits: ReadonlySignal<readonly Product[]> = computed(() =>
    this.rows.value?.filter(({ nature, open }) => nature === "consigne" && !open) ?? []
  );
  /** The products, once it is known which of them come first: what is shown does not change places. */
  readonly shown: ReadonlySignal<readonly Product[] | null> = computed(() => this.#often.value === null ? null : this.rows.value);

  constructor(readonly client: NetworkClient) {
    this.own = new OwnFavourites(client.platform.storage);
    const sort = (rows: readonly Product[]) => {
      const sorted = sortedByName(rows);
      // Before the signal tells anyone.
      this.#search.index(sorted);
      return sorted;
    };
    const keyed = { table: "produits", limit: Infinity, sort, same };
    this.#list = new LiveList(client, ["produits"], (ids) => fetchProducts(client, ids), keyed);
  }

  /** Products on sale, by name; null until the first answer. */
  get rows(): ReadonlySignal<readonly Product[] | null> {
    return this.#list.rows;
  }
  /** Why the rows shown may be old; null when they are not. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#list.failure;
  }

  byId(id: number): Product | null {
    return this.#byId.value.get(id) ?? null;
  }

  /** The deposit that is sold with an article; null where there is none. */
  depositOf(id: number): Product | null {
    const deposit = this.byId(id)?.depositId ?? null;
    return deposit === null ? null : this.byId(deposit);
  }

  /** What a code stands for, however its scanner spells it. */
  byCode(code: string): Coded | null {
    const spelling = spellings(code).find((one) => this.#byCode.value.has(one));
    return spelling === undefined ? null : this.#byCode.value.get(spelling)!;
  }

  find(words: string, category: number | null, limit: number): Found {
    return this.#search.find(words, category, limit);
  }

  start(): void {
    this.#list.start();
    this.#rank();
  }

  stop(): void {
    this.#run += 1;
    this.#often.value = null;
    this.#search.index([]);
    this.#list.stop();
  }

  /** Once for a session: tiles that moved as one sells would be missed. */
  async #rank(): Promise<void> {
    const run = ++this.#run;
    const often = await fetchOften(this.client).catch(() => []);
    if (run === this.#run) this.#often.value = often;
  }

  /** See LiveList. */
  refresh(): Promise<void> {
    return this.#list.refresh();
  }
}

function same(a: Product, b: Product): boolean {
  return a.label === b.label && a.barcode === b.barcode && a.categoryId === b.categoryId && a.price === b.price &&
    a.open === b.open && a.meal === b.meal && a.depositId === b.depositId && a.unit === b.unit && a.vat === b.vat &&
    a.favourite === b.favourite && a.image === b.image &&
    sameCodes(a.codes, b.codes);
}
