/** A reader beside the writer: judged selects that are provably short, and the engine's own reading. */
import type { DatabaseSync } from "node:sqlite";
import { Buffer } from "node:buffer";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Application } from "./application.ts";
import { toFailure } from "./failure.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";
import { Judge } from "./rights.ts";
import { readSchema } from "./schema.ts";
import { selectJson } from "./select.ts";
import { setLimits, setValueLimit } from "./sqlite.ts";
import { StatementCache } from "./statements.ts";
import { bindParameters, parameterChars } from "./values.ts";

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
  readonly #judge: Judge;

  constructor(readonly db: DatabaseSync, application: Application, readonly runsSlow: boolean) {
    setLimits(db, CLIENT_VALUE_BYTES, LIMITS.likePatternBytes);
    this.#statements = new StatementCache(db);
    this.#judge = new Judge(readSchema(db), application.rights);
  }

  run(job: ReadJob): ReadAnswer {
    try {
      if (job.kind === "select") return this.#select(job.role, job.query);
      if (job.kind === "selects") return this.#selects(job.role, job.queries);
      if (job.kind === "rehearsal") throw new Error("a rehearsal belongs into a process of its own");
      return { ok: true, body: this.#internal(job.sql, job.params) };
    } catch (error) {
      return toFailure(error);
    }
  }

  /** The journal's record of a large write is longer than anything that a client may ask for. */
  #internal(sql: string, params: readonly (string | number | null)[]): string {
    setValueLimit(this.db, LIMITS.writerValueBytes);
    try {
      return JSON.stringify(this.#statements.get(sql).all(...params));
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

  #selects(role: Role, queries: readonly Query[]): ReadAnswer {
    const walks = queries.reduce((sum, query, at) => {
      return sum + inBatch(at, () => this.#judge.judge(role, query.query, query.type)).walks;
    }, 0);
    if (!this.runsSlow && walks > LIMITS.batchWalks) return { ok: true, slow: true };
    const parts: string[] = [];
    let bytes = 0;
    this.db.exec("BEGIN");
    try {
      for (const [at, query] of queries.entries()) {
        const answer = inBatch(at, () => this.#select(role, query));
        if (!answer.ok || "slow" in answer) return answer;
        bytes += Buffer.byteLength(answer.body);
        if (bytes > LIMITS.resultBytes + LIMITS.bodyBytes) throw new AppError("result_too_large", { index: at });
        parts.push(answer.body);
      }
    } finally {
      this.db.exec("COMMIT");
    }
    return { ok: true, body: `{"results":[${parts.join(",")}],"seq":null}` };
  }
}
