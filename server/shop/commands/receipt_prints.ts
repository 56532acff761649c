/** A receipt, or a copy of it, on the printer of the till that asks. */
import type { Command, Tx } from "../../database/application.ts";
import { openSession } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { printAnswer, printerOf, requeuePrint } from "../print_jobs.ts";
import { type PrintLanguage, queueReceipt, receiptJob } from "../receipt_prints.ts";
import { expectState, findSale, type SaleRow } from "../sale.ts";
import { duplicateReceipt, receiptOf, type SignedReceipt } from "../ticket.ts";
import { UNKNOWN } from "../unknown.ts";
import { tookIt } from "./payment.ts";

interface Input {
  readonly id: string;
  /** The receipt itself is out already, by another road. */
  readonly copie: boolean;
  readonly langue: PrintLanguage;
}

export function receiptPrintCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.imprimer": (tx, input) => {
      const { id, copie, langue } = input as unknown as Input;
      const sale = findSale(tx, id);
      expectState(tx, sale, "payee");
      const { caisse } = openSession(tx);
      const printer = printerOf(tx, caisse) ?? tx.fail("not_found", UNKNOWN.ownPrinter);
      // The receipt itself tells by what means was paid: it is for who took the money.
      const isOwn = tookIt(tx, sale);
      // Undefined where it was never printed; null for a copy, whatever became of the receipt.
      const job = isOwn && !copie ? receiptJob(tx, id) : null;
      if (job === undefined) return queueReceipt(tx, printer, caisse, sale, receiptOf(tx, sale), langue);
      if (job?.etat === "en_attente" || job?.etat === "envoyee") return printAnswer(job);
      if (job?.etat === "refusee") return requeuePrint(tx, job, printer.id);
      return queueReceipt(tx, printer, caisse, sale, copyOf(tx, context, sale, isOwn), langue);
    },
  };
}

function copyOf(tx: Tx, context: ShopContext, sale: SaleRow, showsCodes: boolean): SignedReceipt {
  const copy = duplicateReceipt(tx, context, sale, showsCodes);
  tx.event("duplicata", { vente_id: sale.id, numero: copy["numero"]!, duplicata: copy["duplicata"]! });
  return copy;
}
