/** What counts in a shop as it lies in its file, found by nothing but moments, tills and ids, and how it is summed. */
import { Shop } from "./shop.ts";

// deno-lint-ignore no-explicit-any -- rows of every shape
export type Row = any;
export interface Truth {
  readonly tickets: readonly Row[];
  readonly sessions: readonly Row[];
  readonly moves: readonly Row[];
}

/** Everything that counts, as it lies in the file, by nothing but moments, tills and ids. */
export async function truthOf(shop: Shop): Promise<Truth> {
  const [sales, lines, payments, rates, sessions, moves] = [
    await shop.rows("SELECT * FROM ventes WHERE etat = 'payee' AND formation = 0"),
    await shop.rows("SELECT * FROM lignes_vente"),
    await shop.rows("SELECT * FROM paiements"),
    await shop.rows("SELECT * FROM ventes_tva"),
    await shop.rows("SELECT * FROM sessions_caisse WHERE formation = 0 ORDER BY id"),
    await shop.rows("SELECT * FROM mouvements_stock"),
  ];
  const of = (rows: readonly Row[], id: string) => rows.filter(({ vente_id }) => vente_id === id);
  const tickets = sales.map((sale) => ({
    ...sale,
    lignes: of(lines, sale.id),
    paiements: of(payments, sale.id),
    taux: of(rates, sale.id),
  }));
  return { tickets, sessions, moves };
}

export const sum = (rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((total: number, row) => total + value(row), 0);
/** `[key, sum]`, in the keys' order; sums of nothing are left out. */
export function sums(rows: readonly Row[], key: (row: Row) => unknown, value: (row: Row) => number): unknown[][] {
  const found = new Map<unknown, number>();
  for (const row of rows) found.set(key(row), (found.get(key(row)) ?? 0) + value(row));
  return inOrder([...found].filter(([, total]) => total !== 0));
}
export const inOrder = (rows: readonly unknown[][]) => [...rows].sort((a, b) => String(a[0]) < String(b[0]) ? -1 : 1);
export const taken = (tickets: readonly Row[]) =>
  sums(tickets.flatMap(({ paiements }) => paiements), ({ mode }) => mode, ({ montant, rendu }) => montant - rendu);
export const cashIn = (tickets: readonly Row[]) =>
  sum(
    tickets.flatMap(({ paiements }) => paiements).filter(({ mode }) => mode === "especes"),
    ({ montant, rendu }) => montant - rendu,
  );
export const within = ({ ouverte_le, fermee_le, caisse }: Row, tickets: readonly Row[]) =>
  tickets.filter((one) =>
    one.caisse === caisse && one.payee_le >= ouverte_le && (fermee_le === null || one.payee_le <= fermee_le)
  );

/** The ten days in which a day is, as `2026-03-D1`. */
export const tenDaysOf = (day: string) => `${day.slice(0, 7)}-D${Math.min(3, Math.ceil(Number(day.slice(8)) / 10))}`;
