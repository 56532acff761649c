/** What an article is sold by, and how much of it and its price are written. Quantities are thousandths: 1250 is 1.250 kg. */
import type { Locale } from "./errors.ts";
import { formatCents } from "./money.ts";
import { formatQuantity, ONE } from "./quantity.ts";

export const UNITS = ["piece", "kg", "l", "m"] as const;
export type Unit = (typeof UNITS)[number];

/** What a row says; older ones say nothing and mean pieces. */
export function unitOf(stored: unknown): Unit {
  return UNITS.find((unit) => unit === stored) ?? "piece";
}

/** Whether it is weighed or measured rather than counted. */
export function isMeasured(unit: Unit): boolean {
  return unit !== "piece";
}

/** `3`, or `1,250 kg`: what a scale shows is written whole, in one piece. */
export function formatMeasure(thousandths: number, unit: Unit, locale: Locale): string {
  if (!isMeasured(unit)) return formatQuantity(thousandths, locale);
  const text = (thousandths / ONE).toFixed(3);
  return `${locale === "fr" ? text.replace(".", ",") : text}\u00a0${unit}`;
}

/** `2,40 €`, or `2,40 €/kg`. */
export function formatUnitPrice(cents: number, unit: Unit, locale: Locale): string {
  return isMeasured(unit) ? `${formatCents(cents, locale)}/${unit}` : formatCents(cents, locale);
}

/** `2 × 1,20 €`, or `1,250 kg × 2,40 €/kg`. */
export function formatTimes(thousandths: number, cents: number, unit: Unit, locale: Locale): string {
  return `${formatMeasure(thousandths, unit, locale)} × ${formatUnitPrice(cents, unit, locale)}`;
}
