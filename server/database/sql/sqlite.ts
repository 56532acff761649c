/** Opening SQLite as Comptoir uses it, and the parts of node:sqlite that its type definitions lack. */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import { addMathFunctions } from "./math_functions.ts";
import type { Bound } from "./values.ts";

export type Row = Record<string, SQLOutputValue>;

/** Reads a database as it stands: the rows of a query. */
export type Read = (sql: string, ...params: SQLInputValue[]) => Row[];

/** Authorizer action codes (https://sqlite.org/c3ref/c_alter_table.html). */
export const ACTION = { delete: 9, insert: 18, read: 20, select: 21, update: 23, function: 31, recursive: 33 } as const;
export const AUTHORIZED = 0;
export const DENIED = 1;

type Authorizer = (
  action: number,
  arg1: string | null,
  arg2: string | null,
  database: string | null,
  source: string | null,
) => number;

interface Untyped {
  setAuthorizer(callback: Authorizer | null): void;
  enableDefensive(active: boolean): void;
  /** Absent from runtimes before Deno 2.9. */
  readonly limits?: Record<string, number>;
}

interface UntypedStatement {
  setReturnArrays(enabled: boolean): void;
  all(...values: readonly SQLInputValue[]): (readonly SQLOutputValue[])[];
}

/** Makes a statement answer its rows as values alone, in the order of its columns; answers what asks it for all of them. */
export function valuesOf(statement: StatementSync): (...values: readonly SQLInputValue[]) => (readonly SQLOutputValue[])[] {
  const untyped = statement as unknown as UntypedStatement;
  untyped.setReturnArrays(true);
  return (...values) => untyped.all(...values);
}

export function setAuthorizer(db: DatabaseSync, callback: Authorizer | null): void {
  (db as unknown as Untyped).setAuthorizer(callback);
}

/** Whether the schema's own text is out of reach of SQL. */
export function setDefensive(db: DatabaseSync, active: boolean): void {
  (db as unknown as Untyped).enableDefensive(active);
}

/** Bounds what one statement may build, where the runtime can. */
export function setLimits(db: DatabaseSync, valueBytes: number, patternBytes: number): void {
  const limits = (db as unknown as Untyped).limits;
  if (limits === undefined || !("length" in limits)) return;
  limits["length"] = valueBytes;
  limits["exprDepth"] = LIMITS.expressionDepth;
  limits["likePatternLength"] = patternBytes;
  limits["attach"] = 0;
}

/** Whether the runtime can bound them. */
export function hasLimits(db: DatabaseSync): boolean {
  const limits = (db as unknown as Untyped).limits;
  return limits !== undefined && "length" in limits;
}

/** How many bytes a value may have; no end where the runtime cannot bound them. */
export function valueLimit(db: DatabaseSync): number {
  return hasLimits(db) ? (db as unknown as Untyped).limits!["length"]! : Infinity;
}

/** Sets how long a value may be, where the runtime can. */
export function setValueLimit(db: DatabaseSync, bytes: number): void {
  const limits = (db as unknown as Untyped).limits;
  if (limits !== undefined && "length" in limits) limits["length"] = bytes;
}

/** A connection that may write: WAL, every commit on disk, foreign keys kept, and what is erased is overwritten. */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: LIMITS.busyMs });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -${LIMITS.writerCacheKib}; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON`);
  setDefensive(db, true);
  addMathFunctions(db);
  return db;
}

/** A connection that can only read; `timeoutMs`: how long it waits where another holds the file. */
export function openReader(
  path: string,
  { timeoutMs = LIMITS.busyMs, cacheKib = LIMITS.readerCacheKib }: { timeoutMs?: number; cacheKib?: number } = {},
): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: timeoutMs });
  db.exec(`PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -${cacheKib}`);
  setDefensive(db, true);
  addMathFunctions(db);
  return db;
}

/**
 * What a function of ours returns to end the statement that calls it. Throwing does not: the runtime
 * goes on to the statement's end, and tells of it then.
 */
export const BREAK = -(2n ** 63n);

/** A call in SQL of a function that may return `BREAK`: SQLite refuses to take the absolute value of that. */
export function breakable(call: string): string {
  return `abs(${call})`;
}

/** Looks into a database by statements that are prepared once. */
export function readerOf(db: DatabaseSync): Read {
  const prepared = new Map<string, StatementSync>();
  return (sql, ...params) => {
    let statement = prepared.get(sql);
    if (statement === undefined) prepared.set(sql, statement = db.prepare(sql));
    return statement.all(...params);
  };
}

export function allRows(statement: StatementSync, bound: Bound): Row[] {
  return bound.kind === "positional"
    ? statement.all(...bound.values) as Row[]
    : statement.all(bound.values as Record<string, SQLInputValue>) as Row[];
}

export function runStatement(
  statement: StatementSync,
  bound: Bound,
): { changes: number | bigint; lastInsertRowid: number | bigint } {
  return bound.kind === "positional"
    ? statement.run(...bound.values)
    : statement.run(bound.values as Record<string, SQLInputValue>);
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
