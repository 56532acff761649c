/** Stock by the owner's hand: goods delivered, counted, lost, come back. Each change leaves its movement, a count of what should be there one of 0. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { UNKNOWN } from "../unknown.ts";
import { rowId } from "../row_id.ts";

type MoveReason = "livraison" | "inventaire" | "perte" | "retour";

interface Input {
  readonly motif: MoveReason;
  /** Thousandths: how much came or went; for a count, how much is there. */
  readonly quantite: number;
  readonly note?: string;
}

export function stockCommands(): Readonly<Record<string, Command>> {
  return {
    "produits.stock": (tx, input) => {
      const { motif, quantite, note } = input as unknown as Input;
      const product = findProduct(tx, rowId(tx, input, UNKNOWN.product));
      if (product["suivi_stock"] !== 1) {
        tx.fail("constraint_violation", { constraint: "produits: le stock de ce produit n'est pas suivi" });
      }
      const { id } = product as { id: number | string };
      // Counted by the database: a stock may be beyond what is exact here.
      const { lastInsertRowid } = tx.run(
        `INSERT INTO mouvements_stock (produit_id, quantite, motif, par_id, cree_le, note)
         SELECT id, CASE ?2 WHEN 'inventaire' THEN ?3 - stock WHEN 'perte' THEN -?3 ELSE ?3 END, ?2, ?4, ?5, ?6
         FROM produits WHERE id = ?1`,
        id,
        motif,
        quantite,
        tx.actor.userId,
        tx.now,
        note ?? null,
      );
      tx.run(
        "UPDATE produits SET stock = stock + (SELECT quantite FROM mouvements_stock WHERE id = ?), modifie_le = ? WHERE id = ?",
        lastInsertRowid,
        tx.now,
        id,
      );
      const movement = tx.get("SELECT * FROM mouvements_stock WHERE id = ?", lastInsertRowid)!;
      tx.event("stock", { produit_id: id, motif, quantite: movement["quantite"] as number | string });
      return { produit: findProduct(tx, id), mouvement: movement } as unknown as JsonValue;
    },
  };
}

function findProduct(tx: Tx, id: number | string) {
  return tx.get("SELECT * FROM produits WHERE id = ?", id) ?? tx.fail("not_found", UNKNOWN.product);
}
