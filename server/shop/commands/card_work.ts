/** What becomes of what a card terminal is asked for: begun, ended in one of three ways, doubted after a power cut. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Command } from "../../database/application.ts";
import type { CardOutcome, TrialOutcome } from "../../devices/card_outcome.ts";
import { type CardOperation, type Ended, endOperation, findOperation } from "../card_operations.ts";

const REFUSALS = {
  away: "absent",
  refused: "refus",
  forbidden: "interdit",
  abandoned: "abandon",
  unfinished: "non_aboutie",
  timed_out: "delai",
  format: "format",
  other: "autre",
} as const;
const DOUBTS = { cut: "coupure", silent: "silence", junk: "illisible", amount: "montant" } as const;
const TRIALS: Readonly<Record<TrialOutcome, Ended>> = {
  answers: { etat: "acceptee", raison: null },
  mute: { etat: "refusee", raison: "muet" },
  junk: { etat: "refusee", raison: "illisible" },
  away: { etat: "refusee", raison: "absent" },
};

export const cardWorkCommands: Readonly<Record<string, Command>> = {
  // The server ended meanwhile: of what was begun nobody knows, what was not is not begun any more, for its customer is gone.
  "cartes.reprendre": (tx) => {
    for (const row of tx.all("SELECT * FROM operations_carte WHERE etat IN ('demandee', 'envoyee')")) {
      const operation = row as unknown as CardOperation;
      const isUnknown = operation.etat === "envoyee" && operation.genre !== "essai";
      endOperation(tx, operation, isUnknown ? { etat: "inconnue", raison: "coupure" } : { etat: "refusee", raison: "arret" });
    }
    return null;
  },

  "cartes.commencer": (tx, input) => {
    const operation = findOperation(tx, (input as { id: string }).id);
    if (operation?.etat !== "demandee") return false;
    if (Date.parse(tx.now) - Date.parse(operation.cree_le) > LIMITS.cardBeginMs) {
      endOperation(tx, operation, { etat: "refusee", raison: "perime" });
      return false;
    }
    tx.run("UPDATE operations_carte SET etat = 'envoyee' WHERE id = ?", operation.id);
    return true;
  },

  "cartes.terminer": (tx, input) => {
    const { id, outcome } = input as unknown as { id: string; outcome: CardOutcome | TrialOutcome };
    const operation = findOperation(tx, id);
    // Asked again by who did not hear the answer, or after a backup was put back: what is known stays.
    if (operation?.etat === "demandee" || operation?.etat === "envoyee") {
      endOperation(tx, operation, typeof outcome === "string" ? TRIALS[outcome] : endOf(outcome));
    }
    return null;
  },
};

function endOf(outcome: CardOutcome): Ended {
  if (outcome.state === "refused") return { etat: "refusee", raison: REFUSALS[outcome.reason] };
  if (outcome.state === "unknown") return { etat: "inconnue", raison: DOUBTS[outcome.reason] };
  return {
    etat: "acceptee",
    raison: null,
    accepte: outcome.cents,
    mode: outcome.isMealCard ? "titre_restaurant" : "carte",
    autorisation: outcome.authorisation,
    carte: outcome.lastDigits,
  };
}
