/**
 * The one door between the engine and the shop: what an application of the engine declares. The
 * engine knows no table and no command but through this.
 */
import type { SQLInputValue } from "node:sqlite";
import type { Bilingual, ErrorCode, Extras } from "../../shared/errors.ts";
import type { JsonValue, WireRow } from "../../shared/protocol.ts";
import type { Mode, Role } from "../../shared/roles.ts";
import type { Read, Row } from "./sql/sqlite.ts";
import type { CardWork, Chore, DisplayWork, PaperWork, PublicationWork, VoucherWork } from "./work.ts";

export type { Read };

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
/** A rule of the application: what it says to who breaks it, by an id that stays when its sentence changes. */
export interface Rule extends Bilingual {
  /** `rule:…`, or the column of a UNIQUE */
  readonly id: string;
}

/** Table → role → right; a role that is not named does not see the table. */
export type Rights = Readonly<Record<string, Readonly<Partial<Record<Role, TableRight>>>>>;

/** The database at one moment, to be looked at. Whole numbers are bound as integers. */
export interface Look {
  readonly actor: Actor;
  /** When it is done, RFC 3339 in UTC with milliseconds; what is written, never before what the journal holds already. */
  readonly now: string;
  /** An integer beyond ±(2^53 − 1) is decimal text in both; neither is for statements that change anything. */
  get(sql: string, ...params: SQLInputValue[]): Row | undefined;
  all(sql: string, ...params: SQLInputValue[]): Row[];
  /** Ends the request: nothing of it stays. */
  fail(code: ErrorCode, extras?: Extras): never;
}

/** The database inside one request's savepoint. */
export interface Tx extends Look {
  /** Milliseconds, for durations: no jump of the PC's clock touches their differences. Begins anew with the server. */
  elapsed(): number;
  run(sql: string, ...params: SQLInputValue[]): { readonly changes: number; readonly lastInsertRowid: number };
  /** Does what a rule may refuse: then it answers why, as the error's extras, and the request goes on. */
  attempt(deed: () => void): Extras | null;
  /** Nothing of the request stays, yet it is answered: it was to show what would come of it. */
  undo(): void;
  /** Names what happened, for the journal: without it a request that changes no journaled table leaves no row. */
  event(kind: string, detail: Readonly<Record<string, JsonValue>>): void;
  /** Forgets a row's personal fields: what the journal and kept answers hold of them says nothing any more. */
  forget(table: string, key: WireRow): void;
}

/** A transaction by name: synchronous, run by the writer alone. */
export type Command = (tx: Tx, input: JsonValue) => JsonValue;

/** A look-up by name: synchronous, run by a reader; it waits for no writer and none waits for it. */
export type Question = (look: Look, input: JsonValue) => JsonValue;

/** Commands of the application that the engine runs within the transaction of what they are told. */
export interface Told {
  /** Hears `{kind, detail}` of each event of the engine's own: `server_started`, `user_changed`, `restored` … */
  readonly events: string;
  /** Hears `{table, op, command, before, after}` of each row of `tables` that a request changed, by SQL (`command` is null) or by a command. */
  readonly changes: string;
  /** Table → which of its changes; integers may be bigint. Asked for every row that is written: it must cost next to nothing. */
  readonly tables: Readonly<Record<string, (before: Row | null, after: Row | null) => boolean>>;
}

/** What must be known of a database when it is lost: kept in a signed file beside it. */
export interface Remembered {
  readonly file: string;
  /** Asked once a second at most, and of a database that is about to be replaced, of whatever age: a few look-ups, no walk. */
  of(read: Read): JsonValue;
}

/** What the application is given when the writer opens the database. */
export interface Surroundings {
  /** The program's version. */
  readonly version: string;
  /** A secret in a file of its own beside the database, made by `make` when there is none. */
  secret(name: string, make: () => string): string;
  /** The first row of a query on the database as it was opened. */
  read(sql: string): Row | undefined;
  /** The engine's own commands, for what the application has to do of them within a transaction of its own. */
  readonly engine: Readonly<Record<string, Command>>;
}

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** CHECKs that end with it, table → as they are written: no ALTER TABLE of before SQLite 3.53 finds them, and a table of millions of rows need not be copied. */
  readonly lifts?: Readonly<Record<string, string>>;
}

