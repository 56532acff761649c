/**
 * One request in a savepoint of its own, so that its failure is its own: done or answered again, told of, journaled, its
 * answer kept; or undone.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { Application, Command } from "../application.ts";
import type { WriteClock } from "../clock.ts";
import { toFailure } from "../failure.ts";
import type { Failure, WriteAnswer, WriteJob } from "../jobs.ts";
import type { JournalBudget } from "../journal/budget.ts";
import { type Appended, Journal, type Tip } from "../journal/journal.ts";
import { Checks } from "../schema/checks.ts";
import { readSchema } from "../schema/schema.ts";
import type { CapturedRow } from "./capture.ts";
import { CommandRunner } from "./command_runner.ts";
import { DeferredKeys } from "./deferred_keys.ts";
import type { Done } from "./done.ts";
import { KeptAnswers } from "./kept_answers.ts";
import { Setting } from "./setting.ts";
import { NeedsRehearsal, StatementRunner } from "./statement_runner.ts";
import { Transaction } from "./transaction.ts";

/** A request's answer, and the journal's last record after it. */
export interface Performed {
  readonly answer: WriteAnswer;
  readonly head: Tip;
}

export class Requests {
  readonly transaction: Transaction;
  readonly journal: Journal;
  readonly #setting: Setting;
  readonly #statements: StatementRunner;
  readonly #commands: CommandRunner;
  readonly #deferred: DeferredKeys;
  readonly #checks: Checks;
  readonly #kept: KeptAnswers;

  constructor(
    db: DatabaseSync,
    application: Application,
    commands: Readonly<Record<string, Command>>,
    readonly clock: WriteClock,
    readonly budget: JournalBudget | null,
  ) {
    const schema = readSchema(db);
    this.transaction = new Transaction(db);
    this.#setting = new Setting(db, application, schema);
    this.#statements = new StatementRunner(this.#setting, schema, application);
    this.#commands = new CommandRunner(this.#setting, commands, application.told, clock.clock, (error) => this.#named(error));
    this.journal = new Journal(db, application.personal);
    this.#deferred = new DeferredKeys(db, schema);
    this.#checks = new Checks(db);
    this.#kept = new KeptAnswers(db, application.personal);
  }

  /** `head` is the journal's last record so far. Throws when the request has ended everybody's transaction. */
  perform(job: WriteJob, head: Tip): Performed {
    this.transaction.beginRequest();
    const noted = this.journal.index.mark;
    const begun = performance.now();
    try {
      // Before anything can be refused: what the request before touched is not this one's.
      this.#setting.capture.clear();
      const at = this.clock.after(head.at);
      const replayed = this.#kept.find(job);
      if (replayed !== null) {
        this.transaction.keepRequest();
        return { answer: { ok: true, body: replayed, replayed: true, seq: null, at, changed: null }, head };
      }
      if (job.work.kind === "queries") this.budget?.admit(job.actor, begun);
      this.#setting.enter(job.actor, at);
      this.#statements.target = null;
      const done = job.work.kind === "command" ? this.#commands.run(job, job.work) : this.#statements.run(job, job.work, begun);
      if (done.undone) {
        this.transaction.undoRequest();
        return { answer: { ok: true, body: done.body(null), replayed: false, seq: null, at, changed: null }, head };
      }
      const rows = this.#commands.tell(job, done, this.#setting.capture.rows());
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
      this.transaction.keepRequest();
      return {
        answer: { ok: true, body, replayed: false, seq, at, changed: recorded?.changed ?? null },
        head: recorded?.head ?? head,
      };
    } catch (error) {
      if (!this.transaction.isOpen) throw error;
      this.transaction.undoRequest();
      this.journal.index.forget(noted);
      // What was refused for its length was done in vain, and would be again.
      if (job.work.kind === "queries" && this.#setting.capture.isMany) {
        this.budget?.spend(job.actor, LIMITS.tillRecordChars, begun);
      }
      if (error instanceof NeedsRehearsal) return { answer: { ok: false, unrehearsed: true }, head };
      return { answer: this.#named(error), head };
    } finally {
      this.#setting.leave();
    }
  }

  #named(error: unknown): Failure {
    return this.#checks.named(this.#setting.held(toFailure(error)), this.#statements.target);
  }

  #record(job: WriteJob, done: Done, rows: readonly CapturedRow[], head: Tip): Appended | null {
    if (rows.length === 0 && done.detail === null) return null;
    const { kind, statements, detail } = done;
    const appended = this.journal.append(head, { at: this.#setting.now, actor: job.actor, kind, statements, detail, rows });
    for (const { table, key } of done.forgotten) {
      this.journal.forget(table, key);
      this.#kept.forget(table, key);
    }
    return appended;
  }
}
