/** The cashier's work: the till's session, the queue, the ticket in hand, payment, refund and count. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { ReceiptData } from "../../shared/receipt.ts";
import { refundCents, type Tender } from "../../shared/tender.ts";
import { DirectTicket } from "./caisse_direct.ts";
import { Hand, type Loss } from "./caisse_hand.ts";
import { fetchPaid, type PaidTicket, parseNumber } from "./caisse_refund.ts";
import { fetchQueue, fetchTicket, type QueueTicket, sameContent, ticketOf } from "./caisse_rows.ts";
import { TillSession, type XReport } from "./caisse_till.ts";
import { type CertainCommand, CertainCommands, type Known } from "./certain_commands.ts";
import { Failure } from "./failure.ts";
import { LiveList } from "./live_list.ts";
import type { NetworkClient } from "./network_client.ts";

export type Screen = "queue" | "direct" | "pay" | "paid" | "lookup" | "x" | "count" | "counted";

/** What a count answered: kept for good at the server, shown once here. Cents. */
export interface CountResult {
  readonly caisse: string;
  readonly fond: number;
  readonly attendu: number;
  readonly compte: number;
  readonly ecart: number;
}

export interface Paid {
  readonly receipt: ReceiptData & { readonly vente_id: string; readonly deja_encaisse?: boolean };
  /** It was printed here: what is printed from now on is a copy. */
  readonly printed: boolean;
}

/** Something that happened to the work in hand, to be read and closed. */
export type Notice =
  | { readonly kind: "loss"; readonly loss: Loss }
  | { readonly kind: "failure"; readonly what: CertainCommand["kind"] | "take"; readonly failure: Failure };

export class Caisse {
  readonly till: TillSession;
  readonly queue: LiveList<QueueTicket>;
  readonly hand: Hand;
  readonly direct: DirectTicket;
  readonly certain: CertainCommands;
  readonly screen = signal<Screen>("queue");
  readonly notice = signal<Notice | null>(null);
  /** Why the last payment, refund or count was refused; stays with the screen that asked. */
  readonly problem = signal<Failure | null>(null);
  readonly #paid = signal<Paid | null>(null);
  readonly #counted = signal<CountResult | null>(null);
  readonly #found = signal<PaidTicket | null>(null);
  /** The version of a ticket that was asked again by itself because only its hold had been renewed. */
  #adopted: number | null = null;

