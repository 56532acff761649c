/** What is outside VAT, in a Z and an X: no turnover, and yet taken. Nothing where there is none. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import type { OutsideTotal } from "./closings_rows.ts";
import { Block, Rows } from "../../components/document_parts.tsx";
import type { BooksWords } from "./words.ts";

export function OutsideBlock({ totals, w, locale }: { totals: readonly OutsideTotal[]; w: BooksWords; locale: Locale }) {
  if (totals.length === 0) return null;
  return (
    <Block title={w.z.outside}>
      <Rows
        head={[w.z.kind, w.z.tickets, w.z.amount]}
        rows={totals.flatMap(({ nature, nombre, total, rendu = 0 }) => [
          [w.receipt.natures[nature] ?? nature, nombre, formatCents(total + rendu, locale)],
          ...rendu === 0 ? [] : [[w.receipt.naturesBack[nature] ?? nature, "", formatCents(-rendu, locale)]],
        ])}
        none={w.z.none}
      />
    </Block>
  );
}
