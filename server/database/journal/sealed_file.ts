/** A sealed file of the journal: exactly the records of a year as they were written, the indexes that find them, and whose they are. */
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { dirname, join } from "node:path";
import { LIMITS } from "../../../shared/limits.ts";
import { openReader } from "../sql/sqlite.ts";
import type { Seal } from "./seals.ts";

/** What it says of itself: all of its seal but the size and the hash of the file, which nothing in it can know. */
export type SealTold = Omit<Seal, "name" | "size_bytes" | "sha256">;

export const TOLD_FIELDS = ["year", "first_seq", "last_seq", "previous_hash", "last_hash", "origin", "from_at", "to_at"] as const;

/** The journal's tables, as far as they are read; everything but the records can be made from these. */
const TABLES = ["_journal", "_journal_rows", "_journal_frames", "_journal_people"];

/** Statements that make a sealed file's tables: the journal's own as they stand in `db`, and what the file says of itself. */
export function sealedSchema(db: DatabaseSync): readonly string[] {
  const own = db.prepare(
    `SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND tbl_name IN (${
      TABLES.map(() => "?").join(", ")
    }) AND sql IS NOT NULL
     ORDER BY type DESC`,
  ).all(...TABLES) as { sql: string }[];
  return [...own.map(({ sql }) => sql), SEAL_TABLE];
}

const SEAL_TABLE = `
  CREATE TABLE _seal (
    year INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    previous_hash TEXT NOT NULL,
    last_hash TEXT NOT NULL,
    origin TEXT NOT NULL,
    from_at TEXT NOT NULL,
    to_at TEXT NOT NULL
  ) STRICT;`;

/** Where those of a database lie. */
export function sealedBeside(database: string): string {
  return join(dirname(database), "journal");
}

export function sealedName(year: number): string {
  return `journal-${String(year).padStart(4, "0")}.db`;
}

/** Opens one to be read; null where there is none. Throws for what is no sealed file. */
export function openSealed(path: string): DatabaseSync | null {
  if (!existsSync(path)) return null;
  const db = openReader(path, { cacheKib: LIMITS.sealedCacheKib });
  try {
    db.prepare("SELECT count(*) FROM _seal").get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What a sealed file says of itself; null for one that says nothing. */
export function toldBy(db: DatabaseSync): SealTold | null {
  return db.prepare(`SELECT ${TOLD_FIELDS.join(", ")} FROM _seal`).get() as unknown as SealTold | undefined ?? null;
}

/** The size and the hash of a file as it lies there. */
export function fingerprintOf(path: string): Pick<Seal, "size_bytes" | "sha256"> {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const piece = new Uint8Array(LIMITS.sealedReadBytes);
    for (let read; (read = readSync(file, piece)) > 0;) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return { size_bytes: statSync(path).size, sha256: hash.digest("hex") };
}
