/** What a Z, or an X, breaks its turnover down by, and what was taken off or dropped on the way to it: only what there is. Closings of before know none of it. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Block, Rows } from "../../components/document_parts.tsx";
import type { BooksWords } from "./words.ts";

interface Counted {
  readonly genre: string;
  readonly nombre: number;
  /** Cents. */
  readonly total: number;
}

export interface DetailSums {
  readonly vendeurs?: readonly { readonly nom: string | null; readonly tickets: number; readonly total_ttc: number }[];
  readonly categories?: readonly { readonly nom: string | null; readonly lignes: number; readonly total_ttc: number }[];
  readonly heures?: readonly { readonly heure: number; readonly tickets: number; readonly total_ttc: number }[];
  readonly remises?: readonly Counted[];
  readonly bons?: readonly (Counted & { readonly mouvement: string })[];
  readonly annulations?: readonly Counted[];
}

export function DetailBlocks({ of, w, locale }: { of: DetailSums; w: BooksWords; locale: Locale }) {
  const words = w.details;
  const { vendeurs = [], categories = [], heures = [], remises = [], bons = [], annulations = [] } = of;
  const table = (title: string, name: string, count: string, rows: readonly (readonly [string, number, number])[]) =>
    rows.length > 0 && (
      <Block title={title}>
        <Rows
          head={[name, count, w.z.amount]}
          rows={rows.map(([name, count, cents]) => [name, count, formatCents(cents, locale)])}
          none={w.z.none}
        />
      </Block>
    );
  const counted = (title: string, names: Readonly<Record<string, string>>, rows: readonly Counted[]) =>
    table(title, w.z.kind, w.z.count, rows.map(({ genre, nombre, total }) => [names[genre] ?? genre, nombre, total]));
  const { kinds, movements } = words.vouchers;
  return (
    <>
      {table(
        words.categories,
        words.category,
        words.lines,
        categories.map(({ nom, lignes, total_ttc }) => [nom ?? words.noCategory, lignes, total_ttc]),
      )}
      {table(
        words.sellers,
        words.seller,
        w.z.tickets,
        vendeurs.map(({ nom, tickets, total_ttc }) => [nom ?? "—", tickets, total_ttc]),
      )}
      {table(
        words.hours,
        words.hour,
        w.z.tickets,
        heures.map(({ heure, tickets, total_ttc }) => [words.between(heure), tickets, total_ttc]),
      )}
      {counted(words.discounts, words.discountKinds, remises)}
      {counted(
        words.vouchers.title,
        {},
        bons.map(({ genre, mouvement, nombre, total }) => ({
          genre: words.vouchers.moved(kinds[genre] ?? genre, movements[mouvement] ?? mouvement),
          nombre,
          total,
        })),
      )}
      {counted(words.dropped, words.droppedKinds, annulations)}
    </>
  );
}
