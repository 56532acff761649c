/** The seller's ticket in hand: new, or one that was taken back and is sent again as the difference. */
import type { ReadonlySignal } from "@preact/signals";
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import type { Product } from "../../catalogue/catalogue.ts";
import type { KeyValueStore } from "../../network/platform.ts";
import { type Discount, NO_DISCOUNT } from "../../ticket/discount.ts";
import { asStored, type DraftLine, TicketDraft } from "../../ticket/draft.ts";

/** A batch holds the sale and one query for each line. */
export const TICKET_LINES = INPUT_LIMITS.batchQueries - 1;

export type TicketLine = DraftLine;

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
  /** By line id; absent from what an older page stored, which changed none. */
  readonly discounts?: Readonly<Record<string, Discount>>;
  /** Cents by line id; absent likewise. */
  readonly prices?: Readonly<Record<string, number>>;
}

export interface TicketInHand {
  /** The sale's id; null while there is nothing in hand. */
  readonly saleId: string | null;
  /** The number that the customer was told before the ticket was taken back. */
  readonly recall: number | null;
  /** That number's day. */
  readonly day: string | null;
  readonly lines: readonly TicketLine[];
  /** Off the whole ticket, as a cashier gave it. */
  readonly discount: Discount;
  readonly note: string;
  readonly customer: Customer | null;
  /** Null for a ticket that the server does not have yet. */
  readonly stored: StoredTicket | null;
}

export const EMPTY_HAND: TicketInHand = {
  saleId: null,
  recall: null,
  day: null,
  lines: [],
  discount: NO_DISCOUNT,
  note: "",
  customer: null,
  stored: null,
};

export class Ticket extends TicketDraft<TicketLine, TicketInHand> {
  constructor(storage: KeyValueStore, newId: () => string) {
    super(storage, "comptoir.ticket.", newId, EMPTY_HAND, TICKET_LINES);
  }

  get hand(): ReadonlySignal<TicketInHand> {
    return this.state;
  }

  /** Whether nothing would be lost by taking another ticket in hand. */
  get empty(): boolean {
    const { saleId, note, customer } = this.hand.peek();
    return saleId === null && note === "" && customer === null;
  }

  setNote(note: string): void {
    this.keep({ ...this.hand.peek(), note });
  }

  setCustomer(customer: Customer | null): void {
    this.keep({ ...this.hand.peek(), customer });
  }

  giveDiscount(lineId: string, discount: Discount): void {
    this.change(lineId, (line) => ({ ...line, discount }));
  }

  /** Takes another ticket in hand, in the place of what is there. */
  load(hand: TicketInHand): void {
    this.keep(asStored(hand));
  }

  protected override begun(line: DraftLine): TicketLine {
    return line;
  }

  /** A line that the server has keeps its price: at another one it is another line. So many euros off are off what is there. */
  protected override takesMore(line: TicketLine, { price }: Product): boolean {
    const { cents, rate } = line.discount;
    return (line.price === price || !this.priced(line)) && (rate > 0 || cents === 0);
  }

  protected override priced({ id }: TicketLine): boolean {
    return this.hand.peek().stored?.quantities[id] !== undefined;
  }

  protected override understood(stored: TicketInHand): TicketInHand {
    return "saleId" in stored ? { ...EMPTY_HAND, ...stored } : EMPTY_HAND;
  }

  protected override settled(hand: TicketInHand): TicketInHand {
    if (hand.lines.length > 0) return { ...hand, saleId: hand.saleId ?? this.newId() };
    return hand.stored === null ? { ...hand, saleId: null } : hand;
  }
}
