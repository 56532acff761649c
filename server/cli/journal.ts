/** `comptoir journal verify` */
import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { journalHead } from "../database/files/head_file.ts";
import type { SignedContent } from "../database/files/signed_file.ts";
import type { JournalHead } from "../database/journal/journal.ts";
import { keptBeside, nameBeside } from "../database/sealing/sealed_copies.ts";
import { type JournalVerification, type JournalVerificationOptions, verifyJournal } from "../database/journal/verification.ts";
import { fiscalKey } from "../shop/fiscal/key.ts";
import { type FiscalVerification, verifyFiscal } from "../shop/fiscal/verification.ts";
import { existingFolder, Refused } from "./console.ts";
import { performLooking } from "./lock.ts";
import { lookedAt } from "./looked_at.ts";
import { progressOf } from "./progress_line.ts";

/** `fiscal` is null where the journal was not whole: nobody asked further. */
type Outcome = JournalVerification & { readonly fiscal: FiscalVerification | null };

/** Where the sealed files lie. */
type Sealed = Pick<JournalVerificationOptions, "sealed" | "nameOf">;

/** By the server that runs on the folder, with whoever asks it meanwhile; else by this process, which says how far it is. */
export async function verify({ data }: { readonly data?: string }): Promise<number> {
  const folder = existingFolder(data);
  return told(await performLooking(folder, "journal_verify", {}, () => lookedAt(folder.database, (db) => walkOf(folder, db))));
}

/** Of a shop's own database, by what lies beside it in its folder. */
export function walkOf(folder: DataFolder, db: DatabaseSync): Promise<Outcome> {
  return walk(db, { sealed: folder.sealed }, journalHead(folder, folder.signedBy()).read(), (name) => folder.readSecret(name));
}

/** What is wrong with the records; "" for nothing. */
export function problemOf({ ok, first_wrong_seq, problem, fiscal, absent }: Outcome): string {
  if (!ok || fiscal === null) return `journal seq ${first_wrong_seq}: ${problem}`;
  if (!fiscal.ok) return `${fiscal.first_wrong}: ${fiscal.problem}`;
  return absent.length === 0 ? "" : `not there, and not judged: ${absent.join(", ")}`;
}

/** A copy by itself: what lies beside a shop's database is not there to judge it by. */
export async function verifyCopy(file: string): Promise<number> {
  if (!existsSync(file)) throw new Refused(`There is no file '${file}'.`);
  const code = told(
    await lookedAt(file, (db) => walk(db, besideCopy(file, db), { state: "lost" }, null)),
    "the key that signed last",
  );
  console.log(
    "Not judged, for neither journal.head nor the keys go with a copy: whether records came after its last one, and\n" +
      "whether the keys above are the shop's own.",
  );
  return code;
}

function besideCopy(file: string, db: DatabaseSync): Sealed {
  const sealed = keptBeside(file, db);
  return { sealed, nameOf: (seal) => nameBeside(seal, sealed) };
}

/** `secret` is null for a copy: its keys are believed as they introduce themselves. */
async function walk(
  db: DatabaseSync,
  sealed: Sealed,
  signed: SignedContent<JournalHead>,
  secret: ((name: string) => string | null) | null,
): Promise<Outcome> {
  const inJournal = progressOf("journal");
  const journal = verifyJournal(db, signed, { progress: inJournal, ...sealed });
  const note = secret === null ? absentOf(journal) : journal.note;
  inJournal(0, 0);
  if (!journal.ok) return { ...journal, note, fiscal: null };
  const key = secret === null ? null : fiscalKey(db, secret);
  const inFiscal = progressOf("fiscal journal");
  const options = { parallel: LIMITS.signaturesAlone, progress: inFiscal, elsewhere: secret === null };
  const fiscal = await verifyFiscal(db, key, options);
  inFiscal(0, 0);
  return { ...journal, note, fiscal };
}

function absentOf({ absent }: JournalVerification): string | null {
  return absent.length === 0 ? null : `not there, and not judged: ${absent.join(", ")}`;
}

/** Says how it stands; answers the exit code. */
function told(
  { ok, records, first_wrong_seq, problem, note, head, fiscal, absent }: Outcome,
  last = "this folder's key",
): number {
  if (!ok || fiscal === null) {
    console.log(`The journal is not whole. First wrong record: seq ${first_wrong_seq}: ${problem}.`);
    return 1;
  }
  const far = absent.length === 0 ? "whole" : "whole as far as it is here";
  console.log(`The journal is ${far}: ${records} records, head ${head?.hash ?? "none"}.`);
  if (note !== null) console.log(`But ${note}.`);
  if (!fiscal.ok) {
    console.log(`The fiscal journal is not whole. First wrong record: ${fiscal.first_wrong}: ${fiscal.problem}.`);
    return 1;
  }
  console.log(`The fiscal journal is whole: ${fiscal.records} signed records.`);
  for (const { key_id, records, from, to, here } of fiscal.keys) {
    const whose = here ? last : "an earlier key, named by the one that followed it";
    console.log(`  ${key_id}: ${records} records from ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${whose}`);
  }
  if (fiscal.keys.length > 0) console.log("Compare each with the fingerprint on a Z that was printed then.");
  return absent.length === 0 ? 0 : 1;
}
