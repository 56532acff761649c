/** Tills: named by the owner, opened with a float, counted blind, closed. */
import type { Command, Tx } from "../../database/application.ts";
import { type CashSession, sessionAt, sessionOf, trainingOf } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { beginSession, type Count, endSession } from "../till_sessions.ts";
import { UNKNOWN } from "../unknown.ts";
import { nameOf } from "../sale.ts";
import { expectDevice } from "./enrolment.ts";

export function tillCommands(context: ShopContext): Readonly<Record<string, Command>> {
  const { fiscal } = context;
  return {
    "caisses.ajouter": (tx, input) => {
      const { nom, libelle } = input as { nom: string; libelle?: string };
      tx.run("INSERT INTO caisses (nom, libelle) VALUES (?, ?)", nom, libelle ?? "");
      fiscal.append(tx, EVENTS, "caisse_ajoutee", { code: 126, caisse: nom, par: tx.actor.username });
      tx.event("caisse_ajoutee", { caisse: nom });
      return { nom, libelle: libelle ?? "" };
    },

    "caisses.ouvrir": (tx, input) => {
      const { nom, fond, comptage, cle } = input as unknown as Opening;
      const taken = openAt(tx, nom, cle);
      if (taken !== undefined) tx.fail("till_open", { caisse: nom, par: nameOf(tx, taken.caissier_id) });
      const { answer, told } = beginSession(tx, context, nom, { compte: fond, comptage });
      tx.event("caisse_ouverte", told);
      return answer;
    },

    "caisses.fermer": (tx, input) => {
      const { nom, motif, ...count } = input as unknown as Closing;
      const { answer, told } = endSession(tx, context, sessionAt(tx, nom), count, motif);
      tx.event("caisse_fermee", told);
      return answer;
    },

    // One count ends the colleague's session and begins one's own.
    "caisses.relever": (tx, input) => {
      const { nom, cle, motif, ...count } = input as unknown as Closing & { cle?: string };
      const session = openAt(tx, nom, cle) ?? tx.fail("till_closed");
      // One's own is closed, not taken over.
      if (session.caissier_id === tx.actor.userId) tx.fail("till_open", { caisse: nom, par: nameOf(tx, tx.actor.userId) });
      if (session.formation !== trainingOf(tx, tx.actor.userId)) {
        tx.fail("training_mismatch", { formation: session.formation === 1 });
      }
      const ended = endSession(tx, context, session, count, motif);
      const begun = beginSession(tx, context, nom, count);
      tx.event("caisse_relevee", ended.told);
      return { ...ended.answer, session: begun.answer };
    },
  };
}

/** The open session at a till that is in service and may be opened on this device; undefined for none. */
function openAt(tx: Tx, nom: string, cle: string | undefined): CashSession | undefined {
  const till = tx.get("SELECT active FROM caisses WHERE nom = ?", nom);
  if (till === undefined || till["active"] === 0) tx.fail("not_found", UNKNOWN.till);
  expectDevice(tx, nom, cle);
  return sessionOf(tx, nom);
}

interface Opening {
  readonly nom: string;
  /** Cents. */
  readonly fond?: number;
  readonly comptage?: Readonly<Record<string, number>>;
  readonly cle?: string;
}

interface Closing extends Count {
  readonly nom: string;
  readonly motif?: string;
}
