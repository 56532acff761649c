/**
 * The one writer: requests that arrive while a commit is under way share the next transaction. Each
 * has a savepoint, so that its failure is its own, and is answered after COMMIT is on disk.
 */
import { Buffer } from "node:buffer";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue, Query, WireRow } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Actor, Application, Command, Told, Tx } from "../application.ts";
import { Capture, type CapturedRow, tooCostly } from "./capture.ts";
import { type Clock, momentOf, WriteClock } from "../clock.ts";
import { Checks } from "../schema/checks.ts";
import { DeferredKeys } from "./deferred_keys.ts";
import { toError, toFailure } from "../failure.ts";
import type { Commit, Failure, Unrehearsed, WriteJob, Written } from "../jobs.ts";
import { type Appended, Journal, type JournalHead, type Tip } from "../journal/journal.ts";
import type { JournalBudget } from "../journal/budget.ts";
import { KeptAnswers, partWithoutRows } from "./kept_answers.ts";
import { Leash } from "../bounds/leash.ts";
import { Meter } from "../bounds/meter.ts";
import { Pulse } from "../workers/pulse.ts";
import { Judge, type Judgement, LongToJudge } from "../schema/rights.ts";
import { readSchema } from "../schema/schema.ts";
import { Selects } from "../reading/select.ts";
import { allRows, type Row, runStatement } from "../sql/sqlite.ts";
import { StatementCache } from "../sql/statements.ts";
import { asInteger, bindParameters, toWireRow } from "../sql/values.ts";

export type WriteAnswer = Written | Unrehearsed | Failure;

/** Thrown to leave the savepoint of a write that has to be rehearsed. */
class NeedsRehearsal extends Error {}

interface Done {
  /** The answer without its closing brace or `seq`, or the whole answer of a command. */
  readonly body: (seq: number | null) => string;
  /** The same without the rows that it answers. */
  readonly outcome: (seq: number | null) => string;
  readonly kind: string;
  readonly statements: readonly string[];
  readonly detail: Readonly<Record<string, JsonValue>> | null;
  /** Tables with personal fields of which the answer may tell any row. */
  readonly tells: readonly string[];
  /** Rows whose personal fields are to be forgotten, once the journal has them. */
  readonly forgotten: readonly { readonly table: string; readonly key: WireRow }[];
}

/** What a command says that happened. */
interface Event {
  readonly kind: string;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

const NOTHING: readonly never[] = [];
const NOBODY: Actor = { userId: null, username: "", role: null, mode: "console", address: null, sessionId: null };
/** The writer itself, in the journal. */
const WRITER: Actor = { ...NOBODY, username: "comptoir" };

const CLOCK_PUT_BACK = "engine.clock_put_back";
/** Says so, whatever else the writer can do: `before` is the last time in the journal, `now` what the clock says. */
const clockPutBack: Command = (tx, input) => {
  tx.event("clock_put_back", input as Record<string, JsonValue>);
  return null;
};

export class Writer {
  readonly #statements: StatementCache;
  readonly #selects: Selects;
  readonly #judge: Judge;
  readonly #meter: Meter;
  readonly #leash: Leash;
  readonly #capture: Capture;
  readonly #journal: Journal;
  readonly #deferred: DeferredKeys;
  readonly #checks: Checks;
  /** The table of the statement that runs; what a command breaks names its own. */
  #target: string | null = null;
  readonly #kept: KeptAnswers;
  readonly #control: Record<"begin" | "commit" | "rollback" | "savepoint" | "release" | "undo", StatementSync>;
  readonly #commands: Readonly<Record<string, Command>>;
  readonly #told: Told | null;
  /** Which changes of which tables the application is told of. */
  readonly #watched: ReadonlyMap<string, (before: Row | null, after: Row | null) => boolean>;
  readonly #clock: WriteClock;
  #actor = NOBODY;
  /** The time of the request that is performed. */
  #now = "";
  #inCommand = false;
  #head: JournalHead;
  /** What the writer itself has committed and nobody was told of yet. */
  #own: Commit[] = [];
  commits = 0;
  writes = 0;

