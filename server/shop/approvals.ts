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

/** Ends the request unless the owner's code came with it. A code is used up by what it allowed. */
export function expectOwnersWord(
  tx: Tx,
  { fiscal, approvals }: ShopContext,
  code: string | undefined,
  { objet, reason, detail }: Unusual,
): void {
  if (code === undefined) tx.fail("owner_wanted", { reason });
  const given = pendingApprovals(tx, approvals).find((pending) => opens(pending, code)) ?? tx.fail("approval_invalid");
  tx.run("DELETE FROM _accords WHERE par_id = ?", given.par_id);
  // The known code for a right that was overridden.
  const content = { code: 130, objet, raison: reason.fr, ...detail, accorde_par: given.nom, par: tx.actor.username };
  fiscal.append(tx, EVENTS, "accord", content);
  tx.event("accord_utilise", { objet, ...detail, accorde_par: given.nom });
}

/** Codes that would be taken now; who is no owner any more allows nothing. */
export function pendingApprovals(tx: Tx, approvals: Grace): PendingApproval[] {
  const codes = tx.all(
    `SELECT a.par_id, a.sel, a.empreinte, a.expire_le, e.nom FROM _accords a JOIN equipe e ON e.id = a.par_id
     WHERE e.role = 'administrateur' AND e.actif = 1`,
  ) as unknown as PendingApproval[];
  return codes.filter(({ par_id, expire_le }) => !approvals.isOver(tx, String(par_id), expire_le));
}
