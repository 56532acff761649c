/** Recall numbers begin at 1 each day: one of another day says of which. */
import type { Locale } from "../../../shared/errors.ts";
import { inZone } from "../../../shared/time_zone.ts";
import { shopDay } from "./shop_clock.ts";
import { formatDay } from "./words.ts";

export interface Recall {
  readonly recall: number | null;
  /** The number's day, `2026-11-22`; null where it is not known, and taken for today's. */
  readonly day: string | null;
}

/** Two words in each language, for every role: not worth a file that is fetched. */
const WORDS = {
  fr: { yesterday: "hier", ofYesterday: "d’hier", of: "du" },
  en: { yesterday: "yesterday", ofYesterday: "of yesterday", of: "of" },
} as const;

/** `hier`, or the date of a day before; null for today's number. */
export function recallDay(ticket: Recall, locale: Locale): string | null {
  const age = ageOf(ticket);
  if (age === "today") return null;
  return age === "yesterday" ? WORDS[locale].yesterday : formatDay(ticket.day!, locale);
}

/** As it is said after "no.": `2`, `2 d’hier`, `2 du 20 nov.`; null without a number. */
export function recallName(ticket: Recall, locale: Locale): string | null {
  const { recall, day } = ticket;
  if (recall === null) return null;
  const { ofYesterday, of } = WORDS[locale];
  const age = ageOf(ticket);
  if (age === "today") return String(recall);
  return `${recall} ${age === "yesterday" ? ofYesterday : `${of} ${formatDay(day!, locale)}`}`;
}

function ageOf({ day }: Recall): "today" | "yesterday" | "before" {
  const today = shopDay();
  // This device may be a moment behind.
  if (day === null || day >= today) return "today";
  return day === inZone(Date.parse(today) - 1, "UTC", "day") ? "yesterday" : "before";
}
