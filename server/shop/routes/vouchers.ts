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
    ofChain: true,
    auth: TILL_AND_OWNER,
    summary: "A voucher or gift card by its code: what it is and what is left of it",
    description: "A `B` and twelve digits, as printed; blanks and dashes do not matter. Practice knows its own vouchers alone. " +
      "Where the shops of a chain take each other's (`boutique.bons_chaine`), head office is asked, for 3 seconds at most: `solde` " +
      "is what no shop has taken or holds. While it does not answer, no more than `boutique.bons_hors_ligne` of one is worth " +
      "anything, and nothing where that is 0: `head_office_away`. " +
      VOUCHER_CODE.told,
    answer: z.object({
      code: z.string(),
      genre: z.enum(["avoir", "carte_cadeau", "bon"]).describe(
        "Also the means of payment by which it is used; `bon`: another shop's.",
      ),
      montant: z.number().int().describe("Cents that it was given for."),
      solde: z.number().int().describe("Cents that are left."),
      emis_le: z.string().nullable().describe("null for another shop's."),
      numero: z.string().nullable().describe("Of the ticket that gave it; null for another shop's."),
      boutique: z.object({ cle: z.string(), nom: z.string() }).nullable().describe(
        "The other shop that gave it; null for one's own, and while head office does not answer.",
      ),
      ailleurs: z.array(z.object({ boutique: z.string(), nom: z.string(), montant: z.number().int(), le: z.string() })).describe(
        "Of one's own: what other shops of the chain have taken of it, in cents, and when, as it came home; the latest first, three at most.",
      ),
    }).meta({ id: "Voucher" }),
    errors: [...VOUCHER_CODE.errors, "head_office_away"],
    secrets: [VOUCHER_CODE.secret],
  },
];
