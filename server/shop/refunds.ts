/** What is left of a paid ticket for its refunds to give back. */
import { type RateTotal, refundWithoutVat, type TaxedLine, totalsByRate } from "../../shared/vat.ts";
import type { Look } from "../database/application.ts";

/** A ticket and its refunds. */
const FAMILY = "SELECT id FROM ventes WHERE id = ?1 UNION ALL SELECT id FROM ventes WHERE vente_origine_id = ?1";

/** A refund's totals per rate: the last part of a ticket takes what is left of its VAT, so that nothing of it remains. */
export function refundTotals(look: Look, venteId: string, refunded: readonly TaxedLine[]): RateTotal[] {
  const left = new Map(
    look.all(`SELECT taux, sum(ttc) AS ttc, sum(ht) AS ht FROM ventes_tva WHERE vente_id IN (${FAMILY}) GROUP BY taux`, venteId)
      .map(({ taux, ttc, ht }) => [Number(taux), { ttc: Number(ttc), ht: Number(ht) }]),
  );
  return totalsByRate(refunded).map(({ rate, ttc }) => {
    const ht = 0 - refundWithoutVat(0 - ttc, rate, left.get(rate)!);
    return { rate, ttc, ht, vat: ttc - ht };
  });
}
