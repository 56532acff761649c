/**
 * Which records of the journal touched which row, and what long ones told: kept by the writer beside the journal, so
 * that neither a row's history nor a replay reads records for what they are not asked. Nothing of it is proof: it can be
 * made again from the journal, and verification never looks at it.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { RowChange } from "../../../shared/protocol.ts";
import type { Changed } from "../jobs.ts";
import { rowKey } from "./row_key.ts";

export class JournalIndex {
  readonly #row: StatementSync;
  readonly #frame: StatementSync;

  constructor(db: DatabaseSync) {
    // OR IGNORE: no sale fails for the sake of an index.
    this.#row = db.prepare("INSERT OR IGNORE INTO _journal_rows (table_name, row_key, seq) VALUES (?, ?, ?)");
    this.#frame = db.prepare("INSERT INTO _journal_frames (seq, row_count, changes) VALUES (?, ?, ?)");
  }

  /** Notes what the record `seq` changed, whose stored text has so many characters. */
  add(seq: number, changes: readonly RowChange[], changed: Changed, chars: number): void {
    for (const { table, key } of changes) this.#row.run(table, rowKey(key), seq);
    // More rows than are ever listed are told by their tables alone.
    if (chars > LIMITS.longRecordChars) {
      this.#frame.run(seq, changed.rows, changed.rows > LIMITS.changesListed ? "[]" : changed.json);
    }
  }
}
