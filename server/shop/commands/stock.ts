/** Stock by the owner's hand: goods delivered, counted, lost, come back. Each change leaves its movement, a count of what should be there one of 0. */
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { rowId } from "../row_id.ts";
import { followedProduct, type Move, moveBy } from "./stock_moves.ts";
import { UNKNOWN } from "../unknown.ts";

interface Delivery {
  readonly fournisseur?: string;
  readonly reference?: string;
  readonly lignes: readonly { readonly produit_id: number; readonly quantite: number; readonly cout_ht?: number }[];
}
interface Counts {
  readonly lignes: readonly { readonly produit_id: number; readonly compte: number; readonly compte_le?: string }[];
}

export function stockCommands(): Readonly<Record<string, Command>> {
  return {
    "produits.stock": (tx, input) => {
      const { motif, quantite, note } = input as unknown as Move;
      const { id } = followedProduct(tx, rowId(tx, input, UNKNOWN.product)) as { id: number | string };
      const made = moveBy(tx, id, { motif, quantite, note: note ?? null });
      const movement = tx.get("SELECT * FROM mouvements_stock WHERE id = ?", made)!;
      tx.event("stock", { produit_id: id, motif, quantite: movement["quantite"] as number | string });
      return { produit: followedProduct(tx, id), mouvement: movement } as unknown as JsonValue;
    },

    "stock.livrer": (tx, input) => {
      const { fournisseur = "", reference = "", lignes } = input as unknown as Delivery;
      const { lastInsertRowid: livraison } = tx.run(
        "INSERT INTO livraisons (fournisseur, reference, par_id, recue_le) VALUES (?, ?, ?, ?)",
        fournisseur.trim(),
        reference.trim(),
        tx.actor.userId,
        tx.now,
      );
      for (const [ligne, { produit_id, quantite, cout_ht }] of lignes.entries()) {
        followedProduct(tx, produit_id, { ligne });
        moveBy(tx, produit_id, { motif: "livraison", quantite, livraison, cout: cout_ht ?? null });
        if (cout_ht !== undefined) tx.run(SET_COST, produit_id, cout_ht);
      }
      tx.event("stock_livraison", { livraison_id: livraison, fournisseur: fournisseur.trim(), lignes: lignes.length });
      return { id: livraison, lignes: lignes.length };
    },

    "stock.compter": (tx, input) => {
      const { lignes } = input as unknown as Counts;
      const comptages = lignes.map(({ produit_id, compte, compte_le }, ligne) => {
        const product = followedProduct(tx, produit_id, { ligne });
        const at = momentOf(tx, compte_le, product["libelle"] as string, ligne);
        expectLatestCount(tx, produit_id, at, ligne);
        const made = moveBy(tx, produit_id, { motif: "inventaire", quantite: compte, compteLe: at });
        const { ecart, stock } = tx.get(COUNTED, made) as { ecart: number; stock: number };
        return { produit_id, compte, attendu: compte - ecart, ecart, stock };
      });
      tx.event("stock_inventaire", { lignes: lignes.length });
      return { comptages };
    },
  };
}

/** When it was counted, as the movements write it. A clock may be a little ahead of this one. */
function momentOf(tx: Tx, given: string | undefined, subject: string, ligne: number): string {
  if (given === undefined) return tx.now;
  const at = new Date(given).toISOString();
  if (Date.parse(at) - Date.parse(tx.now) > LIMITS.countAheadMs) {
    tx.fail("constraint_violation", { constraint: "rule:count_ahead", subject, ligne });
  }
  return at < tx.now ? at : tx.now;
}

/** A count that is older than one that is known would undo what that one has put right. */
function expectLatestCount(tx: Tx, id: number, at: string, ligne: number): void {
  const later = tx.get(
    `SELECT p.libelle FROM mouvements_stock m JOIN produits p ON p.id = m.produit_id
     WHERE m.produit_id = ? AND m.compte_le > ? LIMIT 1`,
    id,
    at,
  );
  if (later === undefined) return;
  tx.fail("constraint_violation", { constraint: "rule:count_older", subject: later["libelle"] as string, ligne });
}

const SET_COST = `INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?)
  ON CONFLICT (produit_id) DO UPDATE SET cout_ht = excluded.cout_ht`;
const COUNTED =
  `SELECT m.quantite AS ecart, p.stock FROM mouvements_stock m JOIN produits p ON p.id = m.produit_id WHERE m.id = ?`;
