/** What a seller does with tickets: send to the till, put aside, take back, cancel; and those that wait. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import { LiveList } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Outcome } from "../../network/entry.ts";
import type { RowId } from "../../network/row_ids.ts";
import { totalOfTicket } from "../../ticket/draft.ts";
import type { Ticket, TicketInHand } from "./ticket.ts";
import { ticketQueries } from "./ticket_queries.ts";
import { answeredLines, answeredRecall, fetchLines, fetchOwnTickets, handOf, OWN, type OwnTicket } from "./ticket_rows.ts";
import { SendingTickets } from "./ticket_sending.ts";

/** The ticket sent last, for its number to be told to the customer. */
export interface LastSent {
  readonly saleId: string;
  /** Null until the server has said that it has the ticket. */
  readonly recall: number | null;
  /** Cents. */
  readonly total: number;
}

export class TicketDesk {
  readonly own: LiveList<OwnTicket>;
  readonly sending: SendingTickets;
  /** Null once the next ticket has begun. */
  readonly last: ReadonlySignal<LastSent | null> = computed(() => {
    const last = this.#last.value;
    if (last === null || last.recall !== null) return last;
    // Its answer went to another tab, or is late: the list has the number as well.
    const row = this.own.rows.value?.find(({ id, state }) => id === last.saleId && state !== "brouillon");
    return row === undefined ? last : { ...last, recall: row.recall };
  });
  readonly #last = signal<LastSent | null>(null);
  #userId: number | null = null;
  #stops: Stop[] = [];

  constructor(readonly client: NetworkClient, readonly ticket: Ticket) {
    this.sending = new SendingTickets(client.platform.storage);
    const fetchOwn = async (ids?: readonly RowId[]) =>
      this.#userId === null ? [] : await fetchOwnTickets(client, this.#userId, ids);
    this.own = new LiveList(client, ["ventes", "equipe", "clients"], fetchOwn, OWN);
  }

  start(userId: number): void {
    this.stop();
    this.#userId = userId;
    this.sending.open(userId);
    this.#stops = [this.client.outbox.settled.add((outcome) => this.#settled(outcome))];
    this.#dropSettled();
    this.own.start();
  }

  /** Another tab of this machine has sent something, or stored it. */
  noticed(): void {
    this.sending.noticed();
    this.#dropSettled();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#userId = null;
    this.#last.value = null;
    this.sending.open(null);
    this.own.stop();
  }

  forgetLast(): void {
    this.#last.value = null;
  }

  /** Sends the ticket in hand to the till, whenever the server can be reached. Throws `outbox_full`: it stays in hand. */
  send(): void {
    const hand = this.ticket.hand.peek();
    if (hand.saleId === null || hand.lines.length === 0) return;
    this.#store(hand, true);
    this.#last.value = { saleId: hand.saleId, recall: null, total: totalOfTicket(hand) };
  }

  /** Stores the ticket in hand as a draft and empties the hand. Throws `outbox_full`. */
  putAside(): void {
    const hand = this.ticket.hand.peek();
    if (hand.saleId === null) return this.ticket.clear();
    this.#store(hand, false);
  }

  /** Takes a waiting ticket in hand; what was there is put aside. Throws a Failure. */
  async takeBack(own: OwnTicket): Promise<void> {
    const lines = own.state === "brouillon"
      ? await fetchLines(this.client, own.id)
      : answeredLines(await this.client.request("POST", `/api/ventes/${own.id}/reprendre`, {}, this.client.uuid.next()));
    if (!this.ticket.empty) this.putAside();
    this.#last.value = null;
    this.ticket.load(handOf(own, lines));
    await this.own.refresh();
  }

  /** Takes a ticket that the server refused in hand again, to be put right. */
  takeRefused(saleId: string): void {
    const refused = this.sending.rows.peek().find((row) => row.saleId === saleId);
    if (refused === undefined) return;
    if (!this.ticket.empty) this.putAside();
    this.sending.drop(saleId);
    this.ticket.load(refused.hand);
  }

