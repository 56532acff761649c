/** What a scan comes to: an article and how much of it, or why it does not. */
import type { Bilingual } from "../../shared/errors.ts";
import type { Product } from "../catalogue/catalogue.ts";

/**
 * `misread`: the check digit is wrong. `unsold`: known, but no longer on sale. `full`: no room on the ticket. What else there is to say
 * comes with what reads such codes, in its own words.
 */
export type ScanTrouble = "unknown" | "misread" | "unsold" | "full" | Bilingual;

export interface FoundCode {
  readonly product: Product;
  /** Thousandths; null where a person must say how many. */
  readonly quantity: number | null;
  /** What is told of it all the same. */
  readonly note: Bilingual | null;
}

/** Why a code comes to nothing, and the article's name where it is known. */
export interface RefusedCode {
  readonly trouble: ScanTrouble;
  readonly label: string | null;
}
