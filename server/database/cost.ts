/**
 * Tells which statements are provably short, from SQLite's own plan and the functions called. A
 * statement that is not goes to a process that can be ended (reads) or is refused (a till's writes):
 * nothing stops a statement that runs inside this process.
 */
import { LIMITS } from "../../shared/limits.ts";
import { MATH_FUNCTIONS } from "./math_functions.ts";
import type { Token } from "./sql_text.ts";

/** Functions whose result is about as long as what they are given. */
export const CHEAP_FUNCTIONS = new Set(
  `-> ->> abs avg coalesce count cume_dist current_date current_time current_timestamp date
   datetime dense_rank first_value glob if ifnull iif instr json_array_length json_error_position json_extract
   json_type json_valid julianday lag last_value lead length like likelihood likely lower ltrim max min nth_value
   ntile nullif octet_length percent_rank random rank round row_number rtrim sign strftime substr substring sum time
   timediff total trim typeof unicode unixepoch unlikely upper`.split(/\s+/),
);

/** Functions that can make much of little. */
export const AMPLIFYING_FUNCTIONS = new Set(
  `char concat concat_ws group_concat hex json json_array json_each json_group_array json_group_object json_insert
   json_object json_patch json_quote json_remove json_replace json_set json_tree quote replace string_agg unhex`
    .split(/\s+/),
);

/** Functions whose work is the product of the lengths of two texts. */
const MULTIPLYING_FUNCTIONS = new Set(["glob", "instr", "like", "ltrim", "rtrim", "trim"]);
/** Steps that such functions may take in all, and per row of a table that is walked (a step is about 2 ns). */
const STEPS = 10_000_000;
const STEPS_PER_ROW = 10_000;
/** Tokens of a statement that walks a table: each may be work for every row. */
const WALKING_TOKENS = 1_000;

export interface Plan {
  /** Tables walked: scans, and searches that may find many rows. */
  readonly walks: number;
  readonly recursive: boolean;
}

/** How a plan names rows that stand in the text itself. */
const CONSTANT = /^SCAN (?:CONSTANT ROW|\d+ CONSTANT ROWS|\d+-ROW VALUES CLAUSE)$/;

/**
 * Reads the `detail` column of EXPLAIN QUERY PLAN. `partialKeys` names the columns that begin a key of
 * several: looked up alone, they find many rows.
 */
export function readPlan(details: readonly string[], partialKeys: ReadonlySet<string> = new Set()): Plan {
  let walks = 0;
  let recursive = false;
  for (const detail of details) {
    if (detail.includes("RECURSIVE")) recursive = true;
    if (!/^(?:SCAN|SEARCH) /.test(detail)) continue;
    if (CONSTANT.test(detail)) continue;
    // At most one row per look-up, however often: bounded by the one walk around it. A UNIQUE index is
    // not enough: it holds any number of NULLs.
    const key = /^SEARCH .*USING (?:INTEGER PRIMARY KEY \((rowid)=\?\)|PRIMARY KEY \((\w+)=\?\))$/
      .exec(detail.replace(/ LEFT-JOIN$/, ""));
    if (key === null || partialKeys.has(key[2] ?? "")) walks += 1;
  }
  return { walks, recursive };
}

/**
 * How many characters a statement's parameters may have together for it to end soon; -1 for one that is
 * not provably short whatever it is given.
 */
export function shortUpTo(sql: string, tokens: readonly Token[], plan: Plan, functions: ReadonlySet<string>): number {
  if (!isProvablyShort(sql, tokens, plan, functions)) return -1;
  const walking = plan.walks > 0;
  if (![...functions].some((name) => MULTIPLYING_FUNCTIONS.has(name))) {
    return walking || amplifications(tokens, functions) > 0 ? LIMITS.cachedSqlChars : LIMITS.bodyBytes;
  }
  let calls = 0;
  let literals = 0;
  for (let at = 0; at < tokens.length; at++) {
    const { kind, text, start, end } = tokens[at]!;
    if (kind === "string") literals += end - start;
    if ((kind !== "word" && kind !== "quoted") || !MULTIPLYING_FUNCTIONS.has(text.toLowerCase())) continue;
    calls += 1;
    // Two columns may hold anything: within a walk, only LIKE and GLOB with a pattern that stands here.
    const pattern = tokens[at + 1]?.kind;
    const bounded = (text === "LIKE" || text === "GLOB") && (pattern === "variable" || pattern === "string");
    if (walking && !bounded) return -1;
  }
  const chars = Math.floor(Math.sqrt((walking ? STEPS_PER_ROW : STEPS) / Math.max(1, calls)));
  return Math.min(LIMITS.cachedSqlChars, chars) - literals;
}

/** Whether little is walked, and nothing on the way grows. */
export function isProvablyShort(sql: string, tokens: readonly Token[], plan: Plan, functions: ReadonlySet<string>): boolean {
  if (plan.recursive || plan.walks > 1 || sql.length > LIMITS.cachedSqlChars) return false;
  // A plan names tables by their aliases: one called so would pass for no table at all.
  if (/CONSTANT ROW|VALUES CLAUSE/.test(sql)) return false;
  if (plan.walks > 0 && tokens.length > WALKING_TOKENS) return false;
  // SQLite may have to call back for these: several times the work of its own, for every row.
  if (plan.walks > 0 && [...functions].some((name) => MATH_FUNCTIONS.has(name))) return false;
  const selects = tokens.filter(({ kind, text }) => kind === "word" && (text === "SELECT" || text === "VALUES")).length;
  return selects <= 8 && amplifications(tokens, functions) <= (plan.walks === 0 ? 8 : 0);
}

/** Places where a statement can make much of little. */
function amplifications(tokens: readonly Token[], functions: ReadonlySet<string>): number {
  let places = [...functions].filter((name) => AMPLIFYING_FUNCTIONS.has(name)).length;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.kind === "operator" && tokens[at]!.text === "|" && tokens[at + 1]?.text === "|") places += 1;
  }
  return places;
}
