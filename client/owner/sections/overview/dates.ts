/** The shop's dates (`2026-11-28`) as people say them. They are no moments: no time zone moves them. */
import { daysFrom } from "../../../../shared/days.ts";
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";

const FORMS = {
  long: { weekday: "long", day: "numeric", month: "long" },
  short: { weekday: "long", day: "numeric" },
  dated: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  dayAndMonth: { day: "numeric", month: "short" },
  month: { month: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export function formatDay(date: string, locale: Locale, form: keyof typeof FORMS): string {
  return new Intl.DateTimeFormat(LANGUAGE[locale], { ...FORMS[form], timeZone: "UTC" }).format(new Date(date));
}

/** Every date from one to another, both included. */
export function datesBetween(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => daysFrom(first, at));
}
