/** Money that is taken before its ticket is paid, such as a charged card: kept with the ticket until that, or until it is taken off. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Command } from "../../database/application.ts";
import { expectCardKnown, findOperation } from "../card_operations.ts";
import { openSession } from "../cash_session.ts";
import { inHandAnswer, saleAtPayment, tendersOf } from "../tenders.ts";
import { UNKNOWN } from "../unknown.ts";

interface Announced {
  readonly id: string;
  /** Named by the till. */
  readonly annonce_id: string;
  readonly mode: string;
  readonly montant: number;
}

export function tenderCommands(): Readonly<Record<string, Command>> {
  return {
    "ventes.annoncer": (tx, input) => {
      const { id, annonce_id, mode, montant } = input as unknown as Announced;
      const sale = saleAtPayment(tx, id);
      openSession(tx);
      if (tendersOf(tx, sale.id).length >= LIMITS.ticketPayments) {
        tx.fail("constraint_violation", { constraint: "rule:ticket_payments" });
      }
      // What a terminal is asked for is announced by its answer alone.
      if (findOperation(tx, annonce_id) !== null) tx.fail("constraint_violation", { constraint: "rule:card_operation_once" });
      // Whatever it comes to: the money is taken, and what is true is kept. The payment itself must fit.
      tx.run(
        "INSERT INTO paiements_annonces (id, vente_id, mode, montant, par_id, annonce_le) VALUES (?, ?, ?, ?, ?, ?)",
        annonce_id,
        sale.id,
        mode,
        montant,
        tx.actor.userId,
        tx.now,
      );
      tx.event("paiement_annonce", { vente_id: sale.id, annonce_id, mode, montant });
      return inHandAnswer(tx, sale.id);
    },

    "ventes.retirer": (tx, input) => {
      const { id, annonce_id, motif, au_terminal = false } = input as {
        id: string;
        annonce_id: string;
        motif: string;
        au_terminal?: boolean;
      };
      const sale = saleAtPayment(tx, id);
      const { mode, montant } = tendersOf(tx, sale.id).find((one) => one.id === annonce_id) ??
        tx.fail("not_found", UNKNOWN.tender);
      // Money that a terminal took goes back there, or somebody says that it did.
      if (!au_terminal && findOperation(tx, annonce_id) !== null) tx.fail("card_charged", { montant });
      expectCardKnown(tx, sale.id);
      tx.run(
        "UPDATE paiements_annonces SET retire_le = ?, retire_par_id = ?, motif = ? WHERE id = ?",
        tx.now,
        tx.actor.userId,
        motif,
        annonce_id,
      );
      tx.event("paiement_retire", { vente_id: sale.id, annonce_id, mode, montant, motif, ...au_terminal ? { au_terminal } : {} });
      return inHandAnswer(tx, sale.id);
    },
  };
}
