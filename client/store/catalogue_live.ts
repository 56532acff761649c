/** The catalogue in memory: fetched once, then only what changed, with what finds a product in it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { DataChangeMessage } from "../../shared/protocol.ts";
import { fetchProducts, fetchProductsById, type Product } from "./catalogue.ts";
import { CatalogueSearch, type Found } from "./catalogue_search.ts";
import { Failure } from "./failure.ts";
import type { Stop } from "./listeners.ts";
import type { NetworkClient } from "./network_client.ts";
import { sortedByName } from "./plain_text.ts";

/** Products fetched one by one; more than that, and all are fetched again. */
const SOME = 100;
/** Milliseconds until a fetch that failed without a decision is tried again. */
const RETRY_MS = 2_000;
/** Milliseconds that the first fetch waits for the connection: what is fetched before it has to be fetched again. */
const CONNECTION_MS = 1_000;

export class LiveCatalogue {
  readonly #rows = signal<readonly Product[] | null>(null);
  readonly #failure = signal<Failure | null>(null);
  readonly #byId = computed(() => new Map(this.#rows.value?.map((product) => [product.id, product])));
  readonly #byBarcode = computed(() => new Map(this.#rows.value?.map((product) => [product.barcode, product])));
  readonly #search = new CatalogueSearch();
  #stops: Stop[] = [];
  #stopRetry: Stop = () => {};
  #fetching = false;
  /** What is to be fetched: all, or these. Every payment changes a product's stock, so one by one matters. */
  #stale: "all" | Set<number> = new Set();
  /** Tells the answers of an earlier `start` from those of the present one. */
  #run = 0;

  constructor(readonly client: NetworkClient) {}

  /** Products on sale, by name; null until the first answer. */
  get rows(): ReadonlySignal<readonly Product[] | null> {
    return this.#rows;
  }
  /** Why the rows shown may be old; null when they are not. */
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }

  byId(id: number): Product | null {
    return this.#byId.value.get(id) ?? null;
  }

  byBarcode(code: string): Product | null {
    return this.#byBarcode.value.get(code) ?? null;
  }

  find(words: string, category: number | null, limit: number): Found {
    return this.#search.find(words, category, limit);
  }

  start(): void {
    this.stop();
    this.#stops = [
      this.client.onChange(["produits"], (message) => this.#changed(message)),
      this.client.onReset(() => this.refresh()),
      this.client.onState(({ phase }) => {
        if (phase === "ready" && this.#failure.peek()?.mayPass) this.refresh();
      }),
    ];
    if (this.client.state.phase === "ready") this.refresh();
    else this.#stopRetry = this.client.platform.after(CONNECTION_MS, () => this.refresh());
  }

  stop(): void {
    this.#run += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopRetry();
    this.#fetching = false;
    this.#stale = new Set();
    this.#keep(null);
    this.#failure.value = null;
  }

  /** Fetches everything. */
  async refresh(): Promise<void> {
    this.#stopRetry();
    this.#stale = "all";
    await this.#work();
  }

  #changed({ changes, truncated }: DataChangeMessage): void {
    const stale = this.#stale;
    const ids = changes.filter(({ table }) => table === "produits").map(({ key }) => Number(key["id"]));
    if (truncated === true || stale === "all" || stale.size + ids.length > SOME) this.#stale = "all";
    else for (const id of ids) stale.add(id);
    this.#work();
  }

  /** One fetch at a time; what changes during one is fetched by one more, however much it is. */
  async #work(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    const run = this.#run;
    while (this.#stale === "all" || this.#stale.size > 0) {
      const wanted = this.#rows.peek() === null ? "all" : this.#stale;
      this.#stale = new Set();
      try {
        const fetched = wanted === "all" ? await fetchProducts(this.client) : await fetchProductsById(this.client, [...wanted]);
        if (run !== this.#run) return;
        this.#merge(fetched, wanted);
        this.#failure.value = null;
      } catch (error) {
        if (run !== this.#run) return;
        this.#failed(Failure.from(error));
      }
    }
    this.#fetching = false;
  }

  /** Products that are as they were stay the same objects, and the list too if all did. */
  #merge(fetched: readonly Product[], wanted: "all" | ReadonlySet<number>): void {
    const before = this.#rows.peek();
    const known = this.#byId.peek();
    const kept = wanted === "all" ? [] : before!.filter(({ id }) => !wanted.has(id));
    const fresh = fetched.map((product) => {
      const old = known.get(product.id);
      return old !== undefined && same(old, product) ? old : product;
    });
    const unchanged = before !== null && before.length === kept.length + fresh.length &&
      fresh.every((product) => known.get(product.id) === product);
    if (!unchanged) this.#keep(sortedByName([...kept, ...fresh]));
  }

  #keep(rows: readonly Product[] | null): void {
    // Before the signal tells anyone.
    this.#search.index(rows ?? []);
    this.#rows.value = rows;
  }

  /** What was not fetched is not known: the next time everything is. */
  #failed(failure: Failure): void {
    this.#failure.value = failure;
    this.#stopRetry();
    if (!failure.mayPass || this.client.state.phase !== "ready") return;
    this.#stopRetry = this.client.platform.after(RETRY_MS, () => this.refresh());
  }
}

function same(a: Product, b: Product): boolean {
  return a.label === b.label && a.barcode === b.barcode && a.categoryId === b.categoryId && a.price === b.price &&
    a.vat === b.vat;
}
