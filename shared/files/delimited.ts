/** Text with a delimiter as a table: the delimiter is told by the file's own `sep=` line, or by its first line. */
// @deno-types="npm:@types/papaparse@5.5.2"
import Papa from "papaparse";
import { OWNER_LIMITS } from "../owner_limits.ts";
import { type FileLine, type FileTable, UnreadableFile } from "./table.ts";

/** The more likely first. */
const DELIMITERS = [";", "\t", ",", "|"] as const;

export function readDelimited(text: string): FileTable {
  const whole = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const told = /^"?sep=(.)"?\n/i.exec(whole);
  const from = told?.[0].length ?? 0;
  const body = whole.slice(from);
  const lines: FileLine[] = [];
  const brokenQuotes: number[] = [];
  let cursor = 0;
  let line = from === 0 ? 1 : 2;
  Papa.parse<string[]>(body, {
    delimiter: told?.[1] ?? delimiterOf(body),
    newline: "\n",
    step: ({ data, errors, meta }, parser) => {
      if (errors.some(({ type }) => type === "Quotes")) brokenQuotes.push(line);
      if (data.some((cell) => cell.trim() !== "")) lines.push({ line, cells: data });
      // What is too much is not read to its end.
      if (lines.length > OWNER_LIMITS.importLines + 1 || data.length > OWNER_LIMITS.importColumns) parser.abort();
      for (; cursor < meta.cursor; cursor++) if (body.charCodeAt(cursor) === 10) line += 1;
    },
  });
  if (lines.some(({ cells }) => cells.length > OWNER_LIMITS.importColumns)) throw new UnreadableFile("tooManyColumns");
  return { lines, brokenQuotes };
}

/** The one that stands most often in the first line that holds something, outside of quotes. */
function delimiterOf(text: string): string {
  const start = text.search(/\S/);
  const end = text.indexOf("\n", start);
  const first = text.slice(Math.max(0, start), end < 0 ? undefined : end).slice(0, 10_000).replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