/** The people of the application: whoever has an account is one of them, by the same number. */
export interface People {
  /** The table that holds them; null for an application that has none. What changes there may be a name. */
  readonly table: string | null;
  /** A number for the next account, which is no other person's. */
  nextId(tx: Tx): number;
  /** Called in the same transaction when an account is made or changed. */
  accountChanged(tx: Tx, user: { id: number; name: string; role: Role; active: boolean }): void;
}

/** A year whose records may be moved into a sealed file: those dated before a moment, RFC 3339, that are not in an earlier one. */
export interface SealableYear {
  readonly year: number;
  readonly until: string;
}

/** A figure by its name in Prometheus, without the program's. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: number;
}

export interface Application {
  /** Append-only: a migration that was ever released never changes. */
  readonly migrations: readonly Migration[];
  readonly rights: Rights;
  /**
   * TEMP triggers of the writer's connection: rules that depend on the caller. They may call
   * `_actor_id()`, `_actor_role()`, `_in_command()` and `_now()`, which triggers in the file may not; and
   * `_held_by('table.column', name)`: should UNIQUE refuse the value now, the rule `UNIQUE table.column` says whose it is.
   */
  readonly guards: readonly string[];
  /** Its rules by what is stored of each: a constraint's name, `UNIQUE table.column`, or what a trigger raises. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** Column → what people call it, in whatever table: what is refused is told by that. */
  readonly labels: Readonly<Record<string, Bilingual>>;
  /**
   * Table → an SQL condition on `OLD`: the row was inserted in this very request and its triggers are
   * still completing it. No row may stay like that.
   */
  readonly unfinished: Readonly<Record<string, string>>;
  commands(surroundings: Surroundings): Readonly<Record<string, Command>>;
  /** Commands that are done on a nearly full disk as well: money hangs on them. */
  readonly vital: ReadonlySet<string>;
  readonly questions: Readonly<Record<string, Question>>;
  readonly chores: readonly Chore[];
  /** null for one that prints nothing by itself. */
  readonly paper: PaperWork | null;
  /** null for one that takes no cards by itself. */
  readonly cards: CardWork | null;
  /** null for one that belongs to no chain. */
  readonly publications: PublicationWork | null;
  /** null for one whose vouchers no other shop takes. */
  readonly vouchers: VoucherWork | null;
  /** The question that answers all scales on its counters: `{name, address}`. null for none. */
  readonly scales: string | null;
  /** The question that answers what may be told to who helps from afar: nobody's name. null for nothing. */
  readonly support: string | null;
  /** The question that answers what a watcher of machines is told: a list of `Gauge`, read in a moment. null for nothing. */
  readonly gauges: string | null;
  /** null for an application that need not hear of anything. */
  readonly told: Told | null;
  /** null for one whose backups are as good as what they replace. */
  readonly remembered: Remembered | null;
  /** Table → columns that name a living person: the journal keeps salted hashes of them. No command's answer holds them. */
  readonly personal: Readonly<Record<string, readonly string[]>>;
  readonly people: People;
  /** The question that answers whether `{caisse, cle}` is one of its devices: true or false. null for one that has none. */
  readonly devices: string | null;
  /** null for one that shows nothing to who has no account. */
  readonly displays: DisplayWork | null;
  /** Where it keeps its time zone, in a table of one row: an IANA name, or NULL for the PC's. null for one that has none. */
  readonly timeZone: { readonly table: string; readonly column: string } | null;
  /**
   * The question that answers which years' journal may be moved into sealed files, of `{annee, depuis}`, the last of them (null: as
   * many as may be) and the moment of the first record that is not yet: `{refus, annees}`, why not (or not more), or `{year, until}`
   * in order. null for none ever.
   */
  readonly sealable: string | null;
  /** A table whose new rows are worth a backup at once, and the column that says when each was made. null for none. */
  readonly milestones: { readonly table: string; readonly at: string } | null;
}

/** What a reader needs of it. */
export type Readable = Pick<Application, "rights" | "questions">;
