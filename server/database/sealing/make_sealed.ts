/**
 * Makes a sealed file of a year's records, beside the database that keeps them as well: nobody relies on it before it was read again
 * from its beginning and is on disk under its own name. What was cut off is made anew; what is whole already is taken as it is.
 */
import { randomUUID } from "node:crypto";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { basename, dirname, join } from "node:path";
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { syncFile, syncFolder, syncUnwritten } from "../files/durable.ts";
import type { SealableYear } from "../application.ts";
import { StatementCache } from "../sql/statements.ts";
import { chainHash } from "../journal/journal.ts";
import {
  fingerprintOf,
  openSealed,
  sealedName,
  sealedSchema,
  type SealTold,
  TOLD_FIELDS,
  toldBy,
} from "../journal/sealed_file.ts";
import { indexAnew } from "../journal/index.ts";
import { originIn, type Seal, sealsIn } from "../journal/seals.ts";
import { lastBefore } from "../journal/span.ts";
import { Walk } from "../journal/walk.ts";
import type { Hear } from "../progress.ts";
import { NotSealed } from "./not_sealed.ts";

/**
 * The seal of a file that lies in `folder`; null where the year has no record. Throws `NotSealed` for a journal that is not whole, for
 * a file of that name with something else in it, and where it would take more than `room` bytes. `hear` is told of its records.
 */
export function makeSealed(
  db: DatabaseSync,
  folder: string,
  { year, until }: SealableYear,
  room = Infinity,
  hear: Hear = () => {},
): Seal | null {
  const before = sealsIn(db).at(-1);
  const first_seq = (before?.last_seq ?? 0) + 1;
  const last_seq = lastBefore(new StatementCache(db), first_seq, until);
  if (last_seq < first_seq) return null;
  const name = sealedName(year);
  const path = join(folder, name);
  const previous_hash = before?.last_hash ?? "";
  const last_hash = (db.prepare("SELECT hash FROM _journal WHERE seq = ?").get(last_seq) as { hash: string }).hash;
  const known = { year, first_seq, last_seq, previous_hash, last_hash, origin: originIn(db) };
  const wasThere = existsSync(path);
  if (!wasThere) {
    requireRoom(db, known, room);
    write(db, path, known, hear);
  }
  const told = wasThere ? lookedAtFound(path, known, hear) : looked(path, known, hear);
  if (told === null) {
    throw new NotSealed(say(
      `journal/${name} est déjà là et contient autre chose : mettez-le ailleurs, puis scellez de nouveau`,
      `journal/${name} is there already and does not hold these records: move it elsewhere, then seal again`,
    ));
  }
  settle(path);
  return { ...told, name, ...fingerprintOf(path) };
}

type Known = Omit<SealTold, "from_at" | "to_at">;

/** As large as the records' texts, and once more where each is a little longer than half a page. */
function requireRoom(db: DatabaseSync, { year, first_seq, last_seq }: Known, room: number): void {
  const sql = "SELECT sum(octet_length(content)) AS bytes FROM _journal WHERE seq BETWEEN ? AND ?";
  const { bytes } = db.prepare(sql).get(first_seq, last_seq) as { bytes: number };
  if (bytes * 2 <= room) return;
  throw new NotSealed(say(
    "il n'y a pas assez de place sur le disque",
    `there is not enough room on the disk for the year ${year} (${bytes} bytes)`,
  ));
}

function write(db: DatabaseSync, path: string, known: Known, hear: Hear): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  clearParts(path);
  // Its own name: what was killed may still be at work on another.
  const part = `${path}.${randomUUID()}.part`;
  try {
    fill(db, part, known, hear);
    syncFile(part);
    if (looked(part, known, hear) === null) throw broken(known.first_seq);
    chmodSync(part, 0o400);
    renameSync(part, path);
  } catch (error) {
    // As large as a year, perhaps on a disk that is full: tills wait for the room.
    clearParts(path);
    throw error;
  }
}

/** On disk, with its name and its folder's: whoever put it there may have been cut off before that. */
function settle(path: string): void {
  syncUnwritten(path);
  syncFolder(dirname(path));
  syncFolder(dirname(dirname(path)));
}

