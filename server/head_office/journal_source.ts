/**
 * Reads a shop's journal for head office, a batch at a time: each statement ends by itself, so no reading keeps the log from
 * being folded, and what is in memory is a batch, or one record where that is longer. What is read is held against its hash.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { StoredRecord } from "../../shared/fiscal_record.ts";
import { chainHash, type JournalHead } from "../database/journal/journal.ts";
import { AppError } from "../../shared/errors.ts";
import { JournalParts } from "../database/journal/parts.ts";
import { othersWrites } from "../database/sql/others_writes.ts";
import { StatementCache } from "../database/sql/statements.ts";
import { Trouble } from "./trouble.ts";

/** The shop's table of signed records, and how the journal tells of one. */
const FISCAL = "journal_fiscal";

export interface JournalRow {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly username: string;
  readonly tables: string;
  readonly content: string;
  readonly hash: string;
}

/** A signed record, and in which record of the journal it stands. */
export type SignedRow = StoredRecord & { readonly journal_seq: number };

export interface Batch {
  readonly rows: readonly JournalRow[];
  readonly signed: readonly SignedRow[];
}

const HASH = "SELECT hash FROM _journal WHERE seq = ?";
const WRITTEN_AT = "SELECT at FROM _journal WHERE seq = ?";
const LENGTHS = "SELECT seq, octet_length(content) AS bytes FROM _journal WHERE seq > ? ORDER BY seq LIMIT ?";
const ROWS = "SELECT seq, at, kind, username, tables, content, hash FROM _journal WHERE seq > ? AND seq <= ? ORDER BY seq";

export class JournalSource {
  readonly #live: StatementCache;
  readonly #parts: JournalParts;
  readonly #head: StatementSync;
  readonly #epoch: StatementSync;
  /** Whether anybody has written since this was asked last. */
  readonly changed: () => boolean;

  /** `db` can only read; `sealed` is where the journal's sealed files lie. */
  constructor(readonly db: DatabaseSync, sealed: string) {
    this.#live = new StatementCache(db);
    this.#parts = new JournalParts(this.#live, sealed);
    this.#head = db.prepare("SELECT seq, hash FROM _journal ORDER BY seq DESC LIMIT 1");
    this.#epoch = db.prepare("SELECT value FROM _meta WHERE name = 'epoch'");
    this.changed = othersWrites(db);
  }

  /** Of the shop's present life, which a restore ends. */
  get epoch(): string {
    return (this.#epoch.get() as { value: string }).value;
  }

  head(): JournalHead {
    return (this.#head.get() as unknown as JournalHead | undefined) ?? { seq: 0, hash: "" };
  }

  /** null where there is no such record; "" before the first. */
  hashAt(seq: number): string | null {
    if (seq === 0) return "";
    return this.#live.atOneMoment(() => this.#at(seq).get(HASH).get(seq) as { hash: string } | undefined)?.hash ?? null;
  }

  /** When a record was written, in milliseconds since 1970; null where there is none. */
  writtenAt(seq: number): number | null {
    const found = this.#live.atOneMoment(() => this.#at(seq).get(WRITTEN_AT).get(seq) as { at: string } | undefined);
    return found === undefined ? null : Date.parse(found.at);
  }

  /** What follows a record; null where nothing does. Throws `damaged` for what is not as it was written. */
  after({ seq, hash }: JournalHead): Batch | null {
    const rows = this.#live.atOneMoment(() => this.#rowsAfter(seq));
    if (rows.length === 0) return null;
    const signed: SignedRow[] = [];
    let previous = { seq, hash };
    for (const row of rows) {
      if (row.seq !== previous.seq + 1 || row.hash !== chainHash(previous.hash, row.content)) {
        throw new Trouble("damaged", `journal seq ${previous.seq + 1}`);
      }
      signed.push(...signedIn(row));
      previous = row;
    }
    return { rows, signed };
  }

  /** Of the one part in which the next record stands: meanwhile it may be moved into another. */
  #rowsAfter(seq: number): JournalRow[] {
    let bytes = 0;
    let last = seq;
    const part = this.#at(seq + 1);
    for (const row of part.get(LENGTHS).all(seq, LIMITS.headOfficeBatchRecords) as unknown as { seq: number; bytes: number }[]) {
      bytes += row.bytes;
      if (last > seq && bytes > LIMITS.headOfficeBatchBytes) break;
      last = row.seq;
    }
    // A sealed file ends with a record that others follow.
    if (last === seq && part !== this.#live) throw new Trouble("damaged", `journal seq ${seq + 1}`);
    return last === seq ? [] : part.get(ROWS).all(seq, last) as unknown as JournalRow[];
  }

  /** Where a record stands; throws `damaged` where that file is not there. */
  #at(seq: number): StatementCache {
    try {
      return this.#parts.at(seq);
    } catch (error) {
      throw error instanceof AppError ? new Trouble("damaged", `journal seq ${seq}`) : error;
    }
  }
}

/** The signed records of which a record of the journal tells: each is written once, and never changed. */
export function signedIn({ seq, tables, content }: Pick<JournalRow, "seq" | "tables" | "content">): SignedRow[] {
  if (!tables.split(",").includes(FISCAL)) return [];
  const { changes } = JSON.parse(content) as { readonly changes: readonly { table: string; after: StoredRecord | null }[] };
  return changes.flatMap(({ table, after }) => table === FISCAL && after !== null ? [{ ...after, journal_seq: seq }] : []);
}
