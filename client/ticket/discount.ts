/** What is taken off a line or a ticket: so many cents, or a rate, which stays while what it is taken off changes. */
import type { Locale } from "../../shared/errors.ts";
import { formatCents, rateText } from "../../shared/money.ts";
import { discountOf } from "../../shared/vat.ts";

export interface Discount {
  /** Basis points; 0 for so many cents. */
  readonly rate: number;
  /** What it comes to. */
  readonly cents: number;
  /** Why; empty when nobody said. */
  readonly reason: string;
}

export const NO_DISCOUNT: Discount = { rate: 0, cents: 0, reason: "" };

/** As it is off so many cents: by its rate, and never more than all of them; nothing of what comes back. The same when nothing changes. */
export function settledOn(base: number, discount: Discount): Discount {
  const { rate } = discount;
  const cents = rate > 0 ? discountOf(base, rate) : Math.max(0, Math.min(discount.cents, base));
  return cents === discount.cents ? discount : { ...discount, cents };
}

/** As it was stored, perhaps by an older page, which knew cents alone, or none. */
export function storedDiscount(stored: unknown): Discount {
  if (typeof stored === "number") return { ...NO_DISCOUNT, cents: stored };
  return typeof stored === "object" && stored !== null ? { ...NO_DISCOUNT, ...stored } : NO_DISCOUNT;
}

/** `−20 %` or `−4,00 €`, in one piece. */
export function discountText({ rate, cents }: Pick<Discount, "rate" | "cents">, locale: Locale): string {
  if (rate === 0) return `−\u2060${formatCents(cents, locale)}`;
  return `−\u2060${rateText(rate, locale)}`;
}

/** `remise`, `remise_taux` and `remise_motif`: the database keeps the amount of a rate. */
export function discountColumns({ rate, cents, reason }: Discount): [number, number, string | null] {
  return [rate > 0 ? 0 : cents, rate, reason === "" ? null : reason];
}
