/** Another quantity of what is sold: with a deposit as many deposits come or go with it, and what a scale's label says stays. */
import { isMeasured } from "../../shared/units.ts";
import type { DraftLine, Kept, TicketDraft } from "./draft.ts";
import { isLabelled } from "./said_price.ts";

/** Whether a line goes up and down by pieces: what was weighed does not. */
export function isCounted(line: Pick<DraftLine, "unit" | "said">): boolean {
  return !isMeasured(line.unit) && !isLabelled(line);
}

/** Thousandths; zero removes the line. */
export function recount<Line extends DraftLine>(ticket: TicketDraft<Line, Kept<Line>>, lineId: string, wanted: number): void {
  const line = ticket.lines.peek().find(({ id }) => id === lineId);
  if (line !== undefined && isLabelled(line) && wanted !== 0) return;
  ticket.setQuantity(lineId, wanted);
  const deposit = line === undefined || line.quantity < 0 ? null : ticket.depositOf(line.productId);
  if (deposit === null) return;
  const more = Math.max(0, wanted) - line!.quantity;
  const theirs = ticket.lines.peek().find(({ productId, quantity }) => productId === deposit.id && quantity > 0);
  if (more > 0) ticket.add(deposit, more);
  else if (theirs !== undefined) ticket.setQuantity(theirs.id, Math.max(0, theirs.quantity + more));
}
