/** The journal as a file to keep: oldest first, a page at a time, so that the journal of years never stands in memory whole. */
import { LIMITS } from "../../../shared/limits.ts";
import type { JournalParts } from "./parts.ts";
import { planned } from "./plan.ts";
import {
  CSV_COLUMNS,
  type ExportForm,
  findRecords,
  type JournalSearch,
  type LocalTime,
  type PlannedSearch,
  writeRecords,
} from "./search.ts";
import type { StatementCache } from "../sql/statements.ts";

/** CSV with byte order mark and semicolons, as French spreadsheets read it. Up to where `asked` ends. Each page is read by itself: a reading that went on for minutes would keep the log from being folded. */
export function* exportedText(
  parts: JournalParts,
  asked: JournalSearch,
  form: ExportForm,
  localTime: LocalTime,
): Generator<string> {
  if (form === "csv") yield `\uFEFF${CSV_COLUMNS.join(";")}\r\n`;
  const search: JournalSearch = { ...asked, order: "ASC", limit: LIMITS.exportPage };
  let plan: { readonly of: StatementCache; readonly last: number; readonly whole: PlannedSearch } | null = null;
  for (let after: number | null = search.after; after !== null;) {
    const from: number = after;
    // Where records stand is asked for each page, with the page itself: they may be moved into a sealed file meanwhile.
    const { text, next } = parts.live.atOneMoment(() => {
      const [first] = parts.of({ ...search, after: from });
      if (first === undefined) return { text: "", next: null };
      const { statements, last } = first.part;
      if (plan?.of !== statements || plan.last !== last) {
        plan = { of: statements, last, whole: planned(statements, first.search) };
      }
      const { seqs, more } = findRecords(statements, { ...plan.whole, after: Math.max(from, plan.whole.after) });
      const next = more ? seqs.at(-1)! : last < search.before ? last : null;
      return { text: seqs.length === 0 ? "" : writeRecords(statements, seqs, form, localTime), next };
    });
    if (text !== "") yield text;
    after = next;
  }
}
