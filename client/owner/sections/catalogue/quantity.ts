/** Quantities are thousandths; this file turns them into text for people and back. */
import type { Locale } from "../../../../shared/errors.ts";

const amount = (language: string) => new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
const FORMATS = { fr: amount("fr-FR"), en: amount("en-IE") } as const;

/** `1500` → `1,5` (fr) or `1.5` (en). */
export function formatQuantity(thousandths: number, locale: Locale): string {
  return FORMATS[locale].format(thousandths / 1000);
}

/** `"1,5"`, `"12"` → thousandths; null for anything that is no amount with at most three decimals. */
export function parseQuantity(text: string): number | null {
  const match = /^\s*(\d{1,6})(?:[.,](\d{1,3}))?\s*$/.exec(text);
  return match === null ? null : Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0"));
}
