/** Amounts where only their size matters, and how one stands to another. Exact ones are written by shared/money.ts. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";

/** `125000` → `1 250 €`. */
export function formatEuros(cents: number, locale: Locale): string {
  return new Intl.NumberFormat(LANGUAGE[locale], { style: "currency", currency: "EUR", maximumFractionDigits: 0 }).format(
    cents / 100,
  );
}

/** `0.125` → `13 %`; with its sign, `+13 %`. */
export function formatRate(rate: number, locale: Locale, signed = false): string {
  const signDisplay = signed ? "exceptZero" : "auto";
  return new Intl.NumberFormat(LANGUAGE[locale], { style: "percent", maximumFractionDigits: 0, signDisplay }).format(rate);
}

/** Thousandths: `1500` → `1,5`. */
export function formatQuantity(thousandths: number, locale: Locale): string {
  return new Intl.NumberFormat(LANGUAGE[locale], { maximumFractionDigits: 3 }).format(thousandths / 1000);
}
