/** How a ticket leaves the hand without its doing: another has taken, paid or cancelled it, or it went back into the queue. */
import type { Failure } from "../../network/failure.ts";
import type { HandTicket } from "./rows.ts";

export interface Loss {
  readonly ticket: HandTicket;
  readonly how: "taken" | "payee" | "annulee" | "back";
  /** Who has it now; empty when nobody is known to. */
  readonly by: string;
}

type Lost = Omit<Loss, "ticket">;

/** What became of it by the server; null while it is this one's still. */
export function lostSince(ticket: HandTicket, now: HandTicket, userId: number | null): Lost | null {
  const mine = now.state === "brouillon" ? ticket.state === "brouillon" : now.cashierId === userId;
  if (mine && (now.state === "en_caisse" || now.state === "brouillon")) return null;
  const how = now.state === "payee" || now.state === "annulee" ? now.state : now.state === "en_caisse" ? "taken" : "back";
  return { how, by: how === "taken" ? now.cashier : "" };
}

/** What a renewal's refusal says of it; null when nothing. */
export function lostBy(failure: Failure): Lost | null {
  if (failure.code === "ticket_locked") return { how: "taken", by: String(failure.extras["par"] ?? "") };
  if (failure.code === "invalid_state") return { how: failure.extras["etat"] === "payee" ? "payee" : "annulee", by: "" };
  return null;
}
