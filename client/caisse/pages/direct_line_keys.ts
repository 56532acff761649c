/** Keys for the lines of a direct sale: up and down choose one, plus and minus count it unless it was weighed or has a scale's label, Delete takes it off. */
import type { Signal } from "@preact/signals";
import { ONE, stepped } from "../../../shared/quantity.ts";
import { isCounted, recount } from "../../ticket/recount.ts";
import type { DirectLine, DirectTicket } from "../store/direct.ts";

/** Thousandths. */
const STEPS: Readonly<Record<string, number>> = { "+": ONE, "-": -ONE, Delete: -Infinity };
const MOVES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** The line that keys change: the chosen one, else the last. */
export function lineInHand(lines: readonly DirectLine[], chosen: string | null): DirectLine | undefined {
  return lines.find(({ id }) => id === chosen) ?? lines.at(-1);
}

/** True when the key was one of them. Held down, none takes a line off: the next one would be in its place. */
export function lineKey({ key, repeat }: KeyboardEvent, ticket: DirectTicket, chosen: Signal<string | null>): boolean {
  const lines = ticket.lines.peek();
  const line = lineInHand(lines, chosen.peek());
  const step = STEPS[key];
  const move = MOVES[key];
  if (line === undefined || (step === undefined && move === undefined)) return false;
  if (step !== undefined) {
    const quantity = stepped(line.quantity, step);
    const counts = key === "Delete" || isCounted(line);
    if (counts && (quantity !== 0 || !repeat)) recount(ticket, line.id, quantity);
  } else chosen.value = lines[lines.indexOf(line) + move!]?.id ?? line.id;
  return true;
}
