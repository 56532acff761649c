/** What a cashier does, with the catalogue to ring up from. */
import { computed, effect, type ReadonlySignal, untracked } from "@preact/signals";
import { Caisse } from "./caisse.ts";
import { type Category, fetchCategories } from "./catalogue.ts";
import type { LiveCatalogue } from "./catalogue_live.ts";
import type { ClientState } from "./client_state.ts";
import type { Stop } from "./listeners.ts";
import { LiveList } from "./live_list.ts";
import type { Marks } from "./marks.ts";
import type { NetworkClient } from "./network_client.ts";
import type { Store } from "./store.ts";
import type { Work } from "./work.ts";

export class CaisseWork implements Work {
  readonly client: NetworkClient;
  readonly state: ReadonlySignal<ClientState>;
  /** Null until it is known. */
  readonly marks: ReadonlySignal<Marks | null>;
  readonly pendingSales: ReadonlySignal<number>;
  readonly caisse: Caisse;
  readonly products: LiveCatalogue;
  readonly categories: LiveList<Category>;
  #stop: Stop = () => {};

  constructor(store: Store, readonly userId: number) {
    const client = this.client = store.client;
    this.state = store.state;
    this.marks = computed(() => store.marks.rows.value?.[0] ?? null);
    this.pendingSales = computed(() => store.pending.value.length);
    this.caisse = new Caisse(client);
    this.products = store.products;
    this.categories = new LiveList(client, ["categories"], () => fetchCategories(client));
  }

  start(): void {
    this.categories.start();
    this.caisse.start(this.userId);
    const { ticket } = this.caisse.sale;
    this.#stop = effect(() => {
      if (this.products.rows.value === null || ticket.lines.value.length === 0) return;
      untracked(() => ticket.follow((id) => this.products.byId(id)));
    });
  }

  noticed(): void {
    this.caisse.noticed();
  }

  stop(): void {
    this.#stop();
    this.caisse.stop();
    this.categories.stop();
  }
}
