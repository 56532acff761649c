/**
 * Answers kept for an Idempotency-Key: a write that is sent again is answered again, and done once.
 * That it was done is kept always; what it answered may go: where it tells of a person who is erased
 * meanwhile (each names the rows with personal fields that its request touched), and where answers
 * take more room than they may. An answer without its rows says so, and still stands in the way of a second write.
 */
import { Buffer } from "node:buffer";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { WireRow } from "../../../shared/protocol.ts";
import type { CapturedRow } from "./capture.ts";
import type { WriteJob } from "../jobs.ts";
import { toWireRow } from "../sql/values.ts";

/** In the place of the hash of a request that gave what is forgotten: guessing could prove it otherwise. Fits any on its route. */
const FORGOTTEN = "";

interface Kept {
  readonly request_hash: string;
  /** Method and path; null for what was kept before routes were. */
  readonly route: string | null;
  readonly answer: string;
}

interface Long {
  readonly user_id: bigint;
  readonly key: string;
  readonly answer: string;
}

export class KeptAnswers {
  readonly #find: StatementSync;
  readonly #keep: StatementSync;
  readonly #naming: StatementSync;
  readonly #forget: StatementSync;
  readonly #bytesOf: StatementSync;
  readonly #bytes: StatementSync;
  readonly #oldestOf: StatementSync;
  readonly #oldest: StatementSync;
  readonly #shorten: StatementSync;

  /** `personal`: the tables that name persons. */
  constructor(db: DatabaseSync, readonly personal: Readonly<Record<string, readonly string[]>>) {
    this.#find = db.prepare("SELECT request_hash, route, answer FROM _idempotency WHERE user_id = ? AND key = ?");
    this.#keep = db.prepare(
      `INSERT INTO _idempotency (user_id, key, request_hash, route, answer, created_at, names, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    // '*' alone: from before names were kept.
    this.#naming = db.prepare(
      `SELECT user_id, key, answer FROM _idempotency
       WHERE names IS NOT NULL AND (instr(names, ?) OR instr(names, ?) OR names = '*')`,
    );
    this.#forget = db.prepare("UPDATE _idempotency SET answer = ?, request_hash = ?, bytes = NULL WHERE user_id = ? AND key = ?");
    const long = "FROM _idempotency INDEXED BY _idempotency_long WHERE bytes IS NOT NULL";
    this.#bytes = db.prepare(`SELECT total(bytes) AS bytes ${long}`);
    this.#bytesOf = db.prepare(`SELECT total(bytes) AS bytes ${long} AND user_id = ?`);
    this.#oldest = db.prepare(`SELECT user_id, key, answer ${long} ORDER BY created_at LIMIT 1`);
    this.#oldestOf = db.prepare(`SELECT user_id, key, answer ${long} AND user_id = ? ORDER BY created_at LIMIT 1`);
    this.#shorten = db.prepare("UPDATE _idempotency SET answer = ?, bytes = NULL WHERE user_id = ? AND key = ?");
  }

  /** The answer that this very request had; null when it is a new one. */
  find({ idempotency, actor }: WriteJob): string | null {
    if (idempotency === null) return null;
    const kept = this.#find.get(BigInt(actor.userId ?? 0), idempotency.key) as unknown as Kept | undefined;
    if (kept === undefined) return null;
    const same = kept.request_hash === FORGOTTEN
      ? kept.route === null || kept.route === idempotency.route
      : kept.request_hash === idempotency.requestHash;
    if (!same) throw new AppError("idempotency_key_reused");
    return kept.answer;
  }

  /** `at` is RFC 3339; `rows` are those it touched; `told` the tables that name persons of which it may answer any row; `outcome` is for a long answer. */
  keep(
    { idempotency, actor }: WriteJob,
    at: string,
    answer: string,
    outcome: () => string,
    rows: readonly CapturedRow[],
    told: readonly string[],
  ): void {
    if (idempotency === null) return;
    const { key, requestHash, route } = idempotency;
    const names = told.map(anyOf);
    for (const { table, key } of rows) if (table.name in this.personal) names.push(nameOf(table.name, toWireRow(key)));
    const kept = answer.length > LIMITS.keptAnswerChars ? outcome() : answer;
    const userId = BigInt(actor.userId ?? 0);
    const bytes = kept.length > LIMITS.keptShortChars ? Buffer.byteLength(kept) : null;
    this.#keep.run(userId, key, requestHash, route, kept, at, names.length === 0 ? null : names.join(""), bytes);
    if (bytes !== null) this.#makeRoom(userId);
  }

  /** Empties the answers that may tell of a row; what they say was done, and that it was, stays. */
  forget(table: string, key: WireRow): void {
    for (const kept of this.#naming.all(nameOf(table, key), anyOf(table))) {
      this.#forget.run(JSON.stringify(withoutRows(kept["answer"] as string)), FORGOTTEN, kept["user_id"]!, kept["key"]!);
    }
  }

  /** The oldest long answers become their outcome: who sends again does so within minutes, mostly. */
  #makeRoom(userId: bigint): void {
    while (bytesIn(this.#bytesOf.get(userId)) > LIMITS.keptBytesPerPerson) this.#empty(this.#oldestOf.get(userId));
    while (bytesIn(this.#bytes.get()) > LIMITS.keptBytes) this.#empty(this.#oldest.get());
  }

  #empty(long: unknown): void {
    const { user_id, key, answer } = long as Long;
    this.#shorten.run(outcomeOf(answer), user_id, key);
  }
}

function bytesIn(row: unknown): number {
  return (row as { bytes: number }).bytes;
}

/** One line for each name: none is part of another. */
function nameOf(table: string, key: WireRow): string {
  return `\n${table} ${JSON.stringify(key)}\n`;
}

function anyOf(table: string): string {
  return `\n${table} *\n`;
}

/** What was done, in few words: of queries, what each changed and which key it gave; of a command, that there was an answer. */
function outcomeOf(answer: string): string {
  const whole = withoutRows(answer);
  const parts = partsOf(whole);
  if (!parts.every((part) => "changes" in part || "columns" in part)) return '{"answer_dropped":true}';
  for (const part of parts) if (JSON.stringify(part.columns ?? []).length > COLUMNS_CHARS) part.columns = [];
  return JSON.stringify(whole);
}

/** Characters of a select's column names that are kept beside what was done: a batch has room for a megabyte of them. */
const COLUMNS_CHARS = 1_000;

/** One statement's answer as text, without its rows: nothing is parsed, for it may be megabytes. */
export function partWithoutRows(part: string): string {
  const rows = part.indexOf('"rows":[');
  return part.startsWith('"rows":[]', rows) ? part : `${part.slice(0, rows)}"rows":[],"rows_dropped":true}`;
}

/** The answer of a query, or of each of a batch, as it is when there are no rows; `rows_dropped` where there were some. */
function withoutRows(answer: string): Answer {
  const whole = JSON.parse(answer) as Answer;
  for (const one of partsOf(whole)) {
    if (!Array.isArray(one.rows) || one.rows.length === 0) continue;
    one.rows = [];
    one.rows_dropped = true;
  }
  return whole;
}

interface Part {
  changes?: number;
  columns?: string[];
  rows?: unknown[];
  rows_dropped?: true;
}

interface Answer extends Part {
  results?: Part[];
}

function partsOf(answer: Answer): Part[] {
  return answer.results ?? [answer];
}
