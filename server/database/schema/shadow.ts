/**
 * Judges for one role: SQLite itself says what a statement touches, on an in-memory shadow of the
 * schema that holds only the tables the role may see. A hidden table is there "no such table".
 */
import { DatabaseSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { StatementType } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Rights, TableRight } from "../application.ts";
import { costOf, isSoonJudged } from "../bounds/cost.ts";
import { addMathFunctions } from "../sql/math_functions.ts";
import { statementShape, type Token, tokenize } from "../sql/sql_text.ts";
import { ACTION, AUTHORIZED, DENIED, setAuthorizer } from "../sql/sqlite.ts";
import { isSteady, type Judgement, LongToJudge, makesText, tellsOf, unjudged } from "./judgement.ts";
import { refusalOf } from "./refusal.ts";
import { newReport, type Report } from "./report.ts";
import type { Table } from "./schema.ts";
import { shadowTable } from "./shadow_table.ts";

export class Shadow {
  readonly #db = new DatabaseSync(":memory:");
  readonly #rights = new Map<string, { table: Table; right: TableRight }>();
  readonly #modules: ReadonlySet<string>;
  readonly #judged = new LRUCache<string, Judgement>({ max: LIMITS.preparedStatements });
  readonly #partialKeys: ReadonlySet<string>;
  #report: Report | null = null;

  constructor(
    role: Role,
    schema: readonly Table[],
    rights: Rights,
    readonly personal: Readonly<Record<string, readonly string[]>>,
  ) {
    addMathFunctions(this.#db);
    for (const table of schema) {
      const right = rights[table.name]?.[role];
      if (right === undefined) continue;
      this.#rights.set(table.name.toLowerCase(), { table, right });
      this.#db.exec(shadowTable(table, right));
      for (const index of table.indexes) this.#db.exec(index);
    }
    this.#partialKeys = new Set(schema.filter(({ primaryKey }) => primaryKey.length > 1).map(({ primaryKey }) => primaryKey[0]!));
    const modules = this.#db.prepare("SELECT name FROM pragma_module_list").all() as { name: string }[];
    this.#modules = new Set(modules.map(({ name }) => name.toLowerCase()));
    setAuthorizer(this.#db, (action, arg1, arg2, database) => this.#authorize(action, arg1, arg2, database));
  }

  judge(sql: string, announced: StatementType, time: boolean): Judgement {
    const cached = this.#judged.get(sql);
    if (cached !== undefined) return cached;
    const tokens = tokenize(sql, time ? Infinity : LIMITS.judgedTokens + 1);
    if (!time && !isSoonJudged(tokens)) throw new LongToJudge();
    const judgement = this.#judgeAnew(sql, tokens, announced);
    if (sql.length <= LIMITS.cachedSqlChars) this.#judged.set(sql, judgement);
    return judgement;
  }

  #judgeAnew(sql: string, tokens: readonly Token[], announced: StatementType): Judgement {
    const shape = statementShape(sql, tokens);
    if (!sql.isWellFormed()) throw new AppError("sql_error", { sqlite: "the text is not well-formed Unicode" });
    if (shape.multiple) throw new AppError("multiple_statements");
    // Touching a prepared empty statement crashes the process: stop before.
    if (shape.empty) throw new AppError("sql_error", { sqlite: "the statement is empty" });
    const text = sql.slice(0, shape.end);
    const report = newReport();
    // A statement of no known type is denied while it is prepared: some PRAGMAs act even then.
    this.#report = shape.type === null ? null : report;
    try {
      const prepared = this.#db.prepare(text);
      // SQLite compiles the first statement of a text and drops the rest without a word.
      if (prepared.sourceSQL !== text) throw new AppError("multiple_statements");
    } catch (error) {
      if (error instanceof AppError) throw error;
      const message = (error as Error).message;
      const generated = /^cannot (INSERT into|UPDATE) generated column "(.*)"$/s.exec(message);
      if (generated !== null && shape.type !== null) {
        const operation = generated[1] === "UPDATE" ? "update" : "insert";
        return { ...unjudged(shape.type, text, shape), refusal: { table: shape.target, column: generated[2]!, operation } };
      }
      if (shape.type === null && /not authorized|prohibited/.test(message)) {
        throw new AppError("type_mismatch", { type: announced });
      }
      throw new AppError("sql_error", { sqlite: message });
    } finally {
      this.#report = null;
    }
    if (shape.type === null) throw new AppError("type_mismatch", { type: announced });
    const stranger = [...report.strangers][0];
    if (stranger !== undefined) throw new AppError("sql_error", { sqlite: `no such table: ${stranger}` });

    const { functions } = report;
    const plan = this.#plan(text);
    return {
      ...unjudged(shape.type, text, shape),
      makesText: shape.type !== "insert" || functions.size > 0 || tokens.some(makesText),
      cost: costOf({ type: shape.type, sql: text, tokens, plan, functions, partialKeys: this.#partialKeys }),
      reads: [...report.reads],
      sources: shape.type === "select" && isSteady(functions, tokens) ? [...report.reads] : null,
      tells: tellsOf(shape, tokens, report),
      refusal: refusalOf(shape.type, shape.target, shape.conflictClause, report, this.#rights),
    };
  }

  #plan(sql: string): string[] {
    this.#report = newReport();
    try {
      const rows = this.#db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
      return rows.map((row) => row.detail);
    } finally {
      this.#report = null;
    }
  }

  /** Notes what is touched, and lets it pass: nothing is run here, and what SQL is wrong must be told first. */
  #authorize(action: number, arg1: string | null, arg2: string | null, database: string | null): number {
    const report = this.#report;
    if (report === null) return DENIED;
    report.any = true;
    switch (action) {
      case ACTION.select:
      case ACTION.recursive:
        return AUTHORIZED;
      case ACTION.function:
        report.functions.add((arg2 ?? "").toLowerCase());
        return AUTHORIZED;
      case ACTION.read:
        if (arg2 !== null && this.personal[arg1 ?? ""]?.includes(arg2)) report.persons.add(arg1!);
        report.reads.add((arg1 ?? "").toLowerCase());
        if (!this.#mayRead((arg1 ?? "").toLowerCase(), arg2 ?? "", database)) report.strangers.add(arg1 ?? "");
        return AUTHORIZED;
      case ACTION.insert:
      case ACTION.update:
      case ACTION.delete:
        report.writes.push({ action, table: (arg1 ?? "").toLowerCase(), column: arg2 });
        return AUTHORIZED;
      default:
        report.unknown = action;
        return DENIED;
    }
  }

  #mayRead(table: string, column: string, database: string | null): boolean {
    if (this.#rights.has(table)) return true;
    if (table === "json_each" || table === "json_tree") return true;
    // `count(*)` over a common table expression reads a column "" of its name, in no database.
    return column === "" && database === null && !/^(?:sqlite_|pragma_|jsonb_|fts|rtree)/.test(table) &&
      !this.#modules.has(table);
  }
}
