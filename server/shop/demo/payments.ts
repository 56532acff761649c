/** How a customer of the demo shop pays. */
import type { SeededRandom } from "./random.ts";

export interface PlannedPayment {
  /** Cents as given. */
  readonly paiements: readonly { readonly mode: string; readonly montant: number }[];
  /** Cents of it in cash, the change taken off. */
  readonly cash: number;
}

/** Cents that meal vouchers pay at most, on one ticket of somebody who is not known. */
const VOUCHER_MAX = 25_00;

/** `total` in cents; `byMealVoucher`: whether they may pay all of it. */
export function planPayment(random: SeededRandom, total: number, byMealVoucher: boolean): PlannedPayment {
  if (total === 0) return { paiements: [], cash: 0 };
  const mode = random.weighted([
    ["carte", total >= 10_00 ? 62 : 44],
    ["especes", total >= 40_00 ? 12 : 34],
    ["cheque", total >= 25_00 ? 6 : 0],
    ["titre_restaurant", byMealVoucher ? 9 : 0],
    ["mixte", total >= 15_00 ? 5 : 0],
  ]);
  switch (mode) {
    case "especes":
      return { paiements: [{ mode, montant: handedOver(random, total) }], cash: total };
    case "titre_restaurant": {
      const montant = Math.min(total, VOUCHER_MAX);
      const rest = total - montant;
      return { paiements: [{ mode, montant }, ...(rest === 0 ? [] : [{ mode: "carte", montant: rest }])], cash: 0 };
    }
    case "mixte": {
      const note = random.pick([5_00, 10_00]);
      return { paiements: [{ mode: "especes", montant: note }, { mode: "carte", montant: total - note }], cash: note };
    }
    default:
      return { paiements: [{ mode, montant: total }], cash: 0 };
  }
}

/** What is put on the counter for an amount: the coins, or the next note that covers it. */
function handedOver(random: SeededRandom, total: number): number {
  if (random.chance(0.35)) return total;
  const step = random.weighted([[50, 2], [5_00, 4], [10_00, 4], [20_00, 3], [50_00, total > 20_00 ? 2 : 0]]);
  return Math.ceil(total / step) * step;
}
