/** CSV: cells quoted where they must be, and none that a spreadsheet would run as a formula. */
// @deno-types="npm:@types/papaparse@5.5.2"
import Papa from "papaparse";

/** What a program wrote, no person: it stands as it is, formula or not. */
export interface Verbatim {
  readonly verbatim: string;
}
type Cell = string | number | null | Verbatim;

/** Rows of text, each with its line end. A number stays one, a negative amount too; absence is an empty cell. */
export function csvRows(rows: readonly (readonly Cell[])[], delimiter: "," | ";"): string {
  if (rows.length === 0) return "";
  const defused = rows.map((cells) => cells.map(written));
  return `${Papa.unparse(defused, { delimiter })}\r\n`;
}

/** Digits that are a name, such as a barcode: as a number a spreadsheet would round and shorten them. */
export function digitsAsText(text: string): string | Verbatim {
  return /^\d+$/.test(text) ? { verbatim: `="${text}"` } : text;
}

function written(cell: Cell): string | number | null {
  if (typeof cell === "string") return defuse(cell);
  return typeof cell === "object" && cell !== null ? cell.verbatim : cell;
}

const BREAK = String.raw`\n\v\f\r\u0085\u2028\u2029`;

/**
 * Where a line of a cell begins like a formula. Spreadsheets look past blanks and controls, take full-width signs for the plain
 * ones, and some begin a new cell at a line break although it stands between quotes.
 */
const LIKE_FORMULA = String.raw`(?:(?![${BREAK}])[\p{Z}\p{C}])*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]`;
const LINE_START = String.raw`(?<=^|[${BREAK}])(?<!\r(?=\n))`;
/** Where there are apostrophes before it already there is one more: then taking one away gives back what was there. */
const FORMULA = new RegExp(`${LINE_START}(?='*(?:${LIKE_FORMULA}))`, "gu");
const DEFUSED = new RegExp(`${LINE_START}'(?='*(?:${LIKE_FORMULA}))`, "gu");

/** An apostrophe before it says that it is text. */
function defuse(text: string): string {
  return text.replace(FORMULA, "'");
}

/** What a cell said before it was made harmless. */
export function undefused(text: string): string {
  return text.replace(DEFUSED, "");
}
