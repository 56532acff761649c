/**
 * Which signed records an archive holds: of each series one piece without a gap, from where the
 * closing before the period left it to where the period's own left it. No time takes a record out, so
 * a clock that was wrong for two tickets loses none of them, and what one archive ends with the next
 * one follows; a time says where the piece ends only for a day that was closed late, or is not yet.
 */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Range } from "../../../../shared/fiscal_archive.ts";
import { BEGINNING, type Mark } from "../../../../shared/fiscal_continuity.ts";
import { dayGoneOn, isClosed, lastClosed } from "../../closings_made.ts";
import { type SeriesHead, seriesHeads } from "../memory.ts";
import { type Calendar, kindOf, LENGTH, nextPeriod, type PeriodKind } from "../../calendar.ts";

export interface Ranges {
  /** Whether the period is closed: then its archive holds the same records whenever it is made. */
  readonly cloturee: boolean;
  readonly series: readonly Range[];
}

/** First and last moment (exclusive) of a day, month or year in the shop's own time, in RFC 3339; null for no period. */
export function periodBounds(calendar: Calendar, periode: string): { from: string; to: string } | null {
  const genre = kindOf(periode);
  if (genre === null) return null;
  const beginningOf = (periode: string) => calendar.beginningOf(`${periode}-01-01`.slice(0, LENGTH.jour));
  return { from: beginningOf(periode), to: beginningOf(nextPeriod(genre, periode)) };
}

/** Of each series by its name; closings are told apart by the period that they name. */
export function archivedRanges(db: DatabaseSync, calendar: Calendar, periode: string, now: Date): Ranges {
  const { from, to } = periodBounds(calendar, periode)!;
  const heads = seriesHeads((sql) => db.prepare(sql).all()).filter(({ serie }) => !serie.startsWith(CLOSINGS));
  const before = standsAt(db, calendar, heads, from, now);
  const after = standsAt(db, calendar, heads, to, now);
  const series = heads.map(({ serie }) => {
    const apres = before.get(serie) ?? BEGINNING;
    const jusqua = after.get(serie) ?? BEGINNING;
    return { serie, apres, jusqua: jusqua.seq < apres.seq ? apres : jusqua };
  });
  const closings = KINDS.flatMap((genre) => closingsOf(db, genre, periode));
  const cloturee = KINDS.some((genre) => isClosed(asked(db), genre, periode)) && dayGoneOn(asked(db)) !== periode;
  return { cloturee, series: [...series, ...closings].sort((a, b) => a.serie < b.serie ? -1 : 1) };
}

const CLOSINGS = "clotures:";
const KINDS = ["jour", "mois", "annee"] as const;

const asked = (db: DatabaseSync) => ({ get: (sql: string, ...params: SQLInputValue[]) => db.prepare(sql).get(...params) });

/**
 * A closing `c` that supplements a period after later ones were closed, in their order and by the clock as well: the clock
 * had been set back for a while. It ends no archive, or all those between would change; what it sums lies in the one of
 * its own time.
 */
const BELATED = `c.complement > 0 AND EXISTS (
  SELECT 1 FROM clotures e WHERE e.genre = c.genre AND e.periode > c.periode AND e.id < c.id AND e.cloturee_le < c.cloturee_le)`;

/**
 * Where each series stood at a midnight: as the closing of the day before says. Where that day is not closed yet, or was
 * closed late, there where the first record is dated later; where the midnight has not come, at its head.
 */
