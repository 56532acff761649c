/** Which column a CHECK without a name is about: SQLite tells of its expression alone, and an expression is no stable name. */
import type { DatabaseSync } from "node:sqlite";
import { columnsIn } from "../sql/constraints.ts";
import type { Failure } from "../jobs.ts";
import { tokenize } from "../sql/sql_text.ts";

const FAILED = "CHECK constraint failed: ";

export class Checks {
  /** Expression → tables that have it. */
  readonly #tables = new Map<string, string[]>();

  constructor(db: DatabaseSync) {
    const tables = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL").all();
    for (const { name, sql } of tables as { name: string; sql: string }[]) {
      for (const expression of expressionsIn(sql)) {
        this.#tables.set(expression, [...this.#tables.get(expression) ?? [], name]);
      }
    }
  }

  /** The failure with `table.column` as its constraint; `target` is the table of the statement, for several may have such a rule. */
  named(failure: Failure, target: string | null): Failure {
    if (!("code" in failure) || failure.code !== "constraint_violation") return failure;
    const { sqlite } = failure.extras;
    if (typeof sqlite !== "string" || !sqlite.startsWith(FAILED)) return failure;
    const expression = sqlite.slice(FAILED.length);
    const tables = this.#tables.get(expression) ?? [];
    const table = tables.find((name) => name === target) ?? tables[0];
    const columns = columnsIn(expression);
    if (table === undefined || columns.length === 0) return failure;
    return { ...failure, extras: { ...failure.extras, constraint: columns.map((column) => `${table}.${column}`).join(", ") } };
  }
}

/** What stands between the brackets of each CHECK, as SQLite repeats it. */
function expressionsIn(sql: string): string[] {
  const tokens = tokenize(sql);
  return tokens.flatMap(({ kind, text }, at) => {
    if (kind !== "word" || text !== "CHECK" || tokens[at + 1]?.text !== "(") return [];
    let depth = 0;
    for (let end = at + 1; end < tokens.length; end++) {
      if (tokens[end]!.text === "(") depth += 1;
      else if (tokens[end]!.text === ")" && --depth === 0) return [sql.slice(tokens[at + 1]!.end, tokens[end]!.start).trim()];
    }
    return [];
  });
}
