/** The words of what a till's printer puts out besides receipts, in English. */
import { receiptEn } from "../../../../shared/receipt/words_en.ts";
import type { ReportWords } from "./reports_fr.ts";

export const reportsEn: ReportWords = {
  x: "X REPORT",
  since: "Opened",
  at: "Made",
  sales: "Sales",
  refunds: "Refunds",
  moves: "Without a sale",
  settled: "Accounts settled",
  blind: "Without amounts: one counts without knowing.",
  kinds: receiptEn.cashMoves,
  into: "CASH IN",
  out: "CASH OUT",
  opened: "DRAWER OPENED",
  event: "Event no.",
  sign: "Signed by:",
  gift: "GIFT RECEIPT",
  giftNote: "Without prices. To be shown for an exchange.",
};