function standsAt(
  db: DatabaseSync,
  calendar: Calendar,
  heads: readonly SeriesHead[],
  midnight: string,
  now: Date,
): Map<string, Mark> {
  const day = calendar.dayOf(new Date(Date.parse(midnight) - 1).toISOString());
  // The one that was made last: a clock that was ahead has closed later days before.
  const closing = db.prepare(
    `SELECT id, contenu, cloturee_le FROM clotures c WHERE genre = 'jour' AND periode <= ? AND NOT (${BELATED})
     ORDER BY id DESC LIMIT 1`,
  )
    .get(day) as unknown as StoredClosing | undefined;
  const closed = placesOf(closing);
  const last = lastClosed(asked(db), "jour");
  // A day that went on after its Z is not closed yet.
  if (last !== null && last >= day && dayGoneOn(asked(db)) !== day) {
    if (closing === undefined || closing.cloturee_le < midnight) return closed;
    // It was made late: what was written after midnight is not of that day.
    const begin = placesOf(madeBefore(db, closing));
    return new Map([...closed].map(([serie, place]) => {
      const later = firstDatedFrom(db, serie, begin.get(serie) ?? BEGINNING, midnight);
      return [serie, later === undefined || later > place.seq ? place : placeBefore(db, serie, later, BEGINNING)];
    }));
  }
  return new Map(heads.map(({ serie, seq, signature }) => {
    const place = closed.get(serie) ?? BEGINNING;
    const later = midnight > now.toISOString() ? undefined : firstDatedFrom(db, serie, place, midnight);
    return [serie, later === undefined ? { seq, signature } : placeBefore(db, serie, later, place)];
  }));
}

interface StoredClosing {
  readonly id: number;
  readonly contenu: string;
  readonly cloturee_le: string;
}

/** Where a closing left each series. */
function placesOf(closing: StoredClosing | undefined): Map<string, Mark> {
  const tetes = closing === undefined ? [] : (JSON.parse(closing.contenu) as { tetes: SeriesHead[] }).tetes;
  return new Map(tetes.map(({ serie, seq, signature }) => [serie, { seq, signature }]));
}

/** The last closing that was not made together with it. */
function madeBefore(db: DatabaseSync, { id, cloturee_le }: StoredClosing): StoredClosing | undefined {
  return db.prepare(
    "SELECT id, contenu, cloturee_le FROM clotures WHERE genre = 'jour' AND id < ? AND cloturee_le <> ? ORDER BY id DESC LIMIT 1",
  ).get(id, cloturee_le) as unknown as StoredClosing | undefined;
}

function firstDatedFrom(db: DatabaseSync, serie: string, after: Mark, moment: string): number | undefined {
  return db.prepare("SELECT seq FROM journal_fiscal WHERE serie = ? AND seq > ? AND horodatage >= ? ORDER BY seq LIMIT 1")
    .get(serie, after.seq, moment)?.["seq"] as number | undefined;
}

/** The record before one; `otherwise` where there is none. */
function placeBefore(db: DatabaseSync, serie: string, seq: number, otherwise: Mark): Mark {
  const row = db.prepare("SELECT seq, signature FROM journal_fiscal WHERE serie = ? AND seq < ? ORDER BY seq DESC LIMIT 1")
    .get(serie, seq) as unknown as Mark | undefined;
  return row === undefined ? otherwise : { seq: row.seq, signature: row.signature };
}

/** Closings of one kind: after the one that was made last before the period, up to the one that was made last of it. */
function closingsOf(db: DatabaseSync, genre: PeriodKind, periode: string): Range[] {
  // A month is closed when it is over: that is in no day's archive.
  if (LENGTH[genre] < periode.length) return [];
  const serie = `${CLOSINGS}${genre}`;
  const last = (before: string): Mark => {
    const row = db.prepare(
      `SELECT seq, signature FROM journal_fiscal j WHERE serie = ? AND substr(contenu ->> 'periode', 1, ?) ${before} ?
         AND NOT EXISTS (
           SELECT 1 FROM clotures c WHERE c.genre = ? AND c.periode = j.contenu ->> 'periode'
             AND c.complement = j.contenu ->> 'complement' AND ${BELATED})
       ORDER BY seq DESC LIMIT 1`,
    ).get(serie, periode.length, periode, genre) as unknown as Mark | undefined;
    return row === undefined ? BEGINNING : { seq: row.seq, signature: row.signature };
  };
  const jusqua = last("<=");
  return jusqua.seq === 0 ? [] : [{ serie, apres: last("<"), jusqua }];
}
