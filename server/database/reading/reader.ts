/** A reader beside the writer: judged selects, as far as they end soon, and the reading of our own. */
import type { DatabaseSync } from "node:sqlite";
import { Buffer } from "node:buffer";
import { LRUCache } from "lru-cache";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Look, Question, Readable } from "../application.ts";
import { type Clock, momentOf } from "../clock.ts";
import { isMetered } from "../bounds/cost.ts";
import { toFailure } from "../failure.ts";
import type { LookUp, ReadAnswer, ReadJob } from "../jobs.ts";
import { pageOfRecords, type PageRow, recordOf } from "../journal/page.ts";
import { findInParts } from "../journal/find.ts";
import { JournalParts } from "../journal/parts.ts";
import type { JournalSearch } from "../journal/search.ts";
import type { Meter } from "../bounds/meter.ts";
import { Judge } from "../schema/judge.ts";
import { type Judgement, LongToJudge } from "../schema/judgement.ts";
import { readSchema } from "../schema/schema.ts";
import { Selects } from "./select.ts";
import { setLimits, setValueLimit } from "../sql/sqlite.ts";
import { StatementCache } from "../sql/statements.ts";
import { asInteger, bindParameters, parameterChars } from "../sql/values.ts";

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

/** Who asks, and as what. */
interface Asked {
  readonly role: Role;
  readonly person: number;
}

/** To be run where it can be ended. */
const SLOW: ReadAnswer = { ok: true, slow: true };

export class Reader {
  /** For our own reading. */
  readonly #statements: StatementCache;
  /** For what clients ask: where others wait, on a connection of its own, which is metered. */
  readonly #asked: StatementCache;
  readonly #selects: Selects;
  readonly #journal: JournalParts;
  readonly #judge: Judge;
  readonly #questions: Readonly<Record<string, Question>>;
  /** Whether a Meter sees all that a text does. */
  readonly #metered = new WeakMap<Judgement, boolean>();
  /** What took too long here: for a while that text, and other walks of that person, are not even begun. */
  readonly #longTexts = new LRUCache<string, true>({ max: LIMITS.preparedStatements, ttl: LIMITS.longTextMs });
  readonly #longAskers = new LRUCache<number, true>({ max: LIMITS.longAskers, ttl: LIMITS.longAskerMs });

  /** `meter` is null in a process of its own, which may take its time and be ended; `sealed` is where the journal's sealed files lie. */
  constructor(
    readonly db: DatabaseSync,
    application: Readable,
    readonly meter: Meter | null,
    readonly clock: Clock,
    sealed: string,
  ) {
    setLimits(db, CLIENT_VALUE_BYTES, LIMITS.likePatternBytes);
    const schema = readSchema(db);
    this.#statements = new StatementCache(db);
    this.#journal = new JournalParts(this.#statements, sealed, (part) => setValueLimit(part, LIMITS.writerValueBytes));
    this.#asked = meter === null ? this.#statements : new StatementCache(meter.db);
    if (meter !== null) {
      setLimits(meter.db, CLIENT_VALUE_BYTES, LIMITS.likePatternBytes);
      meter.cover(schema);
    }
    this.#selects = new Selects(this.#asked.db, this.#asked);
    this.#judge = new Judge(schema, application.rights);
    this.#questions = application.questions;
  }

