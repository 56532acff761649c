/** What card terminals are to be asked for, and what of it waits for a person. */
import type { JsonValue } from "../../../shared/protocol.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Question } from "../../database/application.ts";
import {
  type CardOperation,
  findOperation,
  hasTerminal,
  mayRead,
  OPEN,
  openOperation,
  operationAnswer,
} from "../card_operations.ts";
import { creditsOf, LONE_CREDIT } from "../card_payments.ts";
import { openSession } from "../cash_session.ts";
import { findSale } from "../sale.ts";
import { saleAtPayment } from "../tenders.ts";
import { UNKNOWN } from "../unknown.ts";

export const cardQuestions: Readonly<Record<string, Question>> = {
  // Of one's own till, as with prints. The owner's are all.
  "cartes.caisse": (look) => {
    const session = look.actor.role === "administrateur" ? null : openSession(look);
    const caisse = session?.caisse ?? null;
    const own = caisse === null ? "?1 IS NULL" : "caisse = ?1";
    const operations = look.all(
      `SELECT * FROM operations_carte o WHERE ${own} AND genre <> 'essai' AND etat IN ${OPEN}
       UNION ALL SELECT * FROM operations_carte o WHERE ${own} AND ${LONE_CREDIT}
       ORDER BY cree_le DESC, id DESC LIMIT ${LIMITS.cardsShown}`,
      caisse,
    );
    return {
      terminal: session !== null && hasTerminal(look, session),
      operations: operations.map((row) => operationAnswer(row as unknown as CardOperation)),
    };
  },

  "cartes.lire": (look, input) => {
    const operation = findOperation(look, (input as { id: string }).id);
    return operation !== null && mayRead(look, operation)
      ? operationAnswer(operation)
      : look.fail("not_found", UNKNOWN.cardOperation);
  },

  // By what means a ticket was paid is told to nobody at a till: of a paid one, what is not over.
  "cartes.vente": (look, input) => {
    const { id } = input as { id: string };
    openSession(look);
    const sale = findSale(look, id);
    if (sale.etat !== "payee") saleAtPayment(look, id);
    const open = openOperation(look, id);
    return { operations: [...open === null ? [] : [open], ...creditsOf(look, id)].map(operationAnswer) };
  },

  "cartes.a_faire": (look) =>
    look.all("SELECT * FROM operations_carte WHERE etat IN ('demandee', 'envoyee') ORDER BY cree_le, id").map((row) => {
      const { id, genre, montant, caisse, adresse, port, identifiant, etat } = row as unknown as CardOperation;
      return {
        operation: id,
        begun: etat === "envoyee",
        terminal: { host: adresse, port, identifier: identifiant, number: numberOf(caisse) },
        request: genre === "essai" ? null : { action: ACTIONS[genre], cents: montant },
      };
    }) as unknown as JsonValue,

  "terminaux.lire": (look) =>
    look.all(
      "SELECT nom, terminal_adresse, terminal_port FROM caisses WHERE terminal_adresse IS NOT NULL AND active = 1 ORDER BY nom",
    ).map(({ nom, terminal_adresse, terminal_port }) => ({
      name: nom,
      host: terminal_adresse,
      port: terminal_port,
    })) as unknown as JsonValue,
};

const ACTIONS = { paiement: "pay", credit: "credit", annulation: "reverse" } as const;

/** Two digits, out of the till's name. */
function numberOf(caisse: string): string {
  return (/\d{1,2}$/.exec(caisse)?.[0] ?? "1").padStart(2, "0");
}
