/** Meal vouchers where the money is taken: what they may pay, what a press of their key gives, and that more was wanted. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { Tender } from "../../../shared/tender.ts";
import { mealVouchers } from "../store/meal_vouchers.ts";
import type { HandTicket } from "../store/rows.ts";
import type { CaisseWork } from "../store/work.ts";
import type { CaisseMessages } from "../words/words.ts";

const isMeal = (mode: string) => mode === "titre_restaurant";

/** `total`: cents that are to be paid in all; `due`: those that are missing. */
export function useMeals(
  { products, marks }: CaisseWork,
  ticket: HandTicket | null,
  tenders: readonly Tender[],
  { total, due }: { readonly total: number; readonly due: number },
) {
  const over = useSignal(false);
  const max = marks.value?.mealMax ?? 0;
  const { part, left } = ticket === null
    ? { part: null, left: 0 }
    : mealVouchers(ticket, tenders, products.rows.value, total, max);
  return {
    /** Whether so much may be given by this means; that it may not is told. */
    allows: (mode: string, cents: number): boolean => !(over.value = isMeal(mode) && cents > left),
    /** What was typed, else all that this means may pay. */
    wanted: (mode: string, typed: number): number => typed || (isMeal(mode) && left > 0 ? Math.min(due, left) : due),
    forget: () => void (over.value = false),
    notes: (t: CaisseMessages, locale: Locale) => (
      <>
        {part !== null && due > 0 && <p>{t.caisse.pay.mealPart(formatCents(part, locale))}</p>}
        {over.value && <p class="stale" role="alert">{t.caisse.pay.mealsOver(formatCents(left, locale))}</p>}
      </>
    ),
  };
}