  run(job: ReadJob): ReadAnswer {
    try {
      if (job.kind === "select") return this.#inTime(() => this.#select(job, job.query, job.wonders));
      if (job.kind === "selects") return this.#inTime(() => this.#batch(job));
      if (job.kind === "question") return { ok: true, body: this.#question(job) };
      if (job.kind === "find") return this.#find(job.search);
      if (job.kind === "page") return { ok: true, body: this.#long(() => this.#page(job.seqs, job.row)) };
      if (job.kind === "record") return { ok: true, body: this.#long(() => this.#record(job.seq)) };
      return { ok: true, body: this.#long(() => JSON.stringify(this.#statements.get(job.sql).all(...job.params))) };
    } catch (error) {
      return toFailure(error);
    }
  }

  /** Runs several selects of clients as the database is now. */
  atOneMoment(work: () => void): void {
    this.#asked.atOneMoment(work);
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

  /** Does what a client asks; where others wait, as long as they may. */
  #inTime(work: () => ReadAnswer): ReadAnswer {
    this.meter?.start(LIMITS.readMs);
    try {
      return work();
    } catch (error) {
      if (error instanceof LongToJudge || this.meter?.isOver) return SLOW;
      throw error;
    }
  }

  #select({ role, person }: Asked, query: Query, wonders = false): ReadAnswer {
    const judgement = this.#judge.judge(role, query.query, query.type, this.meter === null);
    const bound = bindParameters(judgement.parameters, query.params ?? []);
    if (this.meter === null) return { ok: true, body: this.#selects.json(judgement, bound) };
    if (parameterChars(query.params) > judgement.cost.textUpTo || !this.#sees(judgement, person)) return SLOW;
    try {
      const body = this.#selects.json(judgement, bound);
      return wonders ? { ok: true, body, lookUp: this.#lookUpOf(judgement), sources: judgement.sources } : { ok: true, body };
    } finally {
      if (this.meter.isLong) {
        this.#longTexts.set(judgement.sql, true);
        this.#longAskers.set(person, true);
      }
    }
  }

  #lookUpOf({ sql, parameters, cost }: Judgement): LookUp | null {
    if (!cost.isLookUp) return null;
    return { sql, parameters, head: `"columns":${JSON.stringify(this.#asked.columns(sql))}` };
  }

  #sees(judgement: Judgement, person: number): boolean {
    const { sql, cost } = judgement;
    if (cost.walks > 0 && (this.#longTexts.has(sql) || this.#longAskers.has(person))) return false;
    let metered = this.#metered.get(judgement);
    if (metered === undefined) {
      metered = !cost.namesSchema && cost.lookUps <= LIMITS.lookUps && isMetered(this.#plan(sql));
      this.#metered.set(judgement, metered);
    }
    return metered;
  }

  #plan(sql: string): string[] {
    try {
      return (this.#asked.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
    } catch {
      return ["unknown"]; // A table takes what its view does not: `rowid`, for one.
    }
  }

  // Which file a record stands in and the record itself are read at one moment: it may be moved into another meanwhile.
  #find(asked: JournalSearch): ReadAnswer {
    const found = this.#statements.atOneMoment(() =>
      findInParts(this.#journal, asked, LIMITS.journalRecordBytes, this.meter !== null)
    );
    return found === null ? SLOW : { ok: true, body: JSON.stringify(found) };
  }

  #page(seqs: readonly number[], row: PageRow): string {
    return this.#statements.atOneMoment(() => seqs.map((seq) => pageOfRecords(this.#journal.at(seq), [seq], row)).join(","));
  }

  #record(seq: number): string {
    return this.#statements.atOneMoment(() => recordOf(this.#journal.at(seq), seq));
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
    return this.#statements.atOneMoment(() => JSON.stringify(question(look, input)));
  }

  #batch(asked: Asked & { readonly queries: readonly Query[] }): ReadAnswer {
    return this.#asked.atOneMoment(() => {
      const parts: string[] = [];
      let bytes = 0;
      for (const [at, query] of asked.queries.entries()) {
        const answer = inBatch(at, () => this.#select(asked, query));
        if (!answer.ok || "slow" in answer) return answer;
        bytes += Buffer.byteLength(answer.body);
        if (bytes > LIMITS.resultBytes + LIMITS.bodyBytes) throw new AppError("result_too_large", { index: at });
        parts.push(answer.body);
      }
      return { ok: true, body: `{"results":[${parts.join(",")}],"seq":null}` };
    });
  }
}
