/**
 * What every request runs in, on the writer's connection: who asks and when, as triggers may ask, how far it may go, and
 * what it touches.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { Actor, Application } from "../application.ts";
import { Leash } from "../bounds/leash.ts";
import { Meter } from "../bounds/meter.ts";
import type { Failure } from "../jobs.ts";
import type { Table } from "../schema/schema.ts";
import { StatementCache } from "../sql/statements.ts";
import { Capture } from "./capture.ts";

type Caller = Pick<Actor, "userId" | "role">;

const NOBODY: Caller = { userId: null, role: null };

export class Setting {
  readonly statements: StatementCache;
  readonly meter: Meter;
  readonly leash: Leash;
  readonly capture: Capture;
  #caller = NOBODY;
  #now = "";
  #inCommand = false;
  #held: { readonly column: string; readonly by: string } | null = null;

  constructor(readonly db: DatabaseSync, application: Application, schema: readonly Table[]) {
    this.statements = new StatementCache(db);
    this.meter = new Meter(db);
    this.leash = new Leash(db, this.meter, schema);
    db.function("_actor_id", () => this.#caller.userId === null ? null : BigInt(this.#caller.userId));
    db.function("_actor_role", () => this.#caller.role);
    db.function("_in_command", () => this.#inCommand ? 1n : 0n);
    db.function("_now", () => this.#now);
    db.function("_held_by", (column, by) => {
      this.#held = { column: String(column), by: String(by) };
      return null;
    });
    for (const guard of application.guards) db.exec(guard);
    this.capture = new Capture(db, this.meter, schema, application.unfinished);
  }

  /** The time of the request that is performed. */
  get now(): string {
    return this.#now;
  }

  /** The failure, saying whose the value is where a UNIQUE was broken and a guard has told. */
  held(failure: Failure): Failure {
    if (this.#held === null || !("code" in failure)) return failure;
    const { column, by } = this.#held;
    if (failure.extras["sqlite"] !== `UNIQUE constraint failed: ${column}`) return failure;
    return { ...failure, extras: { ...failure.extras, constraint: `UNIQUE ${column}`, subject: by } };
  }

  enter(caller: Caller, now: string): void {
    this.#caller = caller;
    this.#now = now;
    this.#held = null;
  }

  leave(): void {
    this.#caller = NOBODY;
  }

  /** For SQL that is sent: all of a request together. Its search is not counted where it was tried before. */
  bind(isTill: boolean, rehearsed: boolean, begun: number): void {
    this.#inCommand = false;
    this.capture.limit = isTill ? LIMITS.tillRows : Infinity;
    this.capture.charsLimit = isTill ? LIMITS.tillRecordChars : Infinity;
    this.meter.start(isTill ? LIMITS.tillWriteMs : LIMITS.ownerQueryMs, rehearsed ? Infinity : LIMITS.tillSteps, begun);
  }

  /** For the program's own commands: guards let them pass, and nothing bounds them. */
  free(): void {
    this.#inCommand = true;
    this.capture.limit = this.capture.charsLimit = Infinity;
    this.capture.makesText = true;
    this.meter.start(Infinity);
  }
}
