/** A till's cash session, from its float to its count. */
import type { Look, Tx } from "../database/application.ts";
import { lastClosed } from "./closings_made.ts";
import { UNKNOWN } from "./unknown.ts";
import type { SaleRow } from "./sale.ts";

export interface CashSession {
  readonly id: number;
  readonly caisse: string;
  readonly caissier_id: number;
  readonly jour: string;
  readonly fond: number;
  /** What the count before had left in the drawer; null where nothing was counted before. */
  readonly fond_attendu: number | null;
  readonly fond_ecart: number | null;
  readonly ouverte_le: string;
  /** 1: for practice, and nothing of it counts. */
  readonly formation: 0 | 1;
}

/** The caller's open session: it says at which till money is taken, so that no request can claim another's name. */
export function openSession(look: Look): CashSession {
  const session = look.get("SELECT * FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", look.actor.userId);
  return (session as unknown as CashSession | undefined) ?? look.fail("till_closed");
}

/** The open session at a till, whoever's; undefined for none. */
export function sessionOf(look: Look, caisse: string): CashSession | undefined {
  return look.get("SELECT * FROM sessions_caisse WHERE caisse = ? AND fermee_le IS NULL", caisse) as unknown as
    | CashSession
    | undefined;
}

/**
 * The caller's own open session at this till. The owner's is anybody's: a cashier may leave without counting, and no
 * day would close any more.
 */
export function sessionAt(look: Look, nom: string): CashSession {
  if (look.get("SELECT 1 FROM caisses WHERE nom = ?", nom) === undefined) look.fail("not_found", UNKNOWN.till);
  const session = look.actor.role === "administrateur" ? sessionOf(look, nom) : openSession(look);
  return session?.caisse === nom ? session : look.fail("till_closed");
}

/**
 * Ends the request when a later day is closed: nothing of this one would come into a Z any more. No day to come is ever
 * closed: a PC whose battery is empty begins in another century, and says so of itself. A day goes on after its own Z.
 */
export function expectClockRight(tx: Tx, jour: string): void {
  const dernier = lastClosed(tx, "jour");
  if (dernier !== null && dernier > jour) tx.fail("clock_behind", { maintenant: jour, dernier });
}

/** Whether a person is in training. */
export function trainingOf(look: Look, personId: number | null): 0 | 1 {
  return look.get("SELECT formation FROM equipe WHERE id = ?", personId)?.["formation"] === 1 ? 1 : 0;
}

/** Ends the request unless both are for practice, or neither: the two never mix. */
export function expectSameTraining(tx: Tx, sale: SaleRow, formation: 0 | 1): void {
  if (sale.formation !== formation) tx.fail("training_mismatch", { formation: sale.formation === 1 });
}

/** What should be in the drawer: the float, cash taken less what went back, for accounts as well, and what was put in or taken out besides. */
export function expectedCash(look: Look, session: CashSession): number {
  const row = look.get(
    `SELECT (SELECT coalesce(sum(montant - rendu), 0) FROM paiements WHERE session_caisse_id = ?1 AND mode = 'especes')
       + (SELECT coalesce(sum(montant), 0) FROM mouvements_caisse WHERE session_caisse_id = ?1)
       - (SELECT coalesce(sum(montant), 0) FROM mouvements_compte WHERE session_caisse_id = ?1 AND mode = 'especes') AS cash`,
    session.id,
  );
  return session.fond + Number(row!["cash"]);
}

/** What the last count left in a till's drawer, in cents; null where there was none. */
export function lastCount(look: Look, caisse: string): number | null {
  const row = look.get(
    "SELECT compte FROM sessions_caisse WHERE caisse = ? AND formation = 0 AND fermee_le IS NOT NULL ORDER BY id DESC LIMIT 1",
    caisse,
  );
  return row?.["compte"] as number | null | undefined ?? null;
}
