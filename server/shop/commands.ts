/** The shop's own transactions by name. */
import { LIMITS } from "../../shared/limits.ts";
import type { Command, Surroundings } from "../database/application.ts";
import { accountCommands } from "./commands/accounts.ts";
import { approvalCommands } from "./commands/approvals.ts";
import { cardCommands } from "./commands/cards.ts";
import { cardWorkCommands } from "./commands/card_work.ts";
import { catalogueCommands } from "./commands/catalogue.ts";
import { correctionCommands } from "./commands/corrections.ts";
import { tillCommands } from "./commands/tills.ts";
import { customerCommands } from "./commands/customers.ts";
import { displayCommands } from "./commands/displays.ts";
import { drawerCommands } from "./commands/drawer.ts";
import { closingCommands } from "./commands/closings.ts";
import { paymentCommands } from "./commands/payment.ts";
import { invoiceCommands } from "./commands/invoices.ts";
import { imageCommands } from "./commands/images.ts";
import { importCommands } from "./commands/imports.ts";
import { enrolmentCommands } from "./commands/enrolment.ts";
import { teamCommands } from "./commands/team.ts";
import { receiptCommands } from "./commands/receipts.ts";
import { publicationCommands } from "./commands/publications.ts";
import { labelPrintCommands } from "./commands/label_prints.ts";
import { printingCommands } from "./commands/printing.ts";
import { reportPrintCommands } from "./commands/report_prints.ts";
import { receiptPrintCommands } from "./commands/receipt_prints.ts";
import { refundCommands } from "./commands/refund.ts";
import { sharedVoucherCommands } from "./commands/shared_vouchers.ts";
import { stockCommands } from "./commands/stock.ts";
import { tenderCommands } from "./commands/tenders.ts";
import { ticketCommands } from "./commands/tickets.ts";
import { ticketChangeCommands } from "./commands/ticket_changes.ts";
import { timeZoneCommands } from "./commands/time_zone.ts";
import { transferCommands } from "./commands/transfers.ts";
import { voucherElsewhereCommands } from "./commands/vouchers_elsewhere.ts";
import { vatCommands } from "./commands/vat.ts";
import { Grace } from "./grace.ts";
import { TillCodes } from "./till_codes.ts";
import type { ShopContext } from "./context.ts";
import { eventCommands } from "./fiscal/events.ts";
import { FiscalJournal } from "./fiscal/journal.ts";

export function shopCommands(surroundings: Surroundings): Readonly<Record<string, Command>> {
  const context: ShopContext = {
    fiscal: new FiscalJournal(surroundings),
    version: surroundings.version,
    engine: surroundings.engine,
    holds: new Grace(LIMITS.ticketHeldMs),
    enrolmentCodes: new TillCodes("_codes_enrolement", new Grace(LIMITS.enrolmentCodeMs)),
    displayCodes: new TillCodes("_codes_afficheur", new Grace(LIMITS.displayCodeMs)),
    approvals: new Grace(LIMITS.approvalCodeMs),
    cashRefused: new Map(),
  };
  return {
    ...ticketCommands(context),
    ...ticketChangeCommands(context),
    ...paymentCommands(context),
    ...sharedVoucherCommands,
    ...voucherElsewhereCommands(context),
    ...tenderCommands(),
    ...cardCommands(),
    ...cardWorkCommands,
    ...refundCommands(context),
    ...correctionCommands(context),
    ...receiptCommands(),
    ...printingCommands(),
    ...publicationCommands(context),
    ...labelPrintCommands(),
    ...invoiceCommands(),
    ...receiptPrintCommands(context),
    ...reportPrintCommands(context),
    ...tillCommands(context),
    ...drawerCommands(context),
    ...enrolmentCommands(context),
    ...displayCommands(context),
    ...approvalCommands(context),
    ...closingCommands(context),
    ...eventCommands(context),
    ...customerCommands(),
    ...accountCommands(context),
    ...stockCommands(),
    ...transferCommands,
    ...catalogueCommands(),
    ...imageCommands(),
    ...importCommands(),
    ...teamCommands(context),
    ...timeZoneCommands(context),
    ...vatCommands(context),
  };
}
