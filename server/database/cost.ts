/**
 * Tells which statements are provably short, from SQLite's own plan and the functions called. A
 * statement that is not goes to a process that can be ended (reads) or is refused (a till's writes):
 * nothing stops a statement that runs inside this process.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { Token } from "./sql_text.ts";

/** Functions whose result is about as long as what they are given. */
export const CHEAP_FUNCTIONS = new Set(
  `-> ->> abs avg ceil ceiling coalesce count cume_dist current_date current_time current_timestamp date
   datetime dense_rank first_value floor glob if ifnull iif instr json_array_length json_error_position json_extract
   json_type json_valid julianday lag last_value lead length like likelihood likely lower ltrim max min mod nth_value
   ntile nullif octet_length percent_rank pow power random rank round row_number rtrim sign sqrt strftime substr
   substring sum time timediff total trim trunc typeof unicode unixepoch unlikely upper`.split(/\s+/),
);

/** Functions that can make much of little. */
export const AMPLIFYING_FUNCTIONS = new Set(
  `char concat concat_ws group_concat hex json json_array json_each json_group_array json_group_object json_insert
   json_object json_patch json_quote json_remove json_replace json_set json_tree quote replace string_agg unhex`
    .split(/\s+/),
);

export interface Plan {
  /** Tables walked: scans, and searches that may find many rows. */
  readonly walks: number;
  readonly recursive: boolean;
}

/** Reads the `detail` column of EXPLAIN QUERY PLAN. */
export function readPlan(details: readonly string[]): Plan {
  let walks = 0;
  let recursive = false;
  for (const detail of details) {
    if (detail.includes("RECURSIVE")) recursive = true;
    if (!/^(?:SCAN|SEARCH) /.test(detail)) continue;
    if (/^SCAN (?:\d+ )?CONSTANT ROWS?/.test(detail)) continue;
    // At most one row per look-up, however often: bounded by the one walk around it.
    const unique =
      /^SEARCH .*USING (?:INTEGER PRIMARY KEY \(rowid=\?\)|(?:COVERING )?INDEX sqlite_autoindex_\w+ \(\w+=\?\)|PRIMARY KEY \(\w+=\?\))$/
        .test(detail.replace(/ LEFT-JOIN$/, ""));
    if (!unique) walks += 1;
  }
  return { walks, recursive };
}

/** Whether a statement must end soon: little to walk, and nothing on the way that grows. */
export function isProvablyShort(sql: string, tokens: readonly Token[], plan: Plan, functions: ReadonlySet<string>): boolean {
  if (plan.recursive || plan.walks > 1 || sql.length > LIMITS.cachedSqlChars) return false;
  let selects = 0;
  let concatenations = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind === "word" && (token.text === "SELECT" || token.text === "VALUES")) selects += 1;
    if (token.kind === "operator" && token.text === "|" && tokens[at + 1]?.text === "|") concatenations += 1;
  }
  const amplifying = concatenations + [...functions].filter((name) => AMPLIFYING_FUNCTIONS.has(name)).length;
  return selects <= 8 && amplifying <= (plan.walks === 0 ? 8 : 0);
}
