/**
 * The rules of the fiscal chain: which record may follow which. The server and the page inside an archive judge by
 * these; they compute the hashes and check the signatures themselves.
 */
import { BEGINNING, type Continuity, type Mark } from "./fiscal_continuity.ts";
import { EVENTS, FISCAL_FORMATS, KEY_RECORD, numberIn, type StoredRecord, tillOf } from "./fiscal_record.ts";

/** Where a reader stands in a series: after a record that is believed. Null is what is not known of it. */
export interface Place extends Mark {
  /** The place, in the order of keys, of the one that signed it. */
  readonly key: number | null;
  /** The number of the ticket; 0 before the first. */
  readonly number: number | null;
}
export const BEFORE_ALL: Place = { ...BEGINNING, key: 0, number: 0 };

/** Why a record is not believed where it stands. */
export type Break =
  /** `seq`: the first that is not there. */
  | { readonly broken: "missing"; readonly seq: number }
  | { readonly broken: "format" | "unlinked" | "other_key" | "unknown_key" | "changed" }
  | { readonly broken: "number"; readonly printed: string | null; readonly before: number; readonly next: readonly number[] };

/**
 * The place after a record that follows; or what is wrong, its signature aside. `sha256` is that of its signed text
 * (hexadecimal), `place` null where nothing tells after which record it should stand.
 */
export function follow(
  record: StoredRecord,
  sha256: string,
  place: Place | null,
  continuity: Continuity<unknown>,
): Place | Break {
  const { serie, seq, signature } = record;
  if (place !== null) {
    const seqs = continuity.nextSeqs(serie, place);
    if (!seqs.includes(seq)) return { broken: "missing", seq: Math.min(...seqs) };
  }
  if (!FISCAL_FORMATS.includes(record.version_format)) return { broken: "format" };
  if (place !== null && record.signature_precedente !== place.signature) return { broken: "unlinked" };
  const last = place?.key ?? null;
  const key = continuity.order.indexOf(record.cle_id, last ?? 0);
  // In the series of events a key begins with its own introduction; elsewhere after it, whenever that is.
  const early = serie === EVENTS && last !== null && key !== last && record.genre !== KEY_RECORD;
  if (key < 0 || early) return { broken: "other_key" };
  if (!continuity.keys.has(record.cle_id)) return { broken: "unknown_key" };
  if (record.empreinte !== sha256) return { broken: "changed" };
  const before = place?.number ?? null;
  const number = ticketNumber(record);
  return (number === null || before === null ? null : numberOff(record, before, continuity)) ??
    { seq, signature, key, number: number ?? before };
}

/** Where a reader stands after a record that is taken as it is. */
export function placeAfter(record: StoredRecord, { order }: Continuity<unknown>): Place {
  const { seq, signature, cle_id } = record;
  return { seq, signature, key: Math.max(0, order.indexOf(cle_id)), number: ticketNumber(record) ?? 0 };
}

/** A ticket's number, without its till; NaN where it cannot be read, null for records that have none. */
function ticketNumber(record: StoredRecord): number | null {
  if (tillOf(record.serie) === null || (record.genre !== "vente" && record.genre !== "avoir")) return null;
  return Number(numberIn(record)?.split("-").at(-1));
}

/** What is wrong with the number that a ticket bears; null when it follows. */
function numberOff(record: StoredRecord, before: number, continuity: Continuity<unknown>): Break | null {
  const till = tillOf(record.serie)!;
  const printed = numberIn(record);
  const next = continuity.nextNumbers(till, before);
  const follows = next.some((number) => printed === `${till}-${String(number).padStart(6, "0")}`);
  return follows ? null : { broken: "number", printed, before, next };
}
