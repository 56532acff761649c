/** What several of the shop's endpoints share: roles, amounts, texts. */
import { z } from "zod";

export const TILL = ["caisse"] as const;
export const SELLERS = ["vendeur", "caisse"] as const;
export const OWNER = ["administrateur"] as const;
export const EVERYBODY = ["vendeur", "caisse", "administrateur"] as const;
export const NOTHING = null;

const MAX_CENTS = 100_000_000_00;
export const cents = z.number().int().min(0).max(MAX_CENTS);
export const motif = z.string().trim().min(1).max(500);
