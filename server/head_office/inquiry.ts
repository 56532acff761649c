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

/** The other shops of the chain. */
export interface ShopsInquiry {
  readonly ask: "shops";
}

/** What is under way to this shop and from it; `received`: ids of what it has received lately. */
export interface TransfersInquiry {
  readonly ask: "transfers";
  readonly received: readonly string[];
}

/** What another shop has sent here and was not received. */
export interface TransferInquiry {
  readonly ask: "transfer";
  readonly id: string;
  /** The shop that sent it. */
  readonly from: string;
}

/** Nobody takes this shop's vouchers any more. */
export interface WithdrawInquiry {
  readonly ask: "withdraw";
}

export type Inquiry =
  | WithdrawInquiry
  | StockInquiry
  | VoucherInquiry
  | ReserveInquiry
  | ShopsInquiry
  | TransfersInquiry
  | TransferInquiry;

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

/** A shop's key and name at head office. */
export interface ChainShop {
  readonly shop: string;
  readonly name: string;
}

export interface SentLine {
  /** From 0 on. */
  readonly place: number;
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  /** Thousandths, as text: that left, and that came; null while that is not known. */
  readonly quantity: string;
  readonly received: string | null;
}

/** `shop` and `name` are the other shop's. */
export interface SentTransfer extends ChainShop {
  readonly id: string;
  /** When it left, RFC 3339. */
  readonly at: string;
  readonly lines: readonly SentLine[];
}

export interface Transfers {
  readonly incoming: readonly SentTransfer[];
  /** The latest first. */
  readonly outgoing: readonly SentTransfer[];
}

/** By what is asked. */
export interface Replies {
  /** null for none that is shared. */
  readonly voucher: VoucherElsewhere | null;
  readonly reserve: Reserved;
  readonly withdraw: null;
  readonly shops: readonly ChainShop[];
  readonly transfers: Transfers;
  readonly transfer: SentTransfer | null;
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
