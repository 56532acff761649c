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
  /** The last digits of a card that a terminal took, empty where it did not tell them; absent from all else. */
  readonly carte?: string;
};

/** Those that were not taken off, in the order in which they were given. */
export function tendersOf(look: Look, saleId: string): AnnouncedTender[] {
  const tenders = look.all(
    `SELECT a.id, a.mode, a.montant, iif(o.id IS NULL, NULL, coalesce(o.carte, '')) AS carte
     FROM paiements_annonces a LEFT JOIN operations_carte o ON o.id = a.id
     WHERE a.vente_id = ? AND a.retire_le IS NULL ORDER BY a.annonce_le, a.id`,
    saleId,
  ) as unknown as (Omit<AnnouncedTender, "carte"> & { readonly carte: string | null })[];
  return tenders.map(({ carte, ...tender }) => carte === null ? tender : { ...tender, carte });
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
