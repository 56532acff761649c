/** Tickets on their way to the server, as they were in hand: kept until the server has decided about each. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { KeyValueStore } from "../../network/platform.ts";
import type { Hand } from "./ticket.ts";

export interface SendingTicket {
  readonly saleId: string;
  readonly hand: Hand;
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
  #prefix: string | null = null;

  constructor(readonly storage: KeyValueStore) {}

  get rows(): ReadonlySignal<readonly SendingTicket[]> {
    return this.#rows;
  }

  open(userId: number | null): void {
    this.#prefix = userId === null ? null : `comptoir.sending.${userId}.`;
    this.noticed();
  }

  /** Another tab has added to them or taken some away. One item each: two tabs share the storage without a lock. */
  noticed(): void {
    const { storage } = this;
    const prefix = this.#prefix;
    const keys = Array.from({ length: prefix === null ? 0 : storage.length }, (_, at) => storage.key(at));
    const found = keys.filter((key) => key?.startsWith(prefix!)).flatMap((key) => this.#read(key!));
    if (found.length > 0 || this.#rows.peek().length > 0) this.#rows.value = found.sort((a, b) => a.at - b.at);
  }

  byKey(key: string): SendingTicket | null {
    return this.#rows.peek().find(({ keys }) => keys.includes(key)) ?? null;
  }

  keep(ticket: SendingTicket): void {
    try {
      this.storage.setItem(this.#prefix + ticket.saleId, JSON.stringify(ticket));
    } catch {
      // The writes themselves are stored; only the view of them would not survive a reload.
    }
    this.#rows.value = [...this.#rows.peek().filter(({ saleId }) => saleId !== ticket.saleId), ticket];
  }

  drop(saleId: string): void {
    this.storage.removeItem(this.#prefix + saleId);
    this.#rows.value = this.#rows.peek().filter((ticket) => ticket.saleId !== saleId);
  }

  #read(key: string): SendingTicket[] {
    try {
      return [JSON.parse(this.storage.getItem(key) ?? "") as SendingTicket];
    } catch {
      return [];
    }
  }
}
