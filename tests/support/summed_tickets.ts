/** A day's figures, as they are summed from the tickets that SQL finds. */
import { Shop } from "./shop.ts";

export const ZONE = "Europe/Paris";

/** What a unit of a line cost when it was sold, by the line. */
export type Costs = Map<string, number>;
// deno-lint-ignore no-explicit-any -- a ticket with its lines and payments
export type Ticket = any;

export function totalOf(tickets: readonly Ticket[], costs: Costs | null) {
  const sum = (of: readonly Ticket[], value: (one: Ticket) => number) => of.reduce((total, one) => total + value(one), 0);
  const sales = tickets.filter(({ type }) => type === "vente");
  const back = tickets.filter(({ type }) => type === "avoir");
  const covered = tickets.flatMap(({ lignes }) => lignes).filter(({ id }) => costs?.has(id));
  const gross = sum(sales, ({ total_ttc }) => total_ttc);
  const ht_couvert = sum(covered, ({ total_ht }) => total_ht);
  const cost = sum(
    covered,
    ({ id, quantite }) => Math.sign(quantite) * Math.floor((Math.abs(quantite) * costs!.get(id)! + 500) / 1000),
  );
  return {
    tickets: sales.length,
    avoirs: back.length,
    ttc: sum(tickets, ({ total_ttc }) => total_ttc),
    rembourse: 0 - sum(back, ({ total_ttc }) => total_ttc),
    panier: sales.length === 0 ? null : Math.round(gross / sales.length),
    ht: sum(tickets, ({ total_ht }) => total_ht),
    tva: sum(tickets, ({ total_tva }) => total_tva),
    marge: ht_couvert === 0 && cost === 0 ? null : ht_couvert - cost,
    ht_couvert,
  };
}

/** Of both days, by a key: `[key, sales, sales before, amount, amount before]`. */
export function sharesOf(now: readonly Ticket[], before: readonly Ticket[], keyOf: (sale: Ticket) => unknown): unknown[][] {
  const keys = new Set([...now, ...before].map(keyOf));
  return [...keys].map((key) => {
    const [these, those] = [now, before].map((sales) => sales.filter((sale) => keyOf(sale) === key));
    const amount = (sales: readonly Ticket[]) => sales.reduce((sum, { total_ttc }) => sum + total_ttc, 0);
    const count = (sales: readonly Ticket[]) => sales.filter(({ type }) => type === "vente").length;
    return [key, count(these!), count(those!), amount(these!), amount(those!)];
  });
}

export function summed(
  rows: readonly Ticket[],
  keyOf: (row: Ticket) => unknown,
  value: (row: Ticket) => number,
): Map<unknown, number> {
  const sums = new Map<unknown, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + value(row));
  return sums;
}

export function sorted(rows: readonly unknown[]): unknown[] {
  return [...rows].sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

export function hourOf(at: string): number {
  return Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: ZONE }).format(new Date(at)));
}

/** The time of day at which the quarter of an hour of a moment begins. */
export function quarterOf(at: string): string {
  const form = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: ZONE });
  const [hour, minute] = form.format(new Date(at)).split(":");
  return `${hour}:${String(Math.floor(Number(minute) / 15) * 15).padStart(2, "0")}`;
}

/** Every ticket that counts, as SQL finds it. */
export async function ticketsOf(shop: Shop): Promise<Ticket[]> {
  const [sales, lines, payments] = [
    await shop.rows("SELECT * FROM ventes WHERE etat = 'payee' AND formation = 0"),
    await shop.rows("SELECT * FROM lignes_vente"),
    await shop.rows("SELECT * FROM paiements"),
  ];
  return sales.map((sale) => ({
    ...sale,
    lignes: lines.filter(({ vente_id }) => vente_id === sale.id),
    paiements: payments.filter(({ vente_id }) => vente_id === sale.id),
  }));
}
