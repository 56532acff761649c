/** `comptoir journal verify` */
import { LIMITS } from "../../shared/limits.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { journalHead } from "../database/files/head_file.ts";
import { openReader } from "../database/sql/sqlite.ts";
import { type JournalVerification, verifyJournal } from "../database/journal/verification.ts";
import { fiscalKey } from "../shop/fiscal/key.ts";
import { type FiscalVerification, verifyFiscal } from "../shop/fiscal/verification.ts";
import { existingFolder } from "./console.ts";
import { perform } from "./lock.ts";

/** `fiscal` is null where the journal was not whole: nobody asked further. */
type Outcome = JournalVerification & { readonly fiscal: FiscalVerification | null };

/** By the server that runs on the folder, with whoever asks it meanwhile; else by this process, which says how far it is. */
export async function verify({ data }: { readonly data?: string }): Promise<number> {
  const folder = existingFolder(data);
  return told(await perform(folder, "journal_verify", {}, () => walk(folder)));
}

async function walk(folder: DataFolder): Promise<Outcome> {
  folder.requireRoom();
  const db = openReader(folder.database);
  try {
    const signed = journalHead(folder, folder.signedBy()).read();
    const inJournal = progressOf("journal");
    const journal = verifyJournal(db, signed, { progress: inJournal });
    inJournal(0, 0);
    if (!journal.ok) return { ...journal, fiscal: null };
    const key = fiscalKey(db, (name) => folder.readSecret(name));
    const inFiscal = progressOf("fiscal journal");
    const fiscal = await verifyFiscal(db, key, { parallel: LIMITS.signaturesAlone, progress: inFiscal });
    inFiscal(0, 0);
    return { ...journal, fiscal };
  } finally {
    db.close();
  }
}

/** Says how it stands; answers the exit code. */
function told({ ok, records, first_wrong_seq, problem, note, head, fiscal }: Outcome): number {
  if (!ok || fiscal === null) {
    console.log(`The journal is not whole. First wrong record: seq ${first_wrong_seq}: ${problem}.`);
    return 1;
  }
  console.log(`The journal is whole: ${records} records, head ${head?.hash ?? "none"}.`);
  if (note !== null) console.log(`But ${note}.`);
  if (!fiscal.ok) {
    console.log(`The fiscal journal is not whole. First wrong record: ${fiscal.first_wrong}: ${fiscal.problem}.`);
    return 1;
  }
  console.log(`The fiscal journal is whole: ${fiscal.records} signed records.`);
  for (const { key_id, records, from, to, here } of fiscal.keys) {
    const whose = here ? "this folder's key" : "an earlier key, named by the one that followed it";
    console.log(`  ${key_id}: ${records} records from ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${whose}`);
  }
  if (fiscal.keys.length > 0) console.log("Compare each with the fingerprint on a Z that was printed then.");
  return 0;
}

/** Says on a terminal how far it is, on one line, which goes away when all is done; elsewhere nothing. */
export function progressOf(what: string): (done: number, total: number) => void {
  if (!Deno.stderr.isTerminal()) return () => {};
  const encoder = new TextEncoder();
  let shown = 0;
  return (done, total) => {
    if (done < total && performance.now() - shown < 200) return;
    shown = performance.now();
    const line = done < total ? `\r  ${what}: ${done} of ${total} records` : "\r\x1b[K";
    Deno.stderr.writeSync(encoder.encode(line));
  };
}
