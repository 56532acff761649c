/** How a day went beside another: read from the sums that are kept as tickets are paid, never from the tickets. */
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";

/** Dates: the day that is looked at, and the one it is measured by. */
export interface Days {
  readonly jour: string;
  readonly avant: string;
}
export type Sums = { readonly [sum in "tickets" | "avoirs" | "ttc" | "rembourse"]: number };

const QUARTER_MS = 15 * 60 * 1000;
const NO_SALES: Sums = { tickets: 0, avoirs: 0, ttc: 0, rembourse: 0 };

/** A day, with its margin on what is known to have cost something. */
export function dayOf(look: Look, jour: string) {
  const row = look.get("SELECT * FROM _ventes_jours WHERE jour = ?", jour) as Record<string, number> | undefined;
  const { ht = 0, tva = 0, cout = 0, ht_couvert = 0, tickets = 0, avoirs = 0, ttc = 0, rembourse = 0 } = row ?? {};
  const marge = ht_couvert === 0 && cout === 0 ? null : ht_couvert - cout;
  return { ...withBasket({ tickets, avoirs, ttc, rembourse }), ht, tva, marge, ht_couvert };
}

/** What a sale is worth on average, in cents; what was given back later does not change what was in the basket. */
export function withBasket(sums: Sums) {
  const { tickets, ttc, rembourse } = sums;
  return { ...sums, panier: tickets === 0 ? null : Math.round((ttc + rembourse) / tickets) };
}

/** Both days by the shop's hours. An hour that comes twice, when summer time ends, is one. */
export function hoursOf(look: Look, { jour, avant }: Days) {
  const hours = new Map<number, { now: Sums; before: Sums }>();
  for (const { day, at, sums } of quartersOf(look, jour, avant)) {
    const heure = Number(at.slice(0, 2));
    const { now, before } = hours.get(heure) ?? { now: NO_SALES, before: NO_SALES };
    hours.set(heure, day === jour ? { now: plus(now, sums), before } : { now, before: plus(before, sums) });
  }
  return [...hours].sort(([a], [b]) => a - b).map(([heure, { now, before }]) => {
    return { heure, tickets: now.tickets, ttc: now.ttc, tickets_avant: before.tickets, ttc_avant: before.ttc };
  });
}

/** What a day had sold when its clocks stood where they stand now, by whole quarters of an hour. */
export function untilNow(look: Look, jour: string): Sums {
  const now = calendarOf(look.all).timeOf(atQuarter(Date.parse(look.now) / QUARTER_MS));
  return quartersOf(look, jour).filter(({ at }) => at < now).reduce((total, { sums }) => plus(total, sums), NO_SALES);
}

function quartersOf(look: Look, ...days: readonly string[]) {
  const calendar = calendarOf(look.all);
  return look.all(
    `SELECT jour, quart, sum(tickets) AS tickets, sum(avoirs) AS avoirs, sum(ttc) AS ttc, sum(rembourse) AS rembourse
     FROM _ventes_quarts WHERE jour IN (SELECT value FROM json_each(?)) GROUP BY jour, quart`,
    JSON.stringify(days),
  ).map(({ jour, quart, ...sums }) => ({
    day: jour as string,
    at: calendar.timeOf(atQuarter(Number(quart))),
    sums: sums as Sums,
  }));
}

/** When the quarter of an hour began, RFC 3339. */
function atQuarter(quart: number): string {
  return new Date(Math.floor(quart) * QUARTER_MS).toISOString();
}

function plus(a: Sums, b: Sums): Sums {
  const sum = (of: keyof Sums) => a[of] + b[of];
  return { tickets: sum("tickets"), avoirs: sum("avoirs"), ttc: sum("ttc"), rembourse: sum("rembourse") };
}

/** A column of both days. */
const both = (sum: string) => `sum(iif(jour = ?1, ${sum}, 0)) AS ${sum}, sum(iif(jour = ?2, ${sum}, 0)) AS ${sum}_avant`;
const PEOPLE = (by: string) => `
  SELECT nullif(s.cle, 0) AS id, e.nom, tickets, ttc, tickets_avant, ttc_avant FROM (
    SELECT ${by} AS cle, ${both("tickets")}, ${both("ttc")} FROM _ventes_quarts WHERE jour IN (?1, ?2) GROUP BY 1
  ) s LEFT JOIN equipe e ON e.id = s.cle ORDER BY ttc DESC, ttc_avant DESC, s.cle`;

