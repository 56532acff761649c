/**
 * Which records of the journal touched which row, whose stand where, and what long ones told: kept by the writer beside the journal, so
 * that neither a row's history nor a replay reads records for what they are not asked. Nothing of it is proof: it can be
 * made again from the journal, and verification never looks at it.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { RowChange } from "../../../shared/protocol.ts";
import type { Changed } from "../jobs.ts";
import { rowKey } from "./row_key.ts";

/** Rows that one statement writes: a statement for each costs half as much again. */
const TOGETHER = 16;
const COLUMNS = 3;

export class JournalIndex {
  readonly #one: StatementSync;
  readonly #many: StatementSync;
  readonly #frame: StatementSync;
  readonly #person: StatementSync;
  /** What the transaction has noted so far: table, key and seq of each row. */
  #noted: SQLInputValue[] = [];
  /** Likewise, whose records it has, and in which stretch. */
  #people: [user: number, stretch: number][] = [];
  /** The last stretch in which each is known to be: it is written once, not with each record. */
  readonly #known = new Map<number, number>();

  constructor(db: DatabaseSync) {
    // OR IGNORE: no sale fails for the sake of an index.
    const into = "INSERT OR IGNORE INTO _journal_rows (table_name, row_key, seq) VALUES";
    this.#one = db.prepare(`${into} (?, ?, ?)`);
    this.#many = db.prepare(`${into} ${Array(TOGETHER).fill("(?, ?, ?)").join(", ")}`);
    this.#person = db.prepare("INSERT OR IGNORE INTO _journal_people (user_id, stretch) VALUES (?, ?)");
    this.#frame = db.prepare("INSERT INTO _journal_frames (seq, row_count, changes) VALUES (?, ?, ?)");
  }

  /** Forgets what a transaction noted that came to nothing. */
  begin(): void {
    this.#noted = [];
    this.#people = [];
  }

  /** Notes whose the record `seq` is. One that is undone later leaves a stretch too many, which is walked in vain. */
  addPerson(seq: number, userId: number): void {
    const stretch = Math.floor(seq / LIMITS.journalStretch);
    if (this.#known.get(userId) !== stretch) this.#people.push([userId, stretch]);
  }

  /** Notes what the record `seq` changed, whose stored text has so many characters. */
  add(seq: number, changes: readonly RowChange[], changed: Changed, chars: number): void {
    for (const { table, key } of changes) this.#noted.push(table, rowKey(key), seq);
    // More rows than are ever listed are told by their tables alone.
    if (chars > LIMITS.longRecordChars) {
      this.#frame.run(seq, changed.rows, changed.rows > LIMITS.changesListed ? "[]" : changed.json);
    }
  }

  /** How much is noted; `forget` takes back what came after such a mark. */
  get mark(): number {
    return this.#noted.length;
  }

  forget(mark: number): void {
    this.#noted.length = mark;
  }

  /** Writes what is noted, as the last thing of the transaction. */
  write(): void {
    const noted = this.#noted;
    let at = 0;
    for (const step = TOGETHER * COLUMNS; at + step <= noted.length; at += step) this.#many.run(...noted.slice(at, at + step));
    for (; at < noted.length; at += COLUMNS) this.#one.run(noted[at]!, noted[at + 1]!, noted[at + 2]!);
    this.#noted = [];
    for (const [user, stretch] of this.#people) this.#person.run(user, stretch);
  }

  /** What was written is there for good. */
  committed(): void {
    for (const [user, stretch] of this.#people) this.#known.set(user, stretch);
    this.#people = [];
  }
}

/** Makes all of it of the records that stand in `db`, where nothing of it is yet: as the writer has noted it with each, and sorted first. */
export function indexAnew(db: DatabaseSync): void {
  db.exec(`
  BEGIN;
  INSERT OR IGNORE INTO _journal_rows (table_name, row_key, seq)
    SELECT c.value ->> 'table' AS name, (
      SELECT CASE WHEN count(*) = 1 AND max(atom) IS NOT NULL THEN max(atom) ELSE c.value -> 'key' END
      FROM json_each(c.value, '$.key')) AS key, seq
    FROM _journal, json_each(iif(json_valid(content), content, '{}'), '$.changes') c WHERE tables <> '' ORDER BY 1, 2, 3;
  INSERT INTO _journal_frames (seq, row_count, changes)
    SELECT seq, count(*), CASE WHEN count(*) > ${LIMITS.changesListed} THEN '[]' ELSE
      json_group_array(json_object('table', c.value ->> 'table', 'op', c.value ->> 'op', 'key', json(c.value -> 'key')) ORDER BY c.id) END
    FROM _journal, json_each(iif(json_valid(content), content, '{}'), '$.changes') c
    WHERE tables <> '' AND octet_length(content) > ${LIMITS.longRecordChars} GROUP BY seq;
  INSERT INTO _journal_people (user_id, stretch)
    SELECT DISTINCT user_id, seq / ${LIMITS.journalStretch} FROM _journal WHERE user_id IS NOT NULL ORDER BY 1, 2;
  COMMIT;`);
}
