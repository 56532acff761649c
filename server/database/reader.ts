/** A reader beside the writer: judged selects that are provably short, and the engine's own reading. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { Buffer } from "node:buffer";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Application, Look, Question } from "./application.ts";
import { type Clock, momentOf } from "./clock.ts";
import { toFailure } from "./failure.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";
import { findRecords, type JournalSearch, walksFar, writeRecords } from "./journal_search.ts";
import { Judge } from "./rights.ts";
import { readSchema } from "./schema.ts";
import { selectJson } from "./select.ts";
import { setLimits, setValueLimit } from "./sqlite.ts";
import { StatementCache } from "./statements.ts";
import { asInteger, bindParameters, parameterChars } from "./values.ts";

const CLIENT_VALUE_BYTES = LIMITS.resultBytes + 64;

/** Does what one query of a batch asks; its error names the query. */
function inBatch<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const failure = toFailure(error);
    throw "code" in failure ? new AppError(failure.code, { ...failure.extras, index }) : error;
  }
}

export class Reader {
  readonly #statements: StatementCache;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #judge: Judge;
  readonly #questions: Readonly<Record<string, Question>>;

  constructor(readonly db: DatabaseSync, application: Application, readonly runsSlow: boolean, readonly clock: Clock) {
    setLimits(db, CLIENT_VALUE_BYTES, LIMITS.likePatternBytes);
    this.#statements = new StatementCache(db);
    this.#begin = db.prepare("BEGIN");
    this.#commit = db.prepare("COMMIT");
    this.#judge = new Judge(readSchema(db), application.rights);
    this.#questions = application.questions;
  }

  run(job: ReadJob): ReadAnswer {
    try {
      if (job.kind === "select") return this.#select(job.role, job.query);
      if (job.kind === "selects") return this.#selects(job.role, job.queries);
      if (job.kind === "question") return { ok: true, body: this.#question(job) };
      if (job.kind === "find") return this.#find(job.search);
      if (job.kind === "records") return { ok: true, body: this.#long(() => writeRecords(this.#statements, job.seqs, job.form)) };
      return { ok: true, body: this.#long(() => JSON.stringify(this.#statements.get(job.sql).all(...job.params))) };
    } catch (error) {
      return toFailure(error);
    }
  }

  /** The journal's record of a large write is longer than anything that a client may ask for. */
  #long<T>(work: () => T): T {
    setValueLimit(this.db, LIMITS.writerValueBytes);
    try {
      return work();
    } finally {
      setValueLimit(this.db, CLIENT_VALUE_BYTES);
    }
  }

  #select(role: Role, query: Query): ReadAnswer {
    const judgement = this.#judge.judge(role, query.query, query.type);
    const bound = bindParameters(judgement.parameters, query.params ?? []);
    if (!this.runsSlow && parameterChars(query.params) > judgement.shortUpTo) return { ok: true, slow: true };
    return { ok: true, body: selectJson(this.#statements, judgement, bound) };
  }

  #find(search: JournalSearch): ReadAnswer {
    if (!this.runsSlow && walksFar(search)) return { ok: true, slow: true };
    return { ok: true, body: JSON.stringify(findRecords(this.#statements, search)) };
  }

  #question({ name, actor, input }: Extract<ReadJob, { kind: "question" }>): string {
    const question = this.#questions[name];
    if (question === undefined) throw new Error(`no question '${name}'`);
    const look: Look = {
      actor,
      now: momentOf(this.clock),
      get: (sql, ...params) => this.#statements.row(sql, params.map(asInteger)),
      all: (sql, ...params) => this.#statements.rows(sql, params.map(asInteger)),
      fail: (code, extras) => {
        throw new AppError(code, extras);
      },
    };
    return this.#atOneMoment(() => JSON.stringify(question(look, input)));
  }

  /** All that is read meanwhile is as it was at its beginning. */
  #atOneMoment<T>(work: () => T): T {
    this.#begin.run();
    try {
      return work();
    } finally {
      this.#commit.run();
    }
  }

  #selects(role: Role, queries: readonly Query[]): ReadAnswer {
    const walks = queries.reduce((sum, query, at) => {
      return sum + inBatch(at, () => this.#judge.judge(role, query.query, query.type)).walks;
    }, 0);
    if (!this.runsSlow && walks > LIMITS.batchWalks) return { ok: true, slow: true };
    return this.#atOneMoment(() => {
      const parts: string[] = [];
      let bytes = 0;
      for (const [at, query] of queries.entries()) {
        const answer = inBatch(at, () => this.#select(role, query));
        if (!answer.ok || "slow" in answer) return answer;
        bytes += Buffer.byteLength(answer.body);
        if (bytes > LIMITS.resultBytes + LIMITS.bodyBytes) throw new AppError("result_too_large", { index: at });
        parts.push(answer.body);
      }
      return { ok: true, body: `{"results":[${parts.join(",")}],"seq":null}` };
    });
  }
}
