/** Money is an integer number of cents; this file turns it into text for people and back. */
import { LANGUAGE } from "./language.ts";

/** Made when first asked for, and once: making the first takes a hundredth of a second, and most threads of the server never ask. */
const formats: { fr?: Intl.NumberFormat; en?: Intl.NumberFormat } = {};

/** `1250` → `12,50 €` (fr) or `€12.50` (en). `cents` is an integer. */
export function formatCents(cents: number, locale: "fr" | "en"): string {
  const format = formats[locale] ??= new Intl.NumberFormat(LANGUAGE[locale], {
    style: "currency",
    currency: "EUR",
  });
  return format.format(cents / 100);
}

/** `"12,50"`, `"12.5"` or `"12"` → cents; null for anything that is no amount with at most two decimals. */
export function parseCents(text: string): number | null {
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*€?\s*$/.exec(text);
  if (match === null) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

/** Basis points: `20 %`. */
export function rateText(rate: number, locale: "fr" | "en"): string {
  const percent = String(rate / 100);
  return `${locale === "fr" ? percent.replace(".", ",") : percent}\u00a0%`;
}

/** `-1250` → `-12,50`: as files have it, for spreadsheets in French and for the accountant's programs. */
export function plainEuros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
