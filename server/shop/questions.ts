/** The shop's own look-ups by name. */
import type { Question } from "../database/application.ts";
import { accountingQuestions } from "./questions/accounting.ts";
import { accountQuestions } from "./questions/accounts.ts";
import { cardQuestions } from "./questions/cards.ts";
import { catalogueQuestions } from "./questions/catalogue.ts";
import { chainQuestions } from "./questions/chain.ts";
import { closingQuestions } from "./questions/closings.ts";
import { customerQuestions } from "./questions/customers.ts";
import { displayQuestions } from "./questions/displays.ts";
import { drawerSwitchQuestions } from "./questions/drawer_switch.ts";
import { ereportingQuestions } from "./questions/ereporting.ts";
import { gaugeQuestions } from "./questions/gauges.ts";
import { imageQuestions } from "./questions/images.ts";
import { overviewQuestions } from "./questions/overview.ts";
import { printingQuestions } from "./questions/printing.ts";
import { publicationQuestions } from "./questions/publications.ts";
import { receiptQuestions } from "./questions/receipts.ts";
import { refundQuestions } from "./questions/refunds.ts";
import { sealingQuestions } from "./questions/sealing.ts";
import { supportQuestions } from "./questions/support.ts";
import { tenderQuestions } from "./questions/tenders.ts";
import { tillQuestions } from "./questions/tills.ts";
import { voucherQuestions } from "./questions/vouchers.ts";

export const QUESTIONS: Readonly<Record<string, Question>> = {
  ...catalogueQuestions,
  ...chainQuestions,
  ...imageQuestions,
  ...tillQuestions,
  ...drawerSwitchQuestions,
  ...refundQuestions,
  ...receiptQuestions,
  ...printingQuestions,
  ...publicationQuestions,
  ...tenderQuestions,
  ...cardQuestions,
  ...customerQuestions,
  ...accountQuestions,
  ...overviewQuestions,
  ...closingQuestions,
  ...accountingQuestions,
  ...ereportingQuestions,
  ...sealingQuestions,
  ...supportQuestions,
  ...gaugeQuestions,
  ...voucherQuestions,
  ...displayQuestions,
};