const SHARES = {
  vendeurs: PEOPLE("vendeur_id"),
  caissiers: PEOPLE("caissier_id"),
  caisses: `
  SELECT s.caisse AS nom, coalesce(c.libelle, '') AS libelle, tickets, ttc, tickets_avant, ttc_avant FROM (
    SELECT caisse, ${both("tickets")}, ${both("ttc")} FROM _ventes_quarts WHERE jour IN (?1, ?2) GROUP BY 1
  ) s LEFT JOIN caisses c ON c.nom = s.caisse ORDER BY ttc DESC, ttc_avant DESC, s.caisse`,
  modes: `SELECT mode, ${both("montant")} FROM _ventes_modes WHERE jour IN (?1, ?2) GROUP BY mode ORDER BY montant DESC, mode`,
  hors_champ: `SELECT nature, ${both("nombre")}, ${
    both("total")
  } FROM _ventes_hors_champ WHERE jour IN (?1, ?2) GROUP BY nature ORDER BY nature`,
  // An article is counted with the category in which it is now.
  categories: `
  SELECT c.id, c.nom, c.couleur, ttc, ttc_avant FROM (
    SELECT p.categorie_id, ${both("ttc")} FROM _ventes_articles LEFT JOIN produits p ON p.id = produit_id
    WHERE jour IN (?1, ?2) GROUP BY 1
  ) s LEFT JOIN categories c ON c.id = s.categorie_id ORDER BY ttc DESC, ttc_avant DESC, c.nom`,
  articles: `
  SELECT p.id, p.libelle, a.quantite, a.ttc, coalesce(b.ttc, 0) AS ttc_avant FROM (
    SELECT produit_id, quantite, ttc FROM _ventes_articles WHERE jour = ?1 ORDER BY ttc DESC, produit_id LIMIT ${LIMITS.overviewArticles}
  ) a LEFT JOIN produits p ON p.id = a.produit_id
  LEFT JOIN _ventes_articles b ON b.jour = ?2 AND b.produit_id = a.produit_id ORDER BY a.ttc DESC, a.produit_id`,
} as const;

/** Both days by who sold, who took the money, at which till, by what means, in which category, and the articles that sold best. */
export function sharesOf(look: Look, { jour, avant }: Days): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(SHARES).map(([name, sql]) => [name, look.all(sql, jour, avant) as JsonValue]));
}

/** Days with sales, in their order, both bounds included. */
export function daysBetween(look: Look, first: string, last: string): JsonValue {
  return look.all(
    "SELECT jour, tickets, ttc, rembourse FROM _ventes_jours WHERE jour BETWEEN ? AND ? ORDER BY jour",
    first,
    last,
  ) as JsonValue;
}

/** What was sold of an article by day, what came back taken off; days with neither are left out. */
export function articleSold(look: Look, id: number, first: string, last: string): JsonValue {
  return look.all(
    `SELECT jour, quantite, ttc FROM _ventes_articles
     WHERE jour BETWEEN ? AND ? AND produit_id = ? AND (quantite <> 0 OR ttc <> 0) ORDER BY jour`,
    first,
    last,
    id,
  ) as JsonValue;
}

/** Articles of which less is left than was sold in some days, or nothing: those that are bought most first. */
export function runningOut(look: Look, first: string, last: string): { readonly nombre: number; readonly articles: JsonValue } {
  const rows = look.all(
    `WITH vendus AS (SELECT produit_id, sum(quantite) AS quantite FROM _ventes_articles WHERE jour BETWEEN ? AND ? GROUP BY 1)
     SELECT p.id, p.libelle, p.stock, v.quantite AS vendu FROM vendus v JOIN produits p ON p.id = v.produit_id
     WHERE p.suivi_stock = 1 AND p.actif = 1 AND p.stock > 0 AND p.stock < v.quantite
     UNION ALL
     SELECT p.id, p.libelle, p.stock, coalesce(v.quantite, 0) FROM produits p LEFT JOIN vendus v ON v.produit_id = p.id
     WHERE p.suivi_stock = 1 AND p.actif = 1 AND p.stock <= 0
     ORDER BY vendu DESC, stock, id`,
    first,
    last,
  );
  return { nombre: rows.length, articles: rows.slice(0, LIMITS.overviewArticles) as JsonValue };
}
