/**
 * The shop's calendar: days, months and years by its time zone and by the hour at which its day ends, wherever the PC
 * stands. A day keeps its bounds when either changes: it ends where it would have ended, and the next one, which begins
 * there, ends by the new rule.
 */
import { daysFrom } from "../../shared/days.ts";
import { inZone, ownZone } from "../../shared/time_zone.ts";

export type PeriodKind = "jour" | "mois" | "annee";

/** What the shop's days went by, from the beginning of one on. */
export interface ZoneSince {
  /** IANA name. */
  readonly nom: string;
  /** Hours after midnight at which a day ends: what is sold at one in the morning is the evening's. */
  readonly fin_journee: number;
  /** RFC 3339; "" for since ever. */
  readonly depuis: string;
  /** The day that begins then; "" for since ever. */
  readonly premier_jour: string;
}

export class Calendar {
  /** In the order in which they were chosen; the first is since ever. */
  constructor(readonly zones: readonly ZoneSince[]) {}

  /** The shop's date (`2026-11-22`) at a moment given in RFC 3339. */
  dayOf(at: string): string {
    const { premier_jour, ...rule } = this.#zoneAt(at);
    const day = dayIn(rule, at);
    // Further west it is still the day before, which is over.
    return day < premier_jour ? premier_jour : day;
  }

  /** The shop's time of day (`14:37`) at a moment given in RFC 3339. */
  timeOf(at: string): string {
    return inZone(at, this.#zoneAt(at).nom, "time");
  }

  /** The moment at which a date begins, in RFC 3339. */
  beginningOf(jour: string): string {
    const { depuis, premier_jour, ...rule } = this.zones.findLast(({ premier_jour }) => premier_jour <= jour)!;
    const begin = beginningIn(rule, jour);
    return jour === premier_jour || begin < depuis ? depuis : begin;
  }

  #zoneAt(at: string): ZoneSince {
    return this.zones.findLast(({ depuis }) => depuis <= at)!;
  }
}

/** The calendar of a shop: asked in the transaction that needs it. Before a first start it is the PC's. */
export function calendarOf(all: (sql: string) => unknown[]): Calendar {
  const zones = all("SELECT nom, fin_journee, depuis, premier_jour FROM fuseaux ORDER BY id") as ZoneSince[];
  return zones.length > 0 ? new Calendar(zones) : calendarIn(ownZone());
}

/** That of a shop which has always been in one zone. */
export function calendarIn(nom: string, fin_journee = 0): Calendar {
  return new Calendar([{ nom, fin_journee, depuis: "", premier_jour: "" }]);
}

type DayRule = Pick<ZoneSince, "nom" | "fin_journee">;

/** The date that a moment (RFC 3339, or milliseconds) is filed under. */
function dayIn({ nom, fin_journee }: DayRule, at: string | number): string {
  const date = inZone(at, nom, "day");
  return fin_journee > 0 && Number(inZone(at, nom, "time").slice(0, 2)) < fin_journee ? daysFrom(date, -1) : date;
}

/** The first moment of a date: not always its hour, where summer time begins then. */
function beginningIn(rule: DayRule, jour: string): string {
  const noon = Date.parse(jour) + HALF_DAY_MS;
  // A date begins in some zones fourteen hours before UTC's midnight, in others twelve after it.
  let [before, after] = [noon - 3 * HALF_DAY_MS, noon + HALF_DAY_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayIn(rule, middle) < jour) before = middle;
    else after = middle;
  }
  return new Date(after).toISOString();
}
const HALF_DAY_MS = 12 * 60 * 60 * 1000;

/** The day after a date. */
function nextDay(jour: string): string {
  return daysFrom(jour, 1);
}

/** The day, month or year after one. */
export function nextPeriod(genre: PeriodKind, periode: string): string {
  if (genre === "jour") return nextDay(periode);
  if (genre === "annee") return String(Number(periode) + 1).padStart(4, "0");
  const [year, month] = periode.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
}

/** Every day, month or year from one to another, both included. */
export function periodsBetween(genre: PeriodKind, first: string, last: string): string[] {
  const periods: string[] = [];
  for (let periode = first; periode <= last; periode = nextPeriod(genre, periode)) periods.push(periode);
  return periods;
}

/** Whether a text names a day, month or year that exists. */
export function isPeriod(genre: PeriodKind, periode: string): boolean {
  const full = { jour: periode, mois: `${periode}-01`, annee: `${periode}-01-01` }[genre];
  return /^\d{4}-\d{2}-\d{2}$/.test(full) && !Number.isNaN(Date.parse(full)) &&
    new Date(full).toISOString().slice(0, 10) === full;
}

/** Which kind of period a text names that an archive may be made of; null for none. */
export function kindOf(periode: string): PeriodKind | null {
  const genre = (["jour", "mois", "annee"] as const).find((genre) => LENGTH[genre] === periode.length);
  // After the last of these years no date has a name.
  return genre !== undefined && isPeriod(genre, periode) && periode < "9999" ? genre : null;
}

/** Characters of a period's name. */
export const LENGTH = { jour: "2026-11-22".length, mois: "2026-11".length, annee: "2026".length } as const;
