/** Closings: day → month → year, chained, kept for ever. Each carries the heads of all fiscal series. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { type ClosingPlan, expectMayClose, expectPlausible, expectWithinRights, type Period } from "../closing_rights.ts";
import { closingOf, dayGoneOn, isClosed, lastClosed } from "../closings_made.ts";
import { calendarOf, nextPeriod, type PeriodKind, periodsBetween } from "../calendar.ts";
import { bounds, hasMore, totalsOf } from "../totals.ts";
import { nameOf } from "../sale.ts";
import { expectNobodyWaits, stillWaiting } from "../waiting.ts";

interface Input {
  readonly genre: PeriodKind;
  readonly periode: string;
  readonly confirme?: boolean;
  readonly demander?: boolean;
}

export function closingCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "clotures.cloturer": (tx, input) => {
      const { genre, periode, confirme = false, demander = false } = input as unknown as Input;
      expectMayClose(tx, confirme);
      if (isClosed(tx, genre, periode) && !goesOn(tx, genre, periode)) tx.fail("already_closed", { periode });
      const today = calendarOf(tx.all).dayOf(tx.now);
      const { first, last } = bounds(genre, periode);
      // A day may be closed in the evening; a month and a year when they are over.
      if (genre === "jour" ? first > today : last >= today) tx.fail("period_not_over", { periode });
      expectShopThere(tx, periode, last, today);
      const plan = planned(tx, genre, periode);
      if (!confirme) expectPlausible(tx, plan, { periode, first });
      expectWithinRights(tx, plan);
      const waiting = stillWaiting(tx, plan);
      if (demander) expectNobodyWaits(tx, waiting, periode);
      const made = plan.map((one) => write(tx, context, one));
      const cloturees = plan.map((one) => `${one.genre} ${one.periode}`);
      tx.event("cloture", { genre, periode, cloturees, en_attente: waiting.map(({ id }) => id) });
      return {
        ...made.at(-1) as object,
        cloturees: plan.map(({ genre, periode }) => ({ genre, periode })),
        en_attente: waiting as unknown as JsonValue,
      };
    },

    // An archive is made beside the shop's work; that it was made is recorded here.
    "archives.noter": (tx, input) => {
      const { periode, manifeste } = input as { periode: string; manifeste: string };
      const whole = /^\d{4}$/.test(periode);
      const { seq } = context.fiscal.append(tx, "archives", "archive", {
        code: whole ? 30 : 20,
        periode,
        manifeste,
        par: tx.actor.username,
      });
      context.fiscal.append(tx, EVENTS, "export", { code: 110, objet: "archive", periode, manifeste, par: tx.actor.username });
      tx.event("archive", { periode, manifeste });
      return { seq };
    },
  };
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
function planned(tx: Tx, genre: PeriodKind, periode: string): ClosingPlan {
  const of = (genre: PeriodKind, periods: readonly string[]): ClosingPlan => periods.map((periode) => ({ genre, periode }));
  if (genre === "jour") return of("jour", unclosed(tx, "jour", periode, firstBusiness(tx), [], true));
  const { last } = bounds(genre, periode);
  const days = behind(tx, "jour", last) ? unclosed(tx, "jour", last, firstBusiness(tx), [], false) : [];
  const begin = firstClosedDay(tx) ?? days[0] ?? null;
  const december = `${periode}-12`;
  const months = genre === "annee" && behind(tx, "mois", december) ? unclosed(tx, "mois", december, begin, days, false) : [];
  const parts = genre === "annee" ? months : days;
  return [...of("jour", days), ...of("mois", months), ...of(genre, unclosed(tx, genre, periode, begin, parts, true))];
}

function behind(tx: Tx, genre: PeriodKind, last: string): boolean {
  const closed = lastClosed(tx, genre);
  return closed === null || closed < last || goesOn(tx, genre, last);
}

/** Whether it is the day that was closed last, and has gone on since. */
function goesOn(tx: Tx, genre: PeriodKind, periode: string): boolean {
  return genre === "jour" && dayGoneOn(tx) === periode;
}

/**
 * Each period from the one after the last that is closed, or from that one where it is a day that has gone on: a total for
 * ever would miss what is left out. What a clock
 * that was ahead has closed already is closed again where there is something to add, where one of its `parts` (its days
 * or months) is about to be closed, or where it was `asked` for.
 */
function unclosed(
  tx: Tx,
  genre: PeriodKind,
  last: string,
  begin: string | null,
  parts: readonly string[],
  asked: boolean,
): string[] {
  const before = lastClosed(tx, genre);
  // A period before the first business, asked for after later ones were closed: it must stay as it is.
  const rest = genre === "jour" ? dayGoneOn(tx) : null;
  if (before !== null && last <= before && last !== rest) return tx.fail("already_closed", { periode: last });
  if (genre === "jour") expectCounted(tx, last);
  const start = rest ?? (before !== null ? nextPeriod(genre, before) : begin?.slice(0, last.length) ?? last);
  const periods = start <= last ? periodsBetween(genre, start, last) : [last];
  if (periods.length > AT_ONCE_MAX) {
    tx.fail("too_many_periods", {
      depuis: start,
      nombre: periods.length,
      limite: AT_ONCE_MAX,
      jusqua: periods[AT_ONCE_MAX - 1]!,
    });
  }
  return periods.filter((periode) => {
    if (asked && periode === last) return true;
    const made = closingOf(tx, genre, periode);
    return made === null || parts.some((part) => part.startsWith(periode)) || hasMore(tx, genre, bounds(genre, periode), made);
  });
}

