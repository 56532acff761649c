/** What of the journal would be moved into sealed files, told before it is: between which records each year lies, and about how large it is. */
import type { DatabaseSync } from "node:sqlite";
import type { SealableYear } from "../application.ts";
import { sealedThrough } from "../journal/seals.ts";
import { lastBefore } from "../journal/span.ts";
import { StatementCache } from "../sql/statements.ts";

export interface YearToSeal {
  readonly year: number;
  readonly first_seq: number;
  readonly last_seq: number;
  /** About as large as its file would be. */
  readonly size_bytes: number;
}

/** Records that are looked at of a year: all of them would be gigabytes to read. */
const SAMPLES = 300;
/** What a file takes for each byte of its texts: the rest of the pages, hashes, indexes. */
const FILE_FACTOR = 1.2;

/** In their order, without those that have no record. */
export function yearsToSeal(db: DatabaseSync, years: readonly SealableYear[]): readonly YearToSeal[] {
  const statements = new StatementCache(db);
  const found: YearToSeal[] = [];
  let first_seq = sealedThrough(db) + 1;
  for (const { year, until } of years) {
    const last_seq = lastBefore(statements, first_seq, until);
    if (last_seq < first_seq) continue;
    found.push({ year, first_seq, last_seq, size_bytes: sizeOf(statements, first_seq, last_seq) });
    first_seq = last_seq + 1;
  }
  return found;
}

function sizeOf(statements: StatementCache, first: number, last: number): number {
  const records = last - first + 1;
  const count = Math.min(SAMPLES, records);
  const length = statements.get("SELECT octet_length(content) AS bytes FROM _journal WHERE seq = ?");
  let bytes = 0;
  for (let at = 0; at < count; at++) {
    const row = length.get(first + Math.floor(at * records / count)) as { bytes: number } | undefined;
    bytes += row?.bytes ?? 0;
  }
  return Math.round(bytes / count * records * FILE_FACTOR);
}
