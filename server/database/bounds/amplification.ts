/** What a statement can make of the texts that it is given: functions that make much of little, or whose work is a product. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Token } from "../sql/sql_text.ts";

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
/** Places where a statement that walks nothing may make much of little. */
const AMPLIFICATIONS = 8;

/** How many characters of parameters keep the work at one row, or without any, to little; -1 where nothing does. */
export function textUpTo(tokens: readonly Token[], functions: ReadonlySet<string>, walking: boolean): number {
  const places = amplifications(tokens, functions);
  if (places > (walking ? 0 : AMPLIFICATIONS) || (walking && tokens.length > WALKING_TOKENS)) return -1;
  if (![...functions].some((name) => MULTIPLYING_FUNCTIONS.has(name))) {
    return walking || places > 0 ? LIMITS.cachedSqlChars : LIMITS.bodyBytes;
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

/** Places where a statement can make much of little. */
function amplifications(tokens: readonly Token[], functions: ReadonlySet<string>): number {
  let places = [...functions].filter((name) => AMPLIFYING_FUNCTIONS.has(name)).length;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.kind === "operator" && tokens[at]!.text === "|" && tokens[at + 1]?.text === "|") places += 1;
  }
  return places;
}
