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
  fetchSales,
  type Network,
  type Product,
  type Sale,
} from "./catalogue.ts";
import { Caisse } from "./caisse.ts";
import { LiveCatalogue } from "./catalogue_live.ts";
import type { ClientState } from "./client_state.ts";
import { Failure } from "./failure.ts";
import type { Stop } from "./listeners.ts";
import { LiveList } from "./live_list.ts";
import type { NetworkClient } from "./network_client.ts";
import type { Entry } from "./outbox.ts";
import { ScanDesk } from "./scanner_desk.ts";
import { ONE, Ticket } from "./ticket.ts";
import { TicketDesk } from "./ticket_desk.ts";
import { addCustomer, type CustomerRow, fetchCustomers } from "./ticket_rows.ts";

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
  /** What a seller, or a cashier who rings up directly, has in hand. */
  readonly ticket: Ticket;
  /** Thousandths that the next product is added with. */
  readonly quantity = signal(ONE);
  /** The line added or changed last; null when there is none. */
  readonly line = signal<string | null>(null);
  readonly desk: TicketDesk;
  readonly scans: ScanDesk;
  /** The work of a cashier. */
  readonly caisse: Caisse;
  /** Followed once a page asks for them. */
  readonly customers: LiveList<CustomerRow>;
  readonly sales: LiveList<Sale>;
  readonly products: LiveCatalogue;
  readonly categories: LiveList<Category>;
  readonly accounts: LiveList<Account>;
  readonly network: LiveList<Network>;
  /** The last write that the server decided against; null when there is none to speak of. */
  readonly refused = signal<Failure | null>(null);
  /** The signed-in person's writes that wait to be sent. */
  readonly pending: ReadonlySignal<readonly Entry[]>;
  /** How many sales these are: a ticket is more than one write. */
  readonly pendingSales: ReadonlySignal<number>;
  readonly #state;
  readonly #waiting = signal<readonly Entry[]>([]);
  readonly #userId: ReadonlySignal<number | null>;
  #stops: Stop[] = [];

  constructor(readonly client: NetworkClient, readonly locale: ReadonlySignal<Locale>) {
    this.#state = signal(client.state);
    this.#userId = computed(() => this.#state.value.user?.id ?? null);
    this.pending = computed(() => this.#waiting.value.filter((entry) => entry.user_id === this.#userId.value));
    this.ticket = new Ticket(client.platform.storage, () => client.uuid.next());
    this.desk = new TicketDesk(client, this.ticket);
    this.pendingSales = computed(() => {
      const tickets = this.desk.sending.rows.value;
      const others = this.pending.value.filter(({ key }) => !tickets.some(({ keys }) => keys.includes(key)));
      return others.length + tickets.filter(({ refused }) => refused === null).length;
    });
    this.customers = new LiveList(client, ["clients"], () => fetchCustomers(client));
    this.sales = new LiveList(client, ["ventes", "equipe"], () => fetchSales(client));
    this.products = new LiveCatalogue(client);
    this.caisse = new Caisse(client);
    this.scans = new ScanDesk(client, this.products, (product) => this.pick(product));
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
      effect(() => {
        const { value: products } = this.products.rows;
        const { value: lines } = this.ticket.lines;
        if (products === null || lines.length === 0) return;
        untracked(() => this.ticket.follow((id) => this.products.byId(id)));
      }),
      effect(() => {
        if (this.products.rows.value !== null) untracked(() => this.scans.resume());
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

  /** Puts a product on the ticket in hand, as often as was asked for; false when the ticket is full. */
  pick(product: Product): boolean {
    const line = this.ticket.add(product, this.quantity.peek());
    if (line === null) return false;
    this.quantity.value = ONE;
    this.line.value = line;
    this.desk.forgetLast();
    return true;
  }

  /** The new customer goes on the ticket in hand. */
  addCustomer(customer: Omit<CustomerRow, "id">): Promise<Failure | null> {
    return attempt(async () => this.ticket.setCustomer(await addCustomer(this.client, customer)));
  }

  /** Another tab of this machine has changed what both keep. */
  noticed(): void {
    this.client.outbox.noticed();
    this.ticket.noticed();
    this.desk.noticed();
    this.caisse.noticed();
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

  get #lists(): readonly { start(): void; stop(): void }[] {
    return [this.customers, this.sales, this.products, this.categories, this.accounts, this.network];
  }

  /** Another person sees another shop: what the last one saw goes away first. */
  #follow(userId: number | null): void {
    for (const list of this.#lists) list.stop();
    this.refused.value = null;
    this.ticket.open(userId);
    this.desk.stop();
    this.scans.stop();
    this.caisse.stop();
    this.quantity.value = ONE;
    this.line.value = null;
    if (userId === null) return;
    const role = this.client.state.user?.role;
    for (const list of [this.products, this.categories]) list.start();
    // A seller's own tickets are enough: the shop's list is fetched anew with each sale of each till.
    if (role === "vendeur") this.desk.start(userId);
    else if (role === "caisse") this.caisse.start(userId);
    else this.sales.start();
    if (role === "administrateur") { for (const list of [this.accounts, this.network]) list.start(); }
  }
}

/** What a page wants to know of an action: why it failed, null when it did not. */
export async function attempt(action: () => Promise<void> | void): Promise<Failure | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
