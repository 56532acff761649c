/** A ticket on its way: sent to the till, taken back, taken in hand, added to, returned, cancelled; how far it may be discounted, and its prices changed. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectSameTraining, trainingOf } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { UNKNOWN } from "../unknown.ts";
import { calendarOf } from "../calendar.ts";
import { allowDiscount, capOf } from "../discounts.ts";
import { allowPrice, expectOpenPrice } from "../prices.ts";
import { inHandAnswer } from "../tenders.ts";
import { trace } from "../trace.ts";
import { expectFree, expectInHand, expectState, findSale, linesOf, nameOf, saleAnswer, type SaleRow } from "../sale.ts";

interface AddedLine {
  /** Named by the till. */
  readonly id: string;
  readonly produit_id: number;
  /** Thousandths. */
  readonly quantite: number;
  /** Cents, and a name of its own, of an article whose price is open. */
  readonly prix_unitaire_ttc?: number;
  readonly libelle?: string;
  /** The scale's label whose price it is. */
  readonly etiquette?: string;
}

export function ticketCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.envoyer": (tx, input) => {
      const sale = own(tx, idOf(input));
      expectState(tx, sale, "brouillon");
      if (linesOf(tx, sale.id).length === 0) {
        tx.fail("constraint_violation", { constraint: "ventes: un ticket sans ligne ne s'envoie pas" });
      }
      const jour = calendarOf(tx.all).dayOf(tx.now);
      // A ticket that was taken back keeps the number the customer was told.
      const rappel = sale.rappel_jour === jour ? sale.rappel : nextRecall(tx, jour);
      tx.run("UPDATE ventes SET etat = 'en_attente', rappel = ?, rappel_jour = ? WHERE id = ?", rappel, jour, sale.id);
      return done(tx, "vente_envoyee", sale.id, { rappel });
    },

    "ventes.reprendre": (tx, input) => {
      const sale = own(tx, idOf(input));
      expectState(tx, sale, "en_attente");
      trace(tx, context.fiscal, "reprise", sale, null);
      tx.run("UPDATE ventes SET etat = 'brouillon' WHERE id = ?", sale.id);
      return done(tx, "vente_reprise", sale.id, {});
    },

    "ventes.prendre": (tx, input) => {
      const { motif } = input as { motif?: string };
      const sale = findSale(tx, idOf(input));
      expectState(tx, sale, "en_attente", "en_caisse");
      expectSameTraining(tx, sale, trainingOf(tx, tx.actor.userId));
      // Another's hold runs out by itself; before that it can be broken, with a reason that is kept.
      if (motif === undefined) expectFree(tx, context, sale);
      tx.run(
        "UPDATE ventes SET etat = 'en_caisse', caissier_id = ?, bail_jusqua = ? WHERE id = ?",
        tx.actor.userId,
        context.holds.begin(tx, sale.id),
        sale.id,
      );
      const broken = sale.etat === "en_caisse" && sale.caissier_id !== tx.actor.userId;
      done(tx, "vente_prise", sale.id, broken ? { prise_a: nameOf(tx, sale.caissier_id), motif: motif ?? null } : {});
      return inHandAnswer(tx, sale.id);
    },

    "ventes.ajouter": (tx, input) => {
      const { version, lignes } = input as unknown as { version: number; lignes: readonly AddedLine[] };
      const sale = inHand(tx, idOf(input));
      if (sale.version !== version) tx.fail("stale_version", { version: sale.version, vente: saleAnswer(tx, sale.id) });
      const next = 1 + Math.max(0, ...linesOf(tx, sale.id).map(({ position }) => position));
      for (const [at, { id, produit_id, quantite, prix_unitaire_ttc, libelle, etiquette }] of lignes.entries()) {
        // A label's price is judged with the line.
        if (libelle !== undefined || (prix_unitaire_ttc !== undefined && etiquette === undefined)) {
          expectOpenPrice(tx, produit_id);
        }
        tx.run(
          `INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, prix_unitaire_ttc, libelle, etiquette, position)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          id,
          sale.id,
          produit_id,
          quantite,
          prix_unitaire_ttc ?? null,
          libelle ?? null,
          etiquette ?? null,
          next + at,
        );
      }
      return done(tx, "vente_completee", sale.id, { lignes: lignes.map(({ id }) => id) });
    },

    "ventes.rendre": (tx, input) => {
      const { motif } = input as { motif: string };
      const sale = inHand(tx, idOf(input));
      tx.run(
        "UPDATE ventes SET etat = 'en_attente', caissier_id = NULL, bail_jusqua = NULL, motif = ? WHERE id = ?",
        motif,
        sale.id,
      );
      return done(tx, "vente_rendue", sale.id, { motif });
    },

    "ventes.annuler": (tx, input) => {
      const { motif } = input as { motif: string };
      const sale = tx.actor.role === "vendeur" ? own(tx, idOf(input)) : findSale(tx, idOf(input));
      if (tx.actor.role === "vendeur") expectState(tx, sale, "brouillon", "en_attente");
      else expectState(tx, sale, "brouillon", "en_attente", "en_caisse");
      expectFree(tx, context, sale);
      // Its trace is written with whatever cancels a ticket: see fiscal/events.ts.
      tx.run("UPDATE ventes SET etat = 'annulee', motif = ?, bail_jusqua = NULL WHERE id = ?", motif, sale.id);
      return done(tx, "vente_annulee", sale.id, { motif });
    },

    "ventes.accorder": (tx, input) => {
      const { id, objet = "remise", taux, ...word } = input as {
        id: string;
        objet?: "remise" | "prix";
        taux: number;
        motif: string;
        accord?: string;
      };
      const sale = findSale(tx, id);
      expectState(tx, sale, "brouillon", "en_caisse");
      if (sale.etat === "brouillon") own(tx, id);
      else inHand(tx, id);
      if (objet === "prix") {
        if (taux > Math.max(capOf(tx, "prix_max", tx.actor.role), sale.prix_accord)) allowPrice(tx, context, sale, taux, word);
        tx.run("UPDATE ventes SET prix_accord = max(prix_accord, ?) WHERE id = ?", taux, id);
        return done(tx, "prix_accorde", id, { taux, motif: word.motif });
      }
      if (taux > Math.max(capOf(tx, "remise_max", tx.actor.role), sale.remise_accord)) {
        allowDiscount(tx, context, sale, taux, word);
      }
      tx.run(
        "UPDATE ventes SET remise_accord = max(remise_accord, ?), remise_motif = ? WHERE id = ?",
        taux,
        word.motif,
        id,
      );
      return done(tx, "remise_accordee", id, { taux, motif: word.motif });
    },
  };
}

function idOf(input: JsonValue): string {
  return (input as { id: string }).id;
}

/** The caller's own ticket; somebody else's is not found. */
function own(tx: Tx, id: string): SaleRow {
  const sale = findSale(tx, id);
  if (sale.vendeur_id !== tx.actor.userId) tx.fail("not_found", UNKNOWN.ticket);
  return sale;
}

/** The ticket that the caller has in hand. */
function inHand(tx: Tx, id: string): SaleRow {
  const sale = findSale(tx, id);
  expectInHand(tx, sale);
  return sale;
}

function nextRecall(tx: Tx, jour: string): number {
  const row = tx.get(
    "SELECT coalesce(max(rappel), 0) + 1 AS next FROM ventes WHERE rappel_jour = ? AND rappel IS NOT NULL",
    jour,
  );
  return row!["next"] as number;
}

function done(tx: Tx, event: string, id: string, detail: Record<string, JsonValue>): JsonValue {
  tx.event(event, { vente_id: id, ...detail });
  return saleAnswer(tx, id);
}
