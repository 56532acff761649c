/** Cash that goes into a drawer or out of it without a sale, and a drawer that is opened for nothing: each is a signed event. */
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Tx } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { expectHeld } from "./cash_out.ts";
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

/** A cashier takes out what the drawer holds, the owner as much as there is. */
export function expectPayable(
  tx: Tx,
  context: ShopContext,
  session: CashSession,
  { genre, montant, motif }: CashMove,
  accord: string | undefined,
): void {
  if (montant >= 0 || tx.actor.role === "administrateur") return;
  const detail = { caisse: session.caisse, genre, montant, motif, formation: session.formation === 1 };
  const out = { cents: -montant, held: expectedCash(tx, session) };
  expectHeld(tx, context, session, out, accord, { objet: "sortie_caisse", detail });
}
