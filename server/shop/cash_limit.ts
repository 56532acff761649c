/** More cash on one sale than the shop takes: only by the owner's word, which is kept with its reason. */
import { say } from "../../shared/errors.ts";
import type { Tx } from "../database/application.ts";
import { expectOwnersWord } from "./approvals.ts";
import type { ShopContext } from "./context.ts";
import type { OwnersWord } from "./discounts.ts";
import type { SaleRow } from "./sale.ts";

const ABOVE_LIMIT = say(
  "plus d'espèces sur un ticket que la loi et la boutique n'en acceptent",
  "more cash on one ticket than the law and the shop take",
);

/** `cash` in cents, what goes back taken off. Exactly the limit passes. */
export function expectCashAllowed(
  tx: Tx,
  context: ShopContext,
  sale: SaleRow,
  cash: number,
  { accord, motif }: OwnersWord,
): void {
  // A plain ticket asks nothing: no limit is below it.
  if (cash === 0) return;
  const limite = Number(tx.get("SELECT especes_max FROM boutique")!["especes_max"]);
  if (cash <= limite) return;
  if (accord !== undefined && motif === undefined) {
    tx.fail("invalid_body", {
      field: "motif",
      reason: say("autant d'espèces demandent une raison", "as much cash wants a reason"),
    });
  }
  const detail = { vente_id: sale.id, especes: cash, limite, motif: motif ?? null };
  const accorde_par = expectOwnersWord(tx, context, accord, { objet: "especes", reason: ABOVE_LIMIT, detail });
  if (sale.formation === 1) return;
  tx.run(
    "INSERT INTO especes_accordees (vente_id, montant, motif, accorde_par) VALUES (?, ?, ?, ?)",
    sale.id,
    cash,
    motif!,
    accorde_par,
  );
}
