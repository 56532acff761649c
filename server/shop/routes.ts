/** The shop's commands over HTTP: paths, roles, and the shapes of what goes in and comes out. */
import type { ApplicationRoute } from "../database/route.ts";
import { accountingRoutes } from "./routes/accounting.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { cardRoutes } from "./routes/cards.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { correctionRoutes } from "./routes/corrections.ts";
import { tillRoutes } from "./routes/tills.ts";
import { customerRoutes } from "./routes/customers.ts";
import { displayRoutes } from "./routes/displays.ts";
import { drawerRoutes } from "./routes/drawer.ts";
import { chainRoutes } from "./routes/chain.ts";
import { closingRoutes } from "./routes/closings.ts";
import { ereportingRoutes } from "./routes/ereporting.ts";
import { invoiceRoutes } from "./routes/invoices.ts";
import { imageRoutes } from "./routes/images.ts";
import { importRoutes } from "./routes/imports.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { paymentRoutes } from "./routes/payments.ts";
import { printingRoutes } from "./routes/printing.ts";
import { publicationRoutes } from "./routes/publications.ts";
import { teamRoutes } from "./routes/team.ts";
import { receiptRoutes } from "./routes/receipts.ts";
import { scaleRoutes } from "./routes/scales.ts";
import { stockRoutes } from "./routes/stock.ts";
import { tenderRoutes } from "./routes/tenders.ts";
import { ticketRoutes } from "./routes/tickets.ts";
import { timeZoneRoutes } from "./routes/time_zone.ts";
import { transferRoutes } from "./routes/transfers.ts";
import { vatRoutes } from "./routes/vat.ts";
import { voucherRoutes } from "./routes/vouchers.ts";

export const ROUTES: readonly ApplicationRoute[] = [
  ...ticketRoutes,
  ...paymentRoutes,
  ...tenderRoutes,
  ...cardRoutes,
  ...voucherRoutes,
  ...correctionRoutes,
  ...receiptRoutes,
  ...printingRoutes,
  ...publicationRoutes,
  ...invoiceRoutes,
  ...tillRoutes,
  ...displayRoutes,
  ...scaleRoutes,
  ...drawerRoutes,
  ...closingRoutes,
  ...accountingRoutes,
  ...ereportingRoutes,
  ...customerRoutes,
  ...accountRoutes,
  ...stockRoutes,
  ...chainRoutes,
  ...transferRoutes,
  ...catalogueRoutes,
  ...imageRoutes,
  ...importRoutes,
  ...teamRoutes,
  ...approvalRoutes,
  ...overviewRoutes,
  ...timeZoneRoutes,
  ...vatRoutes,
];
