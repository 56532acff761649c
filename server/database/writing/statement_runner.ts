/** Runs the judged statements of one request, alone or as a batch: each within what its caller may take of the writer's time. */
import { Buffer } from "node:buffer";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Application } from "../application.ts";
import { toFailure } from "../failure.ts";
import type { WriteJob } from "../jobs.ts";
import { Selects } from "../reading/select.ts";
import { Judge } from "../schema/judge.ts";
import { type Judgement, LongToJudge } from "../schema/judgement.ts";
import type { Table } from "../schema/schema.ts";
import { allRows, runStatement } from "../sql/sqlite.ts";
import { bindParameters, toWireRow } from "../sql/values.ts";
import { tooCostly } from "./capture.ts";
import type { Done } from "./done.ts";
import { partWithoutRows } from "./kept_answers.ts";
import type { Setting } from "./setting.ts";

/** Thrown to leave the savepoint of a write that has to be rehearsed. */
export class NeedsRehearsal extends Error {}

const NOTHING: readonly never[] = [];

export class StatementRunner {
  readonly #selects: Selects;
  readonly #judge: Judge;
  /** The table of the statement that runs; what a command breaks names its own. */
  target: string | null = null;

  constructor(readonly setting: Setting, schema: readonly Table[], application: Application) {
    this.#selects = new Selects(setting.db, setting.statements);
    this.#judge = new Judge(schema, application.rights, application.personal);
  }

  run(job: WriteJob, work: { readonly batch: boolean; readonly queries: readonly Query[] }, begun: number): Done {
    const { role } = job.actor;
    if (role === null) throw new Error("a query has no role");
    const parts: string[] = [];
    const statements: string[] = [];
    let tells: readonly string[] = NOTHING;
    let bytes = 0;
    this.setting.bind(role !== "administrateur", job.rehearsed === true, begun);
    for (const [index, query] of work.queries.entries()) {
      try {
        const judgement = this.#judgeOf(job, role, query);
        this.target = judgement.target;
        this.setting.capture.makesText = judgement.makesText;
        if (judgement.tells.length > 0) tells = [...tells, ...judgement.tells];
        const bounded = this.setting.leash.textOf(judgement, query);
        if (bounded === null) this.#mayRunLong(judgement.target, job);
        const part = this.#inTime(
          job,
          judgement,
          () => this.#query(bounded ?? this.setting.leash.unbounded(judgement), query, judgement.sql),
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
    return { body, outcome, kind: "write", statements, detail: null, tells, forgotten: NOTHING, undone: false };
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
    if (job.actor.role !== "administrateur") throw tooCostly(target);
    if (job.rehearsed !== true) throw new NeedsRehearsal();
  }

  /** Tells why a statement was ended from inside. */
  #inTime<T>(job: WriteJob, { target }: Judgement, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!this.setting.capture.isOver && !this.setting.meter.isOver) throw error;
      if (job.actor.role !== "administrateur") throw tooCostly(target);
      if (this.setting.meter.isSpent) throw new NeedsRehearsal();
      throw new AppError("query_timeout", { limit_s: LIMITS.ownerQueryMs / 1_000 });
    }
  }

  /** One judged statement's answer as JSON text, without `seq`; `sent` is its text as it was judged. */
  #query(judgement: Judgement, query: Query, sent: string): string {
    const bound = bindParameters(judgement.parameters, query.params ?? []);
    if (judgement.type === "select") return this.#selects.json(judgement, bound, sent);
    const { sql, target } = judgement;
    const returning = this.setting.statements.columns(sql);
    if (returning.length === 0) {
      const { changes } = runStatement(this.setting.statements.get(sql), bound);
      return this.#written(Number(changes), "[]", target);
    }
    const repeated = returning.find((name, at) => returning.indexOf(name) !== at);
    if (repeated !== undefined) throw new AppError("duplicate_columns", { column: repeated });
    // Read as bigint from the start: a write cannot be run again for a value beyond 2^53.
    const rows = allRows(this.setting.statements.withBigIntegers(sql), bound);
    const { n } = this.setting.statements.get("SELECT changes() AS n").get() as { n: number };
    const text = JSON.stringify(rows.map(toWireRow));
    if (Buffer.byteLength(text) > LIMITS.resultBytes) throw new AppError("result_too_large");
    return this.#written(n, text, target);
  }

  #written(changes: number, rows: string, target: string | null): string {
    const id = JSON.stringify(this.setting.capture.takeInsertedKey(target));
    return `{"changes":${changes},"last_insert_id":${id},"rows":${rows}}`;
  }
}
