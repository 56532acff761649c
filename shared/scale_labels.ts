/**
 * Labels of scales: thirteen digits that say an article's number and its weight or its price. There is no national layout: a shop
 * says its own by patterns, such as `21IIIIIWWWWWC`.
 *
 * `I` article, `W` grams, `P` cents, `F` hundredths of francs (labels of before 2002 are still made), `V` the check digit of the
 * weight or the price, `C` that of the whole; digits stand for themselves.
 */
import { checkDigit } from "./gtin.ts";

export interface ScaleLabel {
  readonly pattern: string;
  /** The article's number on the scale, with its noughts. */
  readonly item: string;
  readonly kind: "weight" | "price";
  /** Grams or cents, at least 1. */
  readonly value: number;
}

/** Why a code of a pattern is refused: a digit is wrong, or it says nothing. */
export type LabelFault = "digit" | "zero";
/** What is wrong with a pattern. */
export type PatternFault = "length" | "letters" | "item" | "value" | "inner" | "check" | "literals";

const LENGTH = 13;
/** Thousandths of one. */
const ONE = 1_000;
/** Francs for a euro (Council Regulation 2866/98). */
const FRANCS = 6.55957;

/** Null for one that can be saved. */
export function patternFault(pattern: string): PatternFault | null {
  if (pattern.length !== LENGTH) return "length";
  if (!/^[0-9IWPFVC]+$/.test(pattern)) return "letters";
  if (!pattern.endsWith("C") || pattern.indexOf("C") !== LENGTH - 1) return "check";
  // What begins with no digit would take every code for a label; 2 and 02 are what GS1 leaves to shops.
  if (!/^(?:2\d|02)/.test(pattern)) return "literals";
  if (!/^[^I]*I{3,6}[^I]*$/.test(pattern)) return "item";
  const value = /W+|P+|F+/.exec(pattern)?.[0] ?? "";
  if (value.length < 4 || value.length > 6 || /[WPF]/.test(pattern.replace(value, ""))) return "value";
  const inner = pattern.split("V").length - 1;
  // The tables of weights are made for four and five digits.
  if (inner > 1 || (inner === 1 && (value.length > 5 || !pattern.includes(`V${value}`)))) return "inner";
  return null;
}

/** The most certain first: those with the most digits of their own. */
export function inOrder(patterns: readonly string[]): readonly string[] {
  const literals = (pattern: string) => pattern.replace(/\D/g, "").length;
  return patterns.toSorted((a, b) => literals(b) - literals(a) || (a < b ? -1 : 1));
}

/** A label as patterns have it: scanners that leave out the nought before twelve digits leave out that of `02…` too. */
export function wholeLabel(code: string): string {
  return /^2\d{11}$/.test(code) ? `0${code}` : code;
}

/** Null for a code that is of no pattern. One that is, and is not right, is a label all the same: it is looked up nowhere else. */
export function readLabel(code: string, patterns: readonly string[]): ScaleLabel | LabelFault | null {
  const pattern = inOrder(patterns).find((pattern) => matches(code, pattern));
  if (pattern === undefined) return null;
  const part = (letter: string) => [...code].filter((_, at) => pattern[at] === letter).join("");
  const kind = pattern.includes("W") ? "weight" : "price";
  const digits = part(/[WPF]/.exec(pattern)![0]);
  const inner = part("V");
  if (checkDigit(code.slice(0, -1)) !== Number(code.at(-1))) return "digit";
  if (inner !== "" && innerCheckDigit(digits) !== Number(inner)) return "digit";
  const value = pattern.includes("F") ? Math.round(Number(digits) / FRANCS) : Number(digits);
  return value === 0 || /^0*$/.test(part("I")) ? "zero" : { pattern, item: part("I"), kind, value };
}

function matches(code: string, pattern: string): boolean {
  return /^\d{13}$/.test(code) && [...pattern].every((letter, at) => !/\d/.test(letter) || letter === code[at]);
}

/** Weights by which digits count in the check digit of a price (GS1 General Specifications, 7.9.2 to 7.9.4). */
const WEIGHTS = {
  "2-": [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  "3": [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  "5+": [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
  "5-": [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
} as const;

/** Of four or five digits. */
export function innerCheckDigit(digits: string): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = [...digits].map(Number);
  if (digits.length === 4) {
    const sum = WEIGHTS["2-"][a]! + WEIGHTS["2-"][b]! + WEIGHTS["3"][c]! + WEIGHTS["5-"][d]!;
    return sum * 3 % 10;
  }
  const sum = WEIGHTS["5+"][a]! + WEIGHTS["2-"][b]! + WEIGHTS["5-"][c]! + WEIGHTS["5+"][d]! + WEIGHTS["2-"][e]!;
  // The digit whose weight by 5- makes the sum a whole ten.
  return WEIGHTS["5-"].indexOf((10 - sum % 10) % 10 as never);
}

/**
 * Thousandths, and cents for one, that come to exactly so many cents: a label says what is to be paid, and how much it is, is for
 * information. At the catalogue's price where some gram fits it, else at the nearest that does. `price` is at least 1.
 */
export function quantityFor(cents: number, price: number): { readonly quantity: number; readonly price: number } {
  const about = Math.max(1, Math.round(cents * ONE / price));
  const comesTo = (quantity: number, price: number) => quantity > 0 && Math.floor((quantity * price + ONE / 2) / ONE) === cents;
  const exact = [about, about - 1, about + 1].find((quantity) => comesTo(quantity, price));
  if (exact !== undefined) return { quantity: exact, price };
  for (let apart = 0; apart < about; apart++) {
    for (const quantity of [about - apart, about + apart]) {
      const fitting = Math.round(cents * ONE / quantity);
      if (comesTo(quantity, fitting)) return { quantity, price: fitting };
    }
  }
  return { quantity: ONE, price: cents };
}

/** The numbers by which a catalogue may hold the article of a label. */
export function itemSpellings(item: string): readonly string[] {
  return [...new Set([item, item.replace(/^0+/, "")])];
}
