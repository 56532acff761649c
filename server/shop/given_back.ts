/** Cash that goes back to a customer: a drawer that does not hold it needs the owner's word. */
import { say } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Tx } from "../database/application.ts";
import { expectOwnersWord } from "./approvals.ts";
import { type CashSession, expectedCash } from "./cash_session.ts";
import type { ShopContext } from "./context.ts";
import type { GivenPayment } from "./settlement.ts";

/** No amount: what lies in a drawer is counted without knowing. */
const NOT_IN_DRAWER = say("il n'y a pas autant d'espèces dans ce tiroir", "there is not as much cash in this drawer");

export function expectInDrawer(
  tx: Tx,
  context: ShopContext,
  session: CashSession,
  paiements: readonly GivenPayment[],
  accord: string | undefined,
  about: Readonly<Record<string, JsonValue>>,
): void {
  const cash = paiements.reduce((sum, { mode, montant }) => mode === "especes" ? sum + montant : sum, 0);
  if (cash === 0 || cash <= expectedCash(tx, session)) return;
  const detail = { ...about, moyens: paiements as unknown as JsonValue };
  expectOwnersWord(tx, context, accord, { objet: "remboursement", reason: NOT_IN_DRAWER, detail });
}
