/**
 * Answers kept for an Idempotency-Key: a write that is sent again is answered again, and done once.
 * Such an answer may tell of a person who is erased meanwhile: each names the rows with personal fields
 * that its request touched, so that it can be emptied and still stands in the way of a second write.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { AppError } from "../../shared/errors.ts";
import type { WireRow } from "../../shared/protocol.ts";
import type { CapturedRow } from "./capture.ts";
import type { WriteJob } from "./jobs.ts";
import { toWireRow } from "./values.ts";

/** In the place of the hash of a request that gave what is forgotten: guessing could prove it otherwise. Fits any. */
const FORGOTTEN = "";

interface Kept {
  readonly request_hash: string;
  readonly answer: string;
}

export class KeptAnswers {
  readonly #find: StatementSync;
  readonly #keep: StatementSync;
  readonly #keepNaming: StatementSync;
  readonly #naming: StatementSync;
  readonly #empty: StatementSync;

  /** `personal`: the tables that name persons. */
  constructor(db: DatabaseSync, readonly personal: Readonly<Record<string, readonly string[]>>) {
    this.#find = db.prepare("SELECT request_hash, answer FROM _idempotency WHERE user_id = ? AND key = ?");
    this.#keep = db.prepare("INSERT INTO _idempotency (user_id, key, request_hash, answer, created_at) VALUES (?, ?, ?, ?, ?)");
    this.#keepNaming = db.prepare(
      "INSERT INTO _idempotency (user_id, key, request_hash, answer, created_at, names) VALUES (?, ?, ?, ?, ?, ?)",
    );
    // '*' alone: from before names were kept.
    this.#naming = db.prepare(
      `SELECT user_id, key, answer FROM _idempotency
       WHERE names IS NOT NULL AND (instr(names, ?) OR instr(names, ?) OR names = '*')`,
    );
    this.#empty = db.prepare("UPDATE _idempotency SET answer = ?, request_hash = ? WHERE user_id = ? AND key = ?");
  }

  /** The answer that this very request had; null when it is a new one. */
  find({ idempotency, actor }: WriteJob): string | null {
    if (idempotency === null) return null;
    const kept = this.#find.get(BigInt(actor.userId ?? 0), idempotency.key) as unknown as Kept | undefined;
    if (kept === undefined) return null;
    if (kept.request_hash !== idempotency.requestHash && kept.request_hash !== FORGOTTEN) {
      throw new AppError("idempotency_key_reused");
    }
    return kept.answer;
  }

  /** `at` is RFC 3339; `rows` are those it touched; `told` the tables that name persons of which it may answer any row. */
  keep(
    { idempotency, actor }: WriteJob,
    at: string,
    answer: string,
    rows: readonly CapturedRow[],
    told: readonly string[],
  ): void {
    if (idempotency === null) return;
    const row = [BigInt(actor.userId ?? 0), idempotency.key, idempotency.requestHash, answer, at] as const;
    const names = told.map(anyOf);
    for (const { table, key } of rows) if (table.name in this.personal) names.push(nameOf(table.name, toWireRow(key)));
    if (names.length === 0) this.#keep.run(...row);
    else this.#keepNaming.run(...row, names.join(""));
  }

  /** Empties the answers that may tell of a row; what they say was done, and that it was, stays. */
  forget(table: string, key: WireRow): void {
    for (const kept of this.#naming.all(nameOf(table, key), anyOf(table))) {
      this.#empty.run(withoutRows(kept["answer"] as string), FORGOTTEN, kept["user_id"]!, kept["key"]!);
    }
  }
}

/** One line for each name: none is part of another. */
function nameOf(table: string, key: WireRow): string {
  return `\n${table} ${JSON.stringify(key)}\n`;
}

function anyOf(table: string): string {
  return `\n${table} *\n`;
}

/** The answer of a query, or of each of a batch, as it is when there are no rows. */
function withoutRows(answer: string): string {
  const whole = JSON.parse(answer) as { rows?: unknown[]; results?: { rows?: unknown[] }[] };
  for (const one of whole.results ?? [whole]) if (Array.isArray(one.rows)) one.rows = [];
  return JSON.stringify(whole);
}