  /** The same for one at which the server has failed, unless it has the ticket after all. Throws a Failure. */
  async takeStuck(saleId: string): Promise<void> {
    const { outbox } = this.client;
    const row = this.sending.rows.peek().find((candidate) => candidate.saleId === saleId);
    if (row === undefined) return;
    const isNew = row.hand.stored === null;
    const known = isNew && (await this.client.query("select", "SELECT 1 FROM ventes WHERE id = ?", [saleId])).rows.length > 0;
    if (!known) this.takeRefused(saleId);
    for (const entry of outbox.list()) if (row.keys.includes(entry.key)) outbox.discard(entry.key);
    if (known) await this.own.refresh();
  }

  /** Sends a ticket again at which the server has failed. */
  retry(saleId: string): void {
    const keys = this.sending.rows.peek().find((row) => row.saleId === saleId)?.keys ?? [];
    for (const entry of this.client.outbox.list()) if (keys.includes(entry.key)) this.client.outbox.retry(entry);
  }

  /** Throws a Failure. */
  async cancel(saleId: string, reason: string): Promise<void> {
    await this.client.request("POST", `/api/ventes/${saleId}/annuler`, { motif: reason }, this.client.uuid.next());
    if (this.ticket.hand.peek().saleId === saleId) this.ticket.clear();
    await this.own.refresh();
  }

  #store(hand: TicketInHand, toTill: boolean): void {
    const saleId = hand.saleId!;
    const queries = ticketQueries(hand);
    const writes: { path: string; body: unknown }[] = [];
    for (let at = 0; at < queries.length; at += INPUT_LIMITS.batchQueries) {
      const some = queries.slice(at, at + INPUT_LIMITS.batchQueries);
      writes.push({ path: "/api/query", body: { type: "batch", queries: some } });
    }
    if (toTill) writes.push({ path: `/api/ventes/${saleId}/envoyer`, body: {} });
    // A ticket half stored would be neither here nor there.
    const keys = this.client.outbox.addAll(writes, saleId).map(({ entry }) => entry.key);
    if (keys.length > 0) {
      this.sending.keep({ saleId, hand, at: this.client.platform.wallClock(), toTill, keys, refused: null });
    }
    this.ticket.clear();
  }

  /** What went out while another page, or another person's session, was looking. */
  #dropSettled(): void {
    for (const { saleId, keys, refused } of this.sending.rows.peek()) {
      if (refused === null && !this.#waits(keys)) this.sending.drop(saleId);
    }
  }

  #waits(keys: readonly string[]): boolean {
    return this.client.outbox.list().some(({ key }) => keys.includes(key));
  }

  #settled(outcome: Outcome): void {
    const { entry, kind } = outcome;
    const ticket = this.sending.byKey(entry.key);
    if (ticket === null) return;
    const { saleId, keys } = ticket;
    // It stays among the tickets, and its person decides: it is on its way no more.
    if (kind === "stuck" && this.#last.peek()?.saleId === saleId) this.#last.value = null;
    if (kind === "stuck" || (kind === "gone" && this.#waits(keys))) return;
    if (kind === "gone") return this.sending.drop(saleId);
    if (kind === "refused") return this.#refused(ticket.saleId, outcome.failure, keys);
    if (kind !== "done" || entry.key !== keys.at(-1)) return;
    if (ticket.toTill && this.#last.peek()?.saleId === saleId) {
      this.#last.value = { ...this.#last.peek()!, recall: answeredRecall(outcome.answer) };
    }
    // Shown as on its way until the server's own list has it: no moment in which it is nowhere.
    this.own.refresh().then(() => this.sending.drop(saleId));
  }

  /** What would come after a refused write has lost its ground. The ticket comes back to hand, if that is free. */
  #refused(saleId: string, failure: Failure, keys: readonly string[]): void {
    const ticket = this.sending.rows.peek().find((row) => row.saleId === saleId)!;
    for (const key of keys) this.client.outbox.discard(key);
    if (this.#last.peek()?.saleId === saleId) this.#last.value = null;
    if (!this.ticket.empty) return this.sending.keep({ ...ticket, refused: failure.detail ?? failure.code });
    this.sending.drop(saleId);
    this.ticket.load(ticket.hand);
  }
}
