/** The journal as a file to keep: oldest first, a page at a time, so that the journal of years never stands in memory whole. */
import { LIMITS } from "../../../shared/limits.ts";
import type { StatementCache } from "../sql/statements.ts";
import { planned } from "./plan.ts";
import { CSV_COLUMNS, type ExportForm, findRecords, type JournalSearch, type LocalTime, writeRecords } from "./search.ts";

/** CSV with byte order mark and semicolons, as French spreadsheets read it. Up to where `search` ends. Each page is read by itself: a reading that went on for minutes would keep the log from being folded. */
export function* exportedText(
  statements: StatementCache,
  search: JournalSearch,
  form: ExportForm,
  localTime: LocalTime,
): Generator<string> {
  if (form === "csv") yield `\uFEFF${CSV_COLUMNS.join(";")}\r\n`;
  const whole = planned(statements, search);
  for (let { after } = whole;;) {
    const { seqs, more } = findRecords(statements, { ...whole, after, order: "ASC", limit: LIMITS.journalPage });
    if (seqs.length > 0) yield writeRecords(statements, seqs, form, localTime);
    if (!more) return;
    after = seqs.at(-1)!;
  }
}
