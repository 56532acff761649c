/** What is closed so that a period is: its own parts, and what was forgotten before it. */
import type { Look } from "../database/application.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import { calendarOf, nextPeriod, type PeriodKind, periodsBetween } from "./calendar.ts";
import { type ClosingPlan, expectPlausible, type Period } from "./closing_rights.ts";
import { closingOf, dayGoneOn, isClosed, lastClosed } from "./closings_made.ts";
import { nameOf } from "./sale.ts";
import { bounds, hasMore } from "./totals.ts";

/** Ends the request when the period cannot be closed now, whoever asks; `confirme`: the date was said to be right. */
export function planOf(look: Look, { genre, periode }: Period, confirme: boolean): ClosingPlan {
  if (isClosed(look, genre, periode) && !goesOn(look, genre, periode)) look.fail("already_closed", { periode });
  const today = calendarOf(look.all).dayOf(look.now);
  const { first, last } = bounds(genre, periode);
  // A day may be closed in the evening; a month and a year when they are over.
  if (genre === "jour" ? first > today : last >= today) look.fail("period_not_over", { periode });
  expectShopThere(look, periode, last, today);
  const plan = planned(look, genre, periode);
  if (!confirme) expectPlausible(look, plan, { periode, first });
  return plan;
}

/**
 * Periods that one request closes: a clock that once stood in 1970 would make it twenty thousand days, all signed, while
 * everybody waits. More than a year, for a shop that was shut for one.
 */
const AT_ONCE_MAX = 400;

/**
 * Days before the shop's first that may still be closed. A mistyped century would leave a closing for ever, and with it
 * tens of thousands of days to close before today.
 */
const BEFORE_FIRST_MAX = 800;

/** What is to be closed for a period to be: the periods that it is made of, and those that were forgotten. */
function planned(look: Look, genre: PeriodKind, periode: string): ClosingPlan {
  const of = (genre: PeriodKind, periods: readonly string[]): ClosingPlan => periods.map((periode) => ({ genre, periode }));
  if (genre === "jour") return of("jour", unclosed(look, "jour", periode, firstBusiness(look), [], true));
  const { last } = bounds(genre, periode);
  const days = behind(look, "jour", last) ? unclosed(look, "jour", last, firstBusiness(look), [], false) : [];
  const begin = firstClosedDay(look) ?? days[0] ?? null;
  const december = `${periode}-12`;
  const months = genre === "annee" && behind(look, "mois", december) ? unclosed(look, "mois", december, begin, days, false) : [];
  const parts = genre === "annee" ? months : days;
  return [...of("jour", days), ...of("mois", months), ...of(genre, unclosed(look, genre, periode, begin, parts, true))];
}

function behind(look: Look, genre: PeriodKind, last: string): boolean {
  const closed = lastClosed(look, genre);
  return closed === null || closed < last || goesOn(look, genre, last);
}

/** Whether it is the day that was closed last, and has gone on since. */
function goesOn(look: Look, genre: PeriodKind, periode: string): boolean {
  return genre === "jour" && dayGoneOn(look) === periode;
}

/**
 * Each period from the one after the last that is closed, or from that one where it is a day that has gone on: a total for
 * ever would miss what is left out. What a clock
 * that was ahead has closed already is closed again where there is something to add, where one of its `parts` (its days
 * or months) is about to be closed, or where it was `asked` for.
 */
function unclosed(
  look: Look,
  genre: PeriodKind,
  last: string,
  begin: string | null,
  parts: readonly string[],
  asked: boolean,
): string[] {
  const before = lastClosed(look, genre);
  // A period before the first business, asked for after later ones were closed: it must stay as it is.
  const rest = genre === "jour" ? dayGoneOn(look) : null;
  if (before !== null && last <= before && last !== rest) return look.fail("already_closed", { periode: last });
  if (genre === "jour") expectCounted(look, last);
  const start = rest ?? (before !== null ? nextPeriod(genre, before) : begin?.slice(0, last.length) ?? last);
  const periods = start <= last ? periodsBetween(genre, start, last) : [last];
  if (periods.length > AT_ONCE_MAX) {
    look.fail("too_many_periods", {
      depuis: start,
      nombre: periods.length,
      limite: AT_ONCE_MAX,
      jusqua: periods[AT_ONCE_MAX - 1]!,
    });
  }
  return periods.filter((periode) => {
    if (asked && periode === last) return true;
    const made = closingOf(look, genre, periode);
    return made === null || parts.some((part) => part.startsWith(periode)) || hasMore(look, genre, bounds(genre, periode), made);
  });
}

/** Ends the request while a till is open that took money on such a day, whatever the clock said when it was opened. */
function expectCounted(look: Look, last: string): void {
  const open = look.get(
    `SELECT caisse, caissier_id FROM sessions_caisse s WHERE fermee_le IS NULL AND formation = 0
       AND (jour <= ? OR EXISTS (
         SELECT 1 FROM encaissements e JOIN ventes v ON v.id = e.vente_id WHERE e.session_caisse_id = s.id AND v.jour <= ?)
         OR EXISTS (SELECT 1 FROM mouvements_caisse m WHERE m.session_caisse_id = s.id AND m.jour <= ?)
         OR EXISTS (SELECT 1 FROM mouvements_compte m WHERE m.session_caisse_id = s.id AND m.mode IS NOT NULL AND m.jour <= ?))`,
    last,
    last,
    last,
    last,
  );
  if (open !== undefined) {
    look.fail("till_open", { caisse: open["caisse"] as string, par: nameOf(look, open["caissier_id"] as number) });
  }
}

function firstBusiness(look: Look): string | null {
  return look.get("SELECT min(jour) AS jour FROM sessions_caisse WHERE formation = 0")!["jour"] as string | null;
}

/** Ends the request for a period that ended long before the shop kept its books here. */
function expectShopThere(look: Look, periode: string, last: string, today: string): void {
  if (firstClosedDay(look) !== null) return;
  const event = look.get("SELECT horodatage FROM journal_fiscal WHERE serie = ? ORDER BY seq LIMIT 1", EVENTS);
  const known = [
    firstBusiness(look),
    event === undefined ? null : calendarOf(look.all).dayOf(event["horodatage"] as string),
    today,
  ];
  const first = known.filter((jour) => jour !== null).sort()[0]!;
  if (Date.parse(first) - Date.parse(last) > BEFORE_FIRST_MAX * DAY_MS) {
    look.fail("period_too_early", { periode, depuis: first });
  }
}
const DAY_MS = 24 * 60 * 60 * 1000;

function firstClosedDay(look: Look): string | null {
  return look.get("SELECT min(periode) AS jour FROM clotures WHERE genre = 'jour'")!["jour"] as string | null;
}
