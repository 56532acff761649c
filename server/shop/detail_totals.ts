/**
 * What a Z breaks its turnover down by, and what was taken off or dropped on the way to it; an X its session's. It is signed
 * with the Z: names are those of the moment at which it is made.
 */
import { daysFrom } from "../../shared/days.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { Look } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { gathered } from "./drawer_totals.ts";

/** Of a seller, a category or an hour of the shop's clock: each adds up to the turnover. */
interface Share {
  readonly total_ttc: number;
}
interface Counted {
  readonly genre: string;
  readonly nombre: number;
  /** Cents. */
  readonly total: number;
}

export interface DetailTotals {
  readonly vendeurs: readonly (Share & { readonly id: number | null; readonly nom: string | null; readonly tickets: number })[];
  /** The category of an article is the one it has when the Z is made; null for what has none. */
  readonly categories: readonly (Share & { readonly id: number | null; readonly nom: string | null; readonly lignes: number })[];
  readonly heures: readonly (Share & { readonly heure: number; readonly tickets: number })[];
  /** `ligne`, `ticket`: taken off what was sold. `prix`: below what the article costs, less what was above it. */
  readonly remises: readonly Counted[];
  /** `avoir` and `carte_cadeau`: given, used, taken back, each with its sign. */
  readonly bons: readonly (Counted & { readonly mouvement: string })[];
  /** Before anything was paid: whole tickets that had been sent to the till, and lines of such that went on. */
  readonly annulations: readonly Counted[];
}

type Params = readonly (string | number)[];

/** `among` picks tickets `v`; `after` is the last event that an earlier Z of these days has seen. */
export function detailsOf(
  look: Look,
  { among, params, first, last, after }: {
    readonly among: string;
    readonly params: Params;
    readonly first: string;
    readonly last: string;
    readonly after: number;
  },
): DetailTotals {
  return { ...paidDetailsOf(look, among, params), annulations: droppedOf(look, first, last, after) };
}

/** Of what was paid: a till's session has no more, for what was dropped before it was paid is nobody's. */
export function paidDetailsOf(look: Look, among: string, params: Params): Omit<DetailTotals, "annulations"> {
  const rows = (sql: string, ...more: Params) => look.all(sql, ...params, ...more) as unknown[];
  return {
    vendeurs: rows(
      `SELECT v.vendeur_id AS id, e.nom, count(*) AS tickets, sum(v.total_ttc - v.hors_champ) AS total_ttc
       FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id WHERE ${among} GROUP BY v.vendeur_id ORDER BY v.vendeur_id`,
    ) as DetailTotals["vendeurs"],
    categories: rows(
      `SELECT c.id, c.nom, count(*) AS lignes, sum(l.total_ttc - coalesce(l.remise_ticket, 0)) AS total_ttc FROM ventes v
       CROSS JOIN lignes_vente l ON l.vente_id = v.id LEFT JOIN produits p ON p.id = l.produit_id
       LEFT JOIN categories c ON c.id = p.categorie_id WHERE ${among} AND l.nature = 'bien' GROUP BY c.id ORDER BY c.id`,
    ) as DetailTotals["categories"],
    heures: hoursOf(look, among, params),
    remises: rows(
      `SELECT genre, count(*) AS nombre, sum(cents) AS total FROM (
         SELECT g.column1 AS genre, iif(g.column1 = 'ligne', l.remise,
           (l.quantite * l.prix_ordinaire + 500) / 1000 - (l.quantite * l.prix_unitaire_ttc + 500) / 1000) AS cents
         FROM ventes v CROSS JOIN lignes_vente l ON l.vente_id = v.id CROSS JOIN (VALUES ('ligne'), ('prix')) g
         -- What comes back takes its discount with it, and is none that was given.
         WHERE ${among} AND l.quantite > 0
         UNION ALL SELECT 'ticket', v.remise FROM ventes v WHERE ${among})
       WHERE cents <> 0 GROUP BY genre ORDER BY genre`,
      ...params,
    ) as DetailTotals["remises"],
    bons: rows(
      `SELECT b.genre, m.genre AS mouvement, count(*) AS nombre, sum(m.montant) AS total FROM ventes v
       CROSS JOIN mouvements_bon m ON m.vente_id = v.id JOIN bons b ON b.id = m.bon_id WHERE ${among} GROUP BY 1, 2 ORDER BY 1, 2`,
    ) as DetailTotals["bons"],
  };
}

/** By quarters of an hour, which are whole in every zone. */
function hoursOf(look: Look, among: string, params: Params): DetailTotals["heures"] {
  const calendar = calendarOf(look.all);
  const quarters = look.all(
    `SELECT unixepoch(v.payee_le) / 900 AS quart, count(*) AS tickets, sum(v.total_ttc - v.hors_champ) AS total_ttc
     FROM ventes v WHERE ${among} GROUP BY 1`,
    ...params,
  ) as { quart: number; tickets: number; total_ttc: number }[];
  const hours = quarters.map(({ quart, tickets, total_ttc }) => {
    const at = new Date(quart * 900_000).toISOString();
    return { heure: Number(calendar.timeOf(at).slice(0, 2)), tickets, total_ttc };
  });
  return addedUp(hours, ({ heure }) => heure);
}

/** As they were signed; practice is not among them. Found by their moment (`+`): a first Z's events after none are the shop's whole life. */
function droppedOf(look: Look, first: string, last: string, after: number): DetailTotals["annulations"] {
  const calendar = calendarOf(look.all);
  return look.all(
    `SELECT iif(genre = 'annulation', 'ticket', 'ligne') AS genre, count(*) AS nombre, sum(contenu ->> 'total_ttc') AS total
     FROM journal_fiscal WHERE horodatage >= ? AND horodatage < ? AND +serie = '${EVENTS}' AND +seq > ?
       AND genre IN ('annulation', 'lignes_annulees') AND contenu ->> 'formation' = 0 GROUP BY 1 ORDER BY 1`,
    calendar.beginningOf(first),
    calendar.beginningOf(daysFrom(last, 1)),
    after,
  ) as unknown as DetailTotals["annulations"];
}

/** Closings of before this was summed have none of it. */
export function sumDetails(parts: readonly Partial<DetailTotals>[]): DetailTotals {
  const all = <K extends keyof DetailTotals>(key: K) =>
    parts.flatMap((part) => [...part[key] ?? []]) as DetailTotals[K][number][];
  return {
    vendeurs: addedUp(all("vendeurs"), ({ id }) => id ?? 0),
    categories: addedUp(all("categories"), ({ id }) => id ?? 0),
    heures: addedUp(all("heures"), ({ heure }) => heure),
    remises: addedUp(all("remises"), ({ genre }) => genre),
    bons: addedUp(all("bons"), ({ genre, mouvement }) => `${genre} ${mouvement}`),
    annulations: addedUp(all("annulations"), ({ genre }) => genre),
  };
}

const SUMMED: ReadonlySet<string> = new Set(["tickets", "lignes", "nombre", "total", "total_ttc"]);

/** Those of one key as one, which is called as the last of them. */
function addedUp<T extends object>(rows: readonly T[], keyOf: (row: T) => string | number): T[] {
  return gathered(
    rows,
    keyOf,
    (a, b) =>
      Object.fromEntries(
        Object.entries(b).map(([name, value]) => [name, SUMMED.has(name) ? value + (a as Record<string, number>)[name]! : value]),
      ) as T,
  );
}
