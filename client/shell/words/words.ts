/** What everyone is told, and what is said in the same way everywhere. Each language is a file of its own, fetched when it is chosen. */
import type { Locale } from "../../../shared/errors.ts";
import type { Failure } from "../../network/failure.ts";

/** What everyone needs. French is written first: a key that is missing in the other language does not compile. */
export type Messages = typeof import("./shell_fr.ts").words;
/** The language to begin with: the one chosen before on this machine, else the browser's, else French. */
export function firstLocale(remembered: string | null, languages: readonly string[]): Locale {
  if (remembered === "fr" || remembered === "en") return remembered;
  for (const language of languages) {
    if (language.startsWith("fr")) return "fr";
    if (language.startsWith("en")) return "en";
  }
  return "fr";
}

/** A failure as a sentence for people; the server's own where it gave one. */
export function explain(failure: Failure, t: Messages): string {
  if (failure.code === "role_not_allowed_here") return failure.detail ?? t.signIn.roleElsewhere;
  if (failure.detail !== null) return failure.detail;
  const { errors } = t;
  switch (failure.code) {
    case "network":
    case "unexpected_answer":
    case "outbox_full":
    case "stopped":
    case "no_storage":
      return errors[failure.code];
    case "unauthenticated":
      return t.signIn.ended;
    default:
      return errors.other;
  }
}

/** For paper: a day and a time, whatever day it is read on. */
export function formatDateAndTime(iso: string, locale: Locale): string {
  const language = locale === "fr" ? "fr-FR" : "en-IE";
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** Today's time, or the day with it. `iso` is RFC 3339. */
export function formatMoment(iso: string, locale: Locale, now: Date): string {
  const date = new Date(iso);
  const language = locale === "fr" ? "fr-FR" : "en-IE";
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(date);
  if (date.toDateString() === now.toDateString()) return time;
  return `${new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(date)} ${time}`;
}
