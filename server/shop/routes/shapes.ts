/** What several of the shop's routes share: roles, amounts, texts, tickets. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import type { Secret } from "../../database/route.ts";

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
  "bon",
  "compte",
  "autre",
]);
/** What no voucher, card or account has to say of. */
export const correctable = z.enum(["especes", "carte", "cheque", "titre_restaurant", "virement", "autre"]);
/** Blanks alone are none. */
export const reason = z.string().trim().min(1).max(500).regex(/\S/);
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

/** A UUID of the till's own making. */
export const id = z.string().meta({ format: "uuid", examples: ["01a22824-9e63-78c9-bb7a-f0f33d988a0d"] });
/** A key, or a place among others, that whoever writes SQL may set as they like. */
export const whole = z.union([z.number().int(), z.string()]).meta({
  id: "Whole",
  description: "A whole number; decimal text beyond ±(2^53 − 1).",
});
/** Cents of any sign. */
export const amount = z.number().int().meta({ description: "Cents.", examples: [1820] });
export const basisPoints = z.number().int().meta({ description: "Basis points.", examples: [2000] });
export const thousandths = z.number().int().meta({ description: "Thousandths.", examples: [1000] });
export const moment = z.string().meta({
  description: "RFC 3339, UTC.",
  format: "date-time",
  examples: ["2026-11-29T16:30:18.215Z"],
});
export const date = z.string().meta({ description: "The shop's date.", format: "date", examples: ["2026-11-29"] });
export const zone = z.string().meta({ description: "An IANA time zone.", examples: ["Europe/Paris"] });
/** As SQLite keeps yes and no. */
export const flag = z.number().int().min(0).max(1);
/** Said only where it is so. */
export const flagTrue = z.literal(true);
/** Why somebody did something; null where nobody had to say. */
export const motif = z.string().nullable();

export const rates = z.array(z.object({
  taux: basisPoints.describe("Rate of VAT in basis points."),
  ttc: amount.describe("Cents, VAT included."),
  ht: amount.describe("Cents without VAT."),
  tva: amount.describe("Cents of VAT."),
})).describe("By rate of VAT.");

/** The shop as it stands on what is printed. */
export const printedShop = z.object({
  nom: z.string(),
  adresse: z.string(),
  telephone: z.string(),
  siret: z.string(),
  tva_intracommunautaire: z.string(),
  message: z.string().optional(),
}).meta({ id: "PrintedShop" });
