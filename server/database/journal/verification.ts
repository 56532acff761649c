/** Walks the journal and finds the first record that is not as it was written. */
import type { DatabaseSync } from "node:sqlite";
import { chainHash, JOURNAL_DEFECT, JOURNAL_FORMATS, type JournalHead } from "./journal.ts";
import type { SignedContent } from "../files/signed_file.ts";

export interface JournalVerification {
  readonly ok: boolean;
  readonly records: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly first_wrong_seq: number | null;
  readonly problem: string | null;
  /** What could not be looked at, although nothing is wrong. */
  readonly note: string | null;
}

interface Stored {
  seq: number;
  at: string;
  kind: string;
  user_id: number | null;
  username: string;
  role: string | null;
  mode: string;
  address: string | null;
  session_id: string | null;
  tables: string;
  content: string;
  hash: string;
}

/** Columns that repeat a field of the hashed text. */
const REPEATED = ["at", "kind", "user_id", "username", "role", "mode", "address", "session_id"] as const;

const HEAD_LOST = "journal.head is empty or cut off, as after a power cut: whether the journal ended here cannot be told";

export interface JournalVerificationOptions {
  /** Hears how many records are done, of how many. */
  readonly progress?: (done: number, total: number) => void;
  /** What was found at starts and stands recorded is no defect of the records themselves. */
  readonly pastDefects?: boolean;
}

/** `signed` is what the file beside says of its end. */
export function verifyJournal(
  db: DatabaseSync,
  signed: SignedContent<JournalHead>,
  { progress = () => {}, pastDefects = false }: JournalVerificationOptions = {},
): JournalVerification {
  const { total } = db.prepare("SELECT coalesce(max(seq), 0) AS total FROM _journal").get() as { total: number };
  const page = db.prepare("SELECT * FROM _journal WHERE seq > ? ORDER BY seq LIMIT 1000");
  let head = { seq: 0, hash: "" };
  let records = 0;
  const note = signed.state === "lost" ? HEAD_LOST : null;
  const wrong = (seq: number, problem: string): JournalVerification => ({
    ok: false,
    records,
    head,
    first_wrong_seq: seq,
    problem,
    note,
  });
  const early = db.prepare("SELECT seq FROM _journal WHERE seq < 1 ORDER BY seq LIMIT 1").get() as { seq: number } | undefined;
  if (early !== undefined) return wrong(early.seq, "it stands before the first record");
  if (signed.state === "forged") return wrong(0, "the signature of journal.head does not fit its content");
  const first = db.prepare("SELECT seq FROM _journal ORDER BY seq LIMIT 1").get() as { seq: number } | undefined;
  if (signed.state === "missing" && first !== undefined) {
    return wrong(first.seq, "journal.head is missing: nobody can tell where the journal ended");
  }
  const last = signed.state === "sound" ? signed.content : null;
  for (;;) {
    const rows = page.all(head.seq) as unknown as Stored[];
    for (const row of rows) {
      const problem = problemOf(row, head, pastDefects);
      if (problem !== null) return wrong(row.seq === head.seq + 1 ? row.seq : head.seq + 1, problem);
      head = { seq: row.seq, hash: row.hash };
      records += 1;
      if (last?.seq === row.seq && last.hash !== row.hash) return wrong(row.seq, "its hash is not the one in journal.head");
    }
    progress(records, total);
    if (rows.length === 0) break;
  }
  if (last !== null && last.seq > head.seq) {
    return wrong(head.seq + 1, `the journal ends here, but it had reached ${last.seq}: its end was cut off`);
  }
  return { ok: true, records, head: records === 0 ? null : head, first_wrong_seq: null, problem: null, note };
}

function problemOf(row: Stored, previous: { seq: number; hash: string }, pastDefects: boolean): string | null {
  if (row.seq !== previous.seq + 1) return "the record is missing";
  if (row.hash !== chainHash(previous.hash, row.content)) return "its content, or the record before it, was changed";
  const content = parse(row.content);
  if (content === null) return "its content is not readable";
  if (!JOURNAL_FORMATS.includes(content["v"])) return `its format ${String(content["v"])} is unknown`;
  if (content["seq"] !== row.seq) return "its number was changed";
  if (row.kind === JOURNAL_DEFECT && !pastDefects) {
    return `it was found at a start: ${String((content["detail"] as { defect?: unknown } | null)?.defect)}`;
  }
  const column = REPEATED.find((name) => content[name] !== row[name]);
  if (column !== undefined) return `its column '${column}' was changed`;
  if (String(content["tables"]) !== row.tables) return "its column 'tables' was changed";
  return null;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const content = JSON.parse(text) as Record<string, unknown> | null;
    return typeof content === "object" ? content : null;
  } catch {
    return null;
  }
}
