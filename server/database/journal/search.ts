/**
 * Finds records of the journal for the owner, and writes them out. Finding reads what stands beside a record's text, so that
 * it costs the same however long the records are.
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

/** As it is gone about: its moments are bounds already. */
export interface PlannedSearch extends JournalSearch {
  /** So few records touched the table, or the row, that they are all looked through sooner than others wait. */
  readonly isSeldom: boolean;
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

/** The commonest kind; the others are few, and have an index. */
export const WRITE = "write";

/** A page as far as it is found, and how many bytes of records are on it. */
interface BegunPage extends FoundRecords {
  readonly bytes: number;
}

const NOTHING: BegunPage = { seqs: [], more: false, bytes: 0 };

/**
 * `longest` is what is written out at most of the bytes of a record whose changes can be told in part; `begun`, what another part
 * of the journal has on that page already.
 */
export function findRecords(
  statements: StatementCache,
  search: PlannedSearch,
  longest = Infinity,
  begun: BegunPage = NOTHING,
): BegunPage {
  const { sql, params } = statementOf({ ...search, limit: search.limit - begun.seqs.length });
  const rows = statements.get(sql).all(...params.map(asInteger)) as { seq: number; bytes: number }[];
  const seqs = [...begun.seqs];
  let bytes = begun.bytes;
  for (const row of rows) {
    const more = row.bytes > longest && hasFrame(statements, row.seq) ? longest : row.bytes;
    // One write may have changed fifty thousand rows: a record that is longer than a page stands alone.
    if (seqs.length === search.limit || (seqs.length > 0 && bytes + more > LIMITS.journalPageBytes)) break;
    bytes += more;
    seqs.push(row.seq);
  }
  return { seqs, more: seqs.length < begun.seqs.length + rows.length, bytes };
}

function hasFrame(statements: StatementCache, seq: number): boolean {
  return statements.get("SELECT 1 FROM _journal_frames WHERE seq = ?").get(seq) !== undefined;
}

/** Whether a person's records are looked for by where they stand, rather than among all. */
export function isByPerson({ kind, userId, key }: JournalFilter): boolean {
  return userId !== null && key === null && (kind === null || kind === WRITE);
}

function statementOf(search: PlannedSearch) {
  const { kind, userId, table, key, from, to, after, before, limit, isSeldom } = search;
  const conditions: string[] = [];
  const params: SQLInputValue[] = [];
  const add = (condition: string, ...values: SQLInputValue[]) => {
    conditions.push(condition);
    params.push(...values);
  };
  // A seldom table is found by the index of rows, as one row is; a kind that is not the commonest by its own.
  const seldom = key === null && isSeldom;
  const way = seldom || key !== null ? "row" : isByPerson(search) ? "person" : "walk";
  const rows = seldom ? "(SELECT DISTINCT seq FROM _journal_rows WHERE table_name = ?)" : "_journal_rows";
  const wide = LIMITS.journalStretch;
  // CROSS JOIN: SQLite keeps that order, the index first.
  const [source, order] = {
    row: [`${rows} r CROSS JOIN _journal j ON j.seq = r.seq`, ["r.seq"]],
    person: ["_journal_people p CROSS JOIN _journal j", ["p.stretch", "j.seq"]],
    walk: ["_journal j", ["j.seq"]],
  }[way] as [string, string[]];
  const seq = order.at(-1)!;
  if (seldom) params.push(table);
  else if (key !== null) add("r.table_name = ? AND r.row_key = ?", table, rowKey(key));
  else if (table !== null) add("instr(',' || j.tables || ',', ?) > 0", `,${table},`);
  if (way === "person") {
    add("p.user_id = ? AND p.stretch BETWEEN ? AND ?", userId, Math.floor(after / wide), Math.floor(before / wide));
    // One bound on either side: of two SQLite would take which it likes, and walk from one end of the journal for each stretch.
    add(`j.seq BETWEEN max(p.stretch * ${wide}, ? + 1) AND min((p.stretch + 1) * ${wide}, ?) - 1`, after, before);
  } else add(`${seq} > ? AND ${seq} < ?`, after, before);
  if (kind !== null) add(kind === WRITE ? "j.kind = ?" : `j.kind = ? AND j.kind <> '${WRITE}'`, kind);
  if (userId !== null) add("j.user_id = ?", userId);
  if (from !== null) add("j.at >= ?", from);
  if (to !== null) add("j.at < ?", to);
  const sql = `SELECT ${seq} AS seq, octet_length(j.content) AS bytes FROM ${source}
    WHERE ${conditions.join(" AND ")} ORDER BY ${order.map((name) => `${name} ${search.order}`).join(", ")} LIMIT ${limit + 1}`;
  return { sql, params };
}

/** Writes records out, in this order. */
export function writeRecords(
  statements: StatementCache,
  seqs: readonly number[],
  form: ExportForm,
  localTime: LocalTime = (at) => at,
): string {
  const statement = statements.get("SELECT seq, content, hash FROM _journal WHERE seq = ?");
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
  readonly seq: number;
  readonly content: string;
  readonly hash: string;
}

function fieldsOf({ seq, content, hash }: Stored): Record<string, unknown> {
  try {
    return { ...JSON.parse(content) as Record<string, unknown>, hash };
  } catch {
    return { seq, detail: { unreadable: content }, hash }; // forged: see `unreadable` of the pages
  }
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
  if (typeof fields["at"] === "string") fields["local_time"] = localTime(fields["at"]);
  return CSV_COLUMNS.map((name) => {
    const value = fields[name] ?? null;
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value as string | number | null;
  });
}
