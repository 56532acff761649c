/**
 * Reads SQL text as SQLite's own tokenizer does, as far as judging a statement needs it: where it
 * ends, what kind it is, which parameters it has. It never decides what a statement may touch:
 * that is SQLite's judgement (see rights.ts).
 */
import type { StatementType } from "../../../shared/protocol.ts";

type TokenKind = "word" | "quoted" | "string" | "number" | "variable" | "semicolon" | "operator";
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Upper case for a word, the name for a quoted identifier, else the text itself. */
  readonly text: string;
}

/**
 * The classes that take more than a character, each matched where it begins. Unterminated strings and
 * comments run to the end, as in SQLite, which then refuses or ignores them.
 */
const SPACE = /[ \t\n\f\r\uFEFF]+/y;
const COMMENT = /--[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const STRING = /[xX]?'(?:[^']|'')*(?:'|$)/y;
const QUOTED = /"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?\w*/y;
// A name may go on with `::` and end in `(…)`, as Tcl's do.
const VARIABLE = /\?\d*|[:@#$](?:[\w$\u0080-\uFFFF]|::)*(?:(?<=[\w$\u0080-\uFFFF:])\([^ \t\n\v\f\r)]*\)?)?/y;
const WORD = /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/y;

/** Which classes begin with an ASCII character, in the order in which they are tried. */
const CLASSES: readonly (readonly (readonly [TokenKind | null, RegExp])[])[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (" \t\n\f\r".includes(char)) return [[null, SPACE]];
  if ("-/".includes(char)) return [[null, COMMENT]];
  if ("xX'".includes(char)) return [["string", STRING], ["word", WORD]];
  if ('"`['.includes(char)) return [["quoted", QUOTED]];
  if (/[\d.]/.test(char)) return [["number", NUMBER]];
  if ("?:@#$".includes(char)) return [["variable", VARIABLE]];
  if (/[A-Za-z_]/.test(char)) return [["word", WORD]];
  return [];
});
const BEYOND_ASCII = [[null, SPACE], ["word", WORD]] as const;

/** The tokens of a text; of a very long one, only the first `most`. */
export function tokenize(sql: string, most = Infinity): Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < sql.length && tokens.length < most;) {
    const code = sql.charCodeAt(start);
    let kind: TokenKind | null = code === SEMICOLON ? "semicolon" : "operator";
    let end = start + 1;
    for (const [named, pattern] of code < 128 ? CLASSES[code]! : BEYOND_ASCII) {
      pattern.lastIndex = start;
      if (!pattern.test(sql)) continue;
      kind = named;
      end = pattern.lastIndex;
      break;
    }
    if (kind !== null) tokens.push({ kind, start, end, text: textOf(kind, sql.slice(start, end)) });
    start = end;
  }
  return tokens;
}
const SEMICOLON = 0x3b;

function textOf(kind: TokenKind, raw: string): string {
  if (kind === "word") return raw.toUpperCase();
  return kind === "quoted" ? raw.slice(1, -1).replaceAll(raw[0]!.repeat(2), raw[0]!) : raw;
}

/** How a statement wants its values: by position (`count` of them) or by `names` (without the colon). */
export interface ParameterShape {
  readonly count: number;
  /** Each name as the statement spells it, prefix included. */
  readonly names: readonly string[];
}

export interface StatementShape {
  /** Nothing but white space, comments and semicolons: preparing it would crash the process. */
  readonly empty: boolean;
  /** More than one statement, or a NUL that would hide one. */
  readonly multiple: boolean;
  /** Where the statement's last token ends: what follows is `;`, white space or comments. */
  readonly end: number;
  /** null: neither a query nor a change of rows (DDL, PRAGMA, EXPLAIN, transaction control …). */
  readonly type: StatementType | null;
  /** REPLACE, or a clause OR ROLLBACK|FAIL|IGNORE|REPLACE behind the verb; OR ABORT only says what is so anyway. */
  readonly conflictClause: string | null;
  /** The table that a change names first, as written; null for a query. */
  readonly target: string | null;
  readonly parameters: ParameterShape;
}

export function statementShape(sql: string, tokens: readonly Token[] = tokenize(sql)): StatementShape {
  const firstSemicolon = tokens.findIndex((token) => token.kind === "semicolon");
  const body = firstSemicolon < 0 ? tokens : tokens.slice(0, firstSemicolon);
  const rest = firstSemicolon < 0 ? [] : tokens.slice(firstSemicolon);
  const verbAt = mainVerb(body);
  const verb = body[verbAt];
  return {
    empty: tokens.every((token) => token.kind === "semicolon"),
    multiple: sql.includes("\0") || rest.some((token) => token.kind !== "semicolon"),
    end: body.at(-1)?.end ?? 0,
    type: statementType(verb),
    conflictClause: conflictClause(body, verbAt),
    target: targetTable(sql, body, verbAt),
    parameters: parameterShape(body),
  };
}

