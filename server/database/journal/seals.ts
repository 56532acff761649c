/**
 * Which of the journal's records were moved into sealed yearly files, as the database itself tells: each is named by a signed record
 * of the journal as well, and verification holds the two against each other.
 */
import type { DatabaseSync } from "node:sqlite";

/** The kind of the record that says: these records stand in a file of their own from now on. */
export const JOURNAL_SEALED = "journal_sealed";

/** A sealed file, and what it holds. */
export interface Seal {
  /** Of the file, in the data folder's `journal/`. */
  readonly name: string;
  readonly year: number;
  readonly first_seq: number;
  readonly last_seq: number;
  /** Of the record before its first, "" before the first of all; and of its last. */
  readonly previous_hash: string;
  readonly last_hash: string;
  /** The hash of the journal's very first record: no two shops have the same. */
  readonly origin: string;
  /** The earliest and the latest moment of its records, RFC 3339. */
  readonly from_at: string;
  readonly to_at: string;
  readonly size_bytes: number;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
}

export const SEAL_FIELDS = [
  ...["name", "year", "first_seq", "last_seq", "previous_hash", "last_hash"] as const,
  ...["origin", "from_at", "to_at", "size_bytes", "sha256"] as const,
];

/** In the order of their records. */
export const SEALS = `SELECT ${SEAL_FIELDS.join(", ")} FROM _journal_seals ORDER BY first_seq`;
/** The last record that stands in a sealed file; 0 for none. */
export const SEALED_THROUGH = "SELECT coalesce(max(last_seq), 0) AS seq FROM _journal_seals";
/** A row while the database still holds records that a sealed file has as well: the last of them is dropped last. */
export const UNDROPPED = "SELECT seq FROM _journal WHERE seq = (SELECT max(last_seq) FROM _journal_seals)";
/** The hash of the journal's first record, wherever that stands; no row before there is one. */
export const ORIGIN = `SELECT origin AS hash FROM (SELECT origin FROM _journal_seals ORDER BY first_seq LIMIT 1)
  UNION ALL SELECT hash FROM _journal WHERE seq = 1 LIMIT 1`;

/** Those of a database of any version, in the order of their records. */
export function sealsIn(db: DatabaseSync): readonly Seal[] {
  return hasSeals(db) ? db.prepare(SEALS).all() as unknown as Seal[] : [];
}

/** The hash of the first record of a database of any version; "" before there is one. */
export function originIn(db: DatabaseSync): string {
  const sql = hasSeals(db) ? ORIGIN : "SELECT hash FROM _journal ORDER BY seq LIMIT 1";
  return (db.prepare(sql).get() as { hash: string } | undefined)?.hash ?? "";
}

export function sealedThrough(db: DatabaseSync): number {
  return sealsIn(db).at(-1)?.last_seq ?? 0;
}

/** A database of before there were any has none. */
export function hasSeals(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_journal_seals'").get() !== undefined;
}
