/** Money that is taken before its ticket is paid: kept with the ticket in hand, whichever device has it. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { cents, means, reason, TILL, uuid } from "./shapes.ts";
import { saleInHand, tenders } from "./ticket_shapes.ts";

export const tenderRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/annoncer",
    command: "ventes.annoncer",
    auth: TILL,
    summary: "Keep with the ticket in hand what is paid already, such as a charged card",
    description:
      "It must be among the payments of `encaisser`, and no road cancels the ticket or leads it back to its seller before " +
      "it was taken off.",
    body: z.strictObject({
      annonce_id: uuid,
      mode: means.exclude(["especes", "avoir", "carte_cadeau", "bon"]),
      montant: cents.min(1),
    }).meta({ id: "Tender" }),
    answer: saleInHand,
    errors: ["not_found", "invalid_state", "ticket_locked", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/retirer",
    command: "ventes.retirer",
    auth: TILL,
    summary: "Take such a payment off the ticket, with a reason that is kept",
    body: z.strictObject({
      annonce_id: uuid,
      motif: reason,
      au_terminal: z.boolean().default(false).describe(
        "Of a card that the till's terminal took: it was given back there by hand, by the word of who looked. Else it goes back by " +
          "`POST /api/cartes/{id}/rendre`.",
      ),
    }).meta({ id: "TenderTakenOff" }),
    answer: saleInHand,
    errors: ["not_found", "invalid_state", "ticket_locked", "card_charged", "card_payment_open"],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/ventes/:id/annonces",
    question: "ventes.annonces",
    auth: TILL,
    summary: "What was paid already on the ticket that one has in hand, or on one's own draft",
    answer: z.object({ annonces: tenders }).meta({ id: "Tenders" }),
    errors: ["not_found", "invalid_state", "ticket_locked"],
  },
];
