/** What a shop's server asks head office through the process that speaks there, a line of JSON each way. */
import type { TroubleCode } from "./trouble.ts";

/** What other shops have of an article, by the codes of one piece of it. */
export interface StockInquiry {
  readonly ask: "stock";
  readonly codes: readonly string[];
}

/** What a voucher or gift card is worth that is shared in the chain. */
export interface VoucherInquiry {
  readonly ask: "voucher";
  readonly code: string;
  /** Whether it is one of this shop's. */
  readonly own: boolean;
}

/** So many cents of one are held for a payment. */
export interface ReserveInquiry {
  readonly ask: "reserve";
  readonly code: string;
  readonly own: boolean;
  readonly cents: number;
  /** The payment's own name of it: asked twice, it is held once. */
  readonly key: string;
}

export type Inquiry = StockInquiry | VoucherInquiry | ReserveInquiry;

/** An article of another shop, as that one told it last. */
export interface StockElsewhere {
  /** The shop's key and name at head office. */
  readonly shop: string;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Thousandths, as text: a stock may be beyond what is exact here. */
  readonly quantity: string;
  /** When that shop told that it is so, RFC 3339. */
  readonly at: string;
}

export interface VoucherElsewhere {
  /** The shop that gave it: its key and name at head office. */
  readonly shop: string;
  readonly name: string;
  readonly kind: string;
  /** Cents that it was given for, and that nobody has taken or holds. */
  readonly given: number;
  readonly left: number;
}

/** `left`: cents besides what is held. `over`: it was held once, and given back. */
export type Reserved =
  | { readonly state: "reserved" | "exceeded"; readonly shop: string; readonly name: string; readonly left: number }
  | { readonly state: "unknown" | "over" };

/** By what is asked. */
export interface Replies {
  /** null for none that is shared. */
  readonly voucher: VoucherElsewhere | null;
  readonly reserve: Reserved;
  readonly stock: readonly StockElsewhere[];
}
export type ReplyTo<I extends Inquiry> = Replies[I["ask"]];

/** In: what is asked, by a number of the server's own. */
export interface AskedLine {
  readonly id: number;
  readonly inquiry: Inquiry;
}

/** Out: its answer, or why there is none. */
export interface AnsweredLine {
  readonly type: "answer";
  readonly id: number;
  readonly reply: unknown;
  readonly trouble: { readonly code: TroubleCode; readonly told: string } | null;
}
