/** What the shop's commands need besides the database. */
import type { Command } from "../database/application.ts";
import type { Grace } from "./grace.ts";
import type { FiscalJournal } from "./fiscal/journal.ts";
import type { TillCodes } from "./till_codes.ts";

export interface ShopContext {
  readonly fiscal: FiscalJournal;
  /** The program's version, as receipts name it. */
  readonly version: string;
  /** The engine's own commands. */
  readonly engine: Readonly<Record<string, Command>>;
  /** A cashier's holds, by the ticket's id. */
  readonly holds: Grace;
  /** Codes that enrol a till, by its name. */
  readonly enrolmentCodes: TillCodes;
  /** Codes that pair a customer display, by its till's name. */
  readonly displayCodes: TillCodes;
  /** The owner's codes for what a cashier may not do alone, by the owner's id. */
  readonly approvals: Grace;
  /** Payouts beyond what the drawer holds that were asked for, by the till session's id. */
  readonly cashRefused: Map<number, number>;
}
