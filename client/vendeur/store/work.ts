/** What a seller does: the ticket in hand, one's own tickets, and the catalogue to pick from. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { ONE, times } from "../../../shared/quantity.ts";
import { attempt } from "../../network/attempt.ts";
import { type BroughtBack, type Category, fetchCategories, type Product } from "../../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { ClientState } from "../../network/client_state.ts";
import type { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import { LiveList } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Entry } from "../../network/entry.ts";
import { ScanDesk } from "../../scanner/desk.ts";
import type { Store } from "../../shell/store/store.ts";
import { Asking, type SaidPrice } from "../../ticket/asking.ts";
import { Ticket } from "./ticket.ts";
import { TicketDesk } from "./ticket_desk.ts";
import { addCustomer, ALL_CUSTOMERS, type CustomerRow, fetchCustomers } from "./ticket_rows.ts";
import type { Work, WrittenLine } from "../../shell/store/work.ts";

/** Why the last thing that was tried did not come about; null when it did. `full`: an article found no room. */
export type Trouble = Failure | "full" | null;

export class VendeurWork implements Work {
  readonly client: NetworkClient;
  readonly state: ReadonlySignal<ClientState>;
  readonly pendingSales: ReadonlySignal<number>;
  readonly busy = computed(() => this.ticket.lines.value.length > 0);
  readonly problems: ReadonlySignal<readonly Entry[]>;
  readonly ticket: Ticket;
  /** Thousandths that the next product is added with. */
  readonly quantity = signal(ONE);
  /** The line added or changed last; null when there is none. */
  readonly line = signal<string | null>(null);
  readonly desk: TicketDesk;
  readonly asking = new Asking();
  readonly scans: ScanDesk;
  readonly products: LiveCatalogue;
  readonly categories: LiveList<Category>;
  /** Followed once a page asks for them. */
  readonly customers: LiveList<CustomerRow>;
  readonly trouble = signal<Trouble>(null);
  /** The last write that the server decided against; null when there is none to speak of. */
  readonly refused = signal<Failure | null>(null);
  /** Basis points that the seller may take off a line; 0 for none. */
  readonly discountCap: ReadonlySignal<number>;
  /** Basis points that the seller may change a price by; 0 for none. */
  readonly priceCap: ReadonlySignal<number>;
  #stops: Stop[] = [];

  constructor(readonly store: Store, readonly userId: number) {
    const client = this.client = store.client;
    this.state = store.state;
    this.ticket = new Ticket(client.platform.storage, () => client.uuid.next());
    this.desk = new TicketDesk(client, this.ticket);
    this.products = store.products;
    this.ticket.depositOf = (id) => this.products.depositOf(id);
    this.scans = new ScanDesk(client, this.products, (product, quantity, said, measured) => {
      return quantity === null
        ? this.asking.count(product, (pieces) => this.pick(product, pieces))
        : this.pick(product, quantity, said, measured);
    });
    this.categories = new LiveList(client, ["categories"], () => fetchCategories(client));
    this.customers = new LiveList(client, ["clients"], (ids) => fetchCustomers(client, ids), ALL_CUSTOMERS);
    this.problems = store.problems;
    this.discountCap = computed(() => store.marks.rows.value?.[0]?.discountCap ?? 0);
    this.priceCap = computed(() => store.marks.rows.value?.[0]?.priceCap ?? 0);
    this.pendingSales = computed(() => {
      const tickets = this.desk.sending.rows.value;
      const others = store.pending.value.filter(({ key }) => !tickets.some(({ keys }) => keys.includes(key)));
      const stuck = new Set(store.problems.value.map(({ group }) => group));
      return others.length + tickets.filter(({ refused, saleId }) => refused === null && !stuck.has(saleId)).length;
    });
  }

  start(): void {
    this.ticket.open(this.userId);
    this.#stops = [
      this.client.outbox.settled.add((outcome) => {
        if (outcome.kind === "refused") this.refused.value = outcome.failure;
      }),
      effect(() => {
        const { value: products } = this.products.rows;
        const { value: lines } = this.ticket.lines;
        if (products === null || lines.length === 0) return;
        untracked(() => this.ticket.follow((id) => this.products.byId(id)));
      }),
      effect(() => {
        const recall = this.desk.last.value?.recall ?? null;
        if (recall !== null) untracked(() => this.store.turns.ticketDone(recall));
      }),
      effect(() => {
        if (this.products.rows.value !== null) untracked(() => this.scans.resume());
      }),
    ];
    this.categories.start();
    this.desk.start(this.userId);
  }

  contentOf({ group }: Entry): readonly WrittenLine[] | null {
    return this.desk.sending.rows.value.find(({ saleId }) => saleId === group)?.hand.lines ?? null;
  }

  noticed(): void {
    this.ticket.noticed();
    this.desk.noticed();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    for (const list of [this.categories, this.customers]) list.stop();
    this.ticket.open(null);
    this.desk.stop();
    this.scans.stop();
    this.asking.stop();
  }

  /** Puts so many thousandths of a product on the ticket in hand, as often as was asked for; false when the ticket is full. */
  pick(product: Product, quantity: number = ONE, labelled?: SaidPrice, measured?: boolean): boolean {
    const put = (thousandths: number, said?: SaidPrice) => {
      const line = this.ticket.add(product, thousandths, said);
      // Said here, for what was weighed or counted first is answered long after it was picked.
      this.trouble.value = line === null ? "full" : null;
      if (line === null) return false;
      this.quantity.value = ONE;
      this.line.value = line;
      this.desk.forgetLast();
      return true;
    };
    // A label is one packet's.
    if (labelled !== undefined) return put(quantity, labelled);
    return this.asking.add(product, times(this.quantity.peek(), quantity), put, measured);
  }

  /** So many of each come back; answers those that find no room. */
  takeBack(back: readonly BroughtBack[]): readonly BroughtBack[] {
    this.desk.forgetLast();
    return back.filter(({ product, pieces }) => {
      const line = this.ticket.add(product, -pieces * ONE);
      if (line !== null) this.line.value = line;
      return line === null;
    });
  }

  /** The new customer goes on the ticket in hand. */
  addCustomer(customer: Omit<CustomerRow, "id">): Promise<Failure | null> {
    return attempt(async () => this.ticket.setCustomer(await addCustomer(this.client, customer)));
  }
}
