/**
 * How far a judged statement may go in the writer, where nothing but itself can end it. What it walks is metered
 * wherever that can be done: then it costs the rows that it really visits. What cannot be metered is bounded by how
 * many rows there are.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import { isMetered } from "./cost.ts";
import type { Meter } from "./meter.ts";
import { meteredChange } from "./metered_change.ts";
import { meteredSources } from "./metered_sources.ts";
import type { Judgement } from "../schema/judgement.ts";
import { RowCounts } from "./row_counts.ts";
import type { Table } from "../schema/schema.ts";
import { tokenize } from "../sql/sql_text.ts";
import { parameterChars } from "../sql/values.ts";

export class Leash {
  readonly #tables: ReadonlySet<string>;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #rowCounts: RowCounts;
  /** What runs for a judged change: its walk of its own table is metered. */
  readonly #changes = new WeakMap<Judgement, Judgement>();
  /** The same where all that it reads is metered too; null where that cannot be. */
  readonly #metered = new WeakMap<Judgement, Judgement | null>();

  constructor(readonly db: DatabaseSync, readonly meter: Meter, schema: readonly Table[]) {
    this.#keys = new Map(schema.map(({ name, primaryKey }) => [name.toLowerCase(), primaryKey[0]!]));
    this.#tables = new Set(this.#keys.keys());
    this.#rowCounts = new RowCounts(db);
    meter.layBeside(schema);
  }

  /** The statement as it is to run, ended by the meter when it goes too far; null where that would be seen too late. */
  textOf(judgement: Judgement, query: Query): Judgement | null {
    const { type, cost, reads } = judgement;
    this.meter.charge(0);
    if (cost.lookUps > LIMITS.lookUps || parameterChars(query.params) > cost.textUpTo) return null;
    // A change that reads nothing else visits the rows that it changes, and the meter sees those.
    if (type !== "select" && !cost.reads) return this.unbounded(judgement);
    if (cost.walks > 0) {
      const metered = this.#meteredOf(judgement);
      if (metered !== null) {
        this.meter.charge(LIMITS.visitSteps + cost.tokens);
        return metered;
      }
    }
    const rows = cost.walks === 0 ? 1 : Math.max(0, ...reads.map((table) => this.#rowCounts.upTo(table, LIMITS.tillSteps)));
    return this.meter.take(cost.steps(rows)) ? this.unbounded(judgement) : null;
  }

  /** The statement, of which only the walk of the table that it changes is metered. */
  unbounded(judgement: Judgement): Judgement {
    if (judgement.type === "select" || judgement.type === "insert" || judgement.cost.walks === 0) return judgement;
    let change = this.#changes.get(judgement);
    if (change === undefined) this.#changes.set(judgement, change = this.#meteredChange(judgement));
    return change;
  }

  #meteredOf(judgement: Judgement): Judgement | null {
    let metered = this.#metered.get(judgement);
    if (metered === undefined) this.#metered.set(judgement, metered = this.#meter(judgement));
    return metered;
  }

  #meter(judgement: Judgement): Judgement | null {
    const { type, sql, cost } = judgement;
    const text = cost.namesSchema ? null : meteredSources(sql, tokenize(sql), this.#tables);
    if (text === null) return null;
    const plan = this.#plan(text);
    if (!isMetered(type === "select" ? plan : this.#withoutOwn(plan))) return null;
    // A column without a name is called what its text says: a select's answer is renamed.
    if (type !== "select" && this.#columns(text) !== this.#columns(sql)) return null;
    const metered = { ...judgement, sql: text };
    return type === "update" || type === "delete" ? this.#meteredChange(metered) : metered;
  }

  /**
   * The plan of a change without what is no source of it, for all those are views by now: the walk of its own table, which
   * has a condition of its own, and the look for foreign keys.
   */
  #withoutOwn(plan: readonly string[]): readonly string[] {
    return plan.filter((detail) => {
      const [, table = ""] = /^(?:SCAN|SEARCH) (\w+)(?: USING (?!AUTOMATIC).*)?$/.exec(detail) ?? [];
      return !this.#tables.has(table.toLowerCase());
    });
  }

  #meteredChange(judgement: Judgement): Judgement {
    return { ...judgement, sql: meteredChange(judgement, this.#keys.get(judgement.target!.toLowerCase())!) };
  }

  #columns(sql: string): string {
    return JSON.stringify(this.db.prepare(sql).columns().map(({ name }) => name));
  }

  #plan(sql: string): string[] {
    try {
      return (this.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
    } catch {
      return ["unknown"]; // A table takes what its view does not: `rowid`, for one.
    }
  }
}
