/** Runs a judged select, once, and writes its answer as JSON text, never holding more than an answer may carry. */
import { Buffer } from "node:buffer";
import type { DatabaseSync } from "node:sqlite";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Judgement } from "../schema/judgement.ts";
import { WrittenRows } from "./written_rows.ts";
import { allRows, BREAK, breakable, quoteName, type Row } from "../sql/sqlite.ts";
import type { StatementCache } from "../sql/statements.ts";
import { type Bound, hasSmallestInteger, isPlain, toWireRow } from "../sql/values.ts";

/** What a select's answer looks like, found out once per judged text. */
interface SelectShape {
  readonly columns: readonly string[];
  /** `"columns":[…]` as JSON. */
  readonly head: string;
  /** As a subquery's columns, SQLite renames a few: `A` beside `a`, and `true`. */
  readonly inner: readonly string[];
  readonly renamed: boolean;
  /** The statement, cut at the rows of an answer; weighed, it ends at the bytes as well. */
  readonly limited: string;
  readonly weighed: string;
  readonly weight: string;
  /** What answers its rows as one text; null where SQLite may not write it. */
  readonly written: string | null;
}

/** Bytes of rows that are held at a time: as JSON they may be less. */
const HELD_BYTES = 2 * LIMITS.resultBytes;

export class Selects {
  readonly #shapes = new WeakMap<Judgement, SelectShape>();
  readonly #written: WrittenRows;
  #bytes = 0;

  constructor(db: DatabaseSync, readonly statements: StatementCache) {
    this.#written = new WrittenRows(db, statements);
    db.function("_weigh", (bytes) => (this.#bytes += Number(bytes)) > HELD_BYTES ? BREAK : 1);
  }

  /** The answer of `POST /api/query` to a select: `{"columns","rows","truncated"}`; its columns are called as in `named`. */
  json(judgement: Judgement, bound: Bound, named = judgement.sql): string {
    let shape = this.#shapes.get(judgement);
    if (shape === undefined) this.#shapes.set(judgement, shape = this.#shapeOf(judgement, named));
    const { columns, head, inner, renamed, written } = shape;
    const text = written === null ? null : this.#written.text(written, bound);
    if (text !== null) return `{${head},"rows":[${text}],"truncated":false}`;
    const rows = this.#rows(shape, bound);
    return `{${head},${rowsJson(renamed ? rename(rows, inner, columns) : rows)}}`;
  }

  /** Ten thousand rows of a megabyte would end the process: such an answer is stepped through, and cut. */
  #rows(shape: SelectShape, bound: Bound): Iterable<Row> {
    this.#bytes = 0;
    try {
      return this.#fetch(shape.weighed, bound);
    } catch (error) {
      if (this.#bytes <= HELD_BYTES) throw error;
      return this.#step(shape, bound);
    }
  }

  *#step({ limited, weight }: SelectShape, bound: Bound): Generator<Row> {
    const statement = this.statements.withBigIntegers(limited);
    yield* (bound.kind === "positional" ? statement.iterate(...bound.values) : statement.iterate(bound.values)) as Iterable<Row>;
    // Not cut after all, so whether that was the end or an error has to be found out.
    allRows(this.statements.get(weight), bound);
  }

  /** `all()`, because `iterate()` swallows an error in the middle: the answer would look complete and be shorter. */
  #fetch(text: string, bound: Bound): Row[] {
    try {
      const rows = allRows(this.statements.get(text), bound);
      if (!rows.some(hasSmallestInteger)) return rows;
    } catch (error) {
      if ((error as { code?: string }).code !== "ERR_OUT_OF_RANGE") throw error;
    }
    this.#bytes = 0;
    return allRows(this.statements.withBigIntegers(text), bound);
  }

  #shapeOf(judgement: Judgement, named: string): SelectShape {
    const { statements } = this;
    const columns = statements.columns(named);
    const repeated = columns.find((name, at) => columns.indexOf(name) !== at);
    if (repeated !== undefined) throw new AppError("duplicate_columns", { column: repeated });
    const rows = `SELECT * FROM (${judgement.sql}\n)`;
    const limit = `LIMIT ${LIMITS.selectRows + 1}`;
    const limited = `${rows} ${limit}`;
    const inner = statements.columns(limited);
    const renamed = inner.some((name, at) => name !== columns[at]);
    const bytes = inner.map((name) => `coalesce(octet_length(${quoteName(name)}), 4)`).join(" + ");
    const weighed = `${rows} WHERE ${breakable(`_weigh(${bytes})`)} ${limit}`;
    const weight = `SELECT total(${bytes}) FROM (${limited})`;
    const written = this.#written.statementOf(judgement, limited, columns);
    return { columns, head: `"columns":${JSON.stringify(columns)}`, inner, renamed, limited, weighed, weight, written };
  }
}

function* rename(rows: Iterable<Row>, from: readonly string[], to: readonly string[]): Generator<Row> {
  for (const row of rows) yield Object.fromEntries(to.map((name, at) => [name, row[from[at]!]!]));
}

/** `"rows":[…],"truncated":…` within the limits of rows and bytes. */
export function rowsJson(rows: Iterable<Row>): string {
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
