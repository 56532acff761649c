/** Walks one signed series over its stored text: every link, every number, every signature. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { type Continuity, type Found, signatureFits, type StoredRecord } from "./continuity.ts";
import { EVENTS, FISCAL_FORMAT, signedText } from "./journal.ts";
import { KEY_RECORD } from "./key.ts";

/** Records read at a time; while their signatures are checked the next are read. */
const PAGE = 256;

/** Where a walk begins: after a record that is believed, or before the first. */
export interface Place {
  readonly seq: number;
  readonly signature: string;
  /** The place of the key that signed it, in the order of keys. */
  readonly key: number;
  /** The number of the ticket; 0 before the first. */
  readonly number: number;
}
export const BEFORE_ALL: Place = { seq: 0, signature: "", key: 0, number: 0 };

/** How much at once: `parallel` signatures are checked side by side, as many as the machine may spend. */
export interface Pace {
  readonly parallel: number;
  /** Hears of records as they are found right. */
  readonly onRecords: (records: readonly StoredRecord[]) => void;
}

/** The first record that is not as it was written; null when all are. */
export async function walkSeries(
  db: DatabaseSync,
  serie: string,
  from: Place,
  continuity: Continuity,
  pace: Pace,
): Promise<Found | null> {
  const page = db.prepare("SELECT * FROM journal_fiscal WHERE serie = ? AND seq > ? ORDER BY seq LIMIT ?");
  let place = from;
  let checking: Promise<Found | null> = Promise.resolve(null);
  for (;;) {
    const rows = page.all(serie, place.seq, PAGE) as unknown as StoredRecord[];
    const linked: Linked[] = [];
    let broken: Found | null = null;
    for (const row of rows) {
      const text = signedText(row);
      const next = step(row, text, place, continuity);
      if ("problem" in next) {
        broken = next;
        break;
      }
      place = next;
      linked.push({ row, text });
    }
    const found = await checking;
    if (found !== null) return found;
    checking = checkSignatures(linked, continuity, pace.parallel).then((wrong) => {
      if (wrong === null) pace.onRecords(linked.map(({ row }) => row));
      return wrong ?? broken;
    });
    if (broken !== null || rows.length === 0) return await checking;
  }
}

interface Linked {
  readonly row: StoredRecord;
  readonly text: Uint8Array;
}

/** The place after a record that follows; or what is wrong. */
function step(row: StoredRecord, text: Uint8Array, place: Place, continuity: Continuity): Place | Found {
  const { serie, seq } = row;
  const wrong = (problem: string, at = seq): Found => ({ serie, seq: at, problem });
  const seqs = continuity.nextSeqs(serie, place);
  if (!seqs.includes(seq)) return wrong("the record is missing", Math.min(...seqs));
  if (row.version_format !== FISCAL_FORMAT) return wrong(`its format ${row.version_format} is unknown`);
  if (row.signature_precedente !== place.signature) return wrong("it does not follow the record before it");
  const key = continuity.order.indexOf(row.cle_id, place.key);
  // In the series of events a key begins with its own introduction; elsewhere after it, whenever that is.
  const early = row.serie === EVENTS && key !== place.key && row.genre !== KEY_RECORD;
  if (key < 0 || early) return wrong("it names another key");
  if (!continuity.keys.has(row.cle_id)) return wrong(`the public half of its key ${row.cle_id} is not known here`);
  if (row.empreinte !== createHash("sha256").update(text).digest("hex")) return wrong("its content was changed");
  const number = numberAfter(row, place.number, continuity);
  if (typeof number === "string") return wrong(number);
  return { seq, signature: row.signature, key, number };
}

/** The ticket's number when it follows; else what is wrong. Records of other kinds have none. */
function numberAfter(row: StoredRecord, before: number, continuity: Continuity): number | string {
  const caisse = tillOf(row.serie);
  if (caisse === null || (row.genre !== "vente" && row.genre !== "avoir")) return before;
  const printed = numberOf(row);
  const next = continuity.nextNumbers(caisse, before);
  if (next.some((number) => printed === `${caisse}-${String(number).padStart(6, "0")}`)) {
    return Number(printed!.split("-").at(-1));
  }
  return `its number is ${printed}, and ${next.join(" or ")} should follow ${before}`;
}

/** What the numbers of a series of tickets begin with; null for another series. */
function tillOf(serie: string): string | null {
  if (serie.startsWith("tickets:")) return serie.slice("tickets:".length);
  return serie.startsWith("formation:") ? `F-${serie.slice("formation:".length)}` : null;
}

function numberOf({ contenu }: StoredRecord): string | null {
  try {
    return String((JSON.parse(contenu) as { numero?: unknown }).numero);
  } catch {
    return null;
  }
}

/** Where a walk may begin after a record that is believed already. */
export function placeAfter(record: StoredRecord, { order }: Continuity): Place {
  const number = tillOf(record.serie) === null ? 0 : Number(numberOf(record)?.split("-").at(-1) ?? 0);
  return { seq: record.seq, signature: record.signature, key: Math.max(0, order.indexOf(record.cle_id)), number };
}

async function checkSignatures(linked: readonly Linked[], { keys }: Continuity, parallel: number): Promise<Found | null> {
  for (let at = 0; at < linked.length; at += parallel) {
    const some = linked.slice(at, at + parallel);
    const fits = await Promise.all(some.map(({ row, text }) => signatureFits(text, row.signature, keys.get(row.cle_id)!)));
    const wrong = some[fits.indexOf(false)]?.row;
    if (wrong !== undefined) return { serie: wrong.serie, seq: wrong.seq, problem: "its signature does not fit" };
  }
  return null;
}
