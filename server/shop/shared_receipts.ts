/** Receipts at addresses that nobody can guess: made for the customer who has paid, read by whoever has the address, for a month. */
import { randomBytes } from "node:crypto";
import { LIMITS } from "../../shared/limits.ts";
import type { Look, Tx } from "../database/application.ts";
import { findSale, type SaleRow } from "./sale.ts";
import { hashOf } from "./spoken_codes.ts";
import { receiptOf, type SignedReceipt } from "./ticket.ts";

/** 144 bits. */
const ADDRESS_BYTES = 18;

export interface SharedReceipt {
  /** The last part of the page's path. */
  readonly adresse: string;
  readonly expire_le: string;
}

/** A new address for a ticket's receipt; what was given for it before opens nothing any more. */
export function shareReceipt(tx: Tx, sale: SaleRow): SharedReceipt {
  const adresse = randomBytes(ADDRESS_BYTES).toString("base64url");
  const expire_le = new Date(Date.parse(tx.now) + LIMITS.sharedReceiptMs).toISOString();
  tx.run("DELETE FROM _recus_partages WHERE expire_le < ? OR vente_id = ?", tx.now, sale.id);
  tx.run("INSERT INTO _recus_partages (vente_id, empreinte, expire_le) VALUES (?, ?, ?)", sale.id, hashOf(adresse), expire_le);
  tx.event("recu_partage", { vente_id: sale.id, expire_le });
  return { adresse, expire_le };
}

/** The receipt behind an address, without the names of those who work here; null when there is none, or no more. */
export function sharedReceipt(look: Look, adresse: string): SignedReceipt | null {
  const shared = look.get(
    "SELECT vente_id, expire_le FROM _recus_partages WHERE empreinte = ? AND expire_le > ?",
    hashOf(adresse),
    look.now,
  );
  if (shared === undefined) return null;
  const receipt = receiptOf(look, findSale(look, shared["vente_id"] as string));
  return { ...receipt, vendeur: "", caissier: "", expire_le: shared["expire_le"] as string };
}

/**
 * Whether the receipt is printed unasked: the proof of a legal warranty, and a card that was refused, taken off or credited
 * (decree 2022-1565).
 */
export function mustPrint(tx: Tx, saleId: string): boolean {
  const { needed } = tx.get(
    `SELECT EXISTS (SELECT 1 FROM lignes_vente l JOIN produits p ON p.id = l.produit_id WHERE l.vente_id = ?1 AND p.garantie_legale = 1)
       OR EXISTS (SELECT 1 FROM paiements_annonces WHERE vente_id = ?1 AND retire_le IS NOT NULL AND mode = 'carte')
       OR EXISTS (SELECT 1 FROM paiements WHERE vente_id = ?1 AND mode = 'carte' AND montant < 0) AS needed`,
    saleId,
  )!;
  return needed === 1;
}
