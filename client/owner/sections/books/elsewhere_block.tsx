/** On a Z what other shops of the chain have taken of this one's vouchers: what is owed to them. Nothing where there is none of it. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Block, Rows } from "../../components/document_parts.tsx";
import type { BooksWords } from "./words.ts";

/** Money is cents. */
export interface ElsewhereSum {
  readonly nom: string;
  readonly genre: string;
  readonly nombre: number;
  readonly total: number;
}

export function ElsewhereBlock({ sums, w, locale }: { sums: readonly ElsewhereSum[]; w: BooksWords; locale: Locale }) {
  if (sums.length === 0) return null;
  const kinds: Readonly<Record<string, string>> = w.vouchers.kinds;
  return (
    <Block title={w.vouchers.usedElsewhere}>
      <Rows
        head={[w.z.kind, w.z.count, w.z.amount]}
        rows={sums.map(({ nom, genre, nombre, total }) => [
          w.vouchers.takenBy(kinds[genre] ?? genre, nom),
          nombre,
          formatCents(total, locale),
        ])}
        none={w.z.none}
      />
    </Block>
  );
}
