/** Runs commands by name, and those of the application that hear of what others did, within the same savepoint. */
import { AppError, type Extras } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue, WireRow } from "../../../shared/protocol.ts";
import type { Command, Told, Tx } from "../application.ts";
import type { Clock } from "../clock.ts";
import type { Failure, WriteJob } from "../jobs.ts";
import type { Row } from "../sql/sqlite.ts";
import { asInteger, toWireRow } from "../sql/values.ts";
import { type CapturedRow, tooCostly } from "./capture.ts";
import type { Done } from "./done.ts";
import type { Setting } from "./setting.ts";

/** What a command says that happened. */
interface Event {
  readonly kind: string;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

const NOTHING: readonly never[] = [];

export class CommandRunner {
  /** Which changes of which tables the application is told of. */
  readonly #watched: ReadonlyMap<string, (before: Row | null, after: Row | null) => boolean>;

  constructor(
    readonly setting: Setting,
    readonly commands: Readonly<Record<string, Command>>,
    readonly told: Told | null,
    readonly clock: Clock,
    /** What was thrown, as it is told. */
    readonly named: (error: unknown) => Failure,
  ) {
    this.#watched = new Map(Object.entries(told?.tables ?? {}));
  }

  run(job: WriteJob, work: { readonly name: string; readonly input: JsonValue }): Done {
    const command = this.commands[work.name];
    if (command === undefined) throw new Error(`no command '${work.name}'`);
    let event: Event | null = null;
    const forgotten: { table: string; key: WireRow }[] = [];
    let undone = false;
    const tx = this.#tx(job, (named) => event = named, forgotten, () => undone = true);
    this.setting.free();
    const output = JSON.stringify(command(tx, work.input));
    const named = event as Event | null;
    const detail = named?.detail ?? null;
    const body = () => output;
    const kind = named?.kind ?? work.name;
    return { body, outcome: body, kind, statements: NOTHING, detail, tells: NOTHING, forgotten, undone };
  }

  /** Lets the application hear of the engine's own events and of changed rows; answers all that was changed then. */
  tell(job: WriteJob, { kind, detail }: Done, rows: CapturedRow[]): CapturedRow[] {
    if (this.told === null) return rows;
    const watched = rows.filter(({ table, before, after }) => this.#watched.get(table.name)?.(before, after) === true);
    const own = job.work.kind === "command" && job.work.name.startsWith("engine.") && detail !== null;
    if (watched.length === 0 && !own) return rows;
    // Each is signed, and no meter looks at that.
    const isTills = job.work.kind === "queries" && job.actor.role !== "administrateur";
    if (isTills && watched.length > LIMITS.tillTold) throw tooCostly(watched[0]!.table.name);
    const command = job.work.kind === "command" ? job.work.name : null;
    const tx = this.#tx(job, () => {}, [], () => {});
    this.setting.free();
    if (own) this.commands[this.told.events]?.(tx, { kind, detail });
    for (const { table: { name: table }, op, before, after } of watched) {
      const image = (row: Row | null) => row === null ? null : toWireRow(row) as JsonValue;
      this.commands[this.told.changes]?.(tx, { table, op, command, before: image(before), after: image(after) });
    }
    return this.setting.capture.rows();
  }

  #tx(job: WriteJob, note: (event: Event) => void, forgotten: { table: string; key: WireRow }[], undo: () => void): Tx {
    return {
      undo,
      attempt: (deed) => this.#attempt(deed),
      actor: job.actor,
      now: this.setting.now,
      elapsed: () => this.clock.elapsed(),
      run: (sql, ...params) => {
        const { changes, lastInsertRowid } = this.setting.statements.get(sql).run(...params.map(asInteger));
        return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
      },
      get: (sql, ...params) => this.setting.statements.row(sql, params.map(asInteger)),
      all: (sql, ...params) => this.setting.statements.rows(sql, params.map(asInteger)),
      event: (kind, detail) => note({ kind, detail }),
      forget: (table, key) => forgotten.push({ table, key }),
      fail: (code, extras) => {
        throw new AppError(code, extras);
      },
    };
  }

  #attempt(deed: () => void): Extras | null {
    try {
      deed();
      return null;
    } catch (error) {
      const failure = this.named(error);
      // A statement that a rule refuses is undone by itself; what else goes wrong may have ended everybody's transaction.
      if (!("code" in failure) || failure.code !== "constraint_violation") throw error;
      return failure.extras;
    }
  }
}
