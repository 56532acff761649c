/** Refunds: a document of their own, negative, with the next number of the same series; never more than was sold. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectSameTraining, openSession } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { expectAccountFirst } from "../customer_accounts.ts";
import { expectCardKnown } from "../card_operations.ts";
import { withCredits } from "../card_payments.ts";
import { cashBack, expectHeld } from "../cash_out.ts";
import { printUnasked, springDrawer } from "../receipt_prints.ts";
import { refundTotals } from "../refunds.ts";
import { addReturnedLine, findSold, type ReturnedLine } from "../returns.ts";
import { findSale, linesOf } from "../sale.ts";
import { type GivenPayment, settle } from "../settlement.ts";
import type { SignedReceipt } from "../ticket.ts";

interface Input {
  /** The ticket that is refunded. */
  readonly id: string;
  /** The refund's own id, made by the till. */
  readonly avoir_id: string;
  readonly lignes: readonly ReturnedLine[];
  readonly paiements: readonly GivenPayment[];
  readonly motif: string;
  /** The owner's code. */
  readonly accord?: string;
}

export function refundCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.rembourser": (tx, input) => {
      const refund = input as unknown as Input;
      // Of somebody's unpaid ticket nothing is told.
      findSold(tx, refund.id);
      expectCardKnown(tx, refund.id);
      return refunded(tx, context, { ...refund, paiements: withCredits(tx, [refund.id], refund.paiements) });
    },

    "ventes.essayer_remboursement": (tx, input) => {
      const { total_ttc } = refunded(tx, context, input as unknown as Input);
      tx.undo();
      return { total_ttc: 0 - (total_ttc as number) };
    },
  };
}

/** Answers the receipt. */
function refunded(tx: Tx, context: ShopContext, { id, avoir_id, lignes, paiements, motif, accord }: Input): SignedReceipt {
  const { sale, lines: originals } = findSold(tx, id);
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
  for (const [position, line] of lignes.entries()) addReturnedLine(tx, avoir_id, position, line, originals);
  const refund = findSale(tx, avoir_id);
  const given = paiements.reduce((sum, { montant }) => sum + montant, 0);
  if (given !== -refund.total_ttc) tx.fail("payment_mismatch", { paye: given, total: -refund.total_ttc });
  expectAccountFirst(tx, refund, paiements);
  const out = cashBack(tx, session, paiements);
  const refunded = linesOf(tx, avoir_id);
  const receipt = settle(tx, context, {
    session,
    sale: refund,
    lines: refunded,
    paiements: paiements.map(({ mode, montant, operation }) => ({
      mode,
      montant: 0 - montant,
      ...operation === undefined ? {} : { operation },
    })),
    rendu: 0,
    parts: [{ lines: refunded, totalsOf: (taxed) => refundTotals(tx, id, taxed) }],
  });
  const detail = { vente_id: id, avoir_id, motif, moyens: paiements as unknown as JsonValue };
  expectHeld(tx, context, session, out, accord, { objet: "remboursement", detail });
  tx.event("vente_remboursee", { vente_id: id, avoir_id, total_ttc: refund.total_ttc, motif });
  if (out.cents !== 0) springDrawer(tx, session, String(receipt["numero"]));
  return { ...receipt, ...printUnasked(tx, session, refund, receipt) } as SignedReceipt;
}
