/** Runs a judged select and writes its answer as JSON text, never holding more than an answer may carry. */
import { Buffer } from "node:buffer";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Judgement } from "./rights.ts";
import { allRows, quoteName, type Row } from "./sqlite.ts";
import type { StatementCache } from "./statements.ts";
import { type Bound, INT64_MIN, isPlain, toWireRow } from "./values.ts";

/** What a select's answer looks like, found out once per judged text. */
interface SelectShape {
  readonly columns: readonly string[];
  /** `"columns":[…]` as JSON. */
  readonly head: string;
  /** As a subquery's columns, SQLite renames a few: `A` beside `a`, and `true`. */
  readonly inner: readonly string[];
  readonly renamed: boolean;
}
const shapes = new WeakMap<Judgement, SelectShape>();

/** The answer of `POST /api/query` to a select: `{"columns","rows","truncated"}`. */
export function selectJson(statements: StatementCache, judgement: Judgement, bound: Bound): string {
  let shape = shapes.get(judgement);
  if (shape === undefined) shapes.set(judgement, shape = shapeOf(statements, judgement.sql));
  const { columns, head, inner, renamed } = shape;
  const first = fetchRows(statements, judgement.sql, bound, LIMITS.unmeasuredRows + 1);
  const rows = first.length <= LIMITS.unmeasuredRows ? first : fetchMany(statements, judgement.sql, bound, inner);
  return `{${head},${rowsJson(renamed ? rename(rows, inner, columns) : rows)}}`;
}

function shapeOf(statements: StatementCache, sql: string): SelectShape {
  const columns = statements.columns(sql);
  const repeated = columns.find((name, at) => columns.indexOf(name) !== at);
  if (repeated !== undefined) throw new AppError("duplicate_columns", { column: repeated });
  const inner = statements.columns(limited(sql, LIMITS.unmeasuredRows + 1));
  const renamed = inner.some((name, at) => name !== columns[at]);
  return { columns, head: `"columns":${JSON.stringify(columns)}`, inner, renamed };
}

function* rename(rows: Iterable<Row>, from: readonly string[], to: readonly string[]): Generator<Row> {
  for (const row of rows) yield Object.fromEntries(to.map((name, at) => [name, row[from[at]!]!]));
}

function limited(sql: string, rows: number): string {
  return `SELECT * FROM (${sql}\n) LIMIT ${rows}`;
}

/** `all()`, because `iterate()` swallows an error in the middle: the answer would look complete and be shorter. */
function fetchRows(statements: StatementCache, sql: string, bound: Bound, limit: number): Row[] {
  const text = limited(sql, limit);
  try {
    const rows = allRows(statements.get(text), bound);
    // -2^63 alone is read, rounded, without an error.
    if (!rows.some(hasSmallestInteger)) return rows;
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_OUT_OF_RANGE") throw error;
  }
  return allRows(statements.withBigIntegers(text), bound);
}

function hasSmallestInteger(row: Row): boolean {
  for (const name in row) if (row[name] === SMALLEST) return true;
  return false;
}
const SMALLEST = Number(INT64_MIN);

/**
 * Measures a long answer before fetching it: ten thousand rows of a megabyte would end the process.
 * What is over the limit is stepped through and cut; the measuring pass has met any error by then.
 */
function fetchMany(statements: StatementCache, sql: string, bound: Bound, columns: readonly string[]): Iterable<Row> {
  const lengths = columns.map((name) => `coalesce(octet_length(${quoteName(name)}), 4)`).join(" + ");
  const text = limited(sql, LIMITS.selectRows + 1);
  const size = `SELECT total(bytes) AS bytes FROM (SELECT ${lengths} AS bytes FROM (${text}))`;
  const [measured] = allRows(statements.get(size), bound) as unknown as { bytes: number }[];
  if (measured!.bytes <= 2 * LIMITS.resultBytes) return fetchRows(statements, sql, bound, LIMITS.selectRows + 1);
  const statement = statements.withBigIntegers(text);
  return (bound.kind === "positional" ? statement.iterate(...bound.values) : statement.iterate(bound.values)) as Iterable<Row>;
}

/** `"rows":[…],"truncated":…` within the limits of rows and bytes. */
function rowsJson(rows: Iterable<Row>): string {
  const parts: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (parts.length === LIMITS.selectRows) return `"rows":[${parts.join(",")}],"truncated":true`;
    const text = JSON.stringify(isPlain(row) ? row : toWireRow(row));
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > LIMITS.resultBytes) {
      if (parts.length === 0) throw new AppError("result_too_large");
      return `"rows":[${parts.join(",")}],"truncated":true`;
    }
    parts.push(text);
  }
  return `"rows":[${parts.join(",")}],"truncated":false`;
}
