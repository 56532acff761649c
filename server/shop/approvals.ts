/** What a cashier does with the owner's code alone: each use is a signed record that says who allowed what to whom, and why. */
import type { Bilingual } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { Grace } from "./grace.ts";
import { opens, type SealedCode } from "./spoken_codes.ts";

interface PendingApproval extends SealedCode {
  readonly par_id: number;
  readonly nom: string;
  readonly expire_le: string;
}

/** What is done, as the record names it, and what of it only the owner may allow. */
export interface Unusual {
  readonly objet: string;
  readonly reason: Bilingual;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/** Who allowed something in a request: what else it needs, the same code allows. */
const allowedIn = new WeakMap<Tx, { readonly code: string; readonly nom: string }>();

/** Ends the request unless the owner's code came with it; answers the owner's name. A code is used up by the request that it allowed. */
export function expectOwnersWord(
  tx: Tx,
  { fiscal, approvals }: ShopContext,
  code: string | undefined,
  { objet, reason, detail }: Unusual,
): string {
  if (code === undefined) tx.fail("owner_wanted", { reason });
  const nom = allowedIn.get(tx)?.code === code ? allowedIn.get(tx)!.nom : usedUp(tx, approvals, code);
  allowedIn.set(tx, { code, nom });
  // The known code for a right that was overridden.
  const content = { code: 130, objet, raison: reason.fr, ...detail, accorde_par: nom, par: tx.actor.username };
  fiscal.append(tx, EVENTS, "accord", content);
  tx.event("accord_utilise", { objet, ...detail, accorde_par: nom });
  return nom;
}

function usedUp(tx: Tx, approvals: Grace, code: string): string {
  const { par_id, nom } = pendingApprovals(tx, approvals).find((pending) => opens(pending, code)) ?? tx.fail("approval_invalid");
  tx.run("DELETE FROM _accords WHERE par_id = ?", par_id);
  return nom;
}

/** Codes that would be taken now; who is no owner any more allows nothing. */
export function pendingApprovals(tx: Tx, approvals: Grace): PendingApproval[] {
  const codes = tx.all(
    `SELECT a.par_id, a.sel, a.empreinte, a.expire_le, e.nom FROM _accords a JOIN equipe e ON e.id = a.par_id
     WHERE e.role = 'administrateur' AND e.actif = 1`,
  ) as unknown as PendingApproval[];
  return codes.filter(({ par_id, expire_le }) => !approvals.isOver(tx, String(par_id), expire_le));
}
