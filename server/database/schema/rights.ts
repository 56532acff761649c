/**
 * Judges SQL text: SQLite itself says what a statement touches, on an in-memory shadow of the
 * schema that holds only the tables a role may see. A hidden table is there "no such table", and
 * columns that the role may not give are generated columns, which SQLite refuses by itself.
 */
import { DatabaseSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { AppError, type Extras } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { StatementType } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Rights, TableRight } from "../application.ts";
import { AMPLIFYING_FUNCTIONS, CHEAP_FUNCTIONS, type Cost, costOf, isSoonJudged } from "../bounds/cost.ts";
import { addMathFunctions, MATH_FUNCTIONS } from "../sql/math_functions.ts";
import type { Table } from "./schema.ts";
import {
  type ParameterShape,
  type StatementShape,
  statementShape,
  type Token,
  tokenize,
  withoutLiterals,
} from "../sql/sql_text.ts";
import { ACTION, AUTHORIZED, DENIED, quoteName, setAuthorizer } from "../sql/sqlite.ts";

export interface Judgement {
  readonly type: StatementType;
  /** The statement without what follows its last token. */
  readonly sql: string;
  /** The table that a change names first, as written. */
  readonly target: string | null;
  readonly parameters: ParameterShape;
  /** The text with its literals left out, for the journal. */
  readonly masked: string;
  /** Set when the role may not run it: the extras of 403 `forbidden`. */
  readonly refusal: Extras | null;
  readonly cost: Cost;
  /** It may store a text that is none of its parameters or literals. */
  readonly makesText: boolean;
  /** Tables that it reads. */
  readonly reads: readonly string[];
  /** Tables with personal fields of which it may answer any row, and not only those that it changes. */
  readonly tells: readonly string[];
}

/** What a statement reported while it was prepared. */
interface Report {
  readonly writes: { action: number; table: string; column: string | null }[];
  readonly functions: Set<string>;
  readonly strangers: Set<string>;
  readonly reads: Set<string>;
  /** Tables of which it reads a personal field. */
  readonly persons: Set<string>;
  unknown: number | null;
  any: boolean;
}

const OPERATIONS: Readonly<Record<number, string>> = {
  [ACTION.insert]: "insert",
  [ACTION.update]: "update",
  [ACTION.delete]: "delete",
};

/** Thrown by a judge who is not to take long: this text is to be judged where that can be ended. */
export class LongToJudge extends Error {}

export class Judge {
  readonly #shadows = new Map<Role, Shadow>();
  /** `personal` matters where answers are kept: which columns of which tables name a person. */
  constructor(
    readonly schema: readonly Table[],
    readonly rights: Rights,
    readonly personal: Readonly<Record<string, readonly string[]>> = {},
  ) {}

  /**
   * The judgement on a text for a role; an AppError when it is no single statement that SQLite understands,
   * LongToJudge for one that it might take long to understand, unless there is `time`.
   */
  judge(role: Role, sql: string, announced: StatementType, time = false): Judgement {
    let shadow = this.#shadows.get(role);
    if (shadow === undefined) this.#shadows.set(role, shadow = new Shadow(role, this.schema, this.rights, this.personal));
    const judgement = shadow.judge(sql, announced, time);
    if (judgement.type !== announced) throw new AppError("type_mismatch", { type: announced });
    if (judgement.refusal !== null) throw new AppError("forbidden", judgement.refusal);
    return judgement;
  }
}

