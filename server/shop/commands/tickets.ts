/** A ticket on its way: sent to the till, taken back, taken in hand, returned, cancelled. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectSameTraining, formationOf } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { INCONNU } from "../unknown.ts";
import { jourOf } from "../calendar.ts";
import { trace } from "../trace.ts";
import { expectEtat, expectFree, findVente, lignesOf, nameOf, type Vente, venteAnswer } from "../sale.ts";

export function venteCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.envoyer": (tx, input) => {
      const vente = own(tx, idOf(input));
      expectEtat(tx, vente, "brouillon");
      if (lignesOf(tx, vente.id).length === 0) {
        tx.fail("constraint_violation", { constraint: "ventes: un ticket sans ligne ne s'envoie pas" });
      }
      const jour = jourOf(tx.now);
      // A ticket that was taken back keeps the number the customer was told.
      const rappel = vente.rappel_jour === jour ? vente.rappel : nextRappel(tx, jour);
      tx.run("UPDATE ventes SET etat = 'en_attente', rappel = ?, rappel_jour = ? WHERE id = ?", rappel, jour, vente.id);
      return done(tx, "vente_envoyee", vente.id, { rappel });
    },

    "ventes.reprendre": (tx, input) => {
      const vente = own(tx, idOf(input));
      expectEtat(tx, vente, "en_attente");
      trace(tx, context.fiscal, "reprise", vente, null);
      tx.run("UPDATE ventes SET etat = 'brouillon' WHERE id = ?", vente.id);
      return done(tx, "vente_reprise", vente.id, {});
    },

    "ventes.prendre": (tx, input) => {
      const { motif } = input as { motif?: string };
      const vente = findVente(tx, idOf(input));
      expectEtat(tx, vente, "en_attente", "en_caisse");
      expectSameTraining(tx, vente, formationOf(tx, tx.actor.userId));
      // Another's hold runs out by itself; before that it can be broken, with a reason that is kept.
      if (motif === undefined) expectFree(tx, context, vente);
      tx.run(
        "UPDATE ventes SET etat = 'en_caisse', caissier_id = ?, bail_jusqua = ? WHERE id = ?",
        tx.actor.userId,
        context.baux.begin(tx, vente.id),
        vente.id,
      );
      const broken = vente.etat === "en_caisse" && vente.caissier_id !== tx.actor.userId;
      return done(tx, "vente_prise", vente.id, broken ? { prise_a: nameOf(tx, vente.caissier_id), motif: motif ?? null } : {});
    },

    "ventes.rendre": (tx, input) => {
      const { motif } = input as { motif: string };
      const vente = inHand(tx, idOf(input));
      tx.run(
        "UPDATE ventes SET etat = 'en_attente', caissier_id = NULL, bail_jusqua = NULL, motif = ? WHERE id = ?",
        motif,
        vente.id,
      );
      return done(tx, "vente_rendue", vente.id, { motif });
    },

    "ventes.annuler": (tx, input) => {
      const { motif } = input as { motif: string };
      const vente = tx.actor.role === "vendeur" ? own(tx, idOf(input)) : findVente(tx, idOf(input));
      if (tx.actor.role === "vendeur") expectEtat(tx, vente, "brouillon", "en_attente");
      else expectEtat(tx, vente, "brouillon", "en_attente", "en_caisse");
      expectFree(tx, context, vente);
      // Its trace is written with whatever cancels a ticket: see evenements.ts.
      tx.run("UPDATE ventes SET etat = 'annulee', motif = ?, bail_jusqua = NULL WHERE id = ?", motif, vente.id);
      return done(tx, "vente_annulee", vente.id, { motif });
    },
  };
}

function idOf(input: JsonValue): string {
  return (input as { id: string }).id;
}

/** The caller's own ticket; somebody else's is not found. */
function own(tx: Tx, id: string): Vente {
  const vente = findVente(tx, id);
  if (vente.vendeur_id !== tx.actor.userId) tx.fail("not_found", INCONNU.vente);
  return vente;
}

/** The ticket that the caller has in hand. */
function inHand(tx: Tx, id: string): Vente {
  const vente = findVente(tx, id);
  expectEtat(tx, vente, "en_caisse");
  if (vente.caissier_id !== tx.actor.userId) {
    tx.fail("ticket_locked", { par: nameOf(tx, vente.caissier_id), jusqua: vente.bail_jusqua });
  }
  return vente;
}

function nextRappel(tx: Tx, jour: string): number {
  const row = tx.get(
    "SELECT coalesce(max(rappel), 0) + 1 AS next FROM ventes WHERE rappel_jour = ? AND rappel IS NOT NULL",
    jour,
  );
  return row!["next"] as number;
}

function done(tx: Tx, event: string, id: string, detail: Record<string, JsonValue>): JsonValue {
  tx.event(event, { vente_id: id, ...detail });
  return venteAnswer(tx, id);
}
