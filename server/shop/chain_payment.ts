/** A payment by another shop's voucher or gift card: what head office holds for it is taken, and that shop owes it. */
import { say } from "../../shared/errors.ts";
import type { Tx } from "../database/application.ts";
import { codeIn, type Held, takeHeld } from "./shared_vouchers.ts";
import { UNKNOWN } from "./unknown.ts";

/** The means of payment. */
export const CHAIN_MODE = "bon";

/** Answers its code as it is kept. */
export function chainPayment(
  tx: Tx,
  saleId: string,
  { montant, code: text, tenu }: { readonly montant: number; readonly code?: string; readonly tenu?: Held },
): string {
  if (montant < 0) tx.fail("payment_implausible", { reason: BACK });
  const code = codeIn(text) ?? tx.fail("payment_implausible", { reason: CODE });
  // One of this shop's is used as what it is.
  if (tx.get("SELECT 1 FROM bons WHERE code = ?", code) !== undefined) tx.fail("payment_implausible", { reason: OWN });
  if (tenu === undefined) return tx.fail("not_found", UNKNOWN.voucher);
  if (tx.get("SELECT 1 FROM paiements WHERE vente_id = ? AND code_bon = ?", saleId, code) !== undefined) {
    tx.fail("payment_implausible", { reason: TWICE });
  }
  takeHeld(tx, saleId, montant, tenu);
  return code;
}

const BACK = say(
  "ce qui a été payé par le bon d'une autre boutique se rend par un avoir d'ici",
  "what was paid by another shop's voucher is given back by a voucher of this one",
);
const CODE = say("le bon d'une autre boutique se paie avec son code", "another shop's voucher is used with its code");
const OWN = say(
  "ce bon est de cette boutique : c'est un avoir ou une carte cadeau",
  "this voucher is this shop's own: a voucher or a gift card",
);
const TWICE = say("ce bon est déjà sur ce ticket", "this voucher is on this ticket already");
