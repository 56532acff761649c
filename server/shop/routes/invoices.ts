/** Tickets of which a company asks for an invoice. */
import * as z from "zod";
import { TILL_AND_OWNER } from "./shapes.ts";
import { ticket } from "./ticket_route.ts";

export const invoiceRoutes = [
  ticket("facture", {
    auth: TILL_AND_OWNER,
    summary: "Note that a company asks for an invoice of a paid ticket",
    description:
      "The platform makes the invoice (`GET /api/ereporting/{periode}/factures`); the ticket stays as it is. The latest word holds.",
    body: z.strictObject({
      siren: z.string().max(40).nullable().describe("The buyer's, blanks left out; null takes the word back."),
    }).meta({ id: "InvoiceAsked" }),
    answer: z.object({ vente_id: z.string(), siren: z.string().nullable(), demandee_le: z.string().nullable() }).meta({
      id: "InvoiceNoted",
    }),
    errors: ["not_found", "invalid_state", "constraint_violation"],
  }),
] as const;
