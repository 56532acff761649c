/** Closings: day → month → year, chained, kept for ever. Each carries the heads of all fiscal series. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../fiscal.ts";
import { type Genre, jourOf, periodesEntre, periodeSuivante } from "../jour.ts";
import { totaux } from "../totaux.ts";
import { nameOf } from "../vente.ts";

export function clotureCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "clotures.cloturer": (tx, input) => {
      const { genre, periode } = input as { genre: Genre; periode: string };
      if (closed(tx, genre, periode)) tx.fail("already_closed", { periode });
      const today = jourOf(tx.now);
      const { first, last } = bounds(genre, periode);
      // A day may be closed in the evening; a month and a year when they are over.
      if (genre === "jour" ? first > today : last >= today) tx.fail("period_not_over", { periode });
      expectShopThere(tx, periode, last, today);
      const made = genre === "jour" ? closeDays(tx, context, first) : closePeriod(tx, context, genre, periode);
      tx.event("cloture", { genre, periode, cloturees: made.map((one) => `${one.genre} ${one.periode}`) });
      return { ...made.at(-1)!.contenu as object, cloturees: made.map(({ genre, periode }) => ({ genre, periode })) };
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

interface Made {
  readonly genre: Genre;
  readonly periode: string;
  readonly contenu: JsonValue;
}

function closed(tx: Tx, genre: Genre, periode: string): boolean {
  return tx.get("SELECT 1 FROM clotures WHERE genre = ? AND periode = ?", genre, periode) !== undefined;
}

/** First and last date of a period. */
function bounds(genre: Genre, periode: string): { first: string; last: string } {
  if (genre === "jour") return { first: periode, last: periode };
  const [year, month] = periode.split("-").map(Number) as [number, number | undefined];
  if (genre === "annee") return { first: `${periode}-01-01`, last: `${periode}-12-31` };
  return { first: `${periode}-01`, last: new Date(Date.UTC(year, month!, 0)).toISOString().slice(0, 10) };
}

/** Closes a day and, before it, every earlier day that was forgotten: days close in order, without gaps. */
function closeDays(tx: Tx, context: ShopContext, last: string): Made[] {
  const open = tx.get(
    "SELECT caisse, caissier_id FROM sessions_caisse WHERE fermee_le IS NULL AND formation = 0 AND jour <= ?",
    last,
  );
  if (open !== undefined) {
    tx.fail("till_open", { caisse: open["caisse"] as string, par: nameOf(tx, open["caissier_id"] as number) });
  }
  return closeUpTo(tx, context, "jour", last, firstBusiness(tx));
}

/** Closes a month or a year after the periods it is made of, and after those of its kind that were forgotten. */
function closePeriod(tx: Tx, context: ShopContext, genre: "mois" | "annee", periode: string): Made[] {
  const { last } = bounds(genre, periode);
  const lastDay = lastClosed(tx, "jour");
  const made = lastDay === null || lastDay < last ? closeDays(tx, context, last) : [];
  const begin = firstClosedDay(tx);
  if (genre === "mois") return [...made, ...closeUpTo(tx, context, "mois", periode, begin)];
  const lastMonth = lastClosed(tx, "mois");
  const december = `${periode}-12`;
  if (lastMonth === null || lastMonth < december) made.push(...closeUpTo(tx, context, "mois", december, begin));
  return [...made, ...closeUpTo(tx, context, "annee", periode, begin)];
}

/** Each period from the one after the last that is closed: a total for ever would miss what is left out. */
function closeUpTo(tx: Tx, context: ShopContext, genre: Genre, last: string, begin: string | null): Made[] {
  const before = lastClosed(tx, genre);
  // A period before the first business, asked for after later ones were closed: it must stay as it is.
  if (before !== null && last <= before) return tx.fail("already_closed", { periode: last });
  const start = before !== null ? periodeSuivante(genre, before) : begin?.slice(0, last.length) ?? last;
  const periodes = start <= last ? periodesEntre(genre, start, last) : [last];
  if (periodes.length > AT_ONCE_MAX) {
    tx.fail("too_many_periods", {
      depuis: start,
      nombre: periodes.length,
      limite: AT_ONCE_MAX,
      jusqua: periodes[AT_ONCE_MAX - 1]!,
    });
  }
  return periodes.map((periode) => write(tx, context, genre, periode));
}

function lastClosed(tx: Tx, genre: Genre): string | null {
  return tx.get("SELECT max(periode) AS last FROM clotures WHERE genre = ?", genre)!["last"] as string | null;
}

function firstBusiness(tx: Tx): string | null {
  return tx.get("SELECT min(jour) AS jour FROM sessions_caisse WHERE formation = 0")!["jour"] as string | null;
}

/** Ends the request for a period that ended long before the shop kept its books here. */
function expectShopThere(tx: Tx, periode: string, last: string, today: string): void {
  if (lastClosed(tx, "jour") !== null) return;
  const event = tx.get("SELECT horodatage FROM journal_fiscal WHERE serie = ? ORDER BY seq LIMIT 1", EVENTS);
  const known = [firstBusiness(tx), event === undefined ? null : jourOf(event["horodatage"] as string), today];
  const first = known.filter((jour) => jour !== null).sort()[0]!;
  if (Date.parse(first) - Date.parse(last) > BEFORE_FIRST_MAX * DAY_MS) {
    tx.fail("period_too_early", { periode, depuis: first });
  }
}
const DAY_MS = 24 * 60 * 60 * 1000;

function firstClosedDay(tx: Tx): string | null {
  return tx.get("SELECT min(periode) AS jour FROM clotures WHERE genre = 'jour'")!["jour"] as string | null;
}

function write(tx: Tx, { fiscal, version }: ShopContext, genre: Genre, periode: string): Made {
  const { first, last } = bounds(genre, periode);
  const sums = totaux(tx, genre, first, last);
  const before = tx.get(
    "SELECT perpetuel, perpetuel_absolu FROM clotures WHERE genre = ? AND periode < ? ORDER BY periode DESC LIMIT 1",
    genre,
    periode,
  );
  const perpetuel = Number(before?.["perpetuel"] ?? 0) + sums.total_ttc;
  const absolute = Number(before?.["perpetuel_absolu"] ?? 0) + sums.total_absolu;
  const contenu = {
    // The known codes for a day's or a month's closing, and for a year's.
    code: genre === "annee" ? 60 : 50,
    genre,
    periode,
    du: first,
    au: last,
    cloturee_le: tx.now,
    demonstration: tx.get("SELECT demo FROM boutique")!["demo"] === 1,
    par: tx.actor.username,
    ...sums,
    perpetuel,
    perpetuel_absolu: absolute,
    tetes: fiscal.heads(tx),
    cle_id: fiscal.keyId,
    logiciel: `Comptoir ${version}`,
  };
  tx.run(
    `INSERT INTO clotures (genre, periode, tickets, total_ttc, total_ht, total_tva, perpetuel, perpetuel_absolu, contenu, cloturee_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    genre,
    periode,
    sums.tickets,
    sums.total_ttc,
    sums.total_ht,
    sums.total_tva,
    perpetuel,
    absolute,
    JSON.stringify(contenu),
    tx.now,
  );
  fiscal.append(tx, `clotures:${genre}`, "cloture", contenu as unknown as JsonValue);
  return { genre, periode, contenu: contenu as unknown as JsonValue };
}
