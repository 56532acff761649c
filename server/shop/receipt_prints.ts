/** A paid ticket's receipt on its till's printer: the receipt itself once, every further one a copy; and the drawer on its cable. */
import type { ReceiptData } from "../../shared/receipt/data.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import type { CashSession } from "./cash_session.ts";
import { logoBlocks } from "./logo.ts";
import { receiptDocument } from "./paper/receipt.ts";
import { findPrint, printAnswer, printerOf, type PrinterRow, type PrintJobRow, queuePrint } from "./print_jobs.ts";
import { type SaleRow } from "./sale.ts";
import { mustPrint } from "./shared_receipts.ts";
import type { SignedReceipt } from "./ticket.ts";

export type PrintLanguage = "fr" | "en";

/** The job that is the receipt itself; undefined while there is none. */
export function receiptJob(look: Look, saleId: string): PrintJobRow | undefined {
  return look.get("SELECT * FROM impressions WHERE vente_id = ? AND genre = 'recu'", saleId) as unknown as
    | PrintJobRow
    | undefined;
}

/** Answers it as tills are told. */
export function queueReceipt(
  tx: Tx,
  printer: PrinterRow,
  caisse: string,
  sale: Pick<SaleRow, "id" | "client_id">,
  receipt: SignedReceipt,
  locale: PrintLanguage,
): JsonValue {
  const data = receipt as unknown as ReceiptData;
  const { fuseau } = tx.get("SELECT fuseau FROM boutique")!;
  const customer = sale.client_id === null ? undefined : tx.get("SELECT nom FROM clients WHERE id = ?", sale.client_id);
  const document = receiptDocument(data, {
    locale,
    ...fuseau === null ? {} : { timeZone: fuseau as string },
    ...customer === undefined ? {} : { customer: customer["nom"] as string },
  }, logoBlocks(tx));
  const genre = data.duplicata === null ? "recu" : "duplicata";
  const id = queuePrint(tx, printer, { caisse, genre, titre: data.numero, vente_id: sale.id, document });
  return printAnswer(findPrint(tx, id)!);
}

export interface PaperTold {
  /** Printed unasked. */
  readonly a_imprimer: boolean;
  /** The till's printer; absent where the browser prints. */
  readonly imprimante?: string;
  readonly impression?: JsonValue;
}

/** Of a payment that is told again: nothing is printed by it. */
export function paperTold(tx: Tx, { caisse }: CashSession, saleId: string): PaperTold {
  const printer = printerOf(tx, caisse);
  const job = receiptJob(tx, saleId);
  return {
    a_imprimer: mustPrint(tx, saleId),
    ...printer === null ? {} : { imprimante: printer.nom },
    ...job === undefined ? {} : { impression: printAnswer(job) },
  };
}

/** What must be printed unasked is in the queue with its payment: no power cut comes between. */
export function printUnasked(
  tx: Tx,
  { caisse }: CashSession,
  sale: Pick<SaleRow, "id" | "client_id">,
  receipt: SignedReceipt,
): PaperTold {
  const a_imprimer = mustPrint(tx, sale.id);
  const printer = printerOf(tx, caisse);
  if (printer === null) return { a_imprimer };
  const impression = a_imprimer ? { impression: queueReceipt(tx, printer, caisse, sale, receipt, "fr") } : {};
  return { a_imprimer, imprimante: printer.nom, ...impression };
}

/** Cash was taken or given back, or the drawer is opened for a reason that is kept: it springs open, and never otherwise. Practice takes none. */
export function springDrawer(tx: Tx, { caisse, formation }: CashSession, titre: string): void {
  if (formation === 1) return;
  const printer = printerOf(tx, caisse);
  if (printer === null || printer.tiroir === 0) return;
  queuePrint(tx, printer, { caisse, genre: "tiroir", titre, document: { blocks: [], opensDrawer: true } });
}
