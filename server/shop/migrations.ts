/**
 * The shop's schema, as an append-only list. What holds for everybody stands here as plain SQL, so
 * that the file keeps its rules under any program; what depends on the caller stands in guards.ts.
 *
 * Money is integer cents, quantities thousandths (1500 = 1.5), VAT basis points (2000 = 20 %),
 * times RFC 3339 in UTC.
 */
import type { Migration } from "../database/application.ts";
import { sales } from "./migrations/001_sales.ts";
import { tills } from "./migrations/002_tills.ts";
import { continuity } from "./migrations/003_continuity.ts";
import { training } from "./migrations/004_training.ts";
import { enrolment } from "./migrations/005_enrolment.ts";
import { identity } from "./migrations/006_identity.ts";
import { ticketLines } from "./migrations/007_ticket_lines.ts";
import { closings } from "./migrations/008_closings.ts";
import { paidWhen } from "./migrations/009_paid_when.ts";
import { takings } from "./migrations/010_takings.ts";
import { oneName } from "./migrations/010_one_name.ts";
import { wholeText } from "./migrations/010_whole_text.ts";
import { codes } from "./migrations/011_codes.ts";
import { approvals } from "./migrations/013_approvals.ts";
import { rateAtPayment } from "./migrations/014_rate_at_payment.ts";
import { changeLimit } from "./migrations/015_change_limit.ts";
import { tendered } from "./migrations/016_tendered.ts";
import { percentDiscounts } from "./migrations/017_percent_discounts.ts";
import { productCodes } from "./migrations/019_product_codes.ts";
import { timeZone } from "./migrations/020_time_zone.ts";
import { costs } from "./migrations/021_costs.ts";
import { summaries } from "./migrations/022_summaries.ts";
import { ticketSearch } from "./migrations/023_ticket_search.ts";
import { outsideVat } from "./migrations/024_outside_vat.ts";
import { vouchers } from "./migrations/025_vouchers.ts";
import { units } from "./migrations/026_units.ts";
import { cashMoves } from "./migrations/029_cash_moves.ts";
import { businessDay } from "./migrations/030_business_day.ts";
import { means } from "./migrations/031_means.ts";
import { vatRates } from "./migrations/032_vat_rates.ts";
import { receipts } from "./migrations/035_receipts.ts";
import { imports } from "./migrations/036_imports.ts";
import { customers } from "./migrations/037_customers.ts";
import { stock } from "./migrations/039_stock.ts";
import { automaticClosing } from "./migrations/040_automatic_closing.ts";
import { openPrices } from "./migrations/041_open_prices.ts";
import { customerAccounts } from "./migrations/042_customer_accounts.ts";
import { accounts } from "./migrations/043_accounts.ts";
import { ereporting } from "./migrations/044_ereporting.ts";
import { pinTills } from "./migrations/046_pin_tills.ts";
import { favourites } from "./migrations/047_favourites.ts";
import { mealVouchers } from "./migrations/048_meal_vouchers.ts";
import { deposits } from "./migrations/049_deposits.ts";
import { invoices } from "./migrations/051_invoices.ts";
import { images } from "./migrations/053_images.ts";
import { printers } from "./migrations/059_printers.ts";
import { tillPrints } from "./migrations/060_till_prints.ts";
import { voucherMoves } from "./migrations/061_voucher_moves.ts";
import { settlementCopies } from "./migrations/062_settlement_copies.ts";
import { practiceTickets } from "./migrations/063_practice_tickets.ts";
import { scaleLabels } from "./migrations/064_scale_labels.ts";
import { morePaper } from "./migrations/065_more_paper.ts";
import { pricesStay } from "./migrations/066_prices_stay.ts";
import { displays } from "./migrations/067_displays.ts";
import { cardTerminals } from "./migrations/068_card_terminals.ts";
import { scales } from "./migrations/070_scales.ts";
import { drawerSwitch } from "./migrations/071_drawer_switch.ts";
import { kitchens } from "./migrations/072_kitchens.ts";
import { priceHistory } from "./migrations/073_price_history.ts";
import { logo } from "./migrations/074_logo.ts";
import { starPrinters } from "./migrations/075_star_printers.ts";
import { vouchersElsewhere } from "./migrations/094_vouchers_elsewhere.ts";
import { transfers } from "./migrations/093_transfers.ts";
import { sharedVouchers } from "./migrations/092_shared_vouchers.ts";
import { fiscalRows } from "./migrations/088_fiscal_rows.ts";
import { publications } from "./migrations/089_publications.ts";

/** In this order they run, whatever their names say: three were released as 010. From 011 on each has a number of its own, the next one. */
export const MIGRATIONS: readonly Migration[] = [
  sales,
  tills,
  continuity,
  training,
  enrolment,
  identity,
  ticketLines,
  closings,
  paidWhen,
  takings,
  wholeText,
  oneName,
  codes,
  approvals,
  rateAtPayment,
  changeLimit,
  tendered,
  percentDiscounts,
  productCodes,
  timeZone,
  costs,
  summaries,
  ticketSearch,
  outsideVat,
  vouchers,
  units,
  cashMoves,
  businessDay,
  means,
  vatRates,
  receipts,
  imports,
  customers,
  stock,
  automaticClosing,
  openPrices,
  customerAccounts,
  accounts,
  ereporting,
  pinTills,
  favourites,
  mealVouchers,
  deposits,
  invoices,
  images,
  printers,
  tillPrints,
  voucherMoves,
  settlementCopies,
  practiceTickets,
  scaleLabels,
  morePaper,
  pricesStay,
  displays,
  cardTerminals,
  scales,
  drawerSwitch,
  kitchens,
  priceHistory,
  logo,
  starPrinters,
  fiscalRows,
  publications,
  sharedVouchers,
  transfers,
  vouchersElsewhere,
];
