/** The records of a copy that was made of the shop just now: all of the journal's, and of the signed ones those since the last closing. */
import type { DatabaseSync } from "node:sqlite";
import type { DataFolder } from "../database/files/folder.ts";
import type { SignedContent } from "../database/files/signed_file.ts";
import type { JournalHead } from "../database/journal/journal.ts";
import { verifyJournal } from "../database/journal/verification.ts";
import { fiscalKey } from "../shop/fiscal/key.ts";
import { verifyFiscal } from "../shop/fiscal/verification.ts";

export interface CopiedRecords {
  /** Of the journal in it, walked from its beginning. */
  readonly records: number;
  /** What is wrong with them, as in the shop itself; null when nothing is. */
  readonly defect: string | null;
}

/** `folder` is the shop's; `head` how its journal should end, `progress` hears how far that is walked. */
export async function copiedRecords(
  copy: DatabaseSync,
  folder: DataFolder,
  head: SignedContent<JournalHead>,
  progress: (done: number, total: number) => void,
): Promise<CopiedRecords> {
  const { ok, records, first_wrong_seq, problem } = verifyJournal(copy, head, { pastDefects: true, progress });
  if (!ok) return { records, defect: `journal seq ${first_wrong_seq}: ${problem}` };
  const fiscal = await verifyFiscal(copy, fiscalKey(copy, (name) => folder.readSecret(name)), { sinceClosing: true });
  return { records, defect: fiscal.ok ? null : `${fiscal.first_wrong}: ${fiscal.problem}` };
}