/** Ends the request while a till is open that took money on such a day, whatever the clock said when it was opened. */
function expectCounted(tx: Tx, last: string): void {
  const open = tx.get(
    `SELECT caisse, caissier_id FROM sessions_caisse s WHERE fermee_le IS NULL AND formation = 0
       AND (jour <= ? OR EXISTS (
         SELECT 1 FROM encaissements e JOIN ventes v ON v.id = e.vente_id WHERE e.session_caisse_id = s.id AND v.jour <= ?)
         OR EXISTS (SELECT 1 FROM mouvements_caisse m WHERE m.session_caisse_id = s.id AND m.jour <= ?))`,
    last,
    last,
    last,
  );
  if (open !== undefined) {
    tx.fail("till_open", { caisse: open["caisse"] as string, par: nameOf(tx, open["caissier_id"] as number) });
  }
}

function firstBusiness(tx: Tx): string | null {
  return tx.get("SELECT min(jour) AS jour FROM sessions_caisse WHERE formation = 0")!["jour"] as string | null;
}

/** Ends the request for a period that ended long before the shop kept its books here. */
function expectShopThere(tx: Tx, periode: string, last: string, today: string): void {
  if (firstClosedDay(tx) !== null) return;
  const event = tx.get("SELECT horodatage FROM journal_fiscal WHERE serie = ? ORDER BY seq LIMIT 1", EVENTS);
  const known = [firstBusiness(tx), event === undefined ? null : calendarOf(tx.all).dayOf(event["horodatage"] as string), today];
  const first = known.filter((jour) => jour !== null).sort()[0]!;
  if (Date.parse(first) - Date.parse(last) > BEFORE_FIRST_MAX * DAY_MS) {
    tx.fail("period_too_early", { periode, depuis: first });
  }
}
const DAY_MS = 24 * 60 * 60 * 1000;

function firstClosedDay(tx: Tx): string | null {
  return tx.get("SELECT min(periode) AS jour FROM clotures WHERE genre = 'jour'")!["jour"] as string | null;
}

/** The server's own hand, at the hour that the owner has set. */
function isOwnWork({ userId, mode }: Tx["actor"]): boolean {
  return userId === null && mode === "console";
}

function write(tx: Tx, { fiscal, version }: ShopContext, { genre, periode }: Period): JsonValue {
  const { first, last } = bounds(genre, periode);
  const made = closingOf(tx, genre, periode);
  const sums = totalsOf(tx, genre, { first, last }, made);
  // In the order in which they were made: a clock that was ahead has closed later periods before.
  const before = tx.get("SELECT perpetuel, perpetuel_absolu FROM clotures WHERE genre = ? ORDER BY id DESC LIMIT 1", genre);
  const perpetuel = Number(before?.["perpetuel"] ?? 0) + sums.total_ttc;
  const absolute = Number(before?.["perpetuel_absolu"] ?? 0) + sums.total_absolu;
  const shop = tx.get("SELECT demo, fuseau, fin_journee FROM boutique")!;
  const complement = made === null ? 0 : made.complement + 1;
  const contenu = {
    // The known codes for a day's or a month's closing, and for a year's.
    code: genre === "annee" ? 60 : 50,
    genre,
    periode,
    du: first,
    au: last,
    complement,
    complete: made?.cloturee_le ?? null,
    cloturee_le: tx.now,
    demonstration: shop["demo"] === 1,
    fuseau: shop["fuseau"] as string | null,
    ...shop["fin_journee"] === 0 ? {} : { fin_journee: shop["fin_journee"] as number },
    par: tx.actor.username,
    ...isOwnWork(tx.actor) ? { automatique: true } : {},
    ...sums,
    perpetuel,
    perpetuel_absolu: absolute,
    tetes: fiscal.heads(tx),
    cle_id: fiscal.keyId,
    logiciel: `Comptoir ${version}`,
  } as unknown as JsonValue;
  tx.run(
    `INSERT INTO clotures
       (genre, periode, complement, tickets, total_ttc, total_ht, total_tva, perpetuel, perpetuel_absolu, contenu, cloturee_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    genre,
    periode,
    complement,
    sums.tickets,
    sums.total_ttc,
    sums.total_ht,
    sums.total_tva,
    perpetuel,
    absolute,
    JSON.stringify(contenu),
    tx.now,
  );
  fiscal.append(tx, `clotures:${genre}`, "cloture", contenu);
  return contenu;
}
