/** Means of payment that were corrected, as sums and copies tell of them. */
import type { Look } from "../database/application.ts";

// A type, not an interface, so that it is JSON.
export type CorrectionTotals = {
  readonly de: string;
  readonly vers: string;
  readonly nombre: number;
  /** Cents. */
  readonly total: number;
};
type Params = readonly (string | number)[];

/** `from` picks among `corrections_paiement c`. */
export function correctionsOf(look: Look, from: string, params: Params): CorrectionTotals[] {
  return look.all(
    `SELECT c.de, c.vers, count(*) AS nombre, sum(c.montant) AS total FROM corrections_paiement c ${from}
     GROUP BY c.de, c.vers ORDER BY c.de, c.vers`,
    ...params,
  ) as unknown as CorrectionTotals[];
}

/** Of one ticket, in the order in which they were made: what a copy of it says. */
export function correctionsTo(look: Look, saleId: string): { de: string; vers: string; montant: number; le: string }[] {
  return look.all("SELECT de, vers, montant, cree_le AS le FROM corrections_paiement WHERE vente_id = ? ORDER BY id", saleId) as {
    de: string;
    vers: string;
    montant: number;
    le: string;
  }[];
}

/** SQL: cash that corrections took out of what a session's count had expected, so much more is its variance. */
export const CASH_CORRECTED =
  `(SELECT coalesce(sum(iif(c.de = 'especes', c.montant, 0) - iif(c.vers = 'especes', c.montant, 0)), 0)
       FROM corrections_paiement c WHERE c.session_caisse_id = s.id AND c.apres_comptage = 1)`;
