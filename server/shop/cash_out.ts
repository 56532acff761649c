/** Cash that leaves a drawer, to a customer or out of the shop: what it does not hold needs the owner's word. */
import { say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Tx } from "../database/application.ts";
import { expectOwnersWord, type Unusual } from "./approvals.ts";
import { type CashSession, expectedCash } from "./cash_session.ts";
import type { ShopContext } from "./context.ts";
import type { GivenPayment } from "./settlement.ts";

/** No amount: what lies in a drawer is counted without knowing. */
const NOT_IN_DRAWER = say("il n'y a pas autant d'espèces dans ce tiroir", "there is not as much cash in this drawer");
const ASKED_OFTEN = say("trop de sorties d'espèces refusées à cette caisse", "too much cash was refused at this till");

/** Cash, and what the drawer held before any of it left. */
export interface CashOut {
  readonly cents: number;
  readonly held: number;
}

/** The cash that goes back to a customer. Looked at before it is written: then the drawer holds less. */
export function cashBack(tx: Tx, session: CashSession, paiements: readonly GivenPayment[]): CashOut {
  const cents = paiements.reduce((sum, { mode, montant }) => mode === "especes" ? sum + montant : sum, 0);
  return { cents, held: cents === 0 ? 0 : expectedCash(tx, session) };
}

/**
 * Ends the request to give more than the drawer holds, unless the owner's code comes with it. How much that is would be
 * known to who may ask for one amount after the other: it is asked last, when nothing else can undo what it lets pass, and
 * after a few refusals all of it is the owner's.
 */
export function expectHeld(
  tx: Tx,
  context: ShopContext,
  session: CashSession,
  { cents, held }: CashOut,
  accord: string | undefined,
  { objet, detail }: Omit<Unusual, "reason">,
): void {
  if (cents === 0) return;
  const refused = context.cashRefused.get(session.id) ?? 0;
  const often = refused >= LIMITS.cashRefused;
  if (!often && cents <= held) return;
  // Kept although the request is undone.
  context.cashRefused.set(session.id, refused + 1);
  expectOwnersWord(tx, context, accord, { objet, reason: often ? ASKED_OFTEN : NOT_IN_DRAWER, detail });
  context.cashRefused.set(session.id, refused);
}
