/** A reader beside the writer: judged selects that are provably short, and the engine's own reading. */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Application } from "./application.ts";
import { toFailure } from "./failure.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";
import { Judge } from "./rights.ts";
import { readSchema } from "./schema.ts";
import { selectJson } from "./select.ts";
import { setLimits } from "./sqlite.ts";
import { StatementCache } from "./statements.ts";
import { bindParameters, parameterChars } from "./values.ts";

export class Reader {
  readonly #statements: StatementCache;
  readonly #judge: Judge;

  constructor(db: DatabaseSync, application: Application, readonly runsSlow: boolean) {
    setLimits(db, LIMITS.resultBytes + 64, LIMITS.likePatternBytes);
    this.#statements = new StatementCache(db);
    this.#judge = new Judge(readSchema(db), application.rights);
  }

  run(job: ReadJob): ReadAnswer {
    try {
      if (job.kind === "select") return this.#select(job.role, job.query);
      if (job.kind === "rehearsal") throw new Error("a rehearsal belongs into a process of its own");
      return { ok: true, body: JSON.stringify(this.#statements.get(job.sql).all(...job.params)) };
    } catch (error) {
      return toFailure(error);
    }
  }

  #select(role: Role, query: Query): ReadAnswer {
    const judgement = this.#judge.judge(role, query.query, query.type);
    const bound = bindParameters(judgement.parameters, query.params ?? []);
    if (!this.runsSlow && parameterChars(query.params) > judgement.shortUpTo) return { ok: true, slow: true };
    return { ok: true, body: selectJson(this.#statements, judgement, bound) };
  }
}
