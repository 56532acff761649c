/** What a cashier does, with the catalogue to ring up from. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { Caisse } from "./caisse.ts";
import { type Category, fetchCategories } from "../../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { ClientState } from "../../network/client_state.ts";
import type { Stop } from "../../network/listeners.ts";
import { LiveList } from "../../network/live_list.ts";
import type { Marks } from "../../shell/store/marks.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Store } from "../../shell/store/store.ts";
import type { Work } from "../../shell/store/work.ts";

export class CaisseWork implements Work {
  readonly client: NetworkClient;
  readonly state: ReadonlySignal<ClientState>;
  /** Null until it is known. */
  readonly marks: ReadonlySignal<Marks | null>;
  readonly pendingSales: ReadonlySignal<number>;
  readonly busy = computed(() => {
    const { screen, busy, sale: { ticket } } = this.caisse;
    return screen.value !== "queue" || busy.value || ticket.lines.value.length > 0;
  });
  readonly settling: ReadonlySignal<boolean>;
  readonly caisse: Caisse;
  readonly products: LiveCatalogue;
  readonly categories: LiveList<Category>;
  /** What signs out, while it is asked whether to; null otherwise. */
  readonly leaving = signal<(() => void) | null>(null);
  #stops: Stop[] = [];

  constructor(store: Store, readonly userId: number) {
    const client = this.client = store.client;
    this.state = store.state;
    this.marks = computed(() => store.marks.rows.value?.[0] ?? null);
    this.pendingSales = computed(() => store.pending.value.length);
    this.caisse = new Caisse(client, store.products, () => store.turns.ticketDone(null));
    this.settling = this.caisse.busy;
    this.products = store.products;
    this.categories = new LiveList(client, ["categories"], () => fetchCategories(client));
  }

  start(): void {
    this.categories.start();
    this.caisse.start(this.userId);
    const { sale: { ticket }, ringing, strays } = this.caisse;
    this.#stops = [
      effect(() => {
        if (this.products.rows.value === null || ticket.lines.value.length === 0) return;
        untracked(() => ticket.follow((id) => this.products.byId(id)));
      }),
      effect(() => {
        // What was scanned before the catalogue was there.
        if (this.products.rows.value === null) return;
        untracked(() => {
          ringing.scans.resume();
          strays.desk.resume();
        });
      }),
    ];
  }

  /** Who has a customer's money on the counter, or a till open, is asked first. */
  leave(signOut: () => void): void {
    if (this.caisse.tenders.total.peek() === 0 && this.caisse.till.name === null) signOut();
    else this.leaving.value = signOut;
  }

  noticed(): void {
    this.caisse.noticed();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.caisse.stop();
    this.categories.stop();
  }
}
