/**
 * What a broken constraint of the database says to people: what kind of thing is wrong and with which
 * columns. The rule itself stays in `constraint`, SQLite's own text in `sqlite`.
 */
import { AppError, type Bilingual, say } from "../../../shared/errors.ts";
import { tokenize } from "./sql_text.ts";

export const NO_SUCH_ROW: Bilingual = say(
  "elle renvoie à un enregistrement qui n'existe pas, ou en retire un qui sert encore",
  "it refers to a record that does not exist, or takes away one that is still in use",
);

/** The error for the text of SQLITE_CONSTRAINT: one of SQLite's own, or what a trigger raised. */
export function constraintViolation(text: string): AppError {
  const unfit = /^cannot store \w+ value in (\w+) column (.+)$/s.exec(text);
  if (unfit !== null) return violation(unfit[2]!, text, ofWrongType(unfit[1]!, unfit[2]!));
  const named = /^(UNIQUE|NOT NULL|CHECK|FOREIGN KEY|PRIMARY KEY) constraint failed(?:: (.*))?$/s.exec(text);
  // The application says what its own rules mean (see `rules`), of whom it speaks stands behind the rule's id.
  if (named === null) {
    const [, rule, subject] = /^(rule:\w+) (.+)$/s.exec(text) ?? [];
    const own = ENGINE_RULES[rule ?? ""];
    if (own !== undefined) {
      return new AppError("constraint_violation", { constraint: rule!, subject: subject!, reason: own(subject!) });
    }
    return new AppError(
      "constraint_violation",
      rule === undefined ? { constraint: text } : { constraint: rule, subject: subject! },
    );
  }
  const [, kind = "", rule = ""] = named;
  switch (kind) {
    case "NOT NULL":
      return violation(rule, text, empty(rule));
    case "CHECK":
      return violation(rule, text, notAllowed(rule));
    case "FOREIGN KEY":
      return violation("foreign_key", text, NO_SUCH_ROW);
    default:
      return violation(rule === "" ? kind.toLowerCase().replace(" ", "_") : rule, text, taken(rule));
  }
}

/** The engine's own rules: see capture.ts. */
export const WITHOUT_NUL = "rule:text_without_nul";
export const WELL_FORMED = "rule:text_well_formed";

const ENGINE_RULES: Readonly<Record<string, (column: string) => Bilingual>> = {
  [WITHOUT_NUL]: (column) =>
    say(`${listed([column], "fr")} contient un caractère NUL`, `${listed([column], "en")} has a NUL character`),
  [WELL_FORMED]: (column) =>
    say(`${listed([column], "fr")} n'est pas de l'UTF-8 bien formé`, `${listed([column], "en")} is not well-formed UTF-8`),
};

/** The error for SQLITE_MISMATCH: only an integer key refuses values of other types by that. */
export function keyMismatch(text: string): AppError {
  return violation("datatype", text, say("une clé doit être un nombre entier", "a key must be a whole number"));
}

function violation(constraint: string, sqlite: string, reason: Bilingual): AppError {
  return new AppError("constraint_violation", { constraint, reason, sqlite });
}

/** `produits.code_barres, produits.caisse` → its columns; null for an index on an expression. */
function columnsOf(rule: string): { readonly columns: readonly string[] } | null {
  const pairs = rule.split(", ").map((part) => /^(\w+)\.(\w+)$/.exec(part));
  if (pairs.some((pair) => pair === null)) return null;
  return { columns: pairs.map((pair) => pair![2]!) };
}

function taken(rule: string): Bilingual {
  const found = columnsOf(rule);
  if (found === null) return say("une de ses valeurs est déjà prise", "one of its values is taken already");
  const { columns: [first, ...others] } = found;
  const names = [first!, ...others];
  return others.length === 0
    ? say(
      `cette valeur de « ${first} » est déjà prise par un autre`,
      `this value of '${first}' is taken by another already`,
    )
    : say(
      `ces valeurs de ${listed(names, "fr")} sont déjà prises par un autre`,
      `these values of ${listed(names, "en")} are taken by another already`,
    );
}

function empty(rule: string): Bilingual {
  const names = columnsOf(rule)?.columns ?? [];
  if (names.length === 0) return say("une valeur manque", "a value is missing");
  return say(`${listed(names, "fr")} doit avoir une valeur`, `${listed(names, "en")} must have a value`);
}

function notAllowed(rule: string): Bilingual {
  const names = columnsIn(rule);
  if (names.length === 0) return say("une valeur n'est pas permise", "a value is not allowed");
  return names.length === 1
    ? say(`cette valeur de ${listed(names, "fr")} n'est pas permise`, `this value of ${listed(names, "en")} is not allowed`)
    : say(
      `ces valeurs de ${listed(names, "fr")} ne vont pas ensemble`,
      `these values of ${listed(names, "en")} do not go together`,
    );
}

const WANTED: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  INTEGER: ["un nombre entier", "a whole number"],
  INT: ["un nombre entier", "a whole number"],
  REAL: ["un nombre", "a number"],
  TEXT: ["un texte", "a text"],
  BLOB: ["des octets", "bytes"],
};

function ofWrongType(type: string, column: string): Bilingual {
  const [fr, en] = WANTED[type] ?? ["une valeur d'un autre type", "a value of another type"];
  const names = columnsOf(column)?.columns ?? [column];
  return say(`${listed(names, "fr")} attend ${fr}`, `${listed(names, "en")} takes ${en}`);
}

/** What an expression of a CHECK is made of besides columns and functions. */
const KEYWORDS = new Set(
  "AND OR NOT IN IS NULL BETWEEN LIKE GLOB ESCAPE CASE WHEN THEN ELSE END CAST AS DISTINCT FROM".split(" "),
);

/** The columns of a CHECK's expression; none for a constraint with a name, which is one word. */
export function columnsIn(rule: string): string[] {
  const tokens = tokenize(rule);
  if (tokens.length < 2) return [];
  const names = tokens.flatMap(({ kind, text, start, end }, at) => {
    if (kind === "quoted") return [text];
    return kind === "word" && !KEYWORDS.has(text) && tokens[at + 1]?.text !== "(" ? [rule.slice(start, end)] : [];
  });
  return [...new Set(names)];
}

/** `« a », « b » et « c »`, `'a', 'b' and 'c'` */
function listed(names: readonly string[], locale: "fr" | "en"): string {
  const quoted = names.map((name) => locale === "fr" ? `« ${name} »` : `'${name}'`);
  const last = quoted.pop()!;
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${locale === "fr" ? "et" : "and"} ${last}`;
}
