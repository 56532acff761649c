/** A seller's open tickets as cards: those the server has, and those on their way to it. */
import type { WaitingCard } from "../components/waiting_tickets.tsx";
import { totalOfTicket } from "../../ticket/draft.ts";
import type { Platform } from "../../network/platform.ts";
import type { OwnTicket } from "../store/ticket_rows.ts";
import type { SendingTicket } from "../store/ticket_sending.ts";

/** `own` null: not fetched yet. The ticket in hand is none that waits. `stuck`: sales at which the server has failed. */
export function waitingCards(
  own: readonly OwnTicket[] | null,
  sending: readonly SendingTicket[],
  inHand: string | null,
  stuck: ReadonlySet<string | undefined>,
  platform: Pick<Platform, "now" | "wallClock">,
): readonly WaitingCard[] | null {
  if (own === null && sending.length === 0) return null;
  const underWay = new Set(sending.map(({ saleId }) => saleId));
  const stored = (own ?? []).filter(({ id }) => id !== inHand && !underWay.has(id));
  const cards = [
    ...stored.map((row): WaitingCard => ({ ...row, customer: row.customer?.name ?? null })),
    ...sending.map(({ saleId, hand, at, refused }): WaitingCard => ({
      id: saleId,
      state: refused !== null ? "refused" : stuck.has(saleId) ? "stuck" : "sending",
      recall: hand.recall,
      day: hand.day,
      total: totalOfTicket(hand),
      customer: hand.customer?.name ?? null,
      cashier: null,
      reason: null,
      // It was stored by this device's own clock, perhaps before a reload.
      changedAt: platform.now() - (platform.wallClock() - at),
    })),
  ];
  return cards.sort((a, b) => urgency(b) - urgency(a) || b.changedAt - a.changedAt);
}

/** What its seller must look at comes first, then what was touched last. */
function urgency({ state, reason }: WaitingCard): number {
  if (state === "refused" || state === "stuck") return 3;
  if (state === "sending") return 2;
  return state === "en_attente" && reason !== null ? 1 : 0;
}
