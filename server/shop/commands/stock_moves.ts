/** One movement of an article's stock: written, and the stock moved by it. */
import type { Tx } from "../../database/application.ts";
import { UNKNOWN } from "../unknown.ts";

type Id = number | string;

export interface Move {
  readonly motif: "livraison" | "inventaire" | "perte" | "retour" | "transfert";
  /** Thousandths: how much came or went (of a transfer negative where it went); of a count, how much was there. */
  readonly quantite: number;
  readonly note?: string | null;
  readonly livraison?: number | null;
  /** Cents without VAT, of one unit. */
  readonly cout?: number | null;
  /** Of a count: when that was seen, RFC 3339; what moved since is not counted again. */
  readonly compteLe?: string;
}

/** An article whose stock is followed; `at` names the line of the request that it stands on, in its errors. */
export function followedProduct(tx: Tx, id: Id, at: { readonly ligne?: number } = {}) {
  const product = tx.get("SELECT * FROM produits WHERE id = ?", id) ?? tx.fail("not_found", { ...UNKNOWN.product, ...at });
  if (product["suivi_stock"] !== 1) {
    tx.fail("constraint_violation", {
      constraint: "produits: le stock de ce produit n'est pas suivi",
      ...at,
      ...at.ligne === undefined ? {} : { subject: product["libelle"] as string },
    });
  }
  return product;
}

/** Counted by the database: a stock may be beyond what is exact here. Answers the movement's number. */
export function moveBy(tx: Tx, id: Id, { motif, quantite, note, livraison, cout, compteLe }: Move): number {
  const counted = motif === "inventaire";
  const { lastInsertRowid } = tx.run(
    `INSERT INTO mouvements_stock (produit_id, quantite, motif, par_id, cree_le, note, livraison_id, cout_ht, compte, compte_le)
     SELECT id, CASE ?2 WHEN 'inventaire' THEN ?3 - stock + ${SINCE} WHEN 'perte' THEN -?3 ELSE ?3 END,
       ?2, ?4, ?5, ?6, ?7, ?8, ?9, ?10
     FROM produits p WHERE id = ?1`,
    id,
    motif,
    quantite,
    tx.actor.userId,
    tx.now,
    note ?? null,
    livraison ?? null,
    cout ?? null,
    counted ? quantite : null,
    counted ? compteLe ?? tx.now : null,
  );
  tx.run(
    "UPDATE produits SET stock = stock + (SELECT quantite FROM mouvements_stock WHERE id = ?), modifie_le = ? WHERE id = ?",
    lastInsertRowid,
    tx.now,
    id,
  );
  return lastInsertRowid;
}

/** What moved after the moment of the count (`?10`). */
const SINCE = "(SELECT coalesce(sum(m.quantite), 0) FROM mouvements_stock m WHERE m.produit_id = p.id AND m.cree_le > ?10)";
