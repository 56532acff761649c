/** What moved on vouchers is found by its ticket: a Z asks for its day's, and a ticket that goes for its own. */
import type { Migration } from "../../database/application.ts";

export const voucherMoves: Migration = {
  name: "shop/061_voucher_moves",
  sql: "CREATE INDEX mouvements_bon_vente ON mouvements_bon (vente_id);",
};