  /** `pulse` is told what is begun, for a thread inside SQLite can only be watched; `budget` bounds the tills' writes by SQL. */
  constructor(
    readonly db: DatabaseSync,
    application: Application,
    commands: Readonly<Record<string, Command>>,
    readonly clock: Clock,
    readonly pulse = new Pulse(),
    readonly budget: JournalBudget | null = null,
  ) {
    const schema = readSchema(db);
    this.#commands = { ...commands, [CLOCK_PUT_BACK]: clockPutBack };
    this.#clock = new WriteClock(clock);
    this.#told = application.told;
    this.#watched = new Map(Object.entries(application.told?.tables ?? {}));
    this.#statements = new StatementCache(db);
    this.#selects = new Selects(db, this.#statements);
    this.#meter = new Meter(db);
    this.#leash = new Leash(db, this.#meter, schema);
    this.#judge = new Judge(schema, application.rights, application.personal);
    db.function("_actor_id", () => this.#actor.userId === null ? null : BigInt(this.#actor.userId));
    db.function("_actor_role", () => this.#actor.role);
    db.function("_in_command", () => this.#inCommand ? 1n : 0n);
    db.function("_now", () => this.#now);
    for (const guard of application.guards) db.exec(guard);
    this.#capture = new Capture(db, this.#meter, schema, application.unfinished);
    this.#journal = new Journal(db, application.personal);
    this.#deferred = new DeferredKeys(db, schema);
    this.#checks = new Checks(db);
    this.#kept = new KeptAnswers(db, application.personal);
    this.#head = this.#journal.head();
    this.#control = {
      begin: db.prepare("BEGIN IMMEDIATE"),
      commit: db.prepare("COMMIT"),
      rollback: db.prepare("ROLLBACK"),
      savepoint: db.prepare("SAVEPOINT request"),
      release: db.prepare("RELEASE request"),
      undo: db.prepare("ROLLBACK TO request"),
    };
  }

  get head(): JournalHead {
    return this.#head;
  }

  /** Takes what the writer itself has committed since it was asked last, in `seq` order. */
  takeOwn(): readonly Commit[] {
    if (this.#own.length === 0) return NOTHING;
    const own = this.#own;
    this.#own = [];
    return own;
  }

  /**
   * Runs requests in one transaction, in order; each gets its own answer, until those are as long as one message may be: the rest is
   * left. `first` is where they stand in their batch.
   */
  run(jobs: readonly WriteJob[], first = 0): WriteAnswer[] {
    let head: Tip;
    let own: Commit | null = null;
    this.pulse.begin(LIMITS.ownWorkStuckMs);
    try {
      this.#journal.index.forget(0);
      this.#control.begin.run();
      head = this.#journal.head();
      if (this.#clock.wasPutBack(head.at)) ({ head, own } = this.#tellClock(head));
    } catch (error) {
      if (this.db.isTransaction) this.#control.rollback.run();
      return jobs.map(() => toFailure(error));
    }
    const answers: WriteAnswer[] = [];
    let chars = 0;
    for (const [at, job] of jobs.entries()) {
      // Hundreds of answers of 8 MiB in one message would fill the memory.
      if (chars > LIMITS.batchAnswerChars) break;
      this.pulse.begin(longestMs(job), first + at);
      try {
        const { answer, head: next } = this.#perform(job, head);
        answers.push(answer);
        if ("body" in answer) chars += answer.body.length;
        head = next;
      } catch (error) {
        answers.push(toFailure(error));
        // The request has ended everybody's transaction: the others run again without it, one by one.
        if (!this.db.isTransaction) return this.#apart(jobs, at, answers[at]!);
      }
    }
    this.pulse.begin(LIMITS.ownWorkStuckMs);
    try {
      this.#journal.index.write();
      this.#control.commit.run();
    } catch (error) {
      if (this.db.isTransaction) this.#control.rollback.run();
      return jobs.length === 1 ? [toFailure(error)] : this.#apart(jobs, -1, toFailure(error));
    }
    this.#head = head;
    this.commits += 1;
    if (own !== null) this.#own.push(own);
    for (const answer of answers) if (answer.ok && answer.seq !== null) this.writes += 1;
    return answers;
  }

  #apart(jobs: readonly WriteJob[], culprit: number, its: WriteAnswer): WriteAnswer[] {
    return jobs.map((job, at) => at === culprit ? its : this.run([job], at)[0]!);
  }

  /**
   * Told once, in front of what is dated by the clock as it stands now: the record's own time is the first after the
   * jump, and what follows it follows its time.
   */
  #tellClock(head: Tip): { head: Tip; own: Commit | null } {
    const input = { before: head.at, now: momentOf(this.clock) };
    const work = { kind: "command", name: CLOCK_PUT_BACK, input } as const;
    const told = this.#perform({ actor: WRITER, work, idempotency: null }, { ...head, at: "" });
    const { answer } = told;
    if (!answer.ok) throw "unrehearsed" in answer ? new Error("a step of the clock was sent back") : toError(answer);
    const { seq, at, changed } = answer;
    const by = { user_id: null, username: WRITER.username, role: null };
    return { head: told.head, own: changed === null ? null : { seq: seq!, at, by, changed } };
  }

  #perform(job: WriteJob, head: Tip): { answer: WriteAnswer; head: Tip } {
    this.#control.savepoint.run();
    const noted = this.#journal.index.mark;
    const begun = performance.now();
    try {
      // Before anything can be refused: what the request before touched is not this one's.
      this.#capture.clear();
      const at = this.#clock.after(head.at);
      const replayed = this.#kept.find(job);
      if (replayed !== null) {
        this.#control.release.run();
        return { answer: { ok: true, body: replayed, replayed: true, seq: null, at, changed: null }, head };
      }
      if (job.work.kind === "queries") this.budget?.admit(job.actor, begun);
      this.#actor = job.actor;
      this.#now = at;
      this.#target = null;
      const done = job.work.kind === "command" ? this.#command(job, job.work) : this.#queries(job, job.work, begun);
      const rows = this.#tell(job, done, this.#capture.rows());
      // A broken deferred key would fail the whole COMMIT, and everybody's requests with it.
      this.#deferred.check(rows);
      const recorded = this.#record(job, done, rows, head);
      const seq = recorded?.head.seq ?? null;
      const body = done.body(seq);
      // A long answer to what changed nothing (a batch of selects) is asked again, not kept for thirty days.
      if (seq !== null || body.length <= LIMITS.keptAnswerChars) {
        this.#kept.keep(job, at, body, () => done.outcome(seq), rows, done.tells);
      }
      const counts = job.idempotency !== null || body.length > LIMITS.smallFlowBytes;
      this.budget?.spend(job.actor, (recorded?.chars ?? 0) + (counts ? body.length : 0), begun);
      this.#control.release.run();
      return {
        answer: { ok: true, body, replayed: false, seq, at, changed: recorded?.changed ?? null },
        head: recorded?.head ?? head,
      };
    } catch (error) {
      if (!this.db.isTransaction) throw error;
      this.#control.undo.run();
      this.#control.release.run();
      this.#journal.index.forget(noted);
      // What was refused for its length was done in vain, and would be again.
      if (job.work.kind === "queries" && this.#capture.isMany) this.budget?.spend(job.actor, LIMITS.tillRecordChars, begun);
      if (error instanceof NeedsRehearsal) return { answer: { ok: false, unrehearsed: true }, head };
      return { answer: this.#checks.named(toFailure(error), this.#target), head };
    } finally {
      this.#actor = NOBODY;
    }
  }

  #record(job: WriteJob, done: Done, rows: readonly CapturedRow[], head: Tip): Appended | null {
    if (rows.length === 0 && done.detail === null) return null;
    const { kind, statements, detail } = done;
    const appended = this.#journal.append(head, { at: this.#now, actor: job.actor, kind, statements, detail, rows });
    for (const { table, key } of done.forgotten) {
      this.#journal.forget(table, key);
      this.#kept.forget(table, key);
    }
    return appended;
  }

  #queries(job: WriteJob, work: { readonly batch: boolean; readonly queries: readonly Query[] }, begun: number): Done {
    const role = this.#actor.role;
    if (role === null) throw new Error("a query has no role");
    const parts: string[] = [];
    const statements: string[] = [];
    let tells: readonly string[] = NOTHING;
    let bytes = 0;
    const isTill = role !== "administrateur";
    this.#inCommand = false;
    this.#capture.limit = isTill ? LIMITS.tillRows : Infinity;
    this.#capture.charsLimit = isTill ? LIMITS.tillRecordChars : Infinity;
    this.#meter.start(
      isTill ? LIMITS.tillWriteMs : LIMITS.ownerQueryMs,
      job.rehearsed === true ? Infinity : LIMITS.tillSteps,
      begun,
    );
    for (const [index, query] of work.queries.entries()) {
      try {
        const judgement = this.#judgeOf(job, role, query);
        this.#target = judgement.target;
        this.#capture.makesText = judgement.makesText;
        if (judgement.tells.length > 0) tells = [...tells, ...judgement.tells];
        const bounded = this.#leash.textOf(judgement, query);
        if (bounded === null) this.#mayRunLong(judgement.target, job);
        const part = this.#inTime(
          judgement,
          () => this.#query(bounded ?? this.#leash.unbounded(judgement), query, judgement.sql),
        );
        bytes += Buffer.byteLength(part);
        if (bytes > LIMITS.resultBytes + LIMITS.bodyBytes) throw new AppError("result_too_large");
        parts.push(part);
        if (judgement.type !== "select") statements.push(judgement.masked);
      } catch (error) {
        const failure = toFailure(error);
        if (!work.batch || !("code" in failure)) throw error;
        throw new AppError(failure.code, { ...failure.extras, index });
      }
    }
    const bodyOf = (parts: readonly string[], seq: number | null) =>
      work.batch ? `{"results":[${parts.join(",")}],"seq":${seq}}` : `${parts[0]!.slice(0, -1)},"seq":${seq}}`;
    const body = (seq: number | null) => bodyOf(parts, seq);
    const outcome = (seq: number | null) => bodyOf(parts.map(partWithoutRows), seq);
    return { body, outcome, kind: "write", statements, detail: null, tells, forgotten: NOTHING };
  }

