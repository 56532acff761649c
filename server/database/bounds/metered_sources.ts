/**
 * A statement that reads each of its tables through a view that a Meter lays beside it: for a connection where
 * the tables keep their names. Only the text is changed; whether the meter then sees every row, SQLite's plan tells.
 */
import { beside } from "./meter.ts";
import { sourcesOf } from "./cost.ts";
import { nameIn, type Token } from "../sql/sql_text.ts";
import { quoteName } from "../sql/sqlite.ts";

/** Words that may follow a source without being its alias. */
const NO_ALIAS = new Set(
  `CROSS EXCEPT FULL GROUP HAVING INDEXED INNER INTERSECT JOIN LEFT LIMIT NATURAL NOT ON ORDER OUTER RETURNING RIGHT SET UNION
   USING WHERE WINDOW`.split(/\s+/),
);

/** The text; null where a source is neither one of these tables nor a query, or a name may mean something else there. */
export function meteredSources(sql: string, tokens: readonly Token[], tables: ReadonlySet<string>): string | null {
  const says = (at: number, ...words: string[]) => tokens[at]?.kind === "word" && words.includes(tokens[at]!.text);
  // A common table expression may have a table's name; `x IN ventes` is a walk that no source names.
  if (tokens.some((_, at) => says(at, "WITH") || (says(at, "IN") && tokens[at + 1]?.text !== "("))) return null;
  let [out, from] = ["", 0];
  for (const at of sourcesOf(tokens)) {
    const source = tokens[at];
    if (source === undefined) return null;
    if (says(at - 2, "DELETE")) continue; // what is deleted from is no source
    if (source.kind === "operator" && source.text === "(" && says(at + 1, "SELECT", "VALUES")) continue;
    const name = nameIn(sql, source);
    const isName = source.kind === "word" || source.kind === "quoted";
    if (!isName || !tables.has(name.toLowerCase()) || [".", "("].includes(tokens[at + 1]?.text ?? "")) return null;
    out += sql.slice(from, source.start) + quoteName(beside(name.toLowerCase()));
    if (!hasAlias(tokens[at + 1])) out += ` AS ${quoteName(name)}`;
    from = source.end;
  }
  return out + sql.slice(from);
}

function hasAlias(next: Token | undefined): boolean {
  if (next === undefined) return false;
  return next.kind === "word" ? !NO_ALIAS.has(next.text) : next.kind === "quoted" || next.kind === "string";
}
