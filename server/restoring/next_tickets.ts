/** From where numbering goes on after a restore. */
import type { DataFolder } from "../database/files/folder.ts";
import { openReader, readerOf } from "../database/sql/sqlite.ts";
import { nextNumbers } from "../shop/fiscal/restoration.ts";
import { printedNumber } from "../shop/sale.ts";

export interface NextTicket {
  /** As it will be printed. */
  readonly number: string;
  /** The last one of this till in the copy, as it was printed; null for none. */
  readonly copied: string | null;
  /** Whether numbers between the two are left out. */
  readonly gap: boolean;
}

/** One for each till that ever gave a number. */
export function nextTickets(folder: DataFolder): NextTicket[] {
  const db = openReader(folder.database);
  try {
    return nextNumbers(readerOf(db)).map(({ caisse, repris, suite }) => ({
      number: printedNumber(caisse, suite),
      copied: repris === 0 ? null : printedNumber(caisse, repris),
      gap: suite !== repris + 1,
    }));
  } finally {
    db.close();
  }
}
