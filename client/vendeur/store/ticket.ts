/** The ticket in hand: kept on this machine with each change, so that a reload or a cut loses nothing. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import { lineQuantity, ONE } from "../../../shared/quantity.ts";
import { lineTotal } from "../../../shared/vat.ts";
import type { Product } from "../../catalogue/catalogue.ts";
import { followed, type FollowedLine } from "../../catalogue/followed_line.ts";
import type { KeyValueStore } from "../../network/platform.ts";

/** A batch holds the sale and one query for each line. */
export const TICKET_LINES = INPUT_LIMITS.batchQueries - 1;

export interface TicketLine extends FollowedLine {
  /** UUIDv7, the row's own id from the first moment: sent twice, it is written once. */
  readonly id: string;
  readonly label: string;
  /** Thousandths. */
  readonly quantity: number;
}

export interface Customer {
  readonly id: number;
  readonly name: string;
}

/** A ticket as the server has it: what is changed in hand is sent as the difference. */
export interface StoredTicket {
  readonly note: string | null;
  readonly customerId: number | null;
  /** Thousandths by line id. */
  readonly quantities: Readonly<Record<string, number>>;
}

export interface Hand {
  /** The sale's id; null while there is nothing in hand. */
  readonly saleId: string | null;
  /** The number that the customer was told before the ticket was taken back. */
  readonly recall: number | null;
  readonly lines: readonly TicketLine[];
  readonly note: string;
  readonly customer: Customer | null;
  /** Null for a ticket that the server does not have yet. */
  readonly stored: StoredTicket | null;
}

export const EMPTY_HAND: Hand = { saleId: null, recall: null, lines: [], note: "", customer: null, stored: null };

export class Ticket {
  readonly #hand = signal<Hand>(EMPTY_HAND);
  readonly lines: ReadonlySignal<readonly TicketLine[]> = computed(() => this.#hand.value.lines);
  /** Cents. */
  readonly total: ReadonlySignal<number> = computed(() => totalOf(this.lines.value));
  #key: string | null = null;

  constructor(readonly storage: KeyValueStore, readonly newId: () => string) {}

  get hand(): ReadonlySignal<Hand> {
    return this.#hand;
  }

  /** Whether nothing would be lost by taking another ticket in hand. */
  get empty(): boolean {
    const { saleId, note, customer } = this.#hand.peek();
    return saleId === null && note === "" && customer === null;
  }

  /** Takes up what this person had in hand here; null puts it aside. */
  open(userId: number | null): void {
    this.#key = userId === null ? null : `comptoir.ticket.${userId}`;
    this.noticed();
  }

  /** Another tab of this machine may have changed it: two tabs hold one ticket. */
  noticed(): void {
    const stored = this.#key === null ? null : this.storage.getItem(this.#key);
    if (stored !== JSON.stringify(this.#hand.peek())) this.#hand.value = readHand(stored);
  }

  /** So many thousandths more of a product; the line's id, null when the ticket is full. */
  add(product: Product, quantity: number = ONE): string | null {
    const { lines, stored } = this.#hand.value;
    // A line that the server has keeps its price: at another one it is another line.
    const line = lines.find(({ id, productId, price }) =>
      productId === product.id && (price === product.price || stored?.quantities[id] === undefined)
    );
    if (line !== undefined) {
      this.setQuantity(line.id, line.quantity + quantity);
      return line.id;
    }
    if (lines.length >= TICKET_LINES) return null;
    const { label, price } = product;
    const id = this.newId();
    this.#setLines([...lines, {
      id,
      productId: product.id,
      label,
      price,
      quantity: lineQuantity(quantity),
      was: null,
      gone: false,
    }]);
    return id;
  }

  /** Thousandths; zero removes the line. */
  setQuantity(lineId: string, quantity: number): void {
    const lines = this.#hand.value.lines.map((line) => line.id === lineId ? { ...line, quantity: lineQuantity(quantity) } : line);
    this.#setLines(lines.filter((line) => line.quantity > 0));
  }

  setNote(note: string): void {
    this.#keep({ ...this.#hand.value, note });
  }

  setCustomer(customer: Customer | null): void {
    this.#keep({ ...this.#hand.value, customer });
  }

  /** Brings lines up to the catalogue. `find` answers null for a product that is no longer on sale. */
  follow(find: (productId: number) => Product | null): void {
    const { lines, stored } = this.#hand.peek();
    const now = followed(lines, find, ({ id }) => stored?.quantities[id] !== undefined);
    if (now !== lines) this.#setLines(now);
  }

  /** Takes another ticket in hand, in the place of what is there. */
  load(hand: Hand): void {
    this.#keep(hand);
  }

  clear(): void {
    this.#keep(EMPTY_HAND);
  }

  #setLines(lines: readonly TicketLine[]): void {
    const hand = this.#hand.value;
    if (lines.length === 0 && hand.stored === null) this.#keep({ ...hand, saleId: null, lines });
    else this.#keep({ ...hand, saleId: hand.saleId ?? this.newId(), lines });
  }

  #keep(hand: Hand): void {
    this.#hand.value = hand;
    if (this.#key === null) return;
    try {
      this.storage.setItem(this.#key, JSON.stringify(hand));
    } catch {
      // A full storage costs the safety of this ticket, not the ticket.
    }
  }
}

/** Cents. */
export function totalOf(lines: readonly TicketLine[]): number {
  return lines.reduce((sum, line) => sum + lineTotal(line.quantity, line.price, 0), 0);
}

function readHand(stored: string | null): Hand {
  try {
    const hand = JSON.parse(stored ?? "null") as Partial<Hand> | null;
    return Array.isArray(hand?.lines) && "saleId" in hand ? { ...EMPTY_HAND, ...hand } : EMPTY_HAND;
  } catch {
    return EMPTY_HAND;
  }
}
