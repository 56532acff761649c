/** Tickets on their way to the server, as they were in hand: kept until the server has decided about each. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { KeyValueStore } from "../../network/platform.ts";
import { Shelf } from "../../network/shelf.ts";
import type { TicketInHand } from "./ticket.ts";

export interface SendingTicket {
  readonly saleId: string;
  readonly hand: TicketInHand;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** To the till; false: only put aside. */
  readonly toTill: boolean;
  /** The Idempotency-Keys of its writes in the outbox, in their order; the last one is the command's, if it goes to the till. */
  readonly keys: readonly string[];
  /** Why the server did not take it, as a sentence; null while it may. */
  readonly refused: string | null;
}

export class SendingTickets {
  readonly #rows = signal<readonly SendingTicket[]>([]);
  /** The signed-in person's; null while there is none. */
  #shelf: Shelf<SendingTicket> | null = null;

  constructor(readonly storage: KeyValueStore) {}

  get rows(): ReadonlySignal<readonly SendingTicket[]> {
    return this.#rows;
  }

  open(userId: number | null): void {
    this.#shelf = userId === null ? null : new Shelf(this.storage, `comptoir.sending.${userId}.`);
    this.noticed();
  }

  /** Another tab has added to them or taken some away. */
  noticed(): void {
    const found = this.#shelf?.list() ?? [];
    if (found.length > 0 || this.#rows.peek().length > 0) this.#rows.value = found.sort((a, b) => a.at - b.at);
  }

  byKey(key: string): SendingTicket | null {
    return this.#rows.peek().find(({ keys }) => keys.includes(key)) ?? null;
  }

  keep(ticket: SendingTicket): void {
    // The writes themselves are stored; with a full storage only the view of them would not survive a reload.
    this.#shelf?.put(ticket.saleId, ticket);
    this.#rows.value = [...this.#rows.peek().filter(({ saleId }) => saleId !== ticket.saleId), ticket];
  }

  drop(saleId: string): void {
    this.#shelf?.remove(saleId);
    this.#rows.value = this.#rows.peek().filter((ticket) => ticket.saleId !== saleId);
  }
}