function fill(db: DatabaseSync, part: string, known: Known, hear: Hear): void {
  // SQLite would make it with the umask's mode.
  closeSync(openSync(part, "wx", 0o600));
  const made = new DatabaseSync(part);
  try {
    // A power cut leaves a part, which is thrown away; each piece is brought to the disk, for all of it at once would hold up the tills.
    made.exec(`PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL`);
    for (const sql of sealedSchema(db)) made.prepare(sql).run();
    const told = { ...known, ...copy(db, made, known, hear) };
    indexAnew(made);
    made.prepare(`INSERT INTO _seal (${TOLD_FIELDS.join(", ")}) VALUES (${TOLD_FIELDS.map(() => "?").join(", ")})`)
      .run(...TOLD_FIELDS.map((field) => told[field]));
    made.exec("PRAGMA journal_mode = DELETE");
  } finally {
    made.close();
  }
}

/** What others that were cut off have left. */
function clearParts(path: string): void {
  const begins = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) if (name.startsWith(begins)) rmSync(join(dirname(path), name), { force: true });
}

/** Piece by piece, so that no reading keeps the log from being folded; answers the earliest and the latest moment. */
function copy(db: DatabaseSync, made: DatabaseSync, { first_seq, last_seq, previous_hash }: Known, hear: Hear) {
  const lengths = db.prepare(
    `SELECT seq, octet_length(content) AS bytes FROM _journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${LIMITS.sealRecords}`,
  );
  const page = db.prepare("SELECT * FROM _journal WHERE seq > ? AND seq <= ? ORDER BY seq");
  const into = made.prepare(`INSERT INTO _journal VALUES (${page.columns().map(() => "?").join(", ")})`);
  let head = { seq: first_seq - 1, hash: previous_hash };
  let [from_at, to_at] = ["~", ""];
  while (head.seq < last_seq) {
    const rows = page.all(head.seq, endOf(lengths.all(head.seq, last_seq) as unknown as Length[])) as unknown as Row[];
    if (rows.length === 0) throw broken(head.seq + 1);
    made.exec("BEGIN");
    for (const row of rows) {
      const { seq, at, content, hash } = row;
      if (seq !== head.seq + 1 || hash !== chainHash(head.hash, content)) throw broken(head.seq + 1);
      into.run(...Object.values(row));
      if (at < from_at) from_at = at;
      if (at > to_at) to_at = at;
      head = { seq, hash };
    }
    made.exec("COMMIT");
    hear({ step: "copies", done: head.seq - first_seq + 1, total: last_seq - first_seq + 1 });
  }
  return { from_at, to_at };
}

interface Length {
  readonly seq: number;
  readonly bytes: number;
}
type Row =
  & { readonly seq: number; readonly at: string; readonly content: string; readonly hash: string }
  & Record<string, SQLInputValue>;

/** The last of those that are held in memory at a time: one at least, however long. */
function endOf(lengths: readonly Length[]): number {
  let bytes = 0;
  const beyond = lengths.findIndex((one, at) => (bytes += one.bytes) > LIMITS.sealBytes && at > 0);
  return (beyond < 0 ? lengths.at(-1) : lengths[beyond - 1])?.seq ?? 0;
}

function broken(seq: number): NotSealed {
  return new NotSealed(say(
    "le journal n'est pas intact : rien n'en est scellé, faites vérifier les enregistrements",
    `the journal is not whole from record ${seq} on: nothing of it is sealed, see 'comptoir journal verify'`,
  ));
}

/** The same of a file that was found under its name: it may be no database at all. */
function lookedAtFound(path: string, known: Known, hear: Hear): SealTold | null {
  try {
    return looked(path, known, hear);
  } catch (error) {
    if (/not a database|malformed|no such table/.test((error as Error).message)) return null;
    throw error;
  }
}

/** What a file says of itself, once it is read from its beginning; null unless it holds what it should. */
function looked(path: string, known: Known, hear: Hear): SealTold | null {
  const db = openSealed(path);
  if (db === null) throw new Error(`'${basename(path)}' is gone again`);
  try {
    const [check] = db.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
    const told = toldBy(db);
    const total = known.last_seq - known.first_seq + 1;
    const walk = new Walk(null, true, (seq) => hear({ step: "walks", done: seq - known.first_seq + 1, total }));
    walk.head = { seq: known.first_seq - 1, hash: known.previous_hash };
    const wrong = check?.quick_check !== "ok" || walk.along(db) !== null || walk.head.hash !== known.last_hash;
    const dated = db.prepare("SELECT min(at) AS from_at, max(at) AS to_at FROM _journal").get() as Pick<
      SealTold,
      "from_at" | "to_at"
    >;
    const all: SealTold = { ...known, ...dated };
    return wrong || TOLD_FIELDS.some((field) => told?.[field] !== all[field]) ? null : told;
  } finally {
    db.close();
  }
}
