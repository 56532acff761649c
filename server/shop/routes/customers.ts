/** The shop's customers. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";

export const customerRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/effacer",
    command: "clients.effacer",
    summary: "Erase what names a customer; no chain breaks",
    description:
      "Answers kept for an Idempotency-Key lose the customers' rows as well: sent again, such a request still writes nothing.",
    answer: z.looseObject({ id: z.number().int() }).meta({ id: "Erased" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/clients/:id/fusionner",
    command: "clients.fusionner",
    summary: "Merge a customer into another: all tickets go over, and the emptied one is erased",
    description:
      "The other keeps what is known of it, and takes from the first what it lacks. For good: a merged customer stays empty.",
    body: z.strictObject({ dans: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe("The customer that stays.") })
      .meta({ id: "Merge" }),
    answer: z.object({
      id: z.number().int().describe("The customer that stays."),
      fusionne: z.number().int().describe("The one that was emptied."),
      ventes: z.number().int().describe("Tickets that went over."),
    }).meta({ id: "Merged" }),
    errors: ["not_found", "constraint_violation"],
  },
];