class Shadow {
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
      assertJudgeable(table, right);
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

function newReport(): Report {
  return {
    writes: [],
    functions: new Set(),
    strangers: new Set(),
    reads: new Set(),
    persons: new Set(),
    unknown: null,
    any: false,
  };
}

/** A way to a text without calling a function. */
function makesText({ kind, text }: Token): boolean {
  return kind === "word" ? text === "SELECT" || text === "CAST" || text === "WITH" : kind === "operator" && text === "|";
}

/** A change without a query in it answers rows that it changed, and those are known. */
function tellsOf({ type, target }: StatementShape, tokens: readonly Token[], { persons }: Report): readonly string[] {
  if (persons.size === 0) return [];
  const says = (word: string) => tokens.some(({ kind, text }) => kind === "word" && text === word);
  if (type !== "select" && !says("RETURNING")) return [];
  if (type !== "select" && !says("SELECT")) return [...persons].filter((table) => table !== target?.toLowerCase());
  return [...persons];
}

function unjudged(type: StatementType, sql: string, shape: StatementShape) {
  const masked = withoutLiterals(sql, LIMITS.journaledSqlChars);
  return {
    type,
    sql,
    target: shape.target,
    parameters: shape.parameters,
    masked,
    cost: UNKNOWN,
    makesText: true,
    reads: [],
    tells: [],
  };
}

/** Of what is refused anyway. */
const UNKNOWN: Cost = { walks: 0, textUpTo: -1, lookUps: 1, namesSchema: true, reads: true, tokens: 0, steps: () => Infinity };

const ALLOWED_FUNCTIONS = [CHEAP_FUNCTIONS, AMPLIFYING_FUNCTIONS, MATH_FUNCTIONS];

function refusalOf(
  type: StatementType,
  target: string | null,
  conflictClause: string | null,
  report: Report,
  rights: ReadonlyMap<string, { table: Table; right: TableRight }>,
): Extras | null {
  if (!report.any || report.unknown !== null) return { table: target, column: null, operation: "unknown" };
  // An outer OR clause rules inside triggers too: the journal's own rows could vanish with it.
  if (conflictClause !== null) return { table: target, column: null, operation: conflictClause.toLowerCase() };
  const stranger = [...report.functions].find((name) => !ALLOWED_FUNCTIONS.some((allowed) => allowed.has(name)));
  if (stranger !== undefined) return { table: null, column: null, operation: "function", function: stranger };
  if (type === "select" ? report.writes.length > 0 : !report.writes.some((write) => OPERATIONS[write.action] === type)) {
    return { table: target, column: null, operation: "unknown" };
  }
  for (const { action, table: name, column } of report.writes) {
    const found = rights.get(name);
    const operation = OPERATIONS[action]!;
    if (found === undefined || !mayWrite(found.right, action, column)) {
      return { table: found?.table.name ?? name, column: action === ACTION.update ? column : null, operation };
    }
  }
  return null;
}

function mayWrite(right: TableRight, action: number, column: string | null): boolean {
  if (action === ACTION.delete) return right.delete === true;
  if (action === ACTION.insert) return right.insert !== undefined;
  return right.update === "all" || (column !== null && (right.update ?? []).includes(column));
}

/** A column that may not be inserted is generated in the shadow, and so can never be updated there. */
function assertJudgeable(table: Table, right: TableRight): void {
  if (right.insert === undefined || right.insert === "all") return;
  const updatable = right.update === "all" ? table.columns.map((column) => column.name) : right.update ?? [];
  const odd = updatable.find((name) => !right.insert!.includes(name) && !table.primaryKey.includes(name));
  if (odd !== undefined) throw new Error(`rights on '${table.name}': '${odd}' may be updated but not inserted`);
}

/** A table as SQLite must see it to judge: same names, keys and uniqueness; what may not be given is generated. */
function shadowTable(table: Table, right: TableRight): string {
  const mayInsert = (name: string) => right.insert === undefined || right.insert === "all" || right.insert.includes(name);
  const columns = table.columns.map(({ name, type, generated }) => {
    const closed = generated || (!mayInsert(name) && !table.primaryKey.includes(name));
    return `${quoteName(name)} ${type}${closed ? " GENERATED ALWAYS AS (NULL)" : ""}`;
  });
  const list = (names: readonly string[]) => names.map(quoteName).join(", ");
  const constraints = [`PRIMARY KEY (${list(table.primaryKey)})`, ...table.uniques.map((names) => `UNIQUE (${list(names)})`)];
  // Without a rowid nobody can name it: INSERT reports no columns, so `rowid` would slip through.
  const suffix = table.integerKey ? "" : " WITHOUT ROWID";
  return `CREATE TABLE ${quoteName(table.name)} (${[...columns, ...constraints].join(", ")})${suffix}`;
}
