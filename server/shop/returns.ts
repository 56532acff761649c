/** What comes back of paid tickets, as lines of another: never more than was sold, for what was paid, to the cent. */
import type { Look, Tx } from "../database/application.ts";
import { UNKNOWN } from "./unknown.ts";
import { expectState, findSale, type LineRow, linesOf, type SaleRow } from "./sale.ts";

export interface ReturnedLine {
  /** The new line's own, named by the till. */
  readonly id: string;
  /** The line that comes back. */
  readonly ligne_id: string;
  /** Thousandths, positive. */
  readonly quantite: number;
}

/** A paid ticket of which something may come back: a refund sold nothing. */
export function findSold(look: Look, id: string): { readonly sale: SaleRow; readonly lines: ReadonlyMap<string, LineRow> } {
  const sale = findSale(look, id);
  const lines = linesOf(look, id);
  if (!lines.some(({ quantite }) => quantite > 0)) {
    look.fail("invalid_state", { etat: sale.type === "avoir" ? "avoir" : sale.etat });
  }
  expectState(look, sale, "payee");
  return { sale, lines: new Map(lines.map((line) => [line.id, line])) };
}

/**
 * A line's return gives back what was paid for that quantity, discounts included: all that is left
 * of the line when all of its quantity comes back, so that no cent remains or is given twice.
 */
export function addReturnedLine(
  tx: Tx,
  saleId: string,
  position: number,
  line: ReturnedLine,
  originals: ReadonlyMap<string, LineRow>,
): void {
  const original = originals.get(line.ligne_id) ?? tx.fail("not_found", UNKNOWN.line);
  const before = tx.get(
    `SELECT coalesce(sum(l.quantite), 0) AS quantite, coalesce(sum(l.total_ttc), 0) AS ttc
     FROM lignes_vente l WHERE l.ligne_origine_id = ?`,
    original.id,
  ) as { quantite: number; ttc: number };
  const left = Math.max(0, original.quantite + before.quantite);
  if (line.quantite > left) tx.fail("refund_exceeds", { reste: left, libelle: original.libelle });
  const paid = original.total_ttc - (original.remise_ticket ?? 0);
  const leftTtc = paid + before.ttc;
  const ttc = line.quantite === left ? leftTtc : Math.min(leftTtc, Math.round((paid * line.quantite) / original.quantite));
  const full = Math.floor((line.quantite * original.prix_unitaire_ttc + 500) / 1000);
  tx.run(
    `INSERT INTO lignes_vente
       (id, vente_id, produit_id, libelle, quantite, unite, prix_unitaire_ttc, remise, tva, nature, position, ligne_origine_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    line.id,
    saleId,
    original.produit_id,
    original.libelle,
    -line.quantite,
    original.unite,
    original.prix_unitaire_ttc,
    full - ttc,
    original.tva,
    original.nature,
    position,
    original.id,
  );
}
