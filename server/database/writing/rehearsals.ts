/**
 * Tries how long the owner's writes search, without writing and without a copy: in place of each table stands
 * a view whose triggers do nothing, so that the statement itself, as it was sent, finds its rows and
 * computes their values. What writing them takes the writer measures, and ends by itself. The Worker of a
 * process that can be ended.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Application } from "../application.ts";
import { tooCostly } from "./capture.ts";
import { toFailure } from "../failure.ts";
import type { ReadAnswer } from "../jobs.ts";
import { type AnswerLine, postAnswer } from "../processes/answer_line.ts";
import { Judge } from "../schema/judge.ts";
import type { Judgement } from "../schema/judgement.ts";
import { readSchema } from "../schema/schema.ts";
import { tokenize } from "../sql/sql_text.ts";
import { allRows, openReader, quoteName, runStatement } from "../sql/sqlite.ts";
import { bindParameters } from "../sql/values.ts";

export interface Rehearsal {
  readonly role: Role;
  readonly queries: readonly Query[];
}

interface Port {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(line: AnswerLine, moved?: Transferable[]): void;
}

/** The first message is the database's path, answered by an empty one; each further one a rehearsal, answered by one message. */
export function serveRehearsals(port: Port, application: Application): void {
  port.onmessage = ({ data: database }) => {
    const db = openReader(database);
    db.exec(`PRAGMA hard_heap_limit = ${LIMITS.slowHeapBytes}`);
    const stage = new Stage(db, application);
    port.onmessage = ({ data }) => postAnswer(port, stage.run(JSON.parse(data) as Rehearsal));
    port.postMessage({ line: "", bytes: null });
  };
}

class Stage {
  readonly #judge: Judge;

  /** `db` is a connection of its own that can write nothing but what is temporary. */
  constructor(readonly db: DatabaseSync, application: Application) {
    const schema = readSchema(db);
    this.#judge = new Judge(schema, application.rights);
    db.exec("PRAGMA query_only = OFF");
    for (const [at, { name }] of schema.entries()) {
      const table = quoteName(name);
      db.exec(`CREATE TEMP VIEW ${table} AS SELECT * FROM main.${table}`);
      for (const change of ["INSERT", "UPDATE", "DELETE"]) {
        db.exec(`CREATE TEMP TRIGGER _nothing_${change}_${at} INSTEAD OF ${change} ON ${table} BEGIN SELECT NULL; END`);
      }
    }
  }

  /** Answers when all of them have been searched for, or with what is wrong with one. */
  run({ role, queries }: Rehearsal): ReadAnswer {
    try {
      for (const query of queries) this.#search(role, query);
      return { ok: true, body: "" };
    } catch (error) {
      return toFailure(error);
    }
  }

  #search(role: Role, query: Query): void {
    const judgement = this.#judge.judge(role, query.query, query.type, true);
    const bound = bindParameters(judgement.parameters, query.params ?? []);
    const statement = this.#staged(judgement);
    // Not stepped: `iterate()` ends quietly where the statement fails, and that would pass for a search that has ended.
    if (judgement.type === "select") allRows(statement, bound);
    else runStatement(statement, bound);
  }

  /** What a table has and its view has not (`rowid`, an index by name) cannot be tried here. */
  #staged(judgement: Judgement): StatementSync {
    try {
      const sql = withoutSchema(withoutUpsert(judgement));
      const statement = this.db.prepare(judgement.type === "select" ? `SELECT count(*) FROM (${sql}\n)` : sql);
      statement.setReadBigInts(true);
      return statement;
    } catch (error) {
      throw error instanceof AppError ? error : tooCostly(judgement.target);
    }
  }
}

/** `main.` leads past the stage to the table itself. */
function withoutSchema(sql: string): string {
  const tokens = tokenize(sql);
  let [out, from] = ["", 0];
  for (const [at, { kind, text, start }] of tokens.entries()) {
    const isName = (kind === "word" && text === "MAIN") || (kind !== "operator" && /^['"]?main['"]?$/i.test(text));
    if (!isName || tokens[at + 1]?.text !== ".") continue;
    out += sql.slice(from, start);
    from = tokens[at + 1]!.end;
  }
  return out + sql.slice(from);
}

/** A view takes no `ON CONFLICT`: what stands in it is done once for each row, which is found by its key. */
function withoutUpsert({ type, sql, target }: Judgement): string {
  if (type !== "insert") return sql;
  const tokens = tokenize(sql);
  const says = (at: number, word: string) => tokens[at]?.kind === "word" && tokens[at]!.text === word;
  // A column may have that name: `ON conflict = 1`.
  const from = tokens.findIndex((_, at) =>
    says(at, "ON") && says(at + 1, "CONFLICT") && (says(at + 2, "DO") || tokens[at + 2]?.text === "(")
  );
  if (from < 0) return sql;
  const to = tokens.findIndex((_, at) => at > from && says(at, "RETURNING"));
  const clause = tokens.slice(from, to < 0 ? undefined : to);
  if (clause.some(({ kind, text }) => kind === "word" && text === "SELECT")) throw tooCostly(target);
  return sql.slice(0, tokens[from]!.start) + (to < 0 ? "" : sql.slice(tokens[to]!.start));
}
