/** What is written in a cell, as the wire has it: cents, basis points, thousandths, codes. What may be meant in two ways is a fault. */
import { undefused } from "../csv.ts";
import type { ImportColumn } from "../import_columns.ts";
import { OWNER_LIMITS } from "../owner_limits.ts";
import { plain } from "../plain_text.ts";

export type CellFault = "amount" | "rate" | "quantity" | "yesNo" | "spreadsheetCode" | "tooLong";

/** A value, nothing, or what is wrong with it. */
export type Read = string | number | null | { readonly fault: CellFault };

const READERS: Readonly<Record<ImportColumn, (text: string) => Read>> = {
  code_barres: code,
  libelle: undefused,
  categorie: undefused,
  prix_ttc: amount,
  prix_libre: yesNo,
  titre_restaurant: yesNo,
  // By its name, or by its code.
  consigne: code,
  tva: rate,
  cout_ht: amount,
  suivi_stock: yesNo,
  stock: quantity,
  actif: yesNo,
  nom: undefused,
  telephone: (text) => undefused(unwrapped(text)),
  email: undefused,
  adresse: undefused,
  note: undefused,
};

export function readCell(column: ImportColumn, text: string): Read {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return trimmed.length > OWNER_LIMITS.importCellChars ? { fault: "tooLong" } : READERS[column](trimmed);
}

/** `="0123"` and `'0123` are how spreadsheets are told that digits are text. */
function unwrapped(text: string): string {
  return /^="(.*)"$/s.exec(text)?.[1] ?? text.replace(/^'(?=[\d+])/, "");
}

function code(text: string): Read {
  const bare = undefused(unwrapped(text));
  // The digits are lost: the nearest code would be another article's.
  return /^\d+(?:[.,]\d+)?e\+?\d+$/i.test(bare) ? { fault: "spreadsheetCode" } : bare;
}

/** Digits with their decimals, as `1234.5`: thousands may be parted by blanks, or by the sign that is not the decimals'. */
function plainNumber(text: string): string | null {
  const bare = text.replace(/[\s\u00a0\u2009\u202f]+/g, " ").trim();
  const groups = [/^-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/, /^-?\d{1,3}(?:\.\d{3})+,\d+$/, /^-?\d{1,3}(?:,\d{3})+\.\d+$/];
  if (/^-?\d+(?:[.,]\d+)?$/.test(bare)) return bare.replace(",", ".");
  if (groups[0]!.test(bare)) return bare.replaceAll(" ", "").replace(",", ".");
  if (groups[1]!.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  return groups[2]!.test(bare) ? bare.replaceAll(",", "") : null;
}

/** A decimal text times 10^`places`; null where it is finer than that. */
function scaled(text: string | null, places: number): number | null {
  const [, sign, whole, decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? "") ?? [];
  if (whole === undefined || /[1-9]/.test(decimals.slice(places))) return null;
  const value = Number(`${whole}${decimals.slice(0, places).padEnd(places, "0")}`);
  return Number.isSafeInteger(value) ? (sign === "-" ? -value : value) : null;
}

/** Cents. */
function amount(text: string): Read {
  const bare = plainNumber(text.replace(/€|eur(?:os?)?$/gi, ""));
  // `1.234` is one euro to some, a thousand to others.
  const cents = bare !== null && /\.\d{3}$/.test(bare) ? null : scaled(bare, 2);
  return cents === null || cents < 0 ? { fault: "amount" } : cents;
}

/** Basis points: `5,5`, `5,5 %`, `TVA 5,5 %`, or the part of one that workbooks keep. */
function rate(text: string): Read {
  const bare = plainNumber(text.replace(/^(?:taux |tva )+/i, "").replace(/%$/, ""));
  const part = bare !== null && Number(bare) > 0 && Number(bare) < 1 && !text.includes("%");
  const points = scaled(bare, part ? 4 : 2);
  return points === null || points < 0 || points > 10_000 ? { fault: "rate" } : points;
}

/** Thousandths. */
function quantity(text: string): Read {
  return scaled(plainNumber(text), 3) ?? { fault: "quantity" };
}

const YES = new Set(["1", "oui", "o", "yes", "y", "vrai", "true", "x", "actif", "active", "en vente", "on sale"]);
const NO = new Set(["0", "non", "n", "no", "faux", "false", "inactif", "inactive", "retire", "retired"]);

function yesNo(text: string): Read {
  const word = plain(text);
  return YES.has(word) ? 1 : NO.has(word) ? 0 : { fault: "yesNo" };
}
