/** What is left of a paid ticket for its refunds to give back. */
import { type RateTotal, refundWithoutVat, type TaxedLine, totalsByRate } from "../../shared/vat.ts";
import type { Look } from "../database/application.ts";
import { ACCOUNT, accountOf } from "./customer_accounts.ts";
import type { SaleRow } from "./sale.ts";

/** A ticket's lines, and all that came back of them, wherever it did. */
const SOLD = "SELECT id FROM lignes_vente WHERE vente_id = ?1 AND quantite > 0";
const RETURNED = `SELECT * FROM lignes_vente WHERE ligne_origine_id IN (${SOLD})`;
/** A ticket and its refunds. */
const FAMILY = "SELECT id FROM ventes WHERE id = ?1 UNION ALL SELECT id FROM ventes WHERE vente_origine_id = ?1";
/** What a terminal gave back to a card for it: on a refund of its own, or on the ticket of an exchange. */
const CREDITS = "SELECT id FROM operations_carte WHERE vente_id = ?1 AND genre = 'credit' AND origine_id IS NULL";

/** A refund's totals per rate: the last part of a ticket takes what is left of its VAT, so that nothing of it remains. */
export function refundTotals(look: Look, saleId: string, refunded: readonly TaxedLine[]): RateTotal[] {
  const left = new Map(
    look.all(
      `SELECT tva AS taux, sum(total_ttc - coalesce(remise_ticket, 0)) AS ttc, sum(total_ht) AS ht
       FROM (SELECT * FROM lignes_vente WHERE vente_id = ?1 AND quantite > 0 UNION ALL ${RETURNED})
       WHERE nature = 'bien' AND total_ht IS NOT NULL GROUP BY tva`,
      saleId,
    ).map(({ taux, ttc, ht }) => [Number(taux), { ttc: Number(ttc), ht: Number(ht) }]),
  );
  return totalsByRate(refunded).map(({ rate, ttc }) => {
    const ht = 0 - refundWithoutVat(0 - ttc, rate, left.get(rate)!);
    return { rate, ttc, ht, vat: ttc - ht };
  });
}

/** A means by which the ticket was paid, and cents that may be given back by it. */
export interface MeansLeft {
  readonly mode: string;
  readonly reste: number;
  /** It was taken or given back at somebody else's till that is not counted yet. */
  readonly ailleurs: boolean;
}

/** Cents that are left of a ticket in all, and by which means: no more by one than was paid by it. */
export function meansLeft(look: Look, sale: SaleRow): { readonly reste_ttc: number; readonly moyens: readonly MeansLeft[] } {
  const left = look.get(
    `SELECT sum(total_ttc - coalesce(remise_ticket, 0)) AS ttc
     FROM (SELECT * FROM lignes_vente WHERE vente_id = ?1 AND quantite > 0 UNION ALL ${RETURNED})`,
    sale.id,
  );
  const reste_ttc = Number(left!["ttc"]);
  // What was settled since is not owed any more.
  const owed = sale.client_id === null ? 0 : accountOf(look, sale.client_id, sale.formation)?.solde ?? 0;
  const moyens = look.all(
    // What was paid by a gift card, or by another shop's voucher, is given back by a voucher of this one.
    `SELECT iif(p.mode IN ('carte_cadeau', 'bon'), 'avoir', p.mode) AS mode, sum(p.montant - p.rendu) AS reste, max(s.fermee_le IS NULL AND s.caissier_id IS NOT ?2) AS ailleurs
     FROM paiements p JOIN sessions_caisse s ON s.id = p.session_caisse_id
     WHERE p.vente_id IN (${FAMILY}) OR p.operation_id IN (${CREDITS}) GROUP BY 1 ORDER BY reste DESC, 1`,
    sale.id,
    look.actor.userId,
  ).map(({ mode, reste, ailleurs }) => ({
    mode: mode as string,
    // Another means may have given back more than was paid by it.
    reste: Math.min(Math.max(0, Number(reste)), reste_ttc, mode === ACCOUNT ? owed : Infinity),
    // What is owed lies in no drawer.
    ailleurs: ailleurs === 1 && mode !== ACCOUNT,
  }));
  return { reste_ttc, moyens: moyens.filter(({ reste }) => reste > 0) };
}
