/** Rows as a file that the reader's own spreadsheet opens right on a double click: amounts as it writes them, codes as text. */
import { csvRows, digitsAsText, type Verbatim } from "../../../shared/csv.ts";
import type { Locale } from "../../../shared/errors.ts";

/** By this mark Excel knows UTF-8. */
const MARK = "\ufeff";

export type SheetCell = string | Verbatim;

/** In French cells part at semicolons and decimals at commas. */
export class Spreadsheet {
  readonly #parts: string[];

  constructor(readonly locale: Locale, head: readonly string[]) {
    this.#parts = [MARK, csvRows([head], this.#delimiter)];
  }

  get #delimiter(): ";" | "," {
    return this.locale === "fr" ? ";" : ",";
  }

  add(rows: readonly (readonly SheetCell[])[]): void {
    this.#parts.push(csvRows(rows, this.#delimiter));
  }

  get text(): string {
    return this.#parts.join("");
  }

  /** Absence is an empty cell. */
  cents(value: number | null): SheetCell {
    return value === null ? "" : this.#verbatim((value / 100).toFixed(2));
  }

  number(value: number | null): SheetCell {
    return value === null ? "" : this.#verbatim(String(value));
  }

  #verbatim(text: string): Verbatim {
    return { verbatim: this.locale === "fr" ? text.replace(".", ",") : text };
  }

  code(text: string | null): SheetCell {
    return digitsAsText(text ?? "");
  }
}
