/** What a scan comes to: an article and how much of it, or why it does not. */
import type { Bilingual } from "../../shared/errors.ts";
import type { Product } from "../catalogue/catalogue.ts";

/**
 * `away`: nobody could be asked. `unsold`: known, but no longer on sale. `full`: no room on the ticket. What else there is to say comes with what reads such codes,
 * in its own words.
 */
export type ScanTrouble = "unknown" | "away" | "unsold" | "full" | Bilingual;

/** The price of one, so that the line comes to what the code says. */
export interface CodedPrice {
  /** Cents. */
  readonly cents: number;
  /** Empty: the article has its own name. */
  readonly label: string;
  /** The scale's label that says it. */
  readonly tag: string;
}

export interface FoundCode {
  readonly product: Product;
  /** Thousandths; null where a person must say how many. */
  readonly quantity: number | null;
  /** The code says how much was weighed: one of it is none that nobody said. */
  readonly measured?: boolean;
  /** What is told of it all the same. */
  readonly note: Bilingual | null;
  /** Where the code says its price. */
  readonly said?: CodedPrice;
  /** What comes to something has none. */
  readonly trouble?: never;
}

/** Why a code comes to nothing, and the article's name where it is known. */
export interface RefusedCode {
  readonly trouble: ScanTrouble;
  readonly label: string | null;
}
