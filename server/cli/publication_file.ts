/** The file of a publication, JSON or a table as the console imports it, as what is published; or all that is wrong with it. */
import { say } from "../../shared/errors.ts";
import { type CellFault, readCell } from "../../shared/files/cells.ts";
import { headsOf, proposed } from "../../shared/files/columns.ts";
import { decode } from "../../shared/files/decode.ts";
import { readDelimited } from "../../shared/files/delimited.ts";
import type { FileTable } from "../../shared/files/table.ts";
import type { ImportColumn } from "../../shared/import_columns.ts";
import { LIMITS } from "../../shared/limits.ts";
import { fieldsOf, listNameOf, type PublicationKind, readContent } from "../shop/publications/content.ts";
import { Faults, toldOf } from "../shop/publications/faults.ts";
import { Refused } from "./console.ts";
import { namedFile } from "./named_file.ts";

/** What is published, as JSON, and how many lines it has where it is a list. Throws all that is wrong, line by line. */
export function contentIn(kind: PublicationKind, file: string): { readonly content: string; readonly lines: number | null } {
  const faults = new Faults();
  const value = valueIn(kind, textOf(file), file, faults);
  const content = faults.count > 0 ? null : readContent(kind, value, faults);
  if (faults.count > 0 || content === null) {
    const more = faults.count > faults.told.length ? [`… and ${faults.count - faults.told.length} more`] : [];
    const told = [...faults.told.map((fault) => `  ${toldOf(fault, "en")}`), ...more];
    throw new Refused(
      `'${file}' was not published, ${faults.count} thing${faults.count === 1 ? " is" : "s are"} wrong with it:\n${
        told.join("\n")
      }`,
    );
  }
  const name = listNameOf(kind);
  const text = JSON.stringify("items" in content ? { [name!]: content.items } : value);
  if (text.length > LIMITS.publicationBytes) throw new Refused(`'${file}' is too long for one publication: part it.`);
  return { content: text, lines: "items" in content ? content.items.length : null };
}

function textOf(file: string): string {
  const bytes = namedFile(file, LIMITS.publicationBytes);
  if (bytes === null) throw new Refused(`'${file}' is too long for one publication: part it.`);
  return decode(bytes).replace(/^\ufeff/, "");
}

function valueIn(kind: PublicationKind, text: string, file: string, faults: Faults): unknown {
  const name = listNameOf(kind);
  if (name !== null && !/^\s*[[{]/.test(text)) return { [name]: itemsIn(kind, readDelimited(text), faults) };
  try {
    const value = JSON.parse(text) as unknown;
    // A list by itself is that list.
    return name !== null && Array.isArray(value) ? { [name]: value } : value;
  } catch (error) {
    throw new Refused(`'${file}' is no JSON: ${(error as Error).message}.`);
  }
}

/** What the console's import does not know: how head office calls an article, and the columns of people. */
const OWN_HEADS: Readonly<Record<string, readonly string[]>> = {
  reference: ["reference", "reference siege", "ref", "sku"],
  identifiant: ["identifiant", "username", "login"],
  nom: ["nom", "name"],
  role: ["role"],
  actif: ["actif", "active"],
};
const OWN_PEOPLE = ["identifiant", "nom", "role", "actif"];

function itemsIn(kind: PublicationKind, table: FileTable, faults: Faults): unknown[] {
  const [head, ...lines] = table.lines;
  for (const line of table.brokenQuotes) faults.add(line, null, say("un guillemet n'est pas fermé", "a quote is not closed"));
  if (head === undefined) return [];
  const columns = columnsOf(kind, headsOf(head.cells), head.line, faults);
  return lines.flatMap(({ line, cells }) => {
    const item: Record<string, string | number> = {};
    for (const [at, column] of columns.entries()) {
      const text = (cells[at] ?? "").trim();
      if (column === null || text === "") continue;
      const value = isPlain(column, kind) ? text : readCell(column as ImportColumn, text);
      if (value !== null && typeof value === "object") faults.add(line, column, FAULTS[value.fault]);
      else if (value !== null) item[column] = value;
    }
    return Object.keys(item).length === 0 ? [] : [{ ligne: line, ...item }];
  });
}

function columnsOf(kind: PublicationKind, heads: readonly string[], line: number, faults: Faults): readonly (string | null)[] {
  const known = Object.keys(fieldsOf(kind)!);
  const import_ = kind === "people" ? heads.map(() => null) : proposed(heads, "produits", new Map());
  return heads.map((head, at) => {
    const own = Object.keys(OWN_HEADS).find((name) =>
      known.includes(name) && isPlain(name, kind) && OWN_HEADS[name]!.includes(head)
    );
    const column = own ?? (kind === "people" && ["actif", "active"].includes(head) ? "actif" : import_[at] ?? null);
    if (column !== null && known.includes(column)) return column;
    // What was published of a column that was not understood would be less than was meant.
    faults.add(
      line,
      null,
      say(
        `la colonne « ${head} » n'est pas connue : ${known.join(", ")}`,
        `the column '${head}' is not known: ${known.join(", ")}`,
      ),
    );
    return null;
  });
}

/** Text that is taken as it stands. */
function isPlain(column: string, kind: PublicationKind): boolean {
  return column === "reference" || kind === "people" && OWN_PEOPLE.includes(column) && column !== "actif";
}

const FAULTS: Readonly<Record<CellFault, ReturnType<typeof say>>> = {
  amount: say("ce n'est pas un montant", "this is no amount"),
  rate: say("ce n'est pas un taux", "this is no rate"),
  quantity: say("ce n'est pas une quantité", "this is no quantity"),
  yesNo: say("oui ou non est attendu", "yes or no is wanted"),
  spreadsheetCode: say(
    "un tableur a changé ce code : mettez la colonne au format texte",
    "a spreadsheet has changed this code: make its column text",
  ),
  tooLong: say("ce texte est trop long", "this text is too long"),
};