  #judgeOf(job: WriteJob, role: Role, query: Query): Judgement {
    try {
      return this.#judge.judge(role, query.query, query.type, job.rehearsed);
    } catch (error) {
      if (error instanceof LongToJudge) this.#mayRunLong(null, job);
      throw error;
    }
  }

  /** Nothing stops reading inside this process: the owner's is rehearsed first, a till's is refused. */
  #mayRunLong(target: string | null, job: WriteJob): void {
    if (this.#actor.role !== "administrateur") throw tooCostly(target);
    if (job.rehearsed !== true) throw new NeedsRehearsal();
  }

  /** Tells why a statement was ended from inside. */
  #inTime<T>({ target }: Judgement, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!this.#capture.isOver && !this.#meter.isOver) throw error;
      if (this.#actor.role !== "administrateur") throw tooCostly(target);
      if (this.#meter.isSpent) throw new NeedsRehearsal();
      throw new AppError("query_timeout", { limit_s: LIMITS.ownerQueryMs / 1_000 });
    }
  }

  /** One judged statement's answer as JSON text, without `seq`; `sent` is its text as it was judged. */
  #query(judgement: Judgement, query: Query, sent: string): string {
    const bound = bindParameters(judgement.parameters, query.params ?? []);
    if (judgement.type === "select") return this.#selects.json(judgement, bound, sent);
    const { sql, target } = judgement;
    const returning = this.#statements.columns(sql);
    if (returning.length === 0) {
      const { changes } = runStatement(this.#statements.get(sql), bound);
      return this.#written(Number(changes), "[]", target);
    }
    const repeated = returning.find((name, at) => returning.indexOf(name) !== at);
    if (repeated !== undefined) throw new AppError("duplicate_columns", { column: repeated });
    // Read as bigint from the start: a write cannot be run again for a value beyond 2^53.
    const rows = allRows(this.#statements.withBigIntegers(sql), bound);
    const { n } = this.#statements.get("SELECT changes() AS n").get() as { n: number };
    const text = JSON.stringify(rows.map(toWireRow));
    if (Buffer.byteLength(text) > LIMITS.resultBytes) throw new AppError("result_too_large");
    return this.#written(n, text, target);
  }

  #written(changes: number, rows: string, target: string | null): string {
    const id = JSON.stringify(this.#capture.takeInsertedKey(target));
    return `{"changes":${changes},"last_insert_id":${id},"rows":${rows}}`;
  }

  #command(job: WriteJob, work: { readonly name: string; readonly input: JsonValue }): Done {
    const command = this.#commands[work.name];
    if (command === undefined) throw new Error(`no command '${work.name}'`);
    let event: Event | null = null;
    const forgotten: { table: string; key: WireRow }[] = [];
    const tx = this.#tx(job, (named) => event = named, forgotten);
    this.#inCommand = true;
    this.#capture.limit = this.#capture.charsLimit = Infinity;
    this.#capture.makesText = true;
    this.#meter.start(Infinity);
    const output = JSON.stringify(command(tx, work.input));
    const named = event as Event | null;
    const detail = named?.detail ?? null;
    const body = () => output;
    return { body, outcome: body, kind: named?.kind ?? work.name, statements: NOTHING, detail, tells: NOTHING, forgotten };
  }

