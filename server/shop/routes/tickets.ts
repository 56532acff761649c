/** A ticket on its way: sent, taken, added to, discounted, returned, cancelled. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";
import { anyQuantity, cents, OWNERS_WORD, ownersCode, rate, reason, SELLERS, TILL, uuid } from "./shapes.ts";
import { ticket } from "./ticket_route.ts";
import { saleInHand } from "./ticket_shapes.ts";

/** Of one piece, kilo, litre or metre. */
const price = z.number().int().min(0).max(LIMITS.priceCents);

/** Off a line or off the ticket: cents, or a rate. */
const discount = {
  remise: cents.optional(),
  remise_taux: rate.optional(),
  remise_motif: reason.optional(),
};

export const ticketRoutes: readonly ApplicationRoute[] = [
  ticket("envoyer", {
    auth: SELLERS,
    summary: "Send one's ticket to the till: answers the recall number",
    errors: ["not_found", "invalid_state"],
  }),
  ticket("reprendre", {
    auth: SELLERS,
    summary: "Take one's own ticket back from the queue",
    errors: ["not_found", "invalid_state"],
  }),
  ticket("prendre", {
    auth: TILL,
    summary: "Take a ticket in hand, or hold on to it for two more minutes",
    description:
      "Another's hold is broken with a reason only, which is kept. Also answers what was paid on it already (`annonces`).",
    body: z.strictObject({ motif: reason.optional() }).meta({ id: "Take" }),
    answer: saleInHand,
    errors: ["not_found", "invalid_state", "ticket_locked", "training_mismatch"],
  }),
  ticket("ajouter", {
    auth: TILL,
    summary: "Add articles to the ticket in hand, at today's price, as lines of their own",
    body: z.strictObject({
      version: z.number().int().min(1),
      lignes: z.array(
        z.strictObject({
          id: uuid,
          produit_id: z.number().int().min(1),
          quantite: anyQuantity.refine((thousandths) => thousandths !== 0, "other than 0 is wanted").describe(
            "Thousandths; negative for deposits that come back.",
          ),
          prix_unitaire_ttc: price.optional().describe(
            "Of a product whose price is open (`prix_libre`): wanted where its own is 0.",
          ),
          libelle: z.string().trim().min(1).max(200).optional().describe("Of a product whose price is open: a label of its own."),
          etiquette: z.string().regex(/^\d{13}$/).optional().describe(
            "The scale's label that the article bears: its price is what the line comes to (`modeles_etiquettes`).",
          ),
        }),
      ).min(1).max(LIMITS.ticketLines),
    }).meta({ id: "Addition" }),
    errors: ["not_found", "invalid_state", "ticket_locked", "stale_version", "constraint_violation"],
  }),
  ticket("modifier", {
    auth: TILL,
    summary: "Change the ticket in hand: quantities, prices, discounts, its customer",
    description:
      "One's own draft as well. What deposits come back is negative. A `quantite` of 0 takes a line off; what is taken off a ticket that was sent is signed " +
      "(`lignes_annulees`). A price that has changed since holds for what was there: more of it is `ajouter`. A price other than " +
      "the ordinary one wants a reason (`prix_motif`), but for a product whose price is open. How far discounts and prices may go is " +
      "judged at `encaisser`.",
    body: z.strictObject({
      version: z.number().int().min(1),
      lignes: z.array(
        z.strictObject({
          id: uuid,
          quantite: anyQuantity.optional(),
          prix_unitaire_ttc: price.optional(),
          prix_motif: reason.optional(),
          ...discount,
        }),
      ).max(LIMITS.ticketLines).refine(
        (lines) => new Set(lines.map(({ id }) => id)).size === lines.length,
        "each line once is wanted",
      )
        .optional(),
      client_id: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
      ...discount,
    }).meta({ id: "TicketChange" }),
    errors: ["not_found", "invalid_state", "ticket_locked", "stale_version", "constraint_violation"],
  }),
  ticket("rendre", {
    auth: TILL,
    summary: "Put a ticket back into the queue, with a reason",
    body: z.strictObject({ motif: reason }).meta({ id: "Return" }),
    errors: ["not_found", "invalid_state", "ticket_locked"],
  }),
  ticket("annuler", {
    auth: SELLERS,
    summary: "Cancel a ticket that is not paid, with a reason",
    body: z.strictObject({ motif: reason }).meta({ id: "Cancel" }),
    errors: ["not_found", "invalid_state", "ticket_locked"],
  }),
  ticket("accorder", {
    auth: SELLERS,
    summary: "Allow discounts on a ticket, or changed prices, up to a rate, with a reason",
    description:
      "One's own draft, or the ticket in hand. Above what one's role may give the owner's code (`accord`) must come along: " +
      "else it is `owner_wanted`, as each discount and each changed price by SQL beyond the cap is.",
    body: z.strictObject({
      objet: z.enum(["remise", "prix"]).optional().describe("Discounts (`remise`, when left out) or changed prices."),
      taux: rate.min(1).describe(
        "Basis points that any line, and the ticket as a whole, may be discounted by, or that a price may be from its ordinary one.",
      ),
      motif: reason,
      accord: ownersCode,
    }).meta({ id: "DiscountAllowance" }),
    errors: ["not_found", "invalid_state", "ticket_locked", ...OWNERS_WORD.errors],
    secrets: [OWNERS_WORD.secret],
  }),
];
