/** Articles as a file that the reader's own spreadsheet opens right on a double click: amounts as it writes them, codes as text. */
import { csvRows, digitsAsText, type Verbatim } from "../../../../shared/csv.ts";
import type { Locale } from "../../../../shared/errors.ts";
import type { Ware } from "./ware.ts";
import type { Words } from "./words_fr.ts";

/** By this mark Excel knows UTF-8. */
const MARK = "\ufeff";

/** `categories` are names by id. In French cells part at semicolons and decimals at commas. */
export function waresCsv(wares: readonly Ware[], categories: ReadonlyMap<number, string>, w: Words, locale: Locale): string {
  const { label, category, price, vat, barcode, followed, active } = w.fields;
  const decimal = (value: number): Verbatim => ({ verbatim: locale === "fr" ? String(value).replace(".", ",") : String(value) });
  const cents = (value: number): Verbatim => {
    const text = (value / 100).toFixed(2);
    return { verbatim: locale === "fr" ? text.replace(".", ",") : text };
  };
  const rows = wares.map((ware) => [
    digitsAsText(ware.barcode ?? ""),
    ware.label,
    ware.categoryId === null ? "" : categories.get(ware.categoryId) ?? "",
    cents(ware.price),
    decimal(ware.vat / 100),
    ware.followed ? w.yes : w.no,
    ware.followed ? decimal(ware.stock / 1000) : "",
    ware.active ? w.onSale : w.retired,
  ]);
  const head = [barcode, label, category, price, `${vat} (%)`, followed, w.stock, active];
  return MARK + csvRows([head, ...rows], locale === "fr" ? ";" : ",");
}
