/** What several of the shop's routes share: roles, amounts, texts, tickets. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { Secret } from "../../database/route.ts";
import { UNITS } from "../../../shared/units.ts";

export const TILL = ["caisse"] as const;
export const SELLERS = ["vendeur", "caisse"] as const;
export const TILL_AND_OWNER = ["caisse", "administrateur"] as const;

/** Thousandths. */
export const quantity = z.number().int().min(1).max(1_000_000_000);
/** Thousandths; negative where a deposit comes back. */
export const anyQuantity = z.number().int().min(-1_000_000_000).max(1_000_000_000);
export const cents = z.number().int().min(0).max(LIMITS.amountCents);
export const means = z.enum([
  "especes",
  "carte",
  "cheque",
  "titre_restaurant",
  "virement",
  "avoir",
  "carte_cadeau",
  "compte",
  "autre",
]);
/** What no voucher, card or account has to say of. */
export const correctable = z.enum(["especes", "carte", "cheque", "titre_restaurant", "virement", "autre"]);
export const reason = z.string().trim().min(1).max(500);
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "a UUID in lower case");

export const ownersCode = z.string().regex(/^\d{6}$/, "6 digits").optional().describe(
  "The owner's code, from `POST /api/accords`.",
);
/** What a route that takes the owner's code declares. */
export const OWNERS_WORD = {
  errors: ["owner_wanted", "approval_invalid", "too_many_attempts"],
  // A right one wipes nothing out: one that is not needed is not looked at, and would pass for right.
  secret: {
    name: "accord",
    in: ({ accord }) => accord !== undefined,
    wrong: ({ code }) => code === "approval_invalid",
    counts: "always",
  } satisfies Secret,
} as const;

/** What a route that takes a voucher's code declares: an unknown one counts as a guess, whichever route it came by. */
export const VOUCHER_CODE = {
  errors: ["not_found", "too_many_attempts"],
  // A right one wipes nothing out: each customer has one.
  secret: {
    name: "bon",
    in: ({ code, paiements }) => code !== undefined || (paiements as { code?: string }[]).some(({ code }) => code !== undefined),
    wrong: ({ code, extras }) => code === "not_found" && extras["field"] === "code",
    counts: "always",
  } satisfies Secret,
  told: "A code that nobody has is `not_found` with `field` `code`, and counts as a guess: after some, by a person from an " +
    "address, codes have to wait (`too_many_attempts`).",
} as const;

/** A rate of discount, in basis points. */
export const rate = z.number().int().min(0).max(10_000);

export const line = z.looseObject({
  id: z.string(),
  libelle: z.string(),
  quantite: z.number().int(),
  unite: z.enum(UNITS).optional().describe(
    "By what it is weighed or measured: quantities are thousandths of it, the price is that of one. Absent from receipts for pieces.",
  ),
  prix_unitaire_ttc: z.number().int(),
  prix_ordinaire: z.number().int().nullable().optional().describe(
    "Where the price was changed by hand: what it would have been. `prix_motif` says why. Absent from other lines of receipts.",
  ),
  remise: z.number().int().optional(),
  remise_taux: rate.optional().describe(
    "Basis points, where the discount is a rate: `remise` follows it. Absent from receipts of before.",
  ),
});
export const sale = z.looseObject({
  id: z.string(),
  type: z.enum(["vente", "avoir"]),
  etat: z.string(),
  rappel: z.number().int().nullable(),
  rappel_jour: z.string().nullable().describe(
    "The day of the recall number, which begins at 1 each day: yesterday's 2 is another's.",
  ),
  total_ttc: z.number().int(),
  version: z.number().int(),
  formation: z.number().int().describe("1: made in training, and counts nowhere."),
  lignes: z.array(line),
}).meta({ id: "Vente" });
