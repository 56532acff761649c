/** Stock by the owner's hand: goods delivered, counted, lost, come back. Each change leaves its movement. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { INCONNU } from "../inconnu.ts";
import { rowId } from "../row_id.ts";

type Motif = "livraison" | "inventaire" | "perte" | "retour";

interface Input {
  readonly motif: Motif;
  /** Thousandths: how much came or went; for a count, how much is there. */
  readonly quantite: number;
  readonly note?: string;
}

export function stockCommands(): Readonly<Record<string, Command>> {
  return {
    "produits.stock": (tx, input) => {
      const { motif, quantite, note } = input as unknown as Input;
      const produit = findProduit(tx, rowId(tx, input, INCONNU.produit));
      if (produit["suivi_stock"] !== 1) {
        tx.fail("constraint_violation", { constraint: "produits: le stock de ce produit n'est pas suivi" });
      }
      const change = changeOf(motif, quantite, produit["stock"] as number);
      const produit_id = produit["id"] as number;
      tx.run("UPDATE produits SET stock = stock + ?, modifie_le = ? WHERE id = ?", change, tx.now, produit_id);
      const { lastInsertRowid } = tx.run(
        "INSERT INTO mouvements_stock (produit_id, quantite, motif, par_id, cree_le, note) VALUES (?, ?, ?, ?, ?, ?)",
        produit_id,
        change,
        motif,
        tx.actor.userId,
        tx.now,
        note ?? null,
      );
      tx.event("stock", { produit_id, motif, quantite: change });
      const mouvement = tx.get("SELECT * FROM mouvements_stock WHERE id = ?", lastInsertRowid);
      return { produit: findProduit(tx, produit_id), mouvement } as unknown as JsonValue;
    },
  };
}

function findProduit(tx: Tx, id: number) {
  return tx.get("SELECT * FROM produits WHERE id = ?", id) ?? tx.fail("not_found", INCONNU.produit);
}

/** A count of what should be there is a movement of 0: that it was counted is kept as well. */
function changeOf(motif: Motif, quantite: number, stock: number): number {
  switch (motif) {
    case "inventaire":
      return quantite - stock;
    case "perte":
      return -quantite;
    default:
      return quantite;
  }
}