  constructor(readonly client: NetworkClient) {
    this.till = new TillSession(client);
    this.queue = new LiveList(client, ["ventes", "equipe"], () => fetchQueue(client));
    this.hand = new Hand(client, (loss) => this.#lost(loss));
    this.direct = new DirectTicket(client.platform.storage, () => client.uuid.next());
    this.certain = new CertainCommands(client, (known) => this.#known(known));
  }

  get paid(): ReadonlySignal<Paid | null> {
    return this.#paid;
  }
  get counted(): ReadonlySignal<CountResult | null> {
    return this.#counted;
  }
  get found(): ReadonlySignal<PaidTicket | null> {
    return this.#found;
  }

  start(userId: number): void {
    this.go("queue");
    this.queue.start();
    this.hand.start(userId);
    this.direct.open(userId);
    this.certain.start(userId);
    this.till.check();
  }

  stop(): void {
    this.queue.stop();
    this.hand.stop();
    this.direct.open(null);
    this.certain.stop();
    this.till.stop();
    this.go("queue");
    this.#paid.value = this.#counted.value = null;
    this.notice.value = null;
  }

  /** Another tab of this machine has stored something. */
  noticed(): void {
    this.direct.read();
  }

  go(screen: Screen): void {
    this.problem.value = null;
    this.#found.value = null;
    this.screen.value = screen;
  }

  /** Takes a waiting ticket to be paid; `reason` breaks another's hold. Throws a Failure. */
  async take({ id, seller }: Pick<QueueTicket, "id" | "seller">, reason: string | null): Promise<void> {
    await this.hand.take(id, seller, reason);
    this.notice.value = null;
    this.go("pay");
  }

  /** Throws a Failure. */
  async giveBack(reason: string): Promise<void> {
    await this.hand.giveBack(reason);
    this.go("queue");
  }

  /** Throws a Failure. */
  async cancel(reason: string): Promise<void> {
    const own = this.hand.ticket.peek()?.id === this.direct.saleId;
    await this.hand.cancel(reason);
    if (own) this.direct.clear();
    this.go("queue");
  }

  /** Writes the ticket that was rung up here, and goes on to its payment. Throws a Failure. */
  async payDirect(): Promise<void> {
    await this.#write();
    const ticket = await fetchTicket(this.client, this.direct.saleId);
    if (ticket === null) throw new Failure("unexpected_answer");
    this.hand.hold(ticket);
    this.go("pay");
  }

  /** Puts the ticket that was rung up here into the queue, and answers its recall number. Throws a Failure. */
  async parkDirect(): Promise<number> {
    await this.#write();
    const path = `/api/ventes/${this.direct.saleId}/envoyer`;
    const answer = await this.client.request("POST", path, {}, this.client.uuid.next());
    this.direct.clear();
    return Number((answer as { rappel: number }).rappel);
  }

  /** Empties the ticket that was rung up here; a draft that the server has of it is cancelled. */
  dropDirect(): void {
    const { saleId, written } = this.direct;
    this.direct.clear();
    if (written) {
      this.client.write([{ type: "update", query: "UPDATE ventes SET etat = 'annulee' WHERE id = ?", params: [saleId] }]);
    }
  }

  /** From the payment back to where the ticket came from. One's own stays rung up; another's stays in hand. */
  leavePayment(): void {
    const ticket = this.hand.ticket.peek();
    if (ticket?.state === "brouillon") {
      this.hand.clear();
      this.go("direct");
    } else this.go("queue");
  }

  /** Asks for the payment with what was given; how it ended comes by itself. */
  async pay(): Promise<void> {
    const ticket = this.hand.ticket.peek();
    if (ticket === null || this.certain.underWay.peek() !== null) return;
    this.problem.value = null;
    await this.hand.freeze();
    // Read anew: a renewal that was under way may have ended meanwhile.
    const { id, version, total } = this.hand.ticket.peek() ?? ticket;
    const paiements = this.hand.tenders.peek().map(({ mode, amount }) => ({ mode, montant: amount }));
    this.certain.run("encaisser", `/api/ventes/${id}/encaisser`, { version, paiements }, total);
  }

  /** One more copy of a paid ticket, numbered. Throws a Failure. */
  async duplicate(saleId: string): Promise<ReceiptData> {
    const path = `/api/ventes/${saleId}/duplicata`;
    return await this.client.request("POST", path, {}, this.client.uuid.next()) as ReceiptData;
  }

  notePrinted(): void {
    const paid = this.#paid.peek();
    if (paid !== null) this.#paid.value = { ...paid, printed: true };
  }

  /** Looks a paid ticket up by what is printed on it; false when there is none. Throws a Failure. */
  async find(text: string): Promise<boolean> {
    const till = this.till.state.peek();
    const wanted = parseNumber(text, till.kind === "open" ? till.name : "");
    this.#found.value = wanted === null ? null : await fetchPaid(this.client, wanted.till, wanted.number);
    return this.#found.peek() !== null;
  }

  forget(): void {
    this.#found.value = null;
    this.problem.value = null;
  }

  /** `quantities`: thousandths by line id. */
  refund(quantities: ReadonlyMap<string, number>, mode: Tender["mode"], reason: string): void {
    const ticket = this.#found.peek();
    if (ticket === null) return;
    this.problem.value = null;
    const lines = ticket.lines.flatMap((line) => {
      const quantity = quantities.get(line.id) ?? 0;
      return quantity > 0 ? [{ line, quantity }] : [];
    });
    const total = lines.reduce((sum, { line, quantity }) => sum + refundCents(line, quantity), 0);
    this.certain.run("rembourser", `/api/ventes/${ticket.id}/rembourser`, {
      avoir_id: this.client.uuid.next(),
      lignes: lines.map(({ line, quantity }) => ({ id: this.client.uuid.next(), ligne_id: line.id, quantite: quantity })),
      paiements: total === 0 ? [] : [{ mode, montant: total }],
      motif: reason,
    }, total);
  }

  /** `float` in cents. */
  openTill(name: string, float: number): void {
    this.problem.value = null;
    this.certain.run("ouvrir", `/api/caisses/${encodeURIComponent(name)}/ouvrir`, { fond: float }, float);
  }

  /** `count`: pieces by face value in cents. */
  closeTill(count: Readonly<Record<string, number>>, reason: string): void {
    const till = this.till.state.peek();
    if (till.kind !== "open") return;
    this.problem.value = null;
    const comptage = Object.fromEntries(Object.entries(count).filter(([, pieces]) => pieces > 0));
    const body = { comptage, ...(reason.trim() === "" ? {} : { motif: reason.trim() }) };
    this.certain.run("fermer", `/api/caisses/${encodeURIComponent(till.name)}/fermer`, body);
  }

  /** After a count: the till is closed, the next one may be opened. */
  leaveCount(): void {
    this.#counted.value = null;
    this.go("queue");
    this.till.check();
  }

  /** Throws a Failure. */
  async report(): Promise<XReport> {
    const till = this.till.state.peek();
    return await this.till.report(till.kind === "open" ? till.name : "");
  }

  /** The draft of what was rung up here. Written twice, it is there once. */
  async #write(): Promise<void> {
    try {
      await this.client.batch(this.direct.queries());
      this.direct.noteWritten();
    } catch (error) {
      const state = Failure.from(error).status === 0 ? null : await fetchTicket(this.client, this.direct.saleId);
      // Paid or cancelled from another tab of this machine: it is over here as well.
      if (state?.state === "payee" || state?.state === "annulee") {
        this.direct.clear();
        this.#lost({ ticket: state, how: state.state, by: "" });
      }
      throw error;
    }
  }

  #lost(loss: Loss): void {
    if (loss.ticket.id === this.direct.saleId) this.direct.clear();
    this.notice.value = { kind: "loss", loss };
    if (this.screen.peek() === "pay") this.go("queue");
  }

