/** How a day went, as GET /api/tableau tells it. */
import type { NetworkClient } from "../../../network/network_client.ts";

/** Amounts are cents. */
export interface Sums {
  readonly tickets: number;
  readonly refunds: number;
  readonly turnover: number;
  readonly givenBack: number;
  readonly basket: number | null;
}
export interface Total extends Sums {
  readonly withoutVat: number;
  /** null where nothing that was sold is known to have cost something. */
  readonly margin: number | null;
  /** What that was sold for, without VAT. */
  readonly covered: number;
}
/** Of two days, by something. */
export interface Share {
  /** null for what has no name of its own: a seller who is none, an article that is in no catalogue. */
  readonly id: number | string | null;
  readonly label: string | null;
  /** Tickets, or thousandths of an article; null where neither is counted. */
  readonly count: number | null;
  readonly amount: number;
  readonly before: number;
}
export interface Hour {
  readonly hour: number;
  readonly turnover: number;
  readonly tickets: number;
  readonly turnoverBefore: number;
  readonly ticketsBefore: number;
}
export const GROUPS = ["sellers", "cashiers", "tills", "means", "categories", "articles"] as const;
export type Group = (typeof GROUPS)[number];

export interface Day {
  /** Dates of the shop: `2026-11-28`. */
  readonly date: string;
  readonly dateBefore: string;
  readonly today: string;
  readonly total: Total;
  readonly totalBefore: Total;
  /** Of the day before up to this time of day; null for a day that is over. */
  readonly soFarBefore: Sums | null;
  readonly hours: readonly Hour[];
  readonly groups: Readonly<Record<Group, readonly Share[]>>;
}

// deno-lint-ignore no-explicit-any -- the wire's own shape, see server/shop/routes/overview.ts
type Wire = any;

/** `date` null: the day that it is. */
export async function fetchDay(client: NetworkClient, date: string | null): Promise<readonly Day[]> {
  const day = await client.request("GET", `/api/tableau/${date ?? "aujourdhui"}`) as Wire;
  return [{
    date: day.jour,
    dateBefore: day.avant,
    today: day.aujourdhui,
    total: totalOf(day.total),
    totalBefore: totalOf(day.total_avant),
    soFarBefore: day.total_avant_a_cette_heure === null ? null : sumsOf(day.total_avant_a_cette_heure),
    hours: day.heures.map((row: Wire) => ({
      hour: row.heure,
      turnover: row.ttc,
      tickets: row.tickets,
      turnoverBefore: row.ttc_avant,
      ticketsBefore: row.tickets_avant,
    })),
    groups: {
      sellers: day.vendeurs.map(({ id, nom, tickets, ttc, ttc_avant }: Wire) => share(id, nom, tickets, ttc, ttc_avant)),
      cashiers: day.caissiers.map(({ id, nom, tickets, ttc, ttc_avant }: Wire) => share(id, nom, tickets, ttc, ttc_avant)),
      tills: day.caisses.map(({ nom, libelle, tickets, ttc, ttc_avant }: Wire) =>
        share(nom, libelle === "" ? nom : `${nom} · ${libelle}`, tickets, ttc, ttc_avant)
      ),
      means: day.modes.map(({ mode, montant, montant_avant }: Wire) => share(mode, null, null, montant, montant_avant)),
      categories: day.categories.map(({ id, nom, ttc, ttc_avant }: Wire) => share(id, nom, null, ttc, ttc_avant)),
      articles: day.articles.map(({ id, libelle, quantite, ttc, ttc_avant }: Wire) =>
        share(id, libelle, quantite, ttc, ttc_avant)
      ),
    },
  }];
}

function sumsOf({ tickets, avoirs, ttc, rembourse, panier }: Wire): Sums {
  return { tickets, refunds: avoirs, turnover: ttc, givenBack: rembourse, basket: panier };
}

function totalOf(total: Wire): Total {
  return { ...sumsOf(total), withoutVat: total.ht, margin: total.marge, covered: total.ht_couvert };
}

function share(id: Share["id"], label: string | null, count: number | null, amount: number, before: number): Share {
  return { id, label, count, amount, before };
}
