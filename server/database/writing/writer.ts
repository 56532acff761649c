/**
 * The one writer: requests that arrive while a commit is under way share the next transaction. Each
 * has a savepoint, so that its failure is its own, and is answered after COMMIT is on disk.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import { SERVER } from "../actors.ts";
import type { Application, Command } from "../application.ts";
import { type Clock, momentOf, WriteClock } from "../clock.ts";
import { toError, toFailure } from "../failure.ts";
import type { ContentMark } from "../files/content_mark.ts";
import type { Commit, WriteAnswer, WriteJob } from "../jobs.ts";
import type { JournalBudget } from "../journal/budget.ts";
import type { JournalHead, Tip } from "../journal/journal.ts";
import { Pulse } from "../workers/pulse.ts";
import { CLOCK_PUT_BACK, clockPutBack, clockStep } from "./clock_step.ts";
import { Requests } from "./requests.ts";

const NOTHING: readonly never[] = [];

export class Writer {
  readonly #requests: Requests;
  #head: JournalHead;
  /** What the writer itself has committed and nobody was told of yet. */
  #own: Commit[] = [];
  commits = 0;
  writes = 0;

  /**
   * `pulse` is told what is begun, for a thread inside SQLite can only be watched; `budget` bounds the tills' writes by SQL;
   * `mark` tells the file from its copies.
   */
  constructor(
    readonly db: DatabaseSync,
    application: Application,
    commands: Readonly<Record<string, Command>>,
    readonly clock: Clock,
    readonly pulse = new Pulse(),
    readonly budget: JournalBudget | null = null,
    readonly mark: ContentMark | null = null,
  ) {
    const known = { ...commands, [CLOCK_PUT_BACK]: clockPutBack };
    this.#requests = new Requests(db, application, known, new WriteClock(clock), budget);
    this.#head = this.#requests.journal.head();
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
    const { transaction, journal, clock } = this.#requests;
    let head: Tip;
    let own: Commit | null = null;
    this.pulse.begin(LIMITS.ownWorkStuckMs);
    try {
      journal.index.begin();
      transaction.begin();
      this.mark?.raise();
      head = journal.head();
      if (clock.wasPutBack(head.at)) ({ head, own } = this.#tellClock(head));
    } catch (error) {
      transaction.rollBack();
      return jobs.map(() => toFailure(error));
    }
    const answers: WriteAnswer[] = [];
    let chars = 0;
    for (const [at, job] of jobs.entries()) {
      // Hundreds of answers of 8 MiB in one message would fill the memory.
      if (chars > LIMITS.batchAnswerChars) break;
      this.pulse.begin(longestMs(job), first + at);
      try {
        const { answer, head: next } = this.#requests.perform(job, head);
        answers.push(answer);
        if ("body" in answer) chars += answer.body.length;
        head = next;
      } catch (error) {
        answers.push(toFailure(error));
        // The request has ended everybody's transaction: the others run again without it, one by one.
        if (!transaction.isOpen) return this.#apart(jobs, at, answers[at]!);
      }
    }
    this.pulse.begin(LIMITS.ownWorkStuckMs);
    try {
      journal.index.write();
      transaction.commit();
      journal.index.committed();
    } catch (error) {
      transaction.rollBack();
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
    const told = this.#requests.perform(clockStep(head.at, momentOf(this.clock)), { ...head, at: "" });
    const { answer } = told;
    if (!answer.ok) throw "unrehearsed" in answer ? new Error("a step of the clock was sent back") : toError(answer);
    const { seq, at, changed } = answer;
    const by = { user_id: null, username: SERVER.username, role: null };
    return { head: told.head, own: changed === null ? null : { seq: seq!, at, by, changed } };
  }
}

/** How long a request may take before the writer counts as stuck with it. */
function longestMs({ actor, work, rehearsed }: WriteJob): number {
  if (work.kind === "command") return LIMITS.ownWorkStuckMs;
  if (rehearsed === true) return LIMITS.rehearsedStuckMs;
  return actor.role === "administrateur" ? LIMITS.ownerStuckMs : LIMITS.stuckMs;
}
