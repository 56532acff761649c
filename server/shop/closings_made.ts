/**
 * Which closings stand, and what they hold. A day may go on after its Z: what is sold then comes into a further one. One that was made while the PC's clock was ahead closes nothing once
 * the clock is put back: a signed record `horloge` after it says so, for good, and what is sold since comes into a
 * closing that supplements it.
 */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { FiscalJournal } from "./fiscal/journal.ts";
import type { SeriesHead } from "./fiscal/memory.ts";
import type { PeriodKind } from "./calendar.ts";

/** All that is asked of a database here. */
type Asked = Pick<Look, "get">;

export const CLOCK_RECORD = "horloge";

/**
 * The clock was put back, after this closing `c`, to before its time. To before the shop itself is no word on any closing:
 * a PC whose battery is empty begins in another century, until it is told the time.
 */
const OVERTAKEN = `EXISTS (
  SELECT 1 FROM journal_fiscal h WHERE h.genre = '${CLOCK_RECORD}' AND h.serie = '${EVENTS}' AND h.contenu ->> 'maintenant' < c.cloturee_le
    AND h.contenu ->> 'maintenant' >= (SELECT horodatage FROM journal_fiscal WHERE serie = '${EVENTS}' ORDER BY seq LIMIT 1)
    AND h.seq > coalesce((SELECT t.value ->> 'seq' FROM json_each(c.contenu, '$.tetes') t WHERE t.value ->> 'serie' = '${EVENTS}'), 0))`;

/** A clock that was put back is told of, and never changes the order. */
export function tellClock(tx: Tx, fiscal: FiscalJournal, before: JsonValue, now: JsonValue): void {
  fiscal.append(tx, EVENTS, CLOCK_RECORD, { avant: before, maintenant: now });
}

/** Asked at a start: a version that did not say so may have run when the clock was put right. */
export function explainClosingsAhead(tx: Tx, fiscal: FiscalJournal): void {
  const ahead = tx.get(
    `SELECT cloturee_le FROM clotures c WHERE cloturee_le > ? AND NOT ${OVERTAKEN} ORDER BY cloturee_le DESC LIMIT 1`,
    tx.now,
  );
  if (ahead !== undefined) tellClock(tx, fiscal, ahead["cloturee_le"] as string, tx.now);
}

export function isClosed(look: Asked, genre: PeriodKind, periode: string): boolean {
  return look.get(`SELECT 1 FROM clotures c WHERE genre = ? AND periode = ? AND NOT ${OVERTAKEN}`, genre, periode) !== undefined;
}

/** The latest period of a kind whose closing stands. */
export function lastClosed(look: Asked, genre: PeriodKind): string | null {
  const row = look.get(
    `SELECT periode FROM clotures c WHERE genre = ? AND NOT ${OVERTAKEN} ORDER BY periode DESC LIMIT 1`,
    genre,
  );
  return row?.["periode"] as string | undefined ?? null;
}

/** The closing of a period that was made last: the next one supplements it. */
export interface Closing {
  readonly id: number;
  readonly complement: number;
  readonly cloturee_le: string;
  readonly contenu: { readonly tetes: readonly SeriesHead[] };
}

export function closingOf(look: Asked, genre: PeriodKind, periode: string): Closing | null {
  const row = look.get(
    "SELECT id, complement, cloturee_le, contenu FROM clotures WHERE genre = ? AND periode = ? ORDER BY complement DESC LIMIT 1",
    genre,
    periode,
  );
  return row === undefined ? null : { ...row as unknown as Closing, contenu: JSON.parse(row["contenu"] as string) };
}

/** Where the series stood when a closing was made: what came after is not in it. */
export interface SeriesSince {
  /** Till → its last number. */
  readonly numeros: Readonly<Record<string, number>>;
  /** The last record of the series of events. */
  readonly evenement: number;
}

export function sinceOf(look: Asked, { contenu: { tetes } }: Closing): SeriesSince {
  const numeros: Record<string, number> = {};
  for (const { serie, seq } of tetes) {
    if (!serie.startsWith("tickets:")) continue;
    const record = look.get("SELECT contenu ->> 'numero' AS numero FROM journal_fiscal WHERE serie = ? AND seq = ?", serie, seq);
    numeros[serie.slice("tickets:".length)] = Number((record!["numero"] as string).split("-").at(-1));
  }
  return { numeros, evenement: tetes.find(({ serie }) => serie === EVENTS)?.seq ?? 0 };
}

/** Sessions `s` whose count was signed after a record of the series of events. */
export const COUNTED_SINCE = ` AND EXISTS (SELECT 1 FROM journal_fiscal j WHERE j.serie = '${EVENTS}' AND j.seq > ?
       AND j.genre = 'fermeture_caisse' AND j.contenu ->> 'session_id' = s.id)`;

/** Whether there is something of a day that its closing has not summed: tickets, cash that was moved, accounts that were settled, vouchers used elsewhere, counts. */
export function dayHasMore(look: Asked, jour: string, made: Closing): boolean {
  const { numeros, evenement } = sinceOf(look, made);
  return look.get(
        "SELECT 1 FROM ventes v WHERE jour = ? AND numero > coalesce(? ->> caisse, 0)",
        jour,
        JSON.stringify(numeros),
      ) !== undefined ||
    look.get("SELECT 1 FROM mouvements_caisse WHERE jour = ? AND evenement > ?", jour, evenement) !== undefined ||
    look.get("SELECT 1 FROM mouvements_compte WHERE jour = ? AND evenement > ?", jour, evenement) !== undefined ||
    look.get("SELECT 1 FROM bons_ailleurs WHERE jour = ? AND evenement > ?", jour, evenement) !== undefined ||
    look.get(
        `SELECT 1 FROM sessions_caisse s WHERE jour = ? AND formation = 0 AND fermee_le IS NOT NULL${COUNTED_SINCE}`,
        jour,
        evenement,
      ) !== undefined;
}

/** The day that was closed last, where it has gone on since: a further Z is to hold the rest of it. */
export function dayGoneOn(look: Asked): string | null {
  const jour = lastClosed(look, "jour");
  return jour !== null && dayHasMore(look, jour, closingOf(look, "jour", jour)!) ? jour : null;
}
