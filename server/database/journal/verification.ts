/** Walks the journal, its sealed files first, and finds the first record that is not as it was written. */
import type { DatabaseSync } from "node:sqlite";
import type { SignedContent } from "../files/signed_file.ts";
import type { JournalHead } from "./journal.ts";
import { SealedFiles } from "./sealed_verification.ts";
import { type Seal, sealsIn } from "./seals.ts";
import { Walk, type Wrong } from "./walk.ts";

export interface JournalVerification {
  readonly ok: boolean;
  /** That were walked: what stands in an absent file is not among them. */
  readonly records: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly first_wrong_seq: number | null;
  readonly problem: string | null;
  /** What could not be looked at, although nothing is wrong. */
  readonly note: string | null;
  /** Sealed files that are not there, by their names: their records were not judged. */
  readonly absent: readonly string[];
}

const HEAD_LOST = "journal.head is empty or cut off, as after a power cut: whether the journal ended here cannot be told";

export interface JournalVerificationOptions {
  /** Hears how many records are done, of how many. */
  readonly progress?: (done: number, total: number) => void;
  /** What was found at starts and stands recorded is no defect of the records themselves. */
  readonly pastDefects?: boolean;
  /** Where the sealed files lie; null to pass them over by what is known of each: they never change, and a copy has none. */
  readonly sealed?: string | null;
  /** Under which name each lies there; its own unless something is said. */
  readonly nameOf?: (seal: Seal) => string;
}

/** `signed` is what the file beside says of its end. */
export function verifyJournal(
  db: DatabaseSync,
  signed: SignedContent<JournalHead>,
  options: JournalVerificationOptions = {},
): JournalVerification {
  const seals = sealsIn(db);
  const found = verified(db, seals, signed, options);
  // Each piece is read by itself: what is sealed meanwhile leaves the live journal in front of the walk.
  return found.ok || sealsIn(db).length === seals.length ? found : verifyJournal(db, signed, options);
}

function verified(
  db: DatabaseSync,
  seals: readonly Seal[],
  signed: SignedContent<JournalHead>,
  { progress = () => {}, pastDefects = false, sealed = null, nameOf = ({ name }) => name }: JournalVerificationOptions,
): JournalVerification {
  const { total } = db.prepare("SELECT coalesce(max(seq), 0) AS total FROM _journal").get() as { total: number };
  const last = signed.state === "sound" ? signed.content : null;
  const walk = new Walk(last, pastDefects, (seq) => progress(seq, total));
  const files = new SealedFiles(seals, sealed, nameOf);
  const wrong = unlikeHead(db, signed) ?? files.walk(walk) ?? walk.along(db) ?? files.unlikeRecords(walk) ?? cutOff(walk, last);
  const absent = files.absent.map(({ name }) => name);
  const notes = [
    ...signed.state === "lost" ? [HEAD_LOST] : [],
    ...files.absent.map(({ name, first_seq, last_seq }) =>
      `journal/${name} is not there: records ${first_seq} to ${last_seq} were not judged`
    ),
  ];
  return {
    ok: wrong === null,
    records: walk.records,
    head: wrong === null && walk.head.seq === 0 ? null : walk.head,
    first_wrong_seq: wrong?.seq ?? null,
    problem: wrong?.problem ?? null,
    note: notes.length === 0 ? null : notes.join("; and "),
    absent,
  };
}

function unlikeHead(db: DatabaseSync, signed: SignedContent<JournalHead>): Wrong | null {
  const first = db.prepare("SELECT seq FROM _journal ORDER BY seq LIMIT 1").get() as { seq: number } | undefined;
  if (first !== undefined && first.seq < 1) return { seq: first.seq, problem: "it stands before the first record" };
  if (signed.state === "forged") return { seq: 0, problem: "the signature of journal.head does not fit its content" };
  if (signed.state === "missing" && first !== undefined) {
    return { seq: first.seq, problem: "journal.head is missing: nobody can tell where the journal ended" };
  }
  return null;
}

function cutOff({ head }: Walk, last: JournalHead | null): Wrong | null {
  if (last === null || last.seq <= head.seq) return null;
  return { seq: head.seq + 1, problem: `the journal ends here, but it had reached ${last.seq}: its end was cut off` };
}
