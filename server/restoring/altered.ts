/** What was changed in a copy since Comptoir wrote it, told before it takes a database's place. */
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { alteredSchema } from "../database/schema/schema_check.ts";
import { verifyJournal } from "../database/journal/verification.ts";
import { alteredAccount } from "../security/account_trail.ts";
import { shop } from "../shop/application.ts";
import { fiscalKey } from "../shop/fiscal/key.ts";
import { verifyFiscal } from "../shop/fiscal/verification.ts";

/** Tables, triggers and rules, of a copy of any version. */
export function alteredRules(copy: string): string | null {
  const db = new DatabaseSync(copy, { readOnly: true });
  try {
    return alteredSchema(db, shop.migrations);
  } finally {
    db.close();
  }
}

/** Told how far the walk of a journal has come. */
export type Progress = (journal: "journal" | "fiscal journal") => (done: number, total: number) => void;

/** Records and accounts, of a copy that has the present schema. Keys are believed as they introduce themselves: it may come from another PC. */
export async function alteredRecords(db: DatabaseSync, folder: DataFolder, progressOf: Progress): Promise<string | null> {
  // No signed head goes with a copy: its end may be anywhere.
  const journal = verifyJournal(db, { state: "lost" }, { progress: progressOf("journal"), pastDefects: true });
  if (!journal.ok) return `record ${journal.first_wrong_seq} of its journal: ${journal.problem}`;
  const account = alteredAccount(db);
  if (account !== null) return account;
  const key = fiscalKey(db, (name) => folder.readSecret(name));
  const fiscal = await verifyFiscal(db, key, {
    elsewhere: true,
    parallel: LIMITS.signaturesAlone,
    progress: progressOf("fiscal journal"),
  });
  return fiscal.ok ? null : `record ${fiscal.first_wrong} of its fiscal journal: ${fiscal.problem}`;
}
