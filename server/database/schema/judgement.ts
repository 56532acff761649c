/** What is known of a statement once it is judged, for one role. */
import type { Extras } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { StatementType } from "../../../shared/protocol.ts";
import type { Cost } from "../bounds/cost.ts";
import { type ParameterShape, type StatementShape, type Token, withoutLiterals } from "../sql/sql_text.ts";
import type { Report } from "./report.ts";

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
  /** The same where its answer hangs on nothing but their rows; null where it does, on the time for one. */
  readonly sources: readonly string[] | null;
  /** Tables with personal fields of which it may answer any row, and not only those that it changes. */
  readonly tells: readonly string[];
}

/** Thrown by a judge who is not to take long: this text is to be judged where that can be ended. */
export class LongToJudge extends Error {}

/** Of what is refused anyway. */
const UNKNOWN: Cost = {
  walks: 0,
  textUpTo: -1,
  lookUps: 1,
  namesSchema: true,
  reads: true,
  isLookUp: false,
  tokens: 0,
  steps: () => Infinity,
};

/** What its text alone says of it. */
export function unjudged(type: StatementType, sql: string, shape: StatementShape) {
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
    sources: null,
    tells: [],
  };
}

/** Functions whose answer is the same for the same rows. */
const STEADY = new Set(
  ("abs avg coalesce count group_concat hex ifnull iif instr json_object length like glob lower ltrim max min nullif round rtrim " +
    "substr substring sum total trim typeof upper").split(" "),
);

/** Whether a query that calls these functions answers the same as long as what it reads stays. */
export function isSteady(functions: ReadonlySet<string>, tokens: readonly Token[]): boolean {
  return [...functions].every((name) => STEADY.has(name)) &&
    !tokens.some(({ kind, text }) => kind === "word" && text.startsWith("CURRENT_"));
}

/** A way to a text without calling a function. */
export function makesText({ kind, text }: Token): boolean {
  return kind === "word" ? text === "SELECT" || text === "CAST" || text === "WITH" : kind === "operator" && text === "|";
}

/** A change without a query in it answers rows that it changed, and those are known. */
export function tellsOf({ type, target }: StatementShape, tokens: readonly Token[], { persons }: Report): readonly string[] {
  if (persons.size === 0) return [];
  const says = (word: string) => tokens.some(({ kind, text }) => kind === "word" && text === word);
  if (type !== "select" && !says("RETURNING")) return [];
  if (type !== "select" && !says("SELECT")) return [...persons].filter((table) => table !== target?.toLowerCase());
  return [...persons];
}
