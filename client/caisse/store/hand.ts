/** The ticket that the cashier has in hand: its hold is renewed while it is looked at, and its loss is told. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Tender } from "../../../shared/tender.ts";
import type { Returned } from "./direct.ts";
import { type Loss, lostBy, lostSince } from "./loss.ts";
import { type Customer, fetchTicket, type HandTicket, type LineChange, namesOf, type QueueTicket, ticketOf } from "./rows.ts";
import type { Stray } from "./strays.ts";
import type { Tenders } from "./tenders.ts";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { NetworkClient } from "../../network/network_client.ts";

/** Milliseconds between two renewals of a hold that lasts two minutes. */
const RENEW_MS = 30_000;

export class Hand {
  readonly #ticket = signal<HandTicket | null>(null);
  #userId: number | null = null;
  #stops: Stop[] = [];
  #stopRenewal: Stop = () => {};
  #renewing: Promise<void> = Promise.resolve();
  /** A command about this ticket is under way: what the server says meanwhile is its doing. */
  #busy = false;

  /** `returnedOn` says what comes back on a ticket in exchange. */
  constructor(
    readonly client: NetworkClient,
    readonly tenders: Tenders,
    readonly onLoss: (loss: Loss) => void,
    readonly returnedOn: (saleId: string) => readonly Returned[] = () => [],
  ) {}

  /** Cents that are to be paid; negative where more comes back. */
  get due(): number {
    const ticket = this.#ticket.value;
    return ticket === null ? 0 : this.returnedOn(ticket.id).reduce((due, { cents }) => due - cents, ticket.total);
  }

  get ticket(): ReadonlySignal<HandTicket | null> {
    return this.#ticket;
  }

  start(userId: number): void {
    this.#userId = userId;
    this.#stops = [
      this.client.onChange(["ventes"], ({ changes }) => {
        const id = this.#ticket.peek()?.id;
        if (changes.some(({ key }) => key["id"] === id)) this.check();
      }),
      this.client.onReset(() => this.check()),
      // What could not be asked while the server was away is asked now.
      this.client.onState(({ phase }) => {
        if (phase === "ready") this.check();
      }),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.clear();
  }

