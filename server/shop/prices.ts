/** Prices that are said at the till: of which articles, how far another one may be changed, and the owner's word for what goes beyond it. */
import { say } from "../../shared/errors.ts";
import { priceChange } from "../../shared/prices.ts";
import type { Tx } from "../database/application.ts";
import { expectOwnersWord } from "./approvals.ts";
import type { ShopContext } from "./context.ts";
import { capOf, type OwnersWord } from "./discounts.ts";
import { SHOP_RULES } from "./rules.ts";
import type { LineRow, SaleRow } from "./sale.ts";
import { UNKNOWN } from "./unknown.ts";

/** The sentence of the rule that SQL breaks. */
const { fr, en } = SHOP_RULES["rule:price_cap"]!;
const ABOVE_CAP = say(fr, en);

/** Ends the request unless the price and the name of this article are said at the till. */
export function expectOpenPrice(tx: Tx, productId: number): void {
  const product = tx.get("SELECT libelle, prix_libre FROM produits WHERE id = ?", productId) ??
    tx.fail("not_found", UNKNOWN.product);
  if (product["prix_libre"] === 1) return;
  tx.fail("constraint_violation", { constraint: "rule:price_fixed", subject: product["libelle"] as string });
}

/**
 * Ends the payment of a ticket with a price that was changed by more than its seller or its cashier may and the owner has
 * allowed on it, unless the owner's code comes with it.
 */
export function expectPricesAllowed(
  tx: Tx,
  context: ShopContext,
  sale: SaleRow,
  lines: readonly LineRow[],
  { accord }: OwnersWord,
): void {
  const changes = lines.flatMap(({ prix_ordinaire, prix_unitaire_ttc, prix_motif }) =>
    prix_ordinaire === null ? [] : [{ taux: priceChange(prix_ordinaire, prix_unitaire_ttc), motif: prix_motif! }]
  );
  if (changes.length === 0) return;
  const { taux, motif } = changes.reduce((most, change) => change.taux > most.taux ? change : most);
  const seller = (tx.get("SELECT role FROM equipe WHERE id = ?", sale.vendeur_id)?.["role"] ?? null) as string | null;
  const cap = Math.max(capOf(tx, "prix_max", tx.actor.role, seller), sale.prix_accord);
  if (taux <= cap) return;
  allowPrice(tx, context, sale, taux, { ...accord === undefined ? {} : { accord }, motif });
  tx.run("UPDATE ventes SET prix_accord = ? WHERE id = ?", taux, sale.id);
}

/** Takes the owner's code for prices that are changed by so many basis points: a signed record says who allowed it, and why. */
export function allowPrice(tx: Tx, context: ShopContext, sale: SaleRow, taux: number, { accord, motif = "" }: OwnersWord): void {
  expectOwnersWord(tx, context, accord, {
    objet: "prix",
    reason: ABOVE_CAP,
    detail: { vente_id: sale.id, taux, motif },
  });
}
