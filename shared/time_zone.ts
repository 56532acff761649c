/** Time zones by their IANA names, and what a zone's clock says at a moment: the shop's, wherever the device that asks stands. */

import { LANGUAGE } from "./language.ts";

type Locale = "fr" | "en";

/** The zone that this device is set to. */
export function ownZone(): string {
  // A setting that nobody knows leaves it open, and the device counts in UTC.
  return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

/** The zone's name as it is kept; null for what names none. A bare offset is no place: it knows no summer time. */
export function zoneNamed(name: string): string | null {
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const HOUR_MS = 3_600_000;
/** Clocks are set back by less than this, and not twice within it. */
const NEAR_MS = 12 * HOUR_MS;

/** What a form of time shows of a moment. */
const FORMS = {
  /** `2026-11-22` */
  day: { locale: () => "sv-SE", shows: { dateStyle: "short" } },
  /** `14:05` */
  time: { locale: () => "en-GB", shows: { hour: "2-digit", minute: "2-digit" } },
  /** `22 nov.` */
  short: { locale: (locale) => LANGUAGE[locale], shows: { day: "numeric", month: "short" } },
  /** `22 nov. 2026, 14:05` */
  medium: { locale: (locale) => LANGUAGE[locale], shows: { dateStyle: "medium", timeStyle: "short" } },
  /** `22/11/2026 14:05`, for paper. */
  paper: {
    locale: (locale) => locale === "fr" ? "fr-FR" : "en-GB",
    shows: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
  },
} as const satisfies Record<string, { locale: (locale: Locale) => string; shows: Intl.DateTimeFormatOptions }>;
type Form = keyof typeof FORMS;

/** One takes sixty times as long to make as to use. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, locale: string, timeZone: string, shows: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${key} ${locale} ${timeZone}`;
  let format = made.get(name);
  if (format === undefined) {
    // An old device may not know a new zone: its own clock is nearer than none.
    const known = zoneNamed(timeZone) ?? ownZone();
    made.set(name, format = new Intl.DateTimeFormat(locale, { ...shows, timeZone: known }));
  }
  return format;
}

/** A moment by a zone's clock: RFC 3339, or milliseconds since 1970. */
export function inZone(at: string | number, zone: string, form: Form, locale: Locale = "fr"): string {
  const { locale: languageOf, shows } = FORMS[form];
  return formatter(form, languageOf(locale), zone, shows).format(new Date(at));
}

/** The same for paper: where that hour comes twice, at the end of summer time, it says which of the two it is. */
export function onPaper(at: string, zone: string, locale: Locale, form: "paper" | "medium" = "paper"): string {
  const text = inZone(at, zone, form, locale);
  return comesTwice(Date.parse(at), zone) ? `${text} (${offsetName(at, zone)})` : text;
}

/** Whether a zone's clock shows the same twice: it was set back a little before, or is about to be. */
function comesTwice(ms: number, zone: string): boolean {
  const back = localMs(ms - NEAR_MS, zone) - localMs(ms + NEAR_MS, zone) + 2 * NEAR_MS;
  return back > 0 && [ms - back, ms + back].some((other) => localMs(other, zone) === localMs(ms, zone));
}

/** What the zone's clock says, as milliseconds: two moments with the same reading are the same. Whole minutes. */
function localMs(ms: number, zone: string): number {
  return Date.parse(`${inZone(ms, zone, "day")}T${inZone(ms, zone, "time")}Z`) + ms % 60_000;
}

/** `UTC+2` */
function offsetName(at: string, zone: string): string {
  const parts = formatter("offset", "fr-FR", zone, { timeZoneName: "shortOffset" }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === "timeZoneName")!.value;
}
