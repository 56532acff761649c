/** Means of payment that were typed wrong. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { cents, correctable, reason, TILL_AND_OWNER } from "./shapes.ts";

export const correctionRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/ventes/:id/corriger-paiement",
    command: "ventes.corriger",
    auth: TILL_AND_OWNER,
    summary: "Correct the means by which a ticket was paid, or given back, with a reason",
    description:
      "On the same day, before its closing: by who took the money, until the till is counted, or by the owner. The payments stay " +
      "as they were written; the correction is signed, stands beside them, and every sum counts the right means. Vouchers, " +
      "gift cards and accounts are not corrected so, nor what the till's own card terminal has told of.",
    body: z.strictObject({
      de: correctable.describe("The means that was typed."),
      vers: correctable.describe("The means that it was."),
      montant: cents.min(1).optional().describe("Cents without a sign; left out: all that was paid by the wrong means."),
      motif: reason,
    }).meta({ id: "MeansCorrection" }),
    answer: z.object({
      vente_id: z.string(),
      numero: z.string(),
      corrections: z.array(z.object({
        de: z.string(),
        vers: z.string(),
        montant: z.number().int().describe("Negative on a refund."),
        le: z.string(),
      })).describe("All of this ticket."),
    }).meta({ id: "MeansCorrected" }),
    errors: ["not_found", "invalid_state", "correction_refused", "constraint_violation"],
  },
];
