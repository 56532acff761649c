/** A till's cash session, from its float to its count. */
import type { Tx } from "../database/application.ts";
import type { Vente } from "./vente.ts";

export interface SessionCaisse {
  readonly id: number;
  readonly caisse: string;
  readonly caissier_id: number;
  readonly jour: string;
  readonly fond: number;
  readonly ouverte_le: string;
  /** 1: for practice, and nothing of it counts. */
  readonly formation: 0 | 1;
}

/** The caller's open session: it says at which till money is taken, so that no request can claim another's name. */
export function openSession(tx: Tx): SessionCaisse {
  const session = tx.get("SELECT * FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", tx.actor.userId);
  return (session as unknown as SessionCaisse | undefined) ?? tx.fail("till_closed");
}

/** Ends the request when the day is closed: nothing of that day, or of one before it, would come into a Z any more. */
export function expectDayOpen(tx: Tx, jour: string): void {
  if (tx.get("SELECT 1 FROM clotures WHERE genre = 'jour' AND periode >= ?", jour) !== undefined) tx.fail("day_closed", { jour });
}

/** Whether a person is in training. */
export function formationOf(tx: Tx, personId: number | null): 0 | 1 {
  return tx.get("SELECT formation FROM equipe WHERE id = ?", personId)?.["formation"] === 1 ? 1 : 0;
}

/** Ends the request unless both are for practice, or neither: the two never mix. */
export function expectSameTraining(tx: Tx, vente: Vente, formation: 0 | 1): void {
  if (vente.formation !== formation) tx.fail("training_mismatch", { formation: vente.formation === 1 });
}

/** What should be in the drawer: the float, and cash taken less what went back. */
export function expectedCash(tx: Tx, session: SessionCaisse): number {
  const row = tx.get(
    "SELECT coalesce(sum(montant - rendu), 0) AS cash FROM paiements WHERE session_caisse_id = ? AND mode = 'especes'",
    session.id,
  );
  return session.fond + Number(row!["cash"]);
}