/** The index of the verb that says what the statement does, behind its common table expressions. */
function mainVerb(tokens: readonly Token[]): number {
  const isWord = (at: number, word: string) => tokens[at]?.kind === "word" && tokens[at]?.text === word;
  if (!isWord(0, "WITH")) return 0;
  let at = isWord(1, "RECURSIVE") ? 2 : 1;
  while (at < tokens.length) {
    at += 1; // the table's name
    at = skipParentheses(tokens, at); // its columns
    if (!isWord(at, "AS")) return tokens.length;
    at += 1;
    if (isWord(at, "NOT")) at += 1;
    if (isWord(at, "MATERIALIZED")) at += 1;
    at = skipParentheses(tokens, at);
    if (tokens[at]?.text !== ",") return at;
    at += 1;
  }
  return at;
}

function skipParentheses(tokens: readonly Token[], from: number): number {
  if (tokens[from]?.text !== "(" || tokens[from]?.kind !== "operator") return from;
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at]!.kind !== "operator") continue;
    if (tokens[at]!.text === "(") depth += 1;
    if (tokens[at]!.text === ")" && --depth === 0) return at + 1;
  }
  return tokens.length;
}

function statementType(verb: Token | undefined): StatementType | null {
  if (verb?.kind !== "word") return null;
  switch (verb.text) {
    case "SELECT":
    case "VALUES":
      return "select";
    case "INSERT":
    case "REPLACE":
      return "insert";
    case "UPDATE":
      return "update";
    case "DELETE":
      return "delete";
    default:
      return null;
  }
}

function conflictClause(tokens: readonly Token[], verbAt: number): string | null {
  const [verb, or, action] = tokens.slice(verbAt, verbAt + 3);
  if (verb?.kind !== "word") return null;
  if (verb.text === "REPLACE") return "REPLACE";
  const takesClause = verb.text === "INSERT" || verb.text === "UPDATE";
  if (!takesClause || or?.kind !== "word" || or.text !== "OR") return null;
  return action?.kind === "word" && action.text === "ABORT" ? null : `OR ${action?.text ?? ""}`;
}

function targetTable(sql: string, tokens: readonly Token[], verbAt: number): string | null {
  const type = statementType(tokens[verbAt]);
  if (type === null || type === "select") return null;
  const KEYWORDS = new Set(["INTO", "FROM", "OR", "ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"]);
  let at = verbAt + 1;
  while (tokens[at]?.kind === "word" && KEYWORDS.has(tokens[at]!.text)) at += 1;
  if (tokens[at + 1]?.text === ".") at += 2;
  const name = tokens[at];
  return name === undefined ? null : nameIn(sql, name);
}

/** The name that a token is: SQLite takes one in the quotes of a text as well. */
export function nameIn(sql: string, { kind, start, end, text }: Token): string {
  if (kind === "string") return text.slice(1, -1).replaceAll("''", "'");
  return kind === "quoted" ? text : sql.slice(start, end);
}

/** Numbers parameters as SQLite does: `?` takes the next after the largest so far, `?5` the fifth. */
function parameterShape(tokens: readonly Token[]): ParameterShape {
  let count = 0;
  const names = new Set<string>();
  for (const { kind, text } of tokens) {
    if (kind !== "variable") continue;
    if (text === "?") count += 1;
    else if (text.startsWith("?")) count = Math.max(count, Number(text.slice(1)));
    else names.add(text);
  }
  return { count, names: [...names] };
}

/**
 * The statement with every literal replaced by `?`: what the journal keeps of it, at most `maxChars`.
 * So are quoted names: in a statement that was refused, `"…"` may be a text in the wrong quotes.
 */
export function withoutLiterals(sql: string, maxChars: number): string {
  let out = "";
  let at = 0;
  for (const token of tokenize(sql.slice(0, 4 * maxChars))) {
    const gap = sql.slice(at, token.start);
    if (gap.length > 0) out += " ";
    out += token.kind === "string" || token.kind === "number" || token.kind === "quoted"
      ? "?"
      : sql.slice(token.start, token.end);
    at = token.end;
    if (out.length > maxChars) return out.slice(0, maxChars) + "…";
  }
  return out;
}
