/** What the shop's commands need besides the database. */
import type { FiscalJournal } from "./fiscal.ts";

export interface ShopContext {
  readonly fiscal: FiscalJournal;
  /** The program's version, as receipts name it. */
  readonly version: string;
}
