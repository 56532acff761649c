/** Gift cards as lines of a ticket: each piece sold is a card of its own, each piece that comes back cancels one. */
import type { Tx } from "../database/application.ts";
import type { LineRow, SaleRow } from "./sale.ts";
import { cancelVoucher, giveVoucher } from "./vouchers.ts";
import { LIMITS } from "../../shared/limits.ts";

/** Thousandths of one piece. */
const PIECE = 1_000;

/** Of a ticket that was just paid; a ticket without such a line costs nothing. */
export function settleCards(tx: Tx, sale: Pick<SaleRow, "id" | "formation">, lines: readonly LineRow[]): void {
  let sold = 0;
  for (const line of lines) {
    if (line.nature !== "carte_cadeau") continue;
    const pieces = line.quantite / PIECE;
    sold += Math.max(0, pieces);
    if (!Number.isInteger(pieces) || sold > LIMITS.ticketGiftCards || line.prix_unitaire_ttc === 0) {
      tx.fail("constraint_violation", { constraint: "rule:gift_card_line" });
    }
    for (let card = 0; card < pieces; card++) giveVoucher(tx, sale, "carte_cadeau", line.prix_unitaire_ttc, line.id);
    if (pieces < 0) cancelCards(tx, line.ligne_origine_id!, -pieces, sale.id);
  }
}

/** So many cards that a line sold, which must be as they were. */
function cancelCards(tx: Tx, lineId: string, count: number, refundId: string): void {
  const unused = tx.all(
    `SELECT b.id, b.montant FROM lignes_vente l JOIN bons b ON b.vente_id = l.vente_id AND b.ligne_id = l.id
     WHERE l.id = ? AND b.solde = b.montant ORDER BY b.id LIMIT ?`,
    lineId,
    count,
  );
  if (unused.length < count) tx.fail("gift_card_used", { reste: unused.length });
  for (const { id, montant } of unused) cancelVoucher(tx, Number(id), Number(montant), refundId);
}