  /** Lets the application hear of the engine's own events and of changed rows; answers all that was changed then. */
  #tell(job: WriteJob, { kind, detail }: Done, rows: CapturedRow[]): CapturedRow[] {
    if (this.#told === null) return rows;
    const watched = rows.filter(({ table, before, after }) => this.#watched.get(table.name)?.(before, after) === true);
    const own = job.work.kind === "command" && job.work.name.startsWith("engine.") && detail !== null;
    if (watched.length === 0 && !own) return rows;
    // Each is signed, and no meter looks at that.
    const isTills = job.work.kind === "queries" && job.actor.role !== "administrateur";
    if (isTills && watched.length > LIMITS.tillTold) throw tooCostly(watched[0]!.table.name);
    const command = job.work.kind === "command" ? job.work.name : null;
    const tx = this.#tx(job, () => {}, []);
    this.#inCommand = true;
    this.#capture.limit = this.#capture.charsLimit = Infinity;
    this.#capture.makesText = true;
    this.#meter.start(Infinity);
    if (own) this.#commands[this.#told.events]?.(tx, { kind, detail });
    for (const { table: { name: table }, op, before, after } of watched) {
      const image = (row: Row | null) => row === null ? null : toWireRow(row) as JsonValue;
      this.#commands[this.#told.changes]?.(tx, { table, op, command, before: image(before), after: image(after) });
    }
    return this.#capture.rows();
  }

  #tx(job: WriteJob, note: (event: Event) => void, forgotten: { table: string; key: WireRow }[]): Tx {
    return {
      actor: job.actor,
      now: this.#now,
      elapsed: () => this.clock.elapsed(),
      run: (sql, ...params) => {
        const { changes, lastInsertRowid } = this.#statements.get(sql).run(...params.map(asInteger));
        return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
      },
      get: (sql, ...params) => this.#statements.row(sql, params.map(asInteger)),
      all: (sql, ...params) => this.#statements.rows(sql, params.map(asInteger)),
      event: (kind, detail) => note({ kind, detail }),
      forget: (table, key) => forgotten.push({ table, key }),
      fail: (code, extras) => {
        throw new AppError(code, extras);
      },
    };
  }
}

/** How long a request may take before the writer counts as stuck with it. */
function longestMs({ actor, work, rehearsed }: WriteJob): number {
  if (work.kind === "command") return LIMITS.ownWorkStuckMs;
  if (rehearsed === true) return LIMITS.rehearsedStuckMs;
  return actor.role === "administrateur" ? LIMITS.ownerStuckMs : LIMITS.stuckMs;
}
