/** Cash that goes into a drawer or out of it without a sale, and a drawer that is opened for nothing: each is a signed event. */
import { say } from "../../shared/errors.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Tx } from "../database/application.ts";
import { expectOwnersWord } from "./approvals.ts";
import { calendarOf } from "./calendar.ts";
import { type CashSession, expectClockRight, expectedCash } from "./cash_session.ts";
import type { ShopContext } from "./context.ts";

export interface CashMove {
  readonly genre: "banque" | "fournisseur" | "monnaie" | "autre" | "ouverture";
  /** Cents, negative for what leaves the drawer. */
  readonly montant: number;
  readonly motif: string;
}

export function recordMove(
  tx: Tx,
  { fiscal }: ShopContext,
  session: CashSession,
  { genre, montant, motif }: CashMove,
): JsonValue {
  const formation = session.formation === 1;
  const jour = formation ? null : calendarOf(tx.all).dayOf(tx.now);
  if (jour !== null) expectClockRight(tx, jour);
  const told = { caisse: session.caisse, session_id: session.id, genre, montant, motif, formation };
  const { seq } = fiscal.append(tx, EVENTS, "mouvement_caisse", { ...told, par: tx.actor.username });
  const { lastInsertRowid: id } = tx.run(
    `INSERT INTO mouvements_caisse (session_caisse_id, genre, montant, motif, par_id, jour, evenement, cree_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    session.id,
    genre,
    montant,
    motif,
    tx.actor.userId,
    jour,
    seq,
    tx.now,
  );
  tx.event("mouvement_caisse", told);
  return { id, ...told, cree_le: tx.now };
}

/** No amount: what lies in a drawer is counted without knowing. */
const NOT_IN_DRAWER = say("il n'y a pas autant d'espèces dans ce tiroir", "there is not as much cash in this drawer");
const ASKED_OFTEN = say("trop de sorties refusées à cette caisse", "too many payouts were refused at this till");

/**
 * Ends a cashier's request to take out more than the drawer holds, unless the owner's code comes with it. How much that
 * is would be known to who may ask for one amount after the other: after a few refusals every payout is the owner's.
 */
export function expectPayable(
  tx: Tx,
  context: ShopContext,
  session: CashSession,
  { genre, montant, motif }: CashMove,
  accord: string | undefined,
): void {
  if (montant >= 0 || tx.actor.role === "administrateur") return;
  const refused = context.payoutsRefused.get(session.id) ?? 0;
  const often = refused >= LIMITS.payoutsRefused;
  if (!often && -montant <= expectedCash(tx, session)) return;
  const detail = { caisse: session.caisse, genre, montant, motif, formation: session.formation === 1 };
  // Kept although the request is undone.
  context.payoutsRefused.set(session.id, refused + 1);
  expectOwnersWord(tx, context, accord, { objet: "sortie_caisse", reason: often ? ASKED_OFTEN : NOT_IN_DRAWER, detail });
  context.payoutsRefused.set(session.id, refused);
}
