/**
 * The one journal for audit, replay and order. A row's `content` is the exact text that was hashed;
 * every other column repeats a field of it, and verification compares them.
 * `hash = SHA-256(previous hash ‖ line feed ‖ content)`, hexadecimal; the first row's previous hash is "".
 */
import { Buffer } from "node:buffer";
import { hash as digest, randomBytes } from "node:crypto";
import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { JsonValue, RowChange, WireRow, WireValue } from "../../../shared/protocol.ts";
import type { Actor } from "../application.ts";
import type { Changed } from "../jobs.ts";
import type { CapturedRow } from "../writing/capture.ts";
import { JournalIndex } from "./index.ts";
import type { Row } from "../sql/sqlite.ts";
import { toWire, toWireRow } from "../sql/values.ts";

/**
 * The format of what is written now, and all that a journal may hold. Of an update, 1 told the whole row before and after, 2 tells
 * the columns that changed: what else the row held stands in the records before, or is what an upgrade gave it, of which no record
 * tells.
 */
const JOURNAL_FORMAT = 2;
export const JOURNAL_FORMATS: readonly unknown[] = [1, JOURNAL_FORMAT];
/** The kind of a row that says: what stands before me is not what stood there. */
export const JOURNAL_DEFECT = "journal_defect";
/** The kind of a row that says: a signed file beside me said nothing at a start, as after a power cut. */
export const SIGNED_FILE_LOST = "signed_file_lost";

export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

/** The last record, and when it was written: "" before the first. */
export interface Tip extends JournalHead {
  readonly at: string;
}

export interface JournalEntry {
  readonly at: string;
  /** `write` for changes by SQL, a command's own name for what it did, else what happened (`sign_in` …). */
  readonly kind: string;
  readonly actor: Actor;
  /** SQL as sent, literals left out. */
  readonly statements: readonly string[];
  readonly detail: Readonly<Record<string, JsonValue>> | null;
  readonly rows: readonly CapturedRow[];
}

export interface Appended {
  readonly head: Tip;
  /** null when no row changed. */
  readonly changed: Changed | null;
  /** Of the record's text. */
  readonly chars: number;
}

export class Journal {
  readonly #head: StatementSync;
  readonly #insert: StatementSync;
  readonly #salt: StatementSync;
  readonly #newSalt: StatementSync;
  readonly #dropSalt: StatementSync;
  readonly index: JournalIndex;

  constructor(db: DatabaseSync, readonly personal: Readonly<Record<string, readonly string[]>>) {
    this.#head = db.prepare("SELECT seq, hash, at FROM _journal ORDER BY seq DESC LIMIT 1");
    this.#insert = db.prepare(
      `INSERT INTO _journal (seq, at, kind, user_id, username, role, mode, address, session_id, tables, content, hash)
       VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
    );
    this.#salt = db.prepare("SELECT salt FROM _salts WHERE table_name = ? AND row_key = ?");
    this.#dropSalt = db.prepare("DELETE FROM _salts WHERE table_name = ? AND row_key = ?");
    this.index = new JournalIndex(db);
    this.#newSalt = db.prepare("INSERT INTO _salts (table_name, row_key, salt) VALUES (?, ?, ?)");
  }

  /** The last row; read inside the transaction, for another program may have written since. */
  head(): Tip {
    return (this.#head.get() as unknown as Tip | undefined) ?? { seq: 0, hash: "", at: "" };
  }

  append(previous: JournalHead, entry: JournalEntry): Appended {
    const seq = previous.seq + 1;
    const { actor } = entry;
    const [only] = entry.rows;
    const tables = entry.rows.length === 1 ? [only!.table.name] : [...new Set(entry.rows.map((row) => row.table.name))].sort();
    const changes: RowChange[] = [];
    const full = entry.rows.map((row) => {
      const key = toWireRow(row.key);
      changes.push({ table: row.table.name, op: row.op, key });
      return {
        table: row.table.name,
        op: row.op,
        key,
        before: this.#image(row, row.before, row.after),
        after: this.#image(row, row.after, row.before),
      };
    });
    const content = JSON.stringify({
      v: JOURNAL_FORMAT,
      seq,
      at: entry.at,
      kind: entry.kind,
      user_id: actor.userId,
      username: actor.username,
      role: actor.role,
      mode: actor.mode,
      address: actor.address,
      session_id: actor.sessionId,
      tables,
      statements: entry.statements,
      detail: entry.detail,
      changes: full,
    });
    const hash = chainHash(previous.hash, content);
    this.#insert.run(
      seq,
      entry.at,
      entry.kind,
      actor.userId,
      actor.username,
      actor.role,
      actor.mode,
      actor.address,
      actor.sessionId,
      tables.join(","),
      content,
      hash,
    );
    if (actor.userId !== null) this.index.addPerson(seq, actor.userId);
    const head = { seq, hash, at: entry.at };
    const chars = content.length;
    if (changes.length === 0) return { head, changed: null, chars };
    const changed = { tables, rows: changes.length, json: JSON.stringify(changes) };
    this.index.add(seq, changes, changed, chars);
    return { head, changed, chars };
  }

  /**
   * A row as the journal keeps it, beside what it was or became: personal fields as hashes, salted per row, so that dropping the
   * salt erases them.
   */
  #image(captured: CapturedRow, row: Row | null, other: Row | null): WireRow | null {
    if (row === null) return null;
    const personal = this.personal[captured.table.name];
    const image: Record<string, WireValue | { $hash: string }> = {};
    for (const name in row) {
      const value = row[name]!;
      if (other !== null && isSame(value, other[name]!)) continue;
      // A new row is mostly NULL: what is not named was that. Written at every sale, read hardly ever.
      if (value !== null) image[name] = toWire(value);
      else if (captured.op !== "insert") image[name] = null;
    }
    if (personal === undefined) return image as WireRow;
    const salt = this.#saltOf(captured.table.name, JSON.stringify(toWireRow(captured.key)));
    for (const name of personal) {
      const value = row[name];
      if (value !== null && value !== undefined && name in image) {
        image[name] = { $hash: digest("sha256", `${salt}\n${JSON.stringify(toWire(value))}`, "hex") };
      }
    }
    return image as WireRow;
  }

  forget(table: string, key: WireRow): void {
    this.#dropSalt.run(table, JSON.stringify(key));
  }

  #saltOf(table: string, key: string): string {
    const known = this.#salt.get(table, key) as { salt: string } | undefined;
    if (known !== undefined) return known.salt;
    const salt = randomBytes(16).toString("hex");
    this.#newSalt.run(table, key, salt);
    return salt;
  }
}

/** Whether a column holds the same: an integer may be read as either kind of number. */
function isSame(a: SQLOutputValue, b: SQLOutputValue): boolean {
  if (typeof a === "bigint" && typeof b === "number") return Number.isInteger(b) && a === BigInt(b);
  if (typeof a === "number" && typeof b === "bigint") return isSame(b, a);
  return a === b || (a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0);
}

export function chainHash(previous: string, content: string): string {
  return digest("sha256", `${previous}\n${content}`, "hex");
}
