/** What travels between the DatabaseService and its workers: plain data, for it is copied. */
import type { ErrorCode, Extras } from "../../shared/errors.ts";
import type { ChangeAuthor, JsonValue, Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Actor } from "./application.ts";
import type { ParameterShape } from "./sql/sql_text.ts";
import type { PageRow } from "./journal/page.ts";
import type { JournalSearch } from "./journal/search.ts";

/** A write's Idempotency-Key, and what it is bound to. */
export interface Idempotency {
  readonly key: string;
  /** Method and path. */
  readonly route: string;
  readonly requestHash: string;
}

export interface WriteJob {
  readonly actor: Actor;
  readonly work:
    | { readonly kind: "queries"; readonly batch: boolean; readonly queries: readonly Query[] }
    | { readonly kind: "command"; readonly name: string; readonly input: JsonValue };
  readonly idempotency: Idempotency | null;
  /** Whether its search was tried and ended in time: nothing stops that once the writer runs it. */
  readonly rehearsed?: true;
}

/** What a request changed, for those who are told of it. */
export interface Commit {
  readonly seq: number;
  readonly at: string;
  readonly by: ChangeAuthor;
  readonly changed: Changed;
}

/** Which rows changed, as text: it goes to the tills as it is, and is looked into only where a role sees less. */
export interface Changed {
  readonly tables: readonly string[];
  readonly rows: number;
  /** A JSON array of `{"table","op","key"}`. */
  readonly json: string;
}

/** Not provably short: the owner's write, to be rehearsed first. */
export interface Unrehearsed {
  readonly ok: false;
  readonly unrehearsed: true;
}

export type Failure =
  | { readonly ok: false; readonly code: ErrorCode; readonly extras: Extras }
  /** Something unexpected: `bug` is its stack, for the console alone. */
  | { readonly ok: false; readonly bug: string };

export interface Written {
  readonly ok: true;
  /** The answer as JSON text. */
  readonly body: string;
  readonly replayed: boolean;
  /** The journal's number of it and what it changed; null without an effect. */
  readonly seq: number | null;
  /** When: RFC 3339 in UTC, with milliseconds. */
  readonly at: string;
  readonly changed: Changed | null;
}

/** What a write is answered. */
export type WriteAnswer = Written | Unrehearsed | Failure;

export type ReadJob =
  | {
    readonly kind: "select";
    readonly role: Role;
    readonly person: number;
    readonly query: Query;
    /** Whoever asks wants to know whether it is a look-up. */
    readonly wonders?: true;
  }
  /** A batch that only reads: all of it sees one moment. */
  | { readonly kind: "selects"; readonly role: Role; readonly person: number; readonly queries: readonly Query[] }
  /** One of the application's questions by name. */
  | { readonly kind: "question"; readonly name: string; readonly actor: Actor; readonly input: JsonValue }
  /** Which records of the journal the owner asks for. */
  | { readonly kind: "find"; readonly search: JournalSearch }
  /** Those records, as JSON with commas between; and one, or `null`. */
  | { readonly kind: "page"; readonly seqs: readonly number[]; readonly row: PageRow }
  | { readonly kind: "record"; readonly seq: number }
  /** The engine's own SQL, never a client's. */
  | { readonly kind: "internal"; readonly sql: string; readonly params: readonly (string | number | null)[] };

/** A select that was judged, and finds by key the few rows that it reads. */
export interface LookUp {
  readonly sql: string;
  readonly parameters: ParameterShape;
  /** `"columns":[…]` as JSON. */
  readonly head: string;
}

export type ReadAnswer =
  | {
    readonly ok: true;
    readonly body: string;
    /** Of a select: what it is, or null, for who wondered. */
    readonly lookUp?: LookUp | null;
    /** Likewise the tables on whose rows alone its answer hangs. */
    readonly sources?: readonly string[] | null;
  }
  /** Not provably short: to be run in a process that can be ended. */
  | { readonly ok: true; readonly slow: true }
  | Failure;

export interface WriterStats {
  readonly commits: number;
  readonly writes: number;
  /** Milliseconds of the last batch, from BEGIN to COMMIT on disk. */
  readonly commitMs: number;
  readonly head: number;
}

export type WriterMessage =
  /** A JSON array of `WriteJob`. */
  | { readonly type: "jobs"; readonly jobs: string }
  | { readonly type: "probe" }
  | { readonly type: "close" };
