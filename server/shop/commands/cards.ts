/** A till's card terminal: a payment, money that goes back, what a person says of an unknown end, and a trial. */
import { say } from "../../../shared/errors.ts";
import type { Command, Tx } from "../../database/application.ts";
import {
  type CardOperation,
  endOperation,
  expectTerminal,
  findOperation,
  mayRead,
  operationAnswer,
  terminalOf,
  wantOperation,
} from "../card_operations.ts";
import { creditsOf } from "../card_payments.ts";
import { expectSameTraining, openSession } from "../cash_session.ts";
import { meansLeft } from "../refunds.ts";
import { findSale } from "../sale.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { saleAtPayment, tendersOf } from "../tenders.ts";
import { findSold } from "../returns.ts";
import { UNKNOWN } from "../unknown.ts";

export function cardCommands(): Readonly<Record<string, Command>> {
  return {
    "cartes.payer": (tx, input) => {
      const { id: vente_id, operation_id: id, montant, deja } = input as {
        id: string;
        operation_id: string;
        montant: number;
        deja?: number;
      };
      const again = askedBefore(tx, id, { genre: "paiement", vente_id, montant });
      if (again !== null) return operationAnswer(again);
      const sale = saleAtPayment(tx, vente_id);
      const session = openSession(tx);
      expectSameTraining(tx, sale, session.formation);
      const terminal = expectTerminal(tx, session);
      const tenders = tendersOf(tx, sale.id);
      if (tenders.length >= LIMITS.ticketPayments) tx.fail("constraint_violation", { constraint: "rule:ticket_payments" });
      const before = tenders.reduce((sum, tender) => sum + tender.montant, 0);
      // Its answer was lost, or another page has it: the customer would pay that twice.
      if (deja !== undefined && deja !== before) tx.fail("tender_left_out", { montant: before - deja, annonces: tenders });
      const paid = before + montant;
      if (paid > sale.total_ttc) tx.fail("payment_mismatch", { paye: paid, total: sale.total_ttc });
      return wantOperation(tx, terminal, { id, genre: "paiement", caisse: session.caisse, vente_id, montant });
    },

    // Before the refund is written: what is not credited is not told as if it were.
    "cartes.crediter": (tx, input) => {
      const { id: vente_id, operation_id: id, montant, motif } = input as {
        id: string;
        operation_id: string;
        montant: number;
        motif: string;
      };
      const again = askedBefore(tx, id, { genre: "credit", vente_id, montant });
      if (again !== null) return operationAnswer(again);
      const { sale } = findSold(tx, vente_id);
      const session = openSession(tx);
      expectSameTraining(tx, sale, session.formation);
      const terminal = expectTerminal(tx, session);
      const paid = meansLeft(tx, sale).moyens.find(({ mode }) => mode === "carte")?.reste ?? 0;
      const left = creditsOf(tx, vente_id).reduce((rest, { accepte }) => rest - accepte!, paid);
      // How much of it was paid by card may be another's to know.
      if (montant > left) tx.fail("refund_exceeds");
      return wantOperation(tx, terminal, { id, genre: "credit", caisse: session.caisse, vente_id, montant, motif });
    },

    "cartes.rendre": (tx, input) => {
      const { id: origine_id, operation_id: id, genre, motif } = input as {
        id: string;
        operation_id: string;
        genre: "annulation" | "credit";
        motif: string;
      };
      const origin = findOperation(tx, origine_id) ?? tx.fail("not_found", UNKNOWN.cardOperation);
      const { vente_id, accepte } = origin;
      const again = vente_id === null || accepte === null ? null : askedBefore(tx, id, { genre, vente_id, montant: accepte });
      if (again !== null) return operationAnswer(again);
      if (vente_id === null || accepte === null) return tx.fail("not_found", UNKNOWN.tender);
      const sale = saleAtPayment(tx, vente_id);
      if (tendersOf(tx, sale.id).every((tender) => tender.id !== origine_id)) tx.fail("not_found", UNKNOWN.tender);
      const session = openSession(tx);
      const terminal = expectTerminal(tx, session);
      return wantOperation(tx, terminal, { id, genre, caisse: session.caisse, vente_id, origine_id, montant: accepte, motif });
    },

    "cartes.regler": (tx, input) => {
      const { id, montant } = input as { id: string; montant: number };
      const operation = findOperation(tx, id);
      if (operation === null || !mayRead(tx, operation)) return tx.fail("not_found", UNKNOWN.cardOperation);
      if (operation.etat !== "inconnue") tx.fail("invalid_state", { etat: operation.etat });
      expectSaid(tx, operation, montant);
      tx.run(
        "UPDATE operations_carte SET reglee_par_id = ?, reglee_le = ? WHERE id = ?",
        ...[tx.actor.userId, tx.now, id],
      );
      endOperation(
        tx,
        operation,
        montant > 0 ? { etat: "acceptee", raison: "constat", accepte: montant } : { etat: "refusee", raison: "constat" },
      );
      return operationAnswer(findOperation(tx, id)!);
    },

    "terminaux.essayer": (tx, input) => {
      const { nom, operation_id: id } = input as { nom: string; operation_id: string };
      const again = findOperation(tx, id);
      if (again?.genre === "essai" && again.caisse === nom) return operationAnswer(again);
      if (tx.get("SELECT 1 FROM caisses WHERE nom = ?", nom) === undefined) tx.fail("not_found", UNKNOWN.till);
      const terminal = terminalOf(tx, nom) ?? tx.fail("not_found", UNKNOWN.ownTerminal);
      // The last one tells how it stands.
      tx.run("DELETE FROM operations_carte WHERE genre = 'essai' AND caisse = ? AND etat IN ('acceptee', 'refusee')", nom);
      return wantOperation(tx, terminal, { id, genre: "essai", caisse: nom, vente_id: null, montant: 0 });
    },
  };
}

/** The same, asked for under another key: an answer was lost. */
function askedBefore(
  tx: Tx,
  id: string,
  wanted: Pick<CardOperation, "genre" | "montant"> & { readonly vente_id: string },
): CardOperation | null {
  const before = findOperation(tx, id);
  if (before === null) return null;
  const same = before.genre === wanted.genre && before.vente_id === wanted.vente_id && before.montant === wanted.montant;
  return same && before.par_id === tx.actor.userId
    ? before
    : tx.fail("constraint_violation", { constraint: "rule:card_operation_once" });
}

/** A payment is no more than was asked for, but where the terminal itself said another amount; what goes back went whole or not at all. */
function expectSaid(tx: Tx, { genre, montant: asked, raison, vente_id }: CardOperation, montant: number): void {
  const fits = montant === 0 || montant === asked || (genre === "paiement" && (montant < asked || raison === "montant"));
  if (!fits) {
    tx.fail("payment_implausible", {
      reason: say("ce n'est pas un montant de cette opération", "this is no amount of this operation"),
      limite: asked,
    });
  }
  if (vente_id !== null && genre === "paiement" && montant > 0) {
    const { etat } = findSale(tx, vente_id);
    if (etat === "payee" || etat === "annulee") tx.fail("invalid_state", { etat });
  }
}
