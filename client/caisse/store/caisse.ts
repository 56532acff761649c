/** The cashier's screens and what leads from one to the next: the queue, the ticket in hand, its payment, and how that ended. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { RefundMode } from "../../../shared/tender.ts";
import type { Returned } from "./direct.ts";
import { DirectSale } from "./direct_sale.ts";
import { Drawer } from "./drawer.ts";
import { Endings } from "./endings.ts";
import { FoundPlaces } from "./found_places.ts";
import { Hand } from "./hand.ts";
import { HandChanges } from "./hand_changes.ts";
import { LastPaid } from "./last_paid.ts";
import type { Loss } from "./loss.ts";
import type { Notice } from "./notice.ts";
import { NO_WORD, type OwnersWord, Payment } from "./payment.ts";
import { Refunds } from "./refund.ts";
import { Settlements } from "./settlements.ts";
import { Ringing } from "./ringing.ts";
import { Reopening } from "./reopening.ts";
import { fetchQueue, type HandTicket, QUEUE, type QueueTicket } from "./rows.ts";
import { CaisseScans } from "./scans.ts";
import type { Screen } from "./screen.ts";
import { StrayScans } from "./strays.ts";
import { Tenders } from "./tenders.ts";
import { TillSession } from "./till.ts";
import { type Ask, CertainCommands } from "../../network/certain_commands.ts";
import { Asking } from "../../ticket/asking.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { Failure } from "../../network/failure.ts";
import { LiveList } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";

export class Caisse {
  readonly till: TillSession;
  readonly queue: LiveList<QueueTicket>;
  readonly tenders: Tenders;
  readonly hand: Hand;
  readonly payment: Payment;
  readonly sale: DirectSale;
  readonly ringing: Ringing;
  readonly asking = new Asking();
  readonly drawer: Drawer;
  readonly refunds: Refunds;
  readonly certain: CertainCommands;
  readonly scans: CaisseScans;
  readonly strays: StrayScans;
  readonly lastPaid: LastPaid;
  readonly settlements: Settlements;
  /** Of the ticket in hand. */
  readonly changes: HandChanges;
  readonly #reopening: Reopening;
  readonly #endings = new Endings(this);
  readonly #found = new FoundPlaces(this);
  readonly screen = signal<Screen>("queue");
  readonly notice = signal<Notice | null>(null);
  /** Why the last payment, refund or count was refused; stays with the screen that asked. */
  readonly problem = signal<Failure | null>(null);
  /** From the press of a button to the answer that must be known: nothing else is begun meanwhile. */
  readonly busy: ReadonlySignal<boolean> = computed(() =>
    this.payment.freezing.value || this.changes.underWay.value || this.certain.underWay.value !== null
  );

  /** `done`: a paid ticket was read, and its customer goes. */
  constructor(readonly client: NetworkClient, products: LiveCatalogue, readonly done: () => void) {
    this.till = new TillSession(client);
    this.queue = new LiveList(client, ["ventes", "equipe"], (ids) => fetchQueue(client, ids), QUEUE);
    this.tenders = new Tenders(client, (failure) => this.notice.value = { kind: "failure", what: "tender", failure });
    this.lastPaid = new LastPaid(client.platform.storage);
    this.hand = new Hand(client, this.tenders, (loss) => this.#lost(loss), (id) => this.sale.ticket.returnedOn(id));
    this.certain = new CertainCommands(client, (known) => this.#endings.known(known));
    const ask: Ask = (...command) => {
      this.problem.value = null;
      this.certain.run(...command);
    };
    this.payment = new Payment(this.hand, ask);
    this.sale = new DirectSale(client, this.tenders, (loss) => this.#lost(loss));
    this.drawer = new Drawer(this.till, ask);
    this.refunds = new Refunds(client, this.till, ask);
    this.settlements = new Settlements(ask);
    this.ringing = new Ringing(client, products, this.sale, this.asking);
    this.strays = new StrayScans(client, products);
    this.changes = new HandChanges(
      this.hand,
      this.strays,
      (what, failure) => this.notice.value = { kind: "failure", what, failure },
    );
    const { till, screen, busy } = this;
    this.#reopening = new Reopening({
      ...{ client, till, screen, busy },
      rungUp: () => this.sale.ticket.saleId,
      payDirect: () => this.payDirect(),
      take: (waiting, reason) => this.take(waiting, reason),
      notTaken: (failure) => this.notice.value = { kind: "failure", what: "take", failure },
    });
    this.scans = new CaisseScans(
      this.screen,
      (screen) => this.go(screen),
      (scan) => this.ringing.scans.scan(scan),
      (scan) => this.strays.desk.scan(scan),
    );
  }

  start(userId: number): void {
    this.lastPaid.start(userId);
    // Where the last page ended: the change is still to be given.
    this.screen.value = this.lastPaid.paid.peek() === null ? "queue" : "paid";
    this.queue.start();
    this.tenders.start(userId);
    this.hand.start(userId);
    this.sale.ticket.open(userId);
    this.sale.ticket.dropLoneReturned();
    this.certain.start(userId);
    this.till.start(userId);
    this.#reopening.start(userId);
  }

  stop(): void {
    this.#reopening.stop();
    this.queue.stop();
    this.lastPaid.stop();
    this.hand.stop();
    this.tenders.stop();
    this.sale.ticket.open(null);
    this.ringing.scans.stop();
    this.strays.stop();
    this.asking.stop();
    this.certain.stop();
    this.till.stop();
    this.go("queue");
    this.drawer.forget();
    this.notice.value = null;
  }

  /** Another tab of this machine has stored something. */
  noticed(): void {
    this.sale.ticket.noticed();
    this.tenders.noticed();
    this.lastPaid.noticed();
  }

  go(screen: Screen): void {
    const left = this.screen.peek();
    if (left === "direct" && screen !== "direct" && screen !== "pay") this.sale.ticket.dropLoneReturned();
    this.problem.value = null;
    this.refunds.forget();
    this.drawer.forgetMove();
    this.settlements.forget();
    this.screen.value = screen;
    this.#reopening.went(screen === "pay" ? this.hand.ticket.peek() : null);
    if (left !== "paid") return;
    this.lastPaid.goOn();
    this.done();
  }

  /** Takes a waiting ticket to be paid; `reason` breaks another's hold. Throws a Failure. */
  async take(waiting: Pick<QueueTicket, "id" | "seller" | "customer">, reason: string | null): Promise<void> {
    const from = this.screen.peek();
    const ticket = await this.hand.take(waiting, reason);
    this.#toPay(ticket, from);
  }

  /** Throws a Failure. */
  async giveBack(reason: string): Promise<void> {
    await this.hand.giveBack(reason);
    this.go("queue");
  }

  /** Throws a Failure. */
  async cancel(reason: string): Promise<void> {
    const id = this.hand.ticket.peek()?.id;
    await this.hand.cancel(reason);
    this.sale.over(id);
    this.go("queue");
  }

  /** Writes the ticket that was rung up here, and goes on to its payment. Throws a Failure. */
  async payDirect(): Promise<void> {
    const from = this.screen.peek();
    const ticket = await this.sale.written();
    if (ticket !== null) this.#toPay(ticket, from);
  }

  /** From the payment back to where the ticket came from. One's own stays rung up; another's stays in hand. */
  leavePayment(): void {
    const ticket = this.hand.ticket.peek();
    if (ticket?.state === "brouillon") {
      this.hand.clear();
      this.go("direct");
    } else this.go("queue");
  }

  /** Adds what was scanned out of place. */
  addStrays(): Promise<void> {
    return this.#found.add();
  }

  /** Asks for the payment with what was given, or gives `back` what an exchange comes to; how it ended comes by itself. */
  async pay(word: OwnersWord = NO_WORD, back: RefundMode = "especes"): Promise<void> {
    if (this.busy.peek()) return;
    this.problem.value = null;
    await this.payment.begin(word, back);
  }

  /** Lines of a paid ticket come back, for what is rung up next. */
  exchange(lines: readonly Omit<Returned, "id">[]): void {
    this.sale.ticket.bringBack(lines.map((line) => ({ ...line, id: this.client.uuid.next() })));
    this.go("direct");
  }

  /** Empties the ticket that was rung up here. */
  dropDirect(): void {
    if (!this.sale.drop()) this.notice.value = { kind: "charged" };
  }

  /** After a count: the till is closed, the next one may be opened. */
  leaveCount(): void {
    this.drawer.forget();
    this.go("queue");
    this.till.check();
  }

  /** A slow answer does not pull back who went elsewhere meanwhile, perhaps to pay another ticket: this one is in the list. */
  #toPay(ticket: HandTicket, from: Screen): void {
    if (this.screen.peek() !== from) return;
    this.notice.value = null;
    this.hand.hold(ticket);
    this.go("pay");
  }

  #lost(loss: Loss): void {
    this.sale.over(loss.ticket.id);
    this.notice.value = { kind: "loss", loss };
    if (this.screen.peek() === "pay") this.go("queue");
  }
}
