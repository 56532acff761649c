/** Refunds: a document of their own, negative, with the next number of the same series; never more than was sold. */
import { say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Look, Tx } from "../../database/application.ts";
import { expectOwnersWord } from "../approvals.ts";
import { type CashSession, expectedCash, expectSameTraining, openSession } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { UNKNOWN } from "../unknown.ts";
import { mustPrint } from "../shared_receipts.ts";
import { refundTotals } from "../refunds.ts";
import { expectState, findSale, type LineRow, linesOf } from "../sale.ts";
import { type GivenPayment, settle } from "../settlement.ts";

interface RefundLine {
  /** The refund's own line, named by the till. */
  readonly id: string;
  readonly ligne_id: string;
  /** Thousandths, positive. */
  readonly quantite: number;
}

interface Input {
  /** The ticket that is refunded. */
  readonly id: string;
  /** The refund's own id, made by the till. */
  readonly avoir_id: string;
  readonly lignes: readonly RefundLine[];
  readonly paiements: readonly GivenPayment[];
  readonly motif: string;
  /** The owner's code. */
  readonly accord?: string;
}

export function refundCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.rembourser": (tx, input) => {
      const { id, avoir_id, lignes, paiements, motif, accord } = input as unknown as Input;
      const sale = findSale(tx, id);
      if (sale.type !== "vente") tx.fail("invalid_state", { etat: "avoir" });
      expectState(tx, sale, "payee");
      const session = openSession(tx);
      expectSameTraining(tx, sale, session.formation);
      tx.run(
        "INSERT INTO ventes (id, type, etat, vendeur_id, client_id, vente_origine_id, motif) VALUES (?, 'avoir', 'brouillon', ?, ?, ?, ?)",
        avoir_id,
        tx.actor.userId,
        sale.client_id,
        id,
        motif,
      );
      const originals = new Map(linesOf(tx, id).map((line) => [line.id, line]));
      for (const [position, line] of lignes.entries()) addRefundLine(tx, avoir_id, position, line, originals);
      const refund = findSale(tx, avoir_id);
      const given = paiements.reduce((sum, { montant }) => sum + montant, 0);
      if (given !== -refund.total_ttc) tx.fail("payment_mismatch", { paye: given, total: -refund.total_ttc });
      if (!isInDrawer(tx, session, paiements)) {
        const detail = { vente_id: id, avoir_id, moyens: paiements as unknown as JsonValue, motif };
        expectOwnersWord(tx, context, accord, { objet: "remboursement", reason: NOT_IN_DRAWER, detail });
      }
      const refunded = linesOf(tx, avoir_id);
      const receipt = settle(tx, context, {
        session,
        sale: refund,
        lines: refunded,
        paiements: paiements.map(({ mode, montant }) => ({ mode, montant: 0 - montant })),
        rendu: 0,
        totalsOf: (taxed) => refundTotals(tx, id, taxed),
      });
      tx.event("vente_remboursee", { vente_id: id, avoir_id, total_ttc: refund.total_ttc, motif });
      return { ...receipt, a_imprimer: mustPrint(tx, avoir_id) };
    },
  };
}

/** No amount: what lies in a drawer is counted without knowing. */
const NOT_IN_DRAWER = say("il n'y a pas autant d'espèces dans ce tiroir", "there is not as much cash in this drawer");

function isInDrawer(look: Look, session: CashSession, paiements: readonly GivenPayment[]): boolean {
  const cash = paiements.reduce((sum, { mode, montant }) => mode === "especes" ? sum + montant : sum, 0);
  return cash === 0 || cash <= expectedCash(look, session);
}

/**
 * A line's refund gives back what was paid for that quantity, discounts included: all that is left
 * of the line when all of its quantity is given back, so that no cent remains or is given twice.
 */
function addRefundLine(
  tx: Tx,
  refundId: string,
  position: number,
  line: RefundLine,
  originals: ReadonlyMap<string, LineRow>,
): void {
  const original = originals.get(line.ligne_id) ?? tx.fail("not_found", UNKNOWN.line);
  const before = tx.get(
    `SELECT coalesce(sum(l.quantite), 0) AS quantite, coalesce(sum(l.total_ttc), 0) AS ttc
     FROM lignes_vente l WHERE l.ligne_origine_id = ?`,
    original.id,
  ) as { quantite: number; ttc: number };
  const left = original.quantite + before.quantite;
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
    refundId,
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
