/** The fixed words of a receipt. Each language is a file of its own: a page fetches the one that it speaks. */
import { receiptEn } from "./words_en.ts";
import { receiptFr, type ReceiptWords } from "./words_fr.ts";

export type { ReceiptWords };

export function receiptWords(locale: "fr" | "en"): ReceiptWords {
  return locale === "fr" ? receiptFr : receiptEn;
}
