/** What the pages show and do: signals over the NetworkClient. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import type { Role } from "../../shared/roles.ts";
import {
  type Account,
  type Category,
  fetchAccounts,
  fetchCategories,
  fetchNetwork,
  fetchProducts,
  fetchSales,
  type Network,
  type Product,
  type Sale,
} from "./catalogue.ts";
import type { ClientState } from "./client_state.ts";
import { Failure } from "./failure.ts";
import type { Stop } from "./listeners.ts";
import { LiveList } from "./live_list.ts";
import type { NetworkClient } from "./network_client.ts";
import type { Entry } from "./outbox.ts";
import { saleQueries, Ticket } from "./ticket.ts";

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

export interface NewProduct {
  readonly label: string;
  readonly barcode: string | null;
  readonly categoryId: number | null;
  /** Cents, VAT included. */
  readonly price: number;
  /** Basis points. */
  readonly vat: number;
}

export class Store {
  readonly ticket: Ticket;
  readonly sales: LiveList<Sale>;
  readonly products: LiveList<Product>;
  readonly categories: LiveList<Category>;
  readonly accounts: LiveList<Account>;
  readonly network: LiveList<Network>;
  /** The last write that the server decided against; null when there is none to speak of. */
  readonly refused = signal<Failure | null>(null);
  /** The signed-in person's writes that wait to be sent. */
  readonly pending: ReadonlySignal<readonly Entry[]>;
  readonly #state;
  readonly #waiting = signal<readonly Entry[]>([]);
  readonly #userId: ReadonlySignal<number | null>;
  #stops: Stop[] = [];

  constructor(readonly client: NetworkClient, readonly locale: ReadonlySignal<Locale>) {
    this.#state = signal(client.state);
    this.#userId = computed(() => this.#state.value.user?.id ?? null);
    this.pending = computed(() => this.#waiting.value.filter((entry) => entry.user_id === this.#userId.value));
    this.ticket = new Ticket(client.platform.storage);
    this.sales = new LiveList(client, ["ventes", "equipe"], () => fetchSales(client));
    this.products = new LiveList(client, ["produits"], () => fetchProducts(client));
    this.categories = new LiveList(client, ["categories"], () => fetchCategories(client));
    this.accounts = new LiveList(client, ["equipe"], () => fetchAccounts(client));
    this.network = new LiveList(client, [], () => fetchNetwork(client));
  }

  get state(): ReadonlySignal<ClientState> {
    return this.#state;
  }

  start(): void {
    const { client } = this;
    this.#stops = [
      client.onState((state) => this.#state.value = state),
      client.outbox.pending.add((entries) => this.#waiting.value = entries),
      client.outbox.settled.add((outcome) => {
        if (outcome.kind === "refused") this.refused.value = outcome.failure;
      }),
      effect(() => {
        const userId = this.#userId.value;
        untracked(() => this.#follow(userId));
      }),
    ];
    client.outbox.refresh();
    client.start();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    for (const list of this.#lists) list.stop();
    this.client.close();
  }

  setUp(account: { username: string; name: string; password: string }): Promise<Failure | null> {
    return attempt(() => this.client.setUp(account));
  }

  signIn(username: string, password: string): Promise<Failure | null> {
    return attempt(() => this.client.signIn(username, password));
  }

  /**
   * Stores the ticket as a sale to be sent, and empties it; it stays in hand when it cannot be stored,
   * and comes back to hand when the server decides against it.
   */
  sell(note: string | null): Promise<Failure | null> {
    return attempt(() => {
      const lines = this.ticket.lines.peek();
      const { entry, settled } = this.client.write(saleQueries(() => this.client.uuid.next(), lines, note));
      this.ticket.clear();
      settled.then(({ kind }) => {
        if (kind === "refused" && entry.user_id === this.#userId.peek()) this.ticket.takeBack(lines);
      });
    });
  }

  addAccount(account: NewAccount): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", "/api/users", account);
      await this.accounts.refresh();
    });
  }

  addProduct({ label, barcode, categoryId, price, vat }: NewProduct): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query(
        "insert",
        "INSERT INTO produits (libelle, code_barres, categorie_id, prix_ttc, tva) VALUES (?, ?, ?, ?, ?)",
        [label, barcode, categoryId, price, vat],
      );
      await this.products.refresh();
    });
  }

  addCategory(name: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query("insert", "INSERT INTO categories (nom) VALUES (?)", [name]);
      await this.categories.refresh();
    });
  }

  get #lists(): readonly LiveList<unknown>[] {
    return [this.sales, this.products, this.categories, this.accounts, this.network];
  }

  /** Another person sees another shop: what the last one saw goes away first. */
  #follow(userId: number | null): void {
    for (const list of this.#lists) list.stop();
    this.refused.value = null;
    this.ticket.open(userId);
    if (userId === null) return;
    const owner = this.client.state.user?.role === "administrateur";
    for (const list of [this.sales, this.products, this.categories]) list.start();
    if (owner) { for (const list of [this.accounts, this.network]) list.start(); }
  }
}

/** What a page wants to know of an action: why it failed, null when it did not. */
async function attempt(action: () => Promise<void> | void): Promise<Failure | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
