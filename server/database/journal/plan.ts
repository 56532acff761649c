/** How a search of the journal is gone about: between which records, by which index, and whether it may take long. */
import { LIMITS } from "../../../shared/limits.ts";
import { rowKey } from "./row_key.ts";
import { isByPerson, type JournalSearch, type PlannedSearch, WRITE } from "./search.ts";
import { narrowed } from "./span.ts";
import type { StatementCache } from "../sql/statements.ts";
import { asInteger } from "../sql/values.ts";

/** Once for all the pages of a search: to count what touched its table takes as long as a page. */
export function planned(statements: StatementCache, search: JournalSearch): PlannedSearch {
  return { ...narrowed(statements, search), isSeldom: isSeldom(statements, search) };
}

function isSeldom(statements: StatementCache, { table, key }: JournalSearch): boolean {
  if (table === null) return false;
  const sql = `SELECT count(*) AS n FROM (
    SELECT 1 FROM _journal_rows WHERE table_name = ?${key === null ? "" : " AND row_key = ?"} LIMIT ${LIMITS.journalWalk + 1})`;
  const { n } = statements.get(sql).get(...key === null ? [table] : [table, asInteger(rowKey(key))]) as { n: number };
  return n <= LIMITS.journalWalk;
}

/** Whether it may walk much of the journal to find little: to be done where it can be ended. */
export function walksFar(search: PlannedSearch): boolean {
  const { kind, userId, table, key, after, before, limit, isSeldom } = search;
  if (before - after <= LIMITS.journalWalk || isSeldom) return false;
  // Each stretch that is walked has one of theirs at least, unless more is asked of it.
  if (userId !== null) {
    return !(isByPerson(search) && kind === null && table === null && (limit + 1) * LIMITS.journalStretch <= LIMITS.journalWalk);
  }
  if (key !== null) return kind !== null;
  return table !== null || kind === WRITE;
}
