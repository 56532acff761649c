/** What a shop's server asks head office through the process that speaks there, a line of JSON each way. */
import type { TroubleCode } from "./trouble.ts";

/** What other shops have of an article, by the codes of one piece of it. */
export interface StockInquiry {
  readonly ask: "stock";
  readonly codes: readonly string[];
}

export type Inquiry = StockInquiry;

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

/** By what is asked. */
export interface Replies {
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
