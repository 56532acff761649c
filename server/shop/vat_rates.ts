/** Which rates of VAT the shop's territory has, and which articles have another. */
import { type Territory } from "../../shared/territories.ts";
import type { Look } from "../database/application.ts";

export function territoryOf({ get }: Pick<Look, "get">): Territory {
  return get("SELECT territoire FROM boutique")!["territoire"] as Territory;
}

/** Of a territory, in basis points, whenever they are in force. */
export function ratesIn({ all }: Pick<Look, "all">, territory: Territory): number[] {
  return all("SELECT taux FROM taux_tva WHERE territoire = ? ORDER BY taux", territory).map(({ taux }) => Number(taux));
}

/** Articles of a rate that is to be looked at: they are sold at it until it is changed. */
// A type, not an interface, so that it is JSON.
export type Strangers = {
  readonly taux: number;
  readonly nombre: number;
  /** The first of them. */
  readonly articles: { readonly id: number; readonly libelle: string }[];
};

/** Articles named for each rate. */
const NAMED = 20;

/** Articles with VAT at a rate that is none of the shop's territory, or at a `doubtful` one. */
export function strangersIn({ all }: Pick<Look, "all">, doubtful: number | null): Strangers[] {
  const others = all(
    `SELECT tva AS taux, count(*) AS nombre FROM produits
     WHERE nature = 'bien'
       AND (tva = ? OR tva NOT IN (SELECT taux FROM taux_tva WHERE territoire = (SELECT territoire FROM boutique)))
     GROUP BY tva ORDER BY tva`,
    doubtful,
  );
  return others.map(({ taux, nombre }) => ({
    taux: Number(taux),
    nombre: Number(nombre),
    articles: all(
      `SELECT id, libelle FROM produits WHERE tva = ? AND nature = 'bien' ORDER BY libelle, id LIMIT ${NAMED}`,
      taux!,
    ) as unknown as Strangers["articles"],
  }));
}
