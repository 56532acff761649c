/** The catalogue as its owner works on it: all articles, which of them are looked for, in which order, and on which page. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Category } from "../../../catalogue/catalogue.ts";
import { sortedByName } from "../../../catalogue/plain_text.ts";
import { CatalogueSearch } from "../../../catalogue/search.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { Order } from "../../components/data_table.tsx";
import { changeSpot, type Overtaken, type Value } from "./guarded_change.ts";
import { USUAL_RATES, vatRates } from "./vat.ts";
import { COLUMNS, fetchWares, type FieldName, sameWare, valueOf, type Ware } from "./ware.ts";

/** Rows of a page: more would make every keystroke of a search wait for the browser. */
const PAGE_ROWS = 100;

/** What is looked for. */
export interface Look {
  readonly words: string;
  /** Null for all; "none" for articles without one. */
  readonly category: number | "none" | null;
  /** A rate in basis points; null for all. */
  readonly vat: number | null;
  readonly onSale: "active" | "retired" | "all";
  readonly order: Order;
  readonly page: number;
}

const FIRST: Look = {
  words: "",
  category: null,
  vat: null,
  onSale: "active",
  order: { by: "label", descending: false },
  page: 0,
};

export class WaresWork {
  readonly #search = new CatalogueSearch<Ware>();
  readonly #look = signal(FIRST);
  readonly #rates: LiveList<number>;
  /** Of VAT, that an article may have. */
  readonly rates = computed(() => this.#rates.rows.value ?? USUAL_RATES);
  /** Those and what articles have: what has another must be found. */
  readonly filterRates = computed(() =>
    [...new Set([...this.rates.value, ...this.wares.rows.value?.map(({ vat }) => vat) ?? []])].sort((a, b) => b - a)
  );
  readonly wares: LiveList<Ware>;
  readonly byId = computed(() => new Map(this.wares.rows.value?.map((ware) => [ware.id, ware])));
  /** All that are looked for, in order. */
  readonly found = computed(() => {
    this.wares.rows.value;
    const { words, category, vat, onSale, order } = this.#look.value;
    const found = this.#search.find(words, null, Infinity).products.filter((ware) =>
      (onSale === "all" || ware.active === (onSale === "active")) && (vat === null || ware.vat === vat) &&
      (category === null || ware.categoryId === (category === "none" ? null : category))
    );
    return this.#ordered(found, order);
  });
  readonly pages = computed(() => Math.max(1, Math.ceil(this.found.value.length / PAGE_ROWS)));
  readonly page = computed(() => Math.min(this.#look.value.page, this.pages.value - 1));
  readonly shown = computed(() => this.found.value.slice(this.page.value * PAGE_ROWS, (this.page.value + 1) * PAGE_ROWS));

  constructor(readonly client: NetworkClient, readonly categories: ReadonlySignal<readonly Category[] | null>) {
    const sort = (rows: readonly Ware[]) => {
      const sorted = sortedByName(rows);
      // Before the signal tells anyone.
      this.#search.index(sorted);
      return sorted;
    };
    const keyed = { table: "produits", limit: Infinity, sort, same: sameWare };
    this.#rates = vatRates(client);
    this.wares = new LiveList(client, ["produits"], (ids) => fetchWares(client, ids), keyed);
  }

  get look(): ReadonlySignal<Look> {
    return this.#look;
  }

  start(): void {
    this.#rates.start();
    this.wares.start();
  }

  stop(): void {
    this.#rates.stop();
    this.wares.stop();
  }

  /** Another look begins on its first page. */
  lookFor(look: Partial<Look>): void {
    this.#look.value = { ...this.#look.peek(), page: 0, ...look };
  }

  /** Null when it is as wanted, and shown so. Throws a Failure. */
  async change(ware: Ware, field: FieldName, to: Value): Promise<Overtaken | null> {
    const overtaken = await changeSpot(
      this.client,
      { table: "produits", id: ware.id, column: COLUMNS[field] },
      valueOf(ware, field),
      to,
    );
    await this.wares.refresh([ware.id]);
    return overtaken;
  }

  /** Base64; null takes it away. */
  setImage(id: number, image: string | null): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", `/api/produits/${id}/image`, { image }, this.client.uuid.next());
      await this.wares.refresh([id]);
    });
  }

  /** As they come they are by name, or the best first where words are looked for. */
  #ordered(wares: readonly Ware[], { by, descending }: Order): readonly Ware[] {
    if (by === "label") return descending ? wares.toReversed() : wares;
    const ranks = new Map(this.categories.value?.map(({ id }, rank) => [id, rank]));
    const rank = (ware: Ware): string | number => {
      if (by === "category") return ranks.get(ware.categoryId ?? 0) ?? -1;
      if (by === "stock") return ware.followed ? ware.stock : -Infinity;
      return valueOf(ware, by as FieldName) ?? "";
    };
    const sign = descending ? -1 : 1;
    return wares.toSorted((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return x < y ? -sign : x > y ? sign : 0;
    });
  }
}
