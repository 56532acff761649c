/** Meal vouchers pay what the shop has marked, up to a ceiling of the day, and give no change. */
import { formatCents } from "../../shared/money.ts";
import { mealPart } from "../../shared/meal_vouchers.ts";
import type { Tx } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { isDiscountable } from "./outside_vat.ts";
import type { LineRow, SaleRow } from "./sale.ts";

export const MEAL_VOUCHER = "titre_restaurant";

/**
 * Ends the request when so many cents of meal vouchers are more than this ticket's eligible part, or than the ceiling: of the
 * customer's day where the customer is known, else of the ticket.
 */
export function expectMealVouchersFit(tx: Tx, sale: SaleRow, lines: readonly LineRow[], cents: number): void {
  if (cents <= 0) return;
  const part = eligiblePart(tx, sale, lines);
  if (part !== null && cents > part) refuse(tx, "rule:meal_voucher_part", part);
  const max = Number(tx.get("SELECT titre_restaurant_max FROM boutique")!["titre_restaurant_max"]);
  const left = Math.max(0, max - takenToday(tx, sale));
  if (cents > left) refuse(tx, "rule:meal_voucher_ceiling", left);
}

/** Null where the shop has marked no article. */
function eligiblePart(tx: Tx, sale: SaleRow, lines: readonly LineRow[]): number | null {
  const marked = new Set(
    tx.all(
      "SELECT id FROM produits WHERE titre_restaurant = 1 AND id IN (SELECT produit_id FROM lignes_vente WHERE vente_id = ?)",
      sale.id,
    ).map(({ id }) => id),
  );
  if (marked.size === 0 && tx.get("SELECT 1 FROM produits WHERE titre_restaurant = 1 LIMIT 1") === undefined) return null;
  return mealPart(
    lines.map((line) => ({
      total: line.total_ttc,
      discountable: isDiscountable(line),
      eligible: marked.has(line.produit_id),
    })),
    sale.remise,
  );
}

/** Cents by the same customer on other tickets of the day; a customer who is not known has had none. */
function takenToday(tx: Tx, { id, client_id, formation }: SaleRow): number {
  if (client_id === null || formation === 1) return 0;
  const row = tx.get(
    `SELECT coalesce(sum(p.montant), 0) AS total FROM ventes v JOIN paiements p ON p.vente_id = v.id
     WHERE v.client_id = ? AND v.jour = ? AND v.id <> ? AND p.mode = ?`,
    client_id,
    calendarOf(tx.all).dayOf(tx.now),
    id,
    MEAL_VOUCHER,
  );
  return Math.max(0, Number(row!["total"]));
}

function refuse(tx: Tx, constraint: string, cents: number): never {
  return tx.fail("constraint_violation", { constraint, subject: formatCents(cents, "fr"), montant: cents });
}
