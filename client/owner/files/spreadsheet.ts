/** Rows as a file that a French spreadsheet opens right on a double click: amounts as it writes them, codes as text. */
import { csvRows, digitsAsText, type Verbatim } from "../../../shared/csv.ts";

/** By this mark Excel knows UTF-8. */
const MARK = "\ufeff";

export type SheetCell = string | Verbatim;

/** Every file of Comptoir has this one dialect, whatever language its reader has: cells part at semicolons, decimals at commas. */
const DELIMITER = ";";

export class Spreadsheet {
  readonly #parts: string[];

  constructor(head: readonly string[]) {
    this.#parts = [MARK, csvRows([head], DELIMITER)];
  }

  add(rows: readonly (readonly SheetCell[])[]): void {
    this.#parts.push(csvRows(rows, DELIMITER));
  }

  get text(): string {
    return this.#parts.join("");
  }

  /** Absence is an empty cell. */
  cents(value: number | null): SheetCell {
    return value === null ? "" : decimal((value / 100).toFixed(2));
  }

  number(value: number | null): SheetCell {
    return value === null ? "" : decimal(String(value));
  }

  code(text: string | null): SheetCell {
    return digitsAsText(text ?? "");
  }
}

function decimal(text: string): Verbatim {
  return { verbatim: text.replace(".", ",") };
}
