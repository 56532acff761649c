/** Numbers as people type them into a field, with the decimals of the page's language. */
import type { Locale } from "../../shared/errors.ts";

/** Cents as an amount: `12,50`, or `12.50` in English. */
export function typedCents(cents: number, locale: Locale): string {
  return typedDecimal((cents / 100).toFixed(2), locale);
}

/** `text` as JavaScript writes a number: `12.5`. */
export function typedDecimal(text: string, locale: Locale): string {
  return locale === "fr" ? text.replace(".", ",") : text;
}
