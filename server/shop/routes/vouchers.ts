/** Vouchers and gift cards: what one is worth, by its code. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";
import { TILL_AND_OWNER, VOUCHER_CODE } from "./shapes.ts";

export const voucherRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/bons/:code",
    question: "bons.trouver",
    auth: TILL_AND_OWNER,
    summary: "A voucher or gift card by its code: what it is and what is left of it",
    description: "A `B` and twelve digits, as printed; blanks and dashes do not matter. Practice knows its own vouchers alone. " +
      VOUCHER_CODE.told,
    answer: z.object({
      code: z.string(),
      genre: z.enum(["avoir", "carte_cadeau"]).describe("Also the means of payment by which it is used."),
      montant: z.number().int().describe("Cents that it was given for."),
      solde: z.number().int().describe("Cents that are left."),
      emis_le: z.string(),
      numero: z.string().describe("Of the ticket that gave it."),
    }).meta({ id: "Voucher" }),
    errors: VOUCHER_CODE.errors,
    secrets: [VOUCHER_CODE.secret],
  },
];
