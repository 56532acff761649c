/** An UPDATE or DELETE whose walk of its own table is metered: the condition is put in front of its own. */
import { visit } from "./meter.ts";
import type { Judgement } from "../schema/judgement.ts";
import { nameIn, type Token, tokenize } from "../sql/sql_text.ts";
import { quoteName } from "../sql/sqlite.ts";

/** Words that stand behind a change's table where no alias does. */
const NO_ALIAS = new Set("INDEXED NOT SET WHERE FROM RETURNING ORDER LIMIT".split(" "));
/** What may follow the condition. */
const BEHIND = new Set("RETURNING ORDER LIMIT".split(" "));

/** The judged text with the condition; `key` is a column of the table's primary key. */
export function meteredChange({ sql, target }: Judgement, key: string): string {
  const tokens = tokenize(sql);
  const top = topLevel(tokens);
  const isWord = (token: Token | undefined, words: { has(word: string): boolean }) =>
    token?.kind === "word" && words.has(token.text);
  const verb = top.findIndex((token) => isWord(token, VERBS));
  const table = top.findIndex((token, at) => at > verb && nameIn(sql, token) === target && top[at + 1]?.text !== ".");
  const behind = isWord(top[table + 1], AS) ? table + 2 : table + 1;
  const alias = nameIn(sql, top[behind] === undefined || isWord(top[behind], NO_ALIAS) ? top[table]! : top[behind]);
  const where = top.findIndex((token, at) => at > table && isWord(token, WHERE));
  const end = top.find((token, at) => at > Math.max(table, where) && isWord(token, BEHIND))?.start ?? sql.length;
  const condition = visit(`${quoteName(alias)}.${quoteName(key)}`);
  if (where < 0) return `${sql.slice(0, end)} WHERE ${condition} ${sql.slice(end)}`;
  const from = top[where]!.end;
  return `${sql.slice(0, from)} ${condition} AND (${sql.slice(from, end)}\n) ${sql.slice(end)}`;
}
const VERBS = new Set(["UPDATE", "DELETE"]);
const AS = new Set(["AS"]);
const WHERE = new Set(["WHERE"]);

function topLevel(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ kind, text }) => {
    if (kind === "operator" && text === "(") depth += 1;
    if (kind === "operator" && text === ")") depth -= 1;
    return depth === 0;
  });
}
