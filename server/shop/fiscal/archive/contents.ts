/** What an archive holds of the shop's books, as texts read page by page: a year of them never stands in memory whole. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { LIMITS } from "../../../../shared/limits.ts";
import type { Range } from "../../../../shared/fiscal_archive.ts";
import { EVENTS, KEY_RECORD, RESTORATION } from "../../../../shared/fiscal_record.ts";
import { settlementNumber } from "../../../../shared/settlement.ts";
import { csvRows } from "../../../../shared/csv.ts";
import { cellOf, type Column, dictionary, EVENT_TABLES, type EventTable, type TicketTable, ticketTables } from "./tables.ts";

export interface ArchivedText {
  readonly name: string;
  /** What each part of it begins with. */
  readonly head: string;
  /** Where one ends and another begins, it may be cut into parts. */
  readonly pieces: Iterable<string>;
}

type Rows = Record<string, string | number | null>[];

export function archivedTexts(db: DatabaseSync, ranges: readonly Range[]): ArchivedText[] {
  const tables = ticketTables(db);
  return [
    { name: "journal_fiscal.jsonl", head: "", pieces: recordLines(db, ranges) },
    { name: "continuite.jsonl", head: "", pieces: continuity(db) },
    ...tables.map((table) => ticketRows(db, ranges, table)),
    ...EVENT_TABLES.map((table) => ({ name: table.name, head: headOf(table.columns), pieces: eventRows(db, ranges, table) })),
    { name: "dictionnaire.csv", head: "", pieces: [dictionary([...tables, ...EVENT_TABLES])] },
    { name: "clotures.json", head: "", pieces: [closings(db, ranges)] },
  ];
}

/** The records of a range, page by page. */
function* pages(db: DatabaseSync, { serie, apres, jusqua }: Range): Generator<Rows> {
  const page = db.prepare("SELECT * FROM journal_fiscal WHERE serie = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?");
  for (let after = apres.seq;;) {
    const rows = page.all(serie, after, jusqua.seq, LIMITS.archivePage) as Rows;
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!["seq"] as number;
  }
}

function* recordLines(db: DatabaseSync, ranges: readonly Range[]): Generator<string> {
  for (const range of ranges) for (const rows of pages(db, range)) yield jsonLines(rows);
}

/** Of all times: a gap in the period is explained by its restoration, a signature by its key, wherever the clock put them. */
function* continuity(db: DatabaseSync): Generator<string> {
  for (const genre of [KEY_RECORD, RESTORATION]) {
    yield jsonLines(db.prepare(`SELECT * FROM journal_fiscal WHERE genre = '${genre}' ORDER BY seq`).all() as Rows);
  }
}

/** Events of one kind, as they were signed; practice is among the signed records alone. */
function* eventRows(db: DatabaseSync, ranges: readonly Range[], { kind, columns }: EventTable): Generator<string> {
  for (const range of ranges.filter(({ serie }) => serie === EVENTS)) {
    for (const rows of pages(db, range)) {
      const made = rows.filter(({ genre }) => genre === kind)
        .map(({ seq, contenu, horodatage }) => ({
          numero: settlementNumber(Number(seq)),
          ...JSON.parse(contenu as string),
          date: horodatage,
        }))
        .filter(({ formation }) => formation === false);
      const cells = made.map((event) =>
        columns.map((column) => cellOf(column, event[column.name.replace(/_eur$/, "")] ?? null, null))
      );
      if (cells.length > 0) yield csvRows(cells, ";");
    }
  }
}

/** A till's closings of a year are some hundred. */
function closings(db: DatabaseSync, ranges: readonly Range[]): string {
  const contents: unknown[] = [];
  for (const range of ranges.filter(({ serie }) => serie.startsWith("clotures:"))) {
    for (const rows of pages(db, range)) contents.push(...rows.map(({ contenu }) => JSON.parse(contenu as string)));
  }
  return JSON.stringify(contents, null, 2);
}

/**
 * The tickets whose records the archive holds, with byte order mark and semicolons as French spreadsheets read them. What was
 * made for practice is among the signed records alone: a table that is summed must not hold it.
 */
function ticketRows(db: DatabaseSync, ranges: readonly Range[], { name, columns, joined, order }: TicketTable): ArchivedText {
  const picked = columns.map((column) => `${column.sql} AS ${column.name}`).join(", ");
  const statement = db.prepare(
    `SELECT ${picked}, j.contenu ->> 'fuseau' AS fuseau_du_ticket
     FROM journal_fiscal j JOIN ventes v ON v.id = j.contenu ->> 'vente_id' AND v.formation = 0 ${joined}
     WHERE j.serie = ? AND j.seq > ? AND j.seq <= ? AND j.genre IN ('vente', 'avoir') ORDER BY ${order}`,
  );
  const rows = (...place: SQLInputValue[]) =>
    (statement.all(...place) as Rows).map((row) =>
      columns.map((column) => cellOf(column, row[column.name]!, row["fuseau_du_ticket"] as string | null))
    );
  return { name, head: headOf(columns), pieces: pieces() };

  function* pieces(): Generator<string> {
    const end = db.prepare(
      "SELECT max(seq) AS seq FROM (SELECT seq FROM journal_fiscal WHERE serie = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?)",
    );
    for (const { serie, apres, jusqua } of ranges.filter(({ serie }) => serie.startsWith("tickets:"))) {
      for (let after = apres.seq; after < jusqua.seq;) {
        const last = end.get(serie, after, jusqua.seq, LIMITS.archivePage)!["seq"] as number | null;
        if (last === null) break;
        yield csvRows(rows(serie, after, last), ";");
        after = last;
      }
    }
  }
}

function headOf(columns: readonly Column[]): string {
  return `\uFEFF${csvRows([columns.map(({ name }) => name)], ";")}`;
}

function jsonLines(rows: Rows): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
