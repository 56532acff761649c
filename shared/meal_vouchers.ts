/** What of a ticket meal vouchers may pay: what its eligible articles cost, the ticket's own discount taken off. */
import { spreadDiscount } from "./vat.ts";

export interface MealLine {
  /** Cents, its own discount taken off; less than nothing for what comes back. */
  readonly total: number;
  /** Whether the ticket's own discount is spread over it. */
  readonly discountable: boolean;
  readonly eligible: boolean;
}

/** Cents. `discount`: off the whole ticket. */
export function mealPart(lines: readonly MealLine[], discount: number): number {
  const shares = spreadDiscount(discount, lines.map(({ discountable, total }) => discountable ? total : 0));
  return Math.max(0, lines.reduce((sum, { eligible, total }, at) => eligible ? sum + total - shares[at]! : sum, 0));
}
