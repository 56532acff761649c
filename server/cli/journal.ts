/** `comptoir journal verify` */
import type { DatabaseSync } from "node:sqlite";
import { journalHead } from "../database/head_file.ts";
import { verifyJournal } from "../database/verification.ts";
import { openReader } from "../database/sqlite.ts";
import { fiscalKey } from "../shop/fiscal_key.ts";
import { verifyFiscal } from "../shop/fiscal_verification.ts";
import { existingFolder } from "./console.ts";
import { runningServer, settleCut } from "./lock.ts";

/** Signatures that are checked side by side: nobody else waits for this machine. */
export const PARALLEL = 64;

export async function verify({ data }: { readonly data?: string }): Promise<number> {
  const folder = existingFolder(data);
  await settleCut(folder);
  // Beside a server there is nothing to make.
  if (await runningServer(folder) === null) folder.requireRoom();
  const db = openReader(folder.database);
  try {
    const progress = progressOf("journal");
    const signed = journalHead(folder, folder.signedBy()).read();
    const { ok, records, first_wrong_seq, problem, note, head } = verifyJournal(db, signed, { progress });
    progress(0, 0);
    if (!ok) {
      console.log(`The journal is not whole. First wrong record: seq ${first_wrong_seq}: ${problem}.`);
      return 1;
    }
    console.log(`The journal is whole: ${records} records, head ${head?.hash ?? "none"}.`);
    if (note !== null) console.log(`But ${note}.`);
    return await verifyRecords(db, fiscalKey(db, (name) => folder.readSecret(name)));
  } finally {
    db.close();
  }
}

async function verifyRecords(db: DatabaseSync, key: string | null): Promise<number> {
  const progress = progressOf("fiscal journal");
  const { ok, records, first_wrong, problem, keys } = await verifyFiscal(db, key, { parallel: PARALLEL, progress });
  progress(0, 0);
  if (!ok) {
    console.log(`The fiscal journal is not whole. First wrong record: ${first_wrong}: ${problem}.`);
    return 1;
  }
  console.log(`The fiscal journal is whole: ${records} signed records.`);
  for (const { key_id, records, from, to, here } of keys) {
    const whose = here ? "this folder's key" : "an earlier key, named by the one that followed it";
    console.log(`  ${key_id}: ${records} records from ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${whose}`);
  }
  if (keys.length > 0) console.log("Compare each with the fingerprint on a Z that was printed then.");
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
