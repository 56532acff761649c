/**
 * Finds records of the journal for the owner, and writes them out. Finding reads what stands beside a record's text, so that
 * it costs the same however long the records are; it says of itself when it may walk all of the journal.
 */
import type { SQLInputValue } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { WireRow } from "../../../shared/protocol.ts";
import { csvRows } from "../../../shared/csv.ts";
import { rowKey } from "./row_key.ts";
import type { StatementCache } from "../sql/statements.ts";
import { asInteger } from "../sql/values.ts";

export interface JournalFilter {
  readonly kind: string | null;
  readonly userId: number | null;
  readonly table: string | null;
  /** With `table`: the row's key, its columns in the order of the table's key. */
  readonly key: WireRow | null;
  /** RFC 3339, UTC, milliseconds: not before, and before. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface JournalSearch extends JournalFilter {
  /** Records between these, neither included. */
  readonly after: number;
  readonly before: number;
  readonly order: "ASC" | "DESC";
  readonly limit: number;
}

export interface FoundRecords {
  /** As many as a page holds, in the order asked for. */
  readonly seqs: readonly number[];
  /** Whether there are more behind them. */
  readonly more: boolean;
}

/** How records are written out: the stored text of each on a line, or CSV. */
export type ExportForm = "jsonl" | "csv";

/** Shop's clock: a moment (RFC 3339) as people read it. */
export type LocalTime = (at: string) => string;

/** Whether it may walk much of the journal to find little: to be done where it can be ended. Its moments are bounds already. */
export function walksFar(statements: StatementCache, search: JournalSearch): boolean {
  const { kind, userId, table, key, after, before } = search;
  if (before - after <= LIMITS.journalWalk || isSeldom(statements, search)) return false;
  if (userId !== null) return true;
  if (key !== null) return kind !== null;
  return table !== null || kind === WRITE;
}

/** Whether so few records touched the table, or the row, that they are all looked through sooner than others wait. */
function isSeldom(statements: StatementCache, { table, key }: JournalSearch): boolean {
  if (table === null) return false;
  const sql = `SELECT count(*) AS n FROM (
    SELECT 1 FROM _journal_rows WHERE table_name = ?${key === null ? "" : " AND row_key = ?"} LIMIT ${LIMITS.journalWalk + 1})`;
  const { n } = statements.get(sql).get(...key === null ? [table] : [table, asInteger(rowKey(key))]) as { n: number };
  return n <= LIMITS.journalWalk;
}

/** The commonest kind; the others are few, and have an index. */
const WRITE = "write";

/** `longest` is what of a record's bytes is written out at most. */
export function findRecords(statements: StatementCache, search: JournalSearch, longest = Infinity): FoundRecords {
  const { sql, params } = statementOf(search, search.key === null && isSeldom(statements, search));
  const rows = statements.get(sql).all(...params.map(asInteger)) as { seq: number; bytes: number }[];
  const seqs: number[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Math.min(row.bytes, longest);
    // One write may have changed fifty thousand rows: a record that is longer than a page stands alone.
    if (seqs.length === search.limit || (seqs.length > 0 && bytes > LIMITS.journalPageBytes)) break;
    seqs.push(row.seq);
  }
  return { seqs, more: seqs.length < rows.length };
}

/** `seldom`: its table is found by the index of rows. */
function statementOf({ kind, userId, table, key, from, to, after, before, order, limit }: JournalSearch, seldom: boolean) {
  const conditions: string[] = [];
  const params: SQLInputValue[] = [];
  const add = (condition: string, ...values: SQLInputValue[]) => {
    conditions.push(condition);
    params.push(...values);
  };
  // CROSS JOIN: SQLite keeps that order, the index first.
  const rows = seldom ? "(SELECT DISTINCT seq FROM _journal_rows WHERE table_name = ?)" : "_journal_rows";
  const source = key === null && !seldom ? "_journal j" : `${rows} r CROSS JOIN _journal j ON j.seq = r.seq`;
  const seq = key === null && !seldom ? "j.seq" : "r.seq";
  if (seldom) params.push(table);
  else if (key !== null) add("r.table_name = ? AND r.row_key = ?", table, rowKey(key));
  else if (table !== null) add("instr(',' || j.tables || ',', ?) > 0", `,${table},`);
  if (kind !== null) add(kind === WRITE ? "j.kind = ?" : `j.kind = ? AND j.kind <> '${WRITE}'`, kind);
  if (userId !== null) add("j.user_id = ?", userId);
  if (from !== null) add("j.at >= ?", from);
  if (to !== null) add("j.at < ?", to);
  add(`${seq} > ? AND ${seq} < ?`, after, before);
  const sql = `SELECT ${seq} AS seq, octet_length(j.content) AS bytes FROM ${source}
    WHERE ${conditions.join(" AND ")} ORDER BY ${seq} ${order} LIMIT ${limit + 1}`;
  return { sql, params };
}

/** Writes records out, in this order. */
export function writeRecords(
  statements: StatementCache,
  seqs: readonly number[],
  form: ExportForm,
  localTime: LocalTime = (at) => at,
): string {
  const statement = statements.get("SELECT content, hash FROM _journal WHERE seq = ?");
  const records = seqs.map((seq) => statement.get(seq) as unknown as Stored);
  switch (form) {
    case "jsonl":
      // The stored text itself, so that the chain can be walked again with any tool.
      return records.map(({ content, hash }) => `{"hash":"${hash}","content":${content}}\n`).join("");
    case "csv":
      return csvRows(records.map((record) => cellsOf(record, localTime)), ";");
  }
}

interface Stored {
  readonly content: string;
  readonly hash: string;
}

function fieldsOf({ content, hash }: Stored): Record<string, unknown> {
  return { ...JSON.parse(content) as Record<string, unknown>, hash };
}

export const CSV_COLUMNS = [
  "seq",
  "at",
  "local_time",
  "kind",
  "user_id",
  "username",
  "role",
  "mode",
  "address",
  "tables",
  "detail",
  "statements",
  "changes",
  "hash",
] as const;

function cellsOf(record: Stored, localTime: LocalTime): (string | number | null)[] {
  const fields = fieldsOf(record);
  fields["local_time"] = localTime(String(fields["at"]));
  return CSV_COLUMNS.map((name) => {
    const value = fields[name] ?? null;
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value as string | number | null;
  });
}
