/**
 * A page of the journal as the API's objects. One write may have changed fifty thousand rows, of which nobody reads more than a
 * few: of a long record a page holds the first, and the row that was asked for, read without all the rest; by itself it comes whole.
 */
import { LIMITS } from "../../../shared/limits.ts";
import type { JournalFilter } from "./search.ts";
import type { StatementCache } from "../sql/statements.ts";

/** The row whose history is asked for; null for no row. */
export type PageRow = Pick<JournalFilter, "table" | "key">;

interface Change {
  readonly table: string;
  readonly op: string;
  readonly key: unknown;
}

/** Records, in this order, as JSON with commas between. */
export function pageOfRecords(statements: StatementCache, seqs: readonly number[], row: PageRow): string {
  // Of every record that is as long as that the writer has noted how many rows it changed.
  const sized = statements.get(
    `SELECT hash, row_count AS count FROM _journal j LEFT JOIN _journal_frames f ON f.seq = j.seq AND octet_length(content) > ?
     WHERE j.seq = ?`,
  );
  return seqs.map((seq) => {
    const { hash, count } = sized.get(LIMITS.journalRecordBytes, seq) as { hash: string; count: number | null };
    const short = count === null ? null : abridged(statements, seq, row);
    return short === null ? recordOf(statements, seq) : JSON.stringify({ ...short, hash, change_count: count });
  }).join(",");
}

/** One record whole, however long it is, as JSON; `null` where there is none. */
export function recordOf(statements: StatementCache, seq: number): string {
  const found = statements.get(
    `SELECT content, hash,
       CASE WHEN json_valid(content) THEN json_type(content, '$.changes') = 'array' AND substr(content, -1) = '}' END AS is_record
     FROM _journal WHERE seq = ?`,
  ).get(seq) as Stored | undefined;
  if (found === undefined) return "null";
  if (found.is_record !== 1) return unreadable(statements, seq);
  // As it is stored: to read and write tens of MB anew takes seconds, for one field more.
  return `${found.content.slice(0, -1)},"hash":${JSON.stringify(found.hash)}}`;
}

interface Stored {
  readonly content: string;
  readonly hash: string;
  readonly is_record: number | null;
}

/** Somebody has written what is no record in a record's place, past this program: what stands beside it, and that itself as text. */
function unreadable(statements: StatementCache, seq: number): string {
  const { content, tables, hash, ...beside } = statements.get("SELECT * FROM _journal WHERE seq = ?").get(seq) as unknown as
    & Pick<Stored, "content" | "hash">
    & { readonly tables: string };
  const detail = { unreadable: content };
  return JSON.stringify({
    v: 0,
    ...beside,
    tables: tables.split(",").filter(Boolean),
    statements: [],
    detail,
    changes: [],
    hash,
  });
}

/** null where what is stored is no record. */
function abridged(statements: StatementCache, seq: number, { table, key }: PageRow) {
  try {
    const begun = beginning(statements, seq);
    const asked = table === null || key === null ? [] : changesOf(textOf(statements, "content", seq), table, JSON.stringify(key));
    const told = new Set(asked.map(nameOf));
    const changes = [...asked, ...begun.changes.filter((change) => !told.has(nameOf(change)))];
    return { ...begun, changes, truncated: true };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function nameOf({ table, op, key }: Change): string {
  return JSON.stringify([table, op, key]);
}

/** In the stored text a string's quotes are escaped, and no row holds an array: this is found between two changes, and before the first. */
const NEXT = '},{"table":"';
const FIRST = ',"changes":[{"table":"';

/** The record with as many of its changes as stand in the beginning of its text. */
function beginning(statements: StatementCache, seq: number): { readonly changes: readonly Change[] } {
  const text = textOf(statements, `substr(content, 1, ${LIMITS.journalBeginningChars})`, seq);
  const first = text.lastIndexOf(FIRST);
  const end = text.lastIndexOf(NEXT);
  try {
    return JSON.parse(end > first ? `${text.slice(0, end + 1)}]}` : `${text.slice(0, first)},"changes":[]}`);
  } catch {
    // What stands before the changes is longer than that, or looks like them.
    const without = "CASE WHEN json_valid(content) THEN json_set(content, '$.changes', json('[]')) ELSE '' END";
    return JSON.parse(textOf(statements, without, seq));
  }
}

const OPS = ["insert", "update", "delete"];

/** What a record's text says of one row, by its key as JSON. */
function changesOf(text: string, table: string, key: string): Change[] {
  return OPS.flatMap((op) => {
    const from = text.lastIndexOf(`{"table":${JSON.stringify(table)},"op":"${op}","key":${key},"before":`);
    if (from < 0) return [];
    const next = text.indexOf(NEXT, from);
    return [JSON.parse(text.slice(from, next < 0 ? text.lastIndexOf("]}") : next + 1)) as Change];
  });
}

function textOf(statements: StatementCache, of: string, seq: number): string {
  const found = statements.get(`SELECT ${of} AS text FROM _journal WHERE seq = ?`).get(seq);
  return (found as unknown as { readonly text: string }).text;
}