  #known(known: Known): void {
    if (known.kind === "refused") return this.#refused(known.command, known.failure);
    const { command, answer } = known;
    this.#adopted = null;
    if (command.kind === "ouvrir") {
      this.go("queue");
      return this.till.opened((answer as { caisse: string }).caisse);
    }
    if (command.kind === "fermer") {
      this.#counted.value = answer as CountResult;
      return this.go("counted");
    }
    const receipt = answer as Paid["receipt"];
    if (receipt.vente_id === this.direct.saleId) this.direct.clear();
    this.hand.clear();
    this.#paid.value = { receipt, printed: false };
    this.go("paid");
  }

  #refused({ kind, path }: CertainCommand, failure: Failure): void {
    if (failure.code === "till_closed" || failure.code === "till_open") this.till.check();
    const ticket = this.hand.ticket.peek();
    if (kind !== "encaisser" || ticket === null || !path.includes(ticket.id)) {
      // The page that asked is gone, or it shows the problem itself.
      if (kind === "encaisser") this.notice.value = { kind: "failure", what: kind, failure };
      else this.problem.value = failure;
      return;
    }
    const { code, extras } = failure;
    if (code === "ticket_locked") return this.hand.lose("taken", String(extras["par"] ?? ""));
    if (code === "invalid_state" || code === "not_found") return this.hand.lose("annulee", "");
    this.problem.value = failure;
    if (code !== "stale_version") return this.hand.resume();
    const now = ticketOf(extras["vente"], ticket.seller);
    // Only the hold was renewed, and that answer was lost: the customer pays the same for the same.
    const again = sameContent(now, ticket) && this.#adopted !== now.version;
    this.hand.replace(now);
    if (!again) return;
    this.#adopted = now.version;
    this.pay();
  }
}
