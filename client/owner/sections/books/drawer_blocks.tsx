/** What drawers did besides sales, on an X and on a Z: only what there is. Closings of before know none of it. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Block, Facts, Rows } from "../../components/document_parts.tsx";
import type { BooksWords } from "./words.ts";

/** Money is cents. */
export interface DrawerSums {
  readonly mouvements?: readonly { readonly genre: string; readonly nombre: number; readonly total: number }[];
  readonly ecarts_ouverture?: readonly { readonly caisse: string; readonly ecart: number; readonly sessions: number }[];
  readonly especes_accordees?: { readonly nombre: number; readonly total: number };
}

export function DrawerBlocks({ of, w, locale }: { of: DrawerSums; w: BooksWords; locale: Locale }) {
  const words = w.drawer;
  const { mouvements = [], ecarts_ouverture = [], especes_accordees: allowed } = of;
  const money = (cents: number) => formatCents(cents, locale);
  const named = (genre: string, total: number) => {
    const kind = words.kinds[genre] ?? genre;
    return total === 0 ? kind : total < 0 ? words.out(kind) : words.into(kind);
  };
  return (
    <>
      {mouvements.length > 0 && (
        <Block title={words.moves}>
          <Rows
            head={[words.kind, w.z.count, w.z.amount]}
            rows={mouvements.map(({ genre, nombre, total }) => [named(genre, total), nombre, money(total)])}
            none={w.z.none}
          />
        </Block>
      )}
      {ecarts_ouverture.some(({ ecart }) => ecart !== 0) && (
        <Block title={words.openings}>
          <Rows
            head={[w.z.till, words.openingsOf, w.z.variance]}
            rows={ecarts_ouverture.map(({ caisse, sessions, ecart }) => [caisse, sessions, money(ecart)])}
            none={w.z.none}
          />
        </Block>
      )}
      {allowed !== undefined && allowed.nombre > 0 && (
        <Block title={words.allowed}>
          <Facts rows={[[words.tickets, allowed.nombre], [w.z.amount, money(allowed.total)]]} />
        </Block>
      )}
    </>
  );
}
