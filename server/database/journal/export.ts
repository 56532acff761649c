/** The journal as a file to keep: oldest first, a page at a time, so that the journal of years never stands in memory whole. */
import { LIMITS } from "../../../shared/limits.ts";
import type { JournalParts } from "./parts.ts";
import { planned } from "./plan.ts";
import { CSV_COLUMNS, type ExportForm, findRecords, type JournalSearch, type LocalTime, writeRecords } from "./search.ts";

/** CSV with byte order mark and semicolons, as French spreadsheets read it. Up to where `asked` ends. Each page is read by itself: a reading that went on for minutes would keep the log from being folded. */
export function* exportedText(
  parts: JournalParts,
  asked: JournalSearch,
  form: ExportForm,
  localTime: LocalTime,
): Generator<string> {
  if (form === "csv") yield `\uFEFF${CSV_COLUMNS.join(";")}\r\n`;
  for (const { part: { statements }, search } of parts.of({ ...asked, order: "ASC", limit: LIMITS.journalPage })) {
    const whole = planned(statements, search);
    for (let { after } = whole;;) {
      const { seqs, more } = findRecords(statements, { ...whole, after });
      if (seqs.length > 0) yield writeRecords(statements, seqs, form, localTime);
      if (!more) break;
      after = seqs.at(-1)!;
    }
  }
}
