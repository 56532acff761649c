/** Walks one signed series over its stored text: every link, every number, every signature. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import { type Break, follow, type Place } from "../../../shared/fiscal_chain.ts";
import { signedText, type StoredRecord } from "../../../shared/fiscal_record.ts";
import type { Defect, ShopContinuity } from "./continuity.ts";
import { signatureFits } from "./ecdsa.ts";

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
  continuity: ShopContinuity,
  pace: Pace,
): Promise<Defect | null> {
  const page = db.prepare("SELECT * FROM journal_fiscal WHERE serie = ? AND seq > ? ORDER BY seq LIMIT ?");
  let place = from;
  let checking: Promise<Defect | null> = Promise.resolve(null);
  for (;;) {
    const rows = page.all(serie, place.seq, LIMITS.signedPage) as unknown as StoredRecord[];
    const linked: Linked[] = [];
    let broken: Defect | null = null;
    for (const row of rows) {
      const text = signedText(row);
      const next = follow(row, createHash("sha256").update(text).digest("hex"), place, continuity);
      if ("broken" in next) {
        broken = { serie, seq: next.broken === "missing" ? next.seq : row.seq, problem: problemOf(next, row) };
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

/** A break in words. */
export function problemOf(found: Break, row: StoredRecord): string {
  switch (found.broken) {
    case "missing":
      return "the record is missing";
    case "format":
      return `its format ${row.version_format} is unknown`;
    case "unlinked":
      return "it does not follow the record before it";
    case "other_key":
      return "it names another key";
    case "unknown_key":
      return `the public half of its key ${row.cle_id} is not known here`;
    case "changed":
      return "its content was changed";
    case "number":
      return `its number is ${found.printed}, and ${found.next.join(" or ")} should follow ${found.before}`;
  }
}

async function checkSignatures(linked: readonly Linked[], { keys }: ShopContinuity, parallel: number): Promise<Defect | null> {
  for (let at = 0; at < linked.length; at += parallel) {
    const some = linked.slice(at, at + parallel);
    const fits = await Promise.all(some.map(({ row, text }) => signatureFits(text, row.signature, keys.get(row.cle_id)!)));
    const wrong = some[fits.indexOf(false)]?.row;
    if (wrong !== undefined) return { serie: wrong.serie, seq: wrong.seq, problem: "its signature does not fit" };
  }
  return null;
}
