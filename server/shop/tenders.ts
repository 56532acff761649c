/** What a customer has paid already on a ticket that is not paid yet: cards, cheques, vouchers. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import { expectInHand, findSale, saleAnswer, type SaleRow } from "./sale.ts";

// A type, not an interface, so that it is JSON.
export type AnnouncedTender = {
  readonly id: string;
  readonly mode: string;
  /** Cents. */
  readonly montant: number;
};

/** Those that were not taken off, in the order in which they were given. */
export function tendersOf(look: Look, saleId: string): AnnouncedTender[] {
  return look.all(
    "SELECT id, mode, montant FROM paiements_annonces WHERE vente_id = ? AND retire_le IS NULL ORDER BY annonce_le, id",
    saleId,
  ) as unknown as AnnouncedTender[];
}

/** The ticket with what was given for it, as it is answered to who has it in hand and to nobody else. */
export function inHandAnswer(look: Look, id: string): JsonValue {
  return { ...saleAnswer(look, id) as object, annonces: tendersOf(look, id) };
}

/** The ticket whose money the caller is taking: one's own draft, or one that is in hand. */
export function saleAtPayment(look: Look, id: string): SaleRow {
  const sale = findSale(look, id);
  if (sale.etat !== "brouillon" || sale.vendeur_id !== look.actor.userId) expectInHand(look, sale);
  return sale;
}

/** Ends the request when money that was taken already is not among the payments: it would be the customer's loss. */
export function expectTendersPaid(
  tx: Tx,
  saleId: string,
  payments: readonly { readonly mode: string; readonly montant: number }[],
): void {
  const annonces = tendersOf(tx, saleId);
  const rest = [...payments];
  for (const { mode, montant } of annonces) {
    const at = rest.findIndex((one) => one.mode === mode && one.montant === montant);
    if (at < 0) tx.fail("tender_left_out", { mode, montant, annonces });
    rest.splice(at, 1);
  }
}
