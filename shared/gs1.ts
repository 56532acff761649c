/**
 * What GS1 codes say (GS1-128, DataBar, QR, DataMatrix, Digital Link): article, measure, price, dates. By the GS1 General
 * Specifications: chapter 3 (application identifiers, AI), 7.8.5 (which of them end by themselves), 7.12 (dates).
 *
 * The npm parsers take a plain EAN for AI 30 and check no digit. Here a code is whole and right, or it is none: what cannot be
 * read to its end is refused, for the part that was read may be half of another.
 */
import { isChecked } from "./gtin.ts";
import type { Unit } from "./units.ts";

/** What stands between fields whose length is open. */
export const GS = "\u001d";

export interface Gs1 {
  /** Fourteen digits, the check digit right. */
  readonly gtin: string;
  /** Thousandths of a kilo, a litre or a metre. */
  readonly measure: { readonly unit: Exclude<Unit, "piece">; readonly thousandths: number } | null;
  /** Pieces. */
  readonly count: number | null;
  /** Cents to pay. */
  readonly cents: number | null;
  /** `2026-12-31`: good until (15), and not to be sold after (17). */
  readonly bestBefore: string | null;
  readonly expiry: string | null;
  readonly lot: string | null;
}

/** How codes begin that are read by application identifiers, as ISO/IEC 15424 names their kinds. */
const AIM_GS1 = /^\](?:C1|e0|d2|Q3|J1)/;
/** Any kind of code that a scanner was told to name. */
const AIM = /^\][A-Za-z]\d/;
const LINK = /^https?:\/\/[^/?#\s]+(?:\/[^?#\s]*?)?\/01\/(\d{8}|\d{12,14})(?=[/?#]|$)/i;

/** Characters of an AI by how it begins; anything else is none. */
const AI_LENGTHS: readonly (readonly [RegExp, number])[] = [
  [/^(?:0[0-4]|1[0-9]|2[0-2]|30|37|9[0-9])/, 2],
  [/^(?:2[345]|4[012]|71)\d/, 3],
  [/^(?:3[1-6]|39|43|70|72|8[0-2])\d\d/, 4],
];
/** Digits of those that end by themselves, by their first two. */
const FIXED: Readonly<Record<string, number>> = {
  ...{ "00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "20": 2, "41": 13 },
  ...Object.fromEntries([...Array(9).keys()].map((at) => [`1${at + 1}`, 6])),
  ...Object.fromEntries([...Array(6).keys()].map((at) => [`3${at + 1}`, 6])),
};
const LONGEST = 90;
/** The euro's number (ISO 4217). */
const EURO = "978";
const MEASURES: Readonly<Record<string, "kg" | "l" | "m">> = { "310": "kg", "315": "l", "311": "m" };

/** What a scanner sends of a code that is no GS1 one, without the name of its kind. */
export function withoutKind(text: string): string {
  return AIM.test(text) ? text.slice(3) : text;
}

/** Whether a text is to be read by application identifiers, and by nothing else. */
export function looksLikeGs1(text: string): boolean {
  return AIM_GS1.test(text) || text.includes(GS) || /^01\d{14}/.test(text) || /^\(01\)/.test(text) || LINK.test(text);
}

/** Null for what is not whole, or not right. `today` (`2026-11-29`) tells which century two digits of a year mean. */
export function parseGs1(text: string, today: string): Gs1 | null {
  const fields = LINK.test(text) ? linkFields(text) : elementFields(text.replace(AIM_GS1, ""));
  return fields === null ? null : meaning(fields, today);
}

/** What is whole and right by one of these readings of a code alone: by more than one it may be another article's. Null where it is not sure. */
export function sureGs1(texts: readonly string[], today: string): Gs1 | null {
  const right = texts.filter(looksLikeGs1).map((text) => parseGs1(text, today)).filter((code) => code !== null);
  return new Set(right.map((code) => JSON.stringify(code))).size === 1 ? right[0]! : null;
}

type Fields = ReadonlyMap<string, string>;

function elementFields(text: string): Fields | null {
  if (text.startsWith("(")) return bracketedFields(text);
  const fields = new Map<string, string>();
  let rest = text.startsWith(GS) ? text.slice(1) : text;
  while (rest !== "") {
    const ai = aiOf(rest);
    if (ai === null) return null;
    const length = FIXED[ai.slice(0, 2)];
    const end = length === undefined ? rest.indexOf(GS) : ai.length + length;
    const stop = end === -1 ? rest.length : end;
    if (stop > rest.length || !take(fields, ai, rest.slice(ai.length, stop))) return null;
    // Some makers end every field.
    rest = rest[stop] === GS ? rest.slice(stop + 1) : rest.slice(stop);
    if (rest === "" && text.endsWith(GS)) return null;
  }
  return fields;
}

/** `(01)…(17)…`, as it stands under the bars. */
function bracketedFields(text: string): Fields | null {
  if (!/^(?:\(\d{2,4}\)[!-'*-z]+)+$/.test(text)) return null;
  const fields = new Map<string, string>();
  for (const [, ai, value] of text.matchAll(/\((\d{2,4})\)([^()]+)/g)) {
    if (aiOf(ai!) !== ai || !take(fields, ai!, value!)) return null;
  }
  return fields;
}

/** A Digital Link: its path from the article on in pairs, then its query; what is no AI there is the owner's of the site. */
function linkFields(text: string): Fields | null {
  const [, gtin] = LINK.exec(text)!;
  const rest = text.slice(LINK.exec(text)![0].length).split("#")[0]!;
  const [path = "", query = ""] = rest.split("?", 2);
  const steps = path.split("/").slice(1);
  const fields = new Map<string, string>();
  if (!take(fields, "01", gtin!.padStart(14, "0")) || (steps.length % 2 !== 0 && steps.at(-1) !== "")) return null;
  const pairs = [
    ...steps.flatMap((step, at) => at % 2 === 0 && step !== "" ? [[step, steps[at + 1] ?? ""]] : []),
    ...query.split(/[&;]/).map((pair) => pair.split("=", 2)).filter(([name]) => /^\d{2,4}$/.test(name!)),
  ];
  for (const [name, value = ""] of pairs) {
    if (aiOf(name!) !== name) return null;
    try {
      if (!take(fields, name!, decodeURIComponent(value))) return null;
    } catch {
      return null;
    }
  }
  return fields;
}

function aiOf(text: string): string | null {
  const length = AI_LENGTHS.find(([begins]) => begins.test(text))?.[1];
  return length === undefined || !/^\d+$/.test(text.slice(0, length)) || text.length < length ? null : text.slice(0, length);
}

/** False for a value that its AI cannot have, or another one than before. */
function take(fields: Map<string, string>, ai: string, value: string): boolean {
  const length = FIXED[ai.slice(0, 2)];
  const fits = length === undefined
    ? /^[\x21-\x7a]+$/.test(value) && value.length <= LONGEST
    : /^\d+$/.test(value) && value.length === length;
  if (!fits || (fields.has(ai) && fields.get(ai) !== value)) return false;
  fields.set(ai, value);
  return true;
}

function meaning(fields: Fields, today: string): Gs1 | null {
  // What is inside of a pallet (02, with 37 of them) is sold at no till.
  const gtin = fields.get("01");
  if (gtin === undefined || !isChecked(gtin)) return null;
  let measure: Gs1["measure"] = null;
  let cents: number | null = null;
  for (const [ai, value] of fields) {
    const unit = ai.length === 4 ? MEASURES[ai.slice(0, 3)] : undefined;
    if (unit !== undefined) {
      const thousandths = Math.round(Number(value) * 10 ** (3 - Number(ai[3])));
      if (measure !== null || Number(ai[3]) > 5 || thousandths === 0) return null;
      measure = { unit, thousandths };
    }
    if (/^39[23]/.test(ai)) {
      const isForeign = ai[2] === "3" && !value.startsWith(EURO);
      const digits = ai[2] === "3" ? value.slice(3) : value;
      const amount = Number(digits) * 10 ** (2 - Number(ai[3]));
      if (cents !== null || isForeign || !/^\d{1,15}$/.test(digits) || !Number.isInteger(amount) || amount === 0) return null;
      cents = amount;
    }
  }
  const dates = ["15", "17", "11", "12", "13", "16"].map((ai) => dateOf(fields.get(ai), today));
  if (dates.includes(undefined)) return null;
  const count = fields.get("30");
  if (count !== undefined && !/^0*[1-9]\d{0,3}$/.test(count)) return null;
  return {
    gtin,
    measure,
    count: count === undefined ? null : Number(count),
    cents,
    bestBefore: dates[0]!,
    expiry: dates[1]!,
    lot: fields.get("10") ?? null,
  };
}

/** `YYMMDD`, day 00 for the month's last; null where there is none, undefined for a day that no calendar has. */
function dateOf(digits: string | undefined, today: string): string | null | undefined {
  if (digits === undefined) return null;
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [number, number, number];
  const now = Number(today.slice(0, 4));
  const apart = year - now % 100;
  // 51 to 99 years ahead are the century before, 50 to 99 back the next one.
  const century = Math.floor(now / 100) + (apart >= 51 ? -1 : apart <= -50 ? 1 : 0);
  const full = century * 100 + year;
  const last = new Date(Date.UTC(full, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day > last) return undefined;
  return [full, String(month).padStart(2, "0"), String(day === 0 ? last : day).padStart(2, "0")].join("-");
}
