/** What becomes of what is printed: begun, ended in one of three ways, sent again or laid aside by a person. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { Outcome } from "../../devices/outcome.ts";
import { openSession } from "../cash_session.ts";
import { kitchenCopy } from "../paper/kitchen.ts";
import { testTicket } from "../paper/test_ticket.ts";
import {
  documentOf,
  endPrint,
  findPrint,
  findPrinter,
  printAnswer,
  type PrintJobRow,
  type PrintState,
  queuePrint,
  requeuePrint,
} from "../print_jobs.ts";
import { UNKNOWN } from "../unknown.ts";

const STATES: Readonly<Record<Outcome["state"], PrintState>> = { printed: "imprimee", refused: "refusee", unknown: "inconnue" };
const REASONS = {
  away: "absente",
  paper: "papier",
  cover: "capot",
  error: "panne",
  offline: "hors_ligne",
  mute: "muette",
  cut: "coupure",
} as const;

/** Who took the money may have the receipt itself until the till is counted: that it went to paper must be known as long. */
const FIRST_OF_AN_OPEN_TILL = `(genre = 'recu' AND EXISTS (
  SELECT 1 FROM encaissements e JOIN sessions_caisse s ON s.id = e.session_caisse_id
  WHERE e.vente_id = impressions.vente_id AND s.fermee_le IS NULL)
  OR genre = 'reglement' AND EXISTS (
    SELECT 1 FROM sessions_caisse s WHERE s.caisse = impressions.caisse AND s.fermee_le IS NULL))`;

export function printingCommands(): Readonly<Record<string, Command>> {
  return {
    // The server ended while something was sent: nobody knows what of it is on paper.
    "impressions.reprendre": (tx) => {
      for (const { id } of tx.all("SELECT id FROM impressions WHERE etat = 'envoyee'")) {
        endPrint(tx, id as number, "inconnue", "coupure");
      }
      tx.run(
        `DELETE FROM impressions WHERE etat IN ('imprimee', 'ecartee') AND NOT ${FIRST_OF_AN_OPEN_TILL}
         AND id <= (SELECT id FROM impressions ORDER BY id DESC LIMIT 1 OFFSET ${LIMITS.printJobs})`,
      );
      return tx.get("SELECT 1 AS waits FROM impressions WHERE etat = 'en_attente' LIMIT 1") !== undefined;
    },

    "impressions.commencer": (tx, input) => {
      const { id } = input as { id: number };
      const job = findPrint(tx, id);
      if (job?.etat !== "en_attente") return false;
      if (dropLateDrawers(tx, job.imprimante_id).includes(id)) return false;
      tx.run("UPDATE impressions SET etat = 'envoyee' WHERE id = ?", id);
      return true;
    },

    "impressions.terminer": (tx, input) => {
      const { id, outcome } = input as unknown as { id: number; outcome: Outcome };
      const job = findPrint(tx, id);
      // Its printer may be gone meanwhile, its number be another's, and a person may have laid it aside.
      if (job?.etat === (outcome.state === "refused" ? "en_attente" : "envoyee")) {
        // A drawer that stayed shut is opened by its key: there is nothing to be sent again.
        const etat = job.genre === "tiroir" && outcome.state !== "printed" ? "ecartee" : STATES[outcome.state];
        endPrint(tx, id, etat, reasonOf(outcome));
        dropLateDrawers(tx, job.imprimante_id);
      }
      return null;
    },

    "impressions.relancer": (tx, input) => {
      const job = jobOf(tx, input as { id: string });
      // A slip may have gone astray: whoever prepares is sent another, which says what the first one said, and that it is one.
      const slip = job.genre === "cuisine" && job.etat === "inconnue" ? documentOf(tx, job.id) : null;
      if (slip !== null && job.imprimante_id !== null) {
        endPrint(tx, job.id, "ecartee", job.raison);
        const wanted = { ...job, vente_id: job.vente_id!, document: kitchenCopy(slip) };
        return printAnswer(findPrint(tx, queuePrint(tx, findPrinter(tx, job.imprimante_id), wanted))!);
      }
      if (job.etat !== "refusee") tx.fail("invalid_state", { etat: job.etat });
      return requeuePrint(tx, job, job.imprimante_id!);
    },

    "impressions.ecarter": (tx, input) => {
      const { sorti } = input as { sorti: boolean };
      const job = jobOf(tx, input as { id: string });
      if (!["en_attente", "refusee", "inconnue"].includes(job.etat)) tx.fail("invalid_state", { etat: job.etat });
      // By the word of who looked at the printer.
      const etat = sorti && job.etat === "inconnue" ? "imprimee" : "ecartee";
      endPrint(tx, job.id, etat, job.raison);
      return printAnswer({ ...job, etat });
    },

    "imprimantes.essayer": (tx, input) => {
      const printer = findPrinter(tx, (input as { id: string }).id);
      const job = queuePrint(tx, printer, {
        caisse: null,
        genre: "essai",
        titre: "Ticket d’essai",
        document: testTicket(printer),
      });
      return printAnswer(findPrint(tx, job)!);
    },
  };
}

/** The customer is gone: they stay shut. All at once, lest what is printed after them waits for a printer to be away for each. */
function dropLateDrawers(tx: Tx, printer: number | null): readonly number[] {
  const late = tx.all(
    "SELECT id FROM impressions WHERE imprimante_id = ? AND etat = 'en_attente' AND genre = 'tiroir' AND cree_le < ?",
    printer,
    new Date(Date.parse(tx.now) - LIMITS.drawerMs).toISOString(),
  ).map(({ id }) => id as number);
  for (const id of late) endPrint(tx, id, "ecartee", "perimee");
  return late;
}

function reasonOf(outcome: Outcome): string | null {
  if (outcome.state === "printed") return outcome.paperLow ? "fin_de_papier" : null;
  return REASONS[outcome.reason];
}

/** The owner's is anybody's, a cashier's what was asked for at the till that is open in that name. */
function jobOf(tx: Tx, { id }: { readonly id: string }): PrintJobRow {
  const number = Number(id);
  const job = Number.isSafeInteger(number) ? findPrint(tx, number) : null;
  const isTheirs = job !== null && (tx.actor.role === "administrateur" || openSession(tx).caisse === job.caisse);
  return isTheirs ? job : tx.fail("not_found", UNKNOWN.print);
}
