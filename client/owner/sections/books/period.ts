/** Days, months and years of the shop's calendar, by their names: `2026-11-22`, `2026-11`, `2026`. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";

export type PeriodKind = "jour" | "mois" | "annee";

export function kindOf(period: string): PeriodKind {
  return period.length === 4 ? "annee" : period.length === 7 ? "mois" : "jour";
}

/** `samedi 28 novembre 2026`, `novembre 2026`, `2026`. */
export function periodName(period: string, locale: Locale): string {
  return inWords(period, locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** `28/11/2026`, for tables. */
export function shortName(period: string, locale: Locale): string {
  return inWords(period, locale, { weekday: "short", day: "2-digit", month: "2-digit", year: "numeric" });
}

/** A date is the shop's already: no zone may move it. */
function inWords(period: string, locale: Locale, day: Intl.DateTimeFormatOptions): string {
  const kind = kindOf(period);
  if (kind === "annee") return period;
  const form: Intl.DateTimeFormatOptions = kind === "jour" ? day : { month: "long", year: "numeric" };
  return new Intl.DateTimeFormat(LANGUAGE[locale], { ...form, timeZone: "UTC" }).format(new Date(period));
}
