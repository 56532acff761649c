/** What several of the shop's routes share: roles, amounts, texts. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";

export const TILL = ["caisse"] as const;
export const SELLERS = ["vendeur", "caisse"] as const;
export const TILL_AND_OWNER = ["caisse", "administrateur"] as const;

export const cents = z.number().int().min(0).max(LIMITS.amountCents);
export const reason = z.string().trim().min(1).max(500);
