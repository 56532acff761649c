/** Articles as a file that a French spreadsheet opens right on a double click. */
import { Spreadsheet } from "../../files/spreadsheet.ts";
import type { Ware } from "./ware.ts";
import type { Words } from "./words_fr.ts";

/** `categories` are names by id. */
export function waresCsv(wares: readonly Ware[], categories: ReadonlyMap<number, string>, w: Words): string {
  const { label, category, price, open, vat, barcode, followed, active } = w.fields;
  const sheet = new Spreadsheet([barcode, label, category, price, open, `${vat} (%)`, followed, w.stock, active]);
  sheet.add(wares.map((ware) => [
    sheet.code(ware.barcode),
    ware.label,
    ware.categoryId === null ? "" : categories.get(ware.categoryId) ?? "",
    sheet.cents(ware.price),
    ware.open ? w.yes : w.no,
    sheet.number(ware.vat / 100),
    ware.followed ? w.yes : w.no,
    sheet.number(ware.followed ? ware.stock / 1000 : null),
    ware.active ? w.onSale : w.retired,
  ]));
  return sheet.text;
}
