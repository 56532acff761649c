/** How far a discount would go on the ticket that is rung up, to be held against what the cashier may give. */
import { rateTaken } from "../../../shared/discounts.ts";
import { lineTotal } from "../../../shared/vat.ts";
import { type Discount, settledOn } from "../../ticket/discount.ts";
import { totalOf } from "../../ticket/draft.ts";
import type { DirectTicket, DiscountTarget } from "./direct.ts";

/** Basis points that would be off it at most, off a line or off all of it. */
export function rateWith(ticket: DirectTicket, target: DiscountTarget, discount: Discount): number {
  const lines = ticket.lines.peek().map((line) => {
    const gross = lineTotal(line.quantity, line.price, 0);
    return {
      ...line,
      discount: settledOn(gross, target !== "ticket" && line.id === target.id ? discount : line.discount),
      gross,
    };
  });
  return rateTaken(
    lines.map(({ gross, discount: { rate, cents } }) => ({ gross, net: gross - cents, rate })),
    settledOn(totalOf(lines), target === "ticket" ? discount : ticket.discount.peek()),
  );
}
