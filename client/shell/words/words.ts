/** What everyone is told, and what is said in the same way everywhere. Each language is a file of its own, fetched when it is chosen. */
import type { Locale } from "../../../shared/errors.ts";
import { inZone, onPaper } from "../../../shared/time_zone.ts";
import type { Failure } from "../../network/failure.ts";
import { shopZone } from "./shop_clock.ts";

/** What everyone needs. French is written first: a key that is missing in the other language does not compile. */
export type Messages = typeof import("./shell_fr.ts").words;

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

/** For paper: a day and a time, whatever day it is read on; by the shop's clock, or that of the zone in which it was then. */
export function formatDateAndTime(iso: string, locale: Locale, zone?: string | null): string {
  return onPaper(iso, zone ?? shopZone.value, locale, "medium");
}

/** A date (`2026-11-22`) as people say it. */
export function formatDay(day: string, locale: Locale): string {
  return inZone(`${day}T12:00:00Z`, "UTC", "short", locale);
}

/** Today's time, or the day with it, its year where that is another, by the shop's clock. `iso` is RFC 3339. */
export function formatMoment(iso: string, locale: Locale, now: Date): string {
  const zone = shopZone.value;
  const time = inZone(iso, zone, "time");
  const [day, today] = [inZone(iso, zone, "day"), inZone(now.getTime(), zone, "day")];
  if (day === today) return time;
  if (day.slice(0, 4) !== today.slice(0, 4)) return inZone(iso, zone, "medium", locale);
  return `${inZone(iso, zone, "short", locale)} ${time}`;
}
