/** What a person may take off a ticket's price, and the owner's word for what goes beyond it. */
import { say } from "../../shared/errors.ts";
import { rateTaken } from "../../shared/discounts.ts";
import type { Tx } from "../database/application.ts";
import { expectOwnersWord } from "./approvals.ts";
import type { ShopContext } from "./context.ts";
import { isDiscountable } from "./outside_vat.ts";
import { SHOP_RULES } from "./rules.ts";
import type { LineRow, SaleRow } from "./sale.ts";

/** The sentence of the rule that SQL breaks. */
const { fr, en } = SHOP_RULES["rule:discount_cap"]!;
const ABOVE_CAP = say(fr, en);

/** Basis points that somebody may take off, or change a price by, who has one of these roles. */
export function capOf(tx: Tx, kind: "remise_max" | "prix_max", ...roles: readonly (string | null)[]): number {
  const { vendeur, caisse } = tx.get(`SELECT ${kind}_vendeur AS vendeur, ${kind}_caisse AS caisse FROM boutique`)!;
  const caps: Readonly<Record<string, unknown>> = { vendeur, caisse };
  return Math.max(...roles.map((role) => Number(caps[role ?? ""] ?? 0)));
}

export interface OwnersWord {
  /** The owner's code. */
  readonly accord?: string;
  readonly motif?: string;
}

/**
 * Ends the payment of a ticket whose discounts go beyond what its seller or its cashier may give and the owner has
 * allowed on it, unless the owner's code comes with it and a reason is known.
 */
export function expectDiscountsAllowed(
  tx: Tx,
  context: ShopContext,
  sale: SaleRow,
  lines: readonly LineRow[],
  { accord, motif }: OwnersWord,
): void {
  const taux = rateTaken(
    lines.filter(isDiscountable).map(({ brut_ttc, total_ttc, remise_taux }) => ({
      gross: brut_ttc,
      net: total_ttc,
      rate: remise_taux,
    })),
    { cents: sale.remise, rate: sale.remise_taux },
  );
  if (taux === 0) return;
  const seller = (tx.get("SELECT role FROM equipe WHERE id = ?", sale.vendeur_id)?.["role"] ?? null) as string | null;
  const cap = Math.max(capOf(tx, "remise_max", tx.actor.role, seller), sale.remise_accord);
  if (taux <= cap) return;
  const why = motif ?? sale.remise_motif ?? lines.find(({ remise_motif }) => remise_motif !== null)?.remise_motif ?? undefined;
  allowDiscount(tx, context, sale, taux, {
    ...accord === undefined ? {} : { accord },
    ...why === undefined ? {} : { motif: why },
  });
  tx.run("UPDATE ventes SET remise_accord = ?, remise_motif = coalesce(remise_motif, ?) WHERE id = ?", taux, why!, sale.id);
}

/** Takes the owner's code for a discount of so many basis points: a signed record says who allowed it, and why. */
export function allowDiscount(tx: Tx, context: ShopContext, sale: SaleRow, taux: number, { accord, motif }: OwnersWord): void {
  if (accord !== undefined && motif === undefined) {
    tx.fail("invalid_body", {
      field: "motif",
      reason: say("une telle remise demande une raison", "such a discount wants a reason"),
    });
  }
  expectOwnersWord(tx, context, accord, {
    objet: "remise",
    reason: ABOVE_CAP,
    detail: { vente_id: sale.id, taux, motif: motif ?? null },
  });
}
