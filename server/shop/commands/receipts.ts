/** A receipt for the customer's phone instead of paper. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command } from "../../database/application.ts";
import { findSale, saleAnswer } from "../sale.ts";
import { shareReceipt } from "../shared_receipts.ts";
import { tookIt } from "./payment.ts";

export function receiptCommands(): Readonly<Record<string, Command>> {
  return {
    "ventes.partager": (tx, input) => {
      const { id } = input as { id: string };
      const sale = findSale(tx, id);
      // A receipt tells by what means was paid: it is answered again to who took the money alone, while that drawer is not counted.
      if (sale.etat !== "payee" || !tookIt(tx, sale)) tx.fail("invalid_state", { etat: sale.etat, vente: saleAnswer(tx, id) });
      return shareReceipt(tx, sale) as unknown as JsonValue;
    },
  };
}