  /** Takes a waiting ticket, for `hold`; `reason` breaks another's hold. Throws a Failure. */
  async take(ticket: Pick<QueueTicket, "id" | "seller" | "customer">, reason: string | null): Promise<HandTicket> {
    return ticketOf(await this.#command(ticket.id, "prendre", reason === null ? {} : { motif: reason }), ticket);
  }

  /** Puts it back into the queue. Throws a Failure. */
  async giveBack(reason: string): Promise<void> {
    await this.#finish("rendre", reason);
  }

  /** Throws a Failure. */
  async cancel(reason: string): Promise<void> {
    await this.#finish("annuler", reason);
  }

  hold(ticket: HandTicket): void {
    this.#ticket.value = ticket;
    this.tenders.open(ticket.id, ticket.tenders);
    this.#busy = false;
    this.#renewLater();
  }

  /** The same ticket as the server has it now; what the customer gave stays where it still fits. */
  replace(ticket: HandTicket): void {
    this.#show(ticket);
    this.#busy = false;
    this.#renewLater();
  }

  clear(): void {
    this.#stopRenewal();
    this.#ticket.value = null;
    this.tenders.close();
    this.#busy = false;
  }

  /** False when it may not be given: only cash may exceed what is left. */
  give(tender: Tender): boolean {
    return this.#ticket.peek() !== null && this.tenders.give(Math.max(0, this.due), tender);
  }

  /** Adds articles to another's ticket, each on a line of its own that may be there already. Throws a Failure. */
  async add(articles: readonly Stray[]): Promise<void> {
    await this.freeze();
    const ticket = this.#ticket.peek();
    if (ticket === null) return;
    const wanted = articles.flatMap((one) =>
      one.deposit === undefined ? [one] : [one, { ...one.deposit, quantity: one.quantity }]
    );
    const missing = wanted.filter(({ lineId }) => ticket.lines.every(({ id }) => id !== lineId));
    const lignes = missing.map(({ lineId, product, quantity, said }: Stray) => ({
      id: lineId,
      produit_id: product.id,
      quantite: quantity,
      ...said === undefined ? {} : {
        prix_unitaire_ttc: said.cents,
        ...said.label === "" ? {} : { libelle: said.label },
        ...said.tag === undefined ? {} : { etiquette: said.tag },
      },
    }));
    try {
      if (missing.length === 0) return this.resume();
      this.replace(ticketOf(await this.#command(ticket.id, "ajouter", { version: ticket.version, lignes }), namesOf(ticket)));
    } catch (error) {
      const failure = Failure.from(error);
      // An answer that was lost had added them, or the ticket changed: it is shown as it is, and the next try adds what is missing.
      if (failure.code === "stale_version") this.replace(ticketOf(failure.extras["vente"], namesOf(ticket)));
      else this.resume();
      throw failure;
    }
  }

  /** Throws a Failure. */
  change(lignes: readonly ({ readonly id: string } & LineChange)[]): Promise<void> {
    return this.#modify({ lignes });
  }

  /** Says whose ticket it is. Throws a Failure. */
  assign(customer: Customer): Promise<void> {
    return this.#modify({ client_id: customer.id }, customer);
  }

  async #modify(change: object, customer?: Customer): Promise<void> {
    await this.freeze();
    const ticket = this.#ticket.peek();
    if (ticket === null) return;
    const names = customer === undefined ? namesOf(ticket) : { ...namesOf(ticket), customer: customer.name };
    try {
      this.replace(ticketOf(await this.#command(ticket.id, "modifier", { version: ticket.version, ...change }), names));
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.code === "stale_version") this.replace(ticketOf(failure.extras["vente"], namesOf(ticket)));
      else this.resume();
      throw failure;
    }
  }

  /** From here to `hold`, `replace`, `resume` or `clear` nothing else is asked about the ticket: its version must stand still. */
  async freeze(): Promise<void> {
    this.#busy = true;
    this.#stopRenewal();
    await this.#renewing;
  }

  /** Nothing came of what it was frozen for. */
  resume(): void {
    this.#busy = false;
    this.#renewLater();
    this.check();
  }

  /** Compares with the server: another may have taken, paid or cancelled it. */
  async check(): Promise<void> {
    const before = this.#ticket.peek();
    if (before === null || this.#busy) return;
    let now: HandTicket | null;
    try {
      now = await fetchTicket(this.client, before.id);
    } catch {
      return; // The next change, renewal or payment tells, or the server when it is back.
    }
    const ticket = this.#ticket.peek();
    if (ticket?.id !== before.id || this.#busy || now === null) return;
    const lost = lostSince(ticket, now, this.#userId);
    if (lost !== null) this.lose(lost.how, lost.by);
    else if (now.version > ticket.version) this.#show({ ...now, seller: ticket.seller });
  }

  lose(how: Loss["how"], by: string): void {
    const ticket = this.#ticket.peek();
    if (ticket === null) return;
    this.clear();
    if (how === "payee" || how === "annulee") this.tenders.over(ticket.id);
    else this.tenders.release(ticket.id);
    this.onLoss({ ticket, how, by });
  }

  async #finish(action: "rendre" | "annuler", reason: string): Promise<void> {
    const ticket = this.#ticket.peek();
    if (ticket === null) return;
    await this.freeze();
    try {
      await this.tenders.sent(ticket.id);
      await this.#command(ticket.id, action, { motif: reason });
      this.clear();
      this.tenders.over(ticket.id);
    } catch (error) {
      this.resume();
      throw error;
    }
  }

  #show(ticket: HandTicket): void {
    this.#ticket.value = ticket;
    this.tenders.fit(Math.max(0, this.due));
  }

  #command(id: string, action: string, body: unknown): Promise<unknown> {
    return this.client.request("POST", `/api/ventes/${id}/${action}`, body, this.client.uuid.next());
  }

  #renewLater(): void {
    this.#stopRenewal();
    // One's own draft needs no hold.
    if (this.#ticket.peek()?.state !== "en_caisse") return;
    this.#stopRenewal = this.client.platform.after(RENEW_MS, () => {
      this.#renewing = this.#renew();
    });
  }

  async #renew(): Promise<void> {
    const ticket = this.#ticket.peek();
    if (ticket === null || this.#busy) return;
    try {
      const answer = await this.#command(ticket.id, "prendre", {});
      if (this.#ticket.peek()?.id === ticket.id) this.#show(ticketOf(answer, namesOf(ticket)));
    } catch (error) {
      const lost = lostBy(Failure.from(error));
      if (lost !== null && this.#ticket.peek()?.id === ticket.id && !this.#busy) this.lose(lost.how, lost.by);
    }
    if (!this.#busy && this.#ticket.peek()?.id === ticket.id) this.#renewLater();
  }
}
