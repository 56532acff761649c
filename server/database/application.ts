/**
 * The one door between the engine and the shop: what an application of the engine declares. The
 * engine knows no table and no command but through this.
 */
import type { SQLInputValue } from "node:sqlite";
import type { ErrorCode, Extras } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Mode, Role } from "../../shared/roles.ts";
import type { Row } from "./sqlite.ts";

/** Who asks. `mode` is `console` for the command line on the server PC and for the server itself. */
export interface Actor {
  readonly userId: number | null;
  readonly username: string;
  readonly role: Role | null;
  readonly mode: Mode | "console";
  readonly address: string | null;
  readonly sessionId: string | null;
}

/** What a role may do with a table. A table is seen whole or not at all: secrets live in tables of their own. */
export interface TableRight {
  readonly insert?: readonly string[] | "all";
  readonly update?: readonly string[] | "all";
  readonly delete?: true;
}
/** Table → role → right; a role that is not named does not see the table. */
export type Rights = Readonly<Record<string, Readonly<Partial<Record<Role, TableRight>>>>>;

/** The database inside one request's savepoint. Values are as node:sqlite takes them: integers as bigint. */
export interface Tx {
  readonly actor: Actor;
  /** The request's time, RFC 3339 in UTC with milliseconds. */
  readonly now: string;
  run(sql: string, ...params: SQLInputValue[]): { readonly changes: number; readonly lastInsertRowid: number };
  get(sql: string, ...params: SQLInputValue[]): Row | undefined;
  all(sql: string, ...params: SQLInputValue[]): Row[];
  /** Names what happened, for the journal: without it a request that changes no journaled table leaves no row. */
  event(kind: string, detail: Readonly<Record<string, JsonValue>>): void;
  /** Ends the request: nothing of it stays. */
  fail(code: ErrorCode, extras?: Extras): never;
}

/** A transaction by name: synchronous, run by the writer alone. */
export type Command = (tx: Tx, input: JsonValue) => JsonValue;

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export interface Application {
  /** Append-only: a migration that was ever released never changes. */
  readonly migrations: readonly Migration[];
  readonly rights: Rights;
  /**
   * TEMP triggers of the writer's connection: rules that depend on the caller. They may call
   * `_actor_id()`, `_actor_role()` and `_in_command()`, which triggers in the file may not.
   */
  readonly guards: readonly string[];
  readonly commands: Readonly<Record<string, Command>>;
  /** Table → columns that name a living person: the journal keeps salted hashes of them. */
  readonly personal: Readonly<Record<string, readonly string[]>>;
  /** Called in the same transaction when an account is made or changed. */
  onUserChanged(tx: Tx, user: { id: number; name: string; role: Role; active: boolean }): void;
}
