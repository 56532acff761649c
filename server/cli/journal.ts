/** `comptoir journal verify` */
import { verifyJournal } from "../database/verification.ts";
import { openReader } from "../database/sqlite.ts";
import { fiscalKey } from "../shop/fiscal_key.ts";
import { verifyFiscal } from "../shop/fiscal_verification.ts";
import { existingFolder } from "./console.ts";

// deno-lint-ignore require-await -- a command is a promise of an exit code
export async function verify({ data }: { readonly data?: string }): Promise<number> {
  const folder = existingFolder(data);
  const db = openReader(folder.database);
  try {
    const { ok, records, first_wrong_seq, problem, head } = verifyJournal(db, folder.journalHead, folder.key("journal"));
    if (!ok) {
      console.log(`The journal is not whole. First wrong record: seq ${first_wrong_seq}: ${problem}.`);
      return 1;
    }
    console.log(`The journal is whole: ${records} records, head ${head?.hash ?? "none"}.`);
    const key = fiscalKey((name) => folder.readSecret(name));
    const fiscal = verifyFiscal(db, key, (done, total) => console.log(`  fiscal records: ${done} of ${total}`));
    console.log(
      fiscal.ok
        ? `The fiscal journal is whole: ${fiscal.records} signed records.`
        : `The fiscal journal is not whole. First wrong record: ${fiscal.first_wrong}: ${fiscal.problem}.`,
    );
    return fiscal.ok ? 0 : 1;
  } finally {
    db.close();
  }
}
