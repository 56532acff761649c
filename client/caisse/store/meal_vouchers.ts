/** What meal vouchers may pay of the ticket in hand; the server has the last word, and knows what the customer has had today. */
import { mealPart } from "../../../shared/meal_vouchers.ts";
import type { Tender } from "../../../shared/tender.ts";
import type { Product } from "../../catalogue/catalogue.ts";
import type { HandTicket } from "./rows.ts";

export interface MealVouchers {
  /** Cents that the eligible articles cost; null where the shop has marked none. */
  readonly part: number | null;
  /** Cents that they may still pay. */
  readonly left: number;
}

/** `due`: cents that are to be paid in all; `max`: the ceiling. */
export function mealVouchers(
  { lines, discount }: HandTicket,
  tenders: readonly Tender[],
  products: readonly Product[] | null,
  due: number,
  max: number,
): MealVouchers {
  const marked = new Set(products?.filter(({ meal }) => meal).map(({ id }) => id));
  const part = marked.size === 0 ? null : mealPart(
    lines.map(({ productId, total, discountable }) => ({ total, discountable, eligible: marked.has(productId) })),
    discount,
  );
  const given = tenders.reduce((sum, { mode, amount }) => mode === "titre_restaurant" ? sum + amount : sum, 0);
  return { part, left: Math.max(0, Math.min(part ?? due, max) - given) };
}
