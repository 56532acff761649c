/** Means of payment that were corrected, in a Z and an X. Nothing where there are none. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import type { CorrectionTotal } from "./closings_rows.ts";
import { Block, Rows } from "../../components/document_parts.tsx";
import type { BooksWords } from "./words.ts";

interface CorrectionsBlockProps {
  totals: readonly CorrectionTotal[];
  w: BooksWords;
  locale: Locale;
}

export function CorrectionsBlock({ totals, w, locale }: CorrectionsBlockProps) {
  if (totals.length === 0) return null;
  const name = (mode: string) => w.receipt.modes[mode] ?? mode;
  return (
    <Block title={w.z.corrections}>
      <Rows
        head={[w.z.mean, w.z.count, w.z.amount]}
        rows={totals.map(({ de, vers, nombre, total }) => [`${name(de)} → ${name(vers)}`, nombre, formatCents(total, locale)])}
        none={w.z.none}
      />
    </Block>
  );
}
