/**
 * What a scanner's keys mean, by the keyboard that it is set to. It presses places, and the PC makes letters of them by a keyboard
 * of its own: a scanner set to US at an AZERTY PC types `9010` for `(01)`. By the place of each key and the scanner's own keyboard
 * one knows what was on the label, whatever the PC makes of it.
 */
import type { Stroke } from "./scanner.ts";
import { isSeparator } from "./separator.ts";

export type Layout = "us" | "azerty";
/** How a scanner is to be read: by one of these, or as the PC reads it. */
export type Reading = Layout | "keys";
export const READINGS: readonly Reading[] = ["us", "azerty", "keys"];

/** Plain, with Shift, with AltGr. */
type Faces = readonly [plain: string, shifted: string, altGr?: string];

const letters = (places: string, typed: string): [string, Faces][] =>
  [...places].map((place, at) => [`Key${place}`, [typed[at]!, typed[at]!.toUpperCase()]]);
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// The quotes are written as numbers: what reads the sources for words goes by them.
const US: ReadonlyMap<string, Faces> = new Map<string, Faces>([
  ...letters(ALPHABET, ALPHABET.toLowerCase()),
  ...[...")!@#$%^&*("].map((shifted, digit): [string, Faces] => [`Digit${digit}`, [String(digit), shifted]]),
  ["Backquote", ["\u0060", "~"]],
  ["Minus", ["-", "_"]],
  ["Equal", ["=", "+"]],
  ["BracketLeft", ["[", "{"]],
  ["BracketRight", ["]", "}"]],
  ["Backslash", ["\\", "|"]],
  ["Semicolon", [";", ":"]],
  ["Quote", ["'", "\u0022"]],
  ["Comma", [",", "<"]],
  ["Period", [".", ">"]],
  ["Slash", ["/", "?"]],
  ["Space", [" ", " "]],
]);
/** French, as Windows has it. */
const AZERTY: ReadonlyMap<string, Faces> = new Map<string, Faces>([
  ...letters("QWERTYUIOPASDFGHJKLZXCVBN", "azertyuiopqsdfghjklwxcvbn"),
  ...[..."à&é\u0022'(-è_ç"].map((
    plain,
    digit,
  ): [string, Faces] => [`Digit${digit}`, [plain, String(digit), "@ ~#{[|\u0060\\^"[digit]!]]),
  ["Backquote", ["²", ""]],
  ["Minus", [")", "°", "]"]],
  ["Equal", ["=", "+", "}"]],
  ["BracketLeft", ["^", "¨"]],
  ["BracketRight", ["$", "£", "¤"]],
  ["Backslash", ["*", "µ"]],
  ["Semicolon", ["m", "M"]],
  ["Quote", ["ù", "%"]],
  ["IntlBackslash", ["<", ">"]],
  ["KeyM", [",", "?"]],
  ["Comma", [";", "."]],
  ["Period", [":", "/"]],
  ["Slash", ["!", "§"]],
  ["Space", [" ", " "]],
]);
export const LAYOUTS: Readonly<Record<Layout, ReadonlyMap<string, Faces>>> = { us: US, azerty: AZERTY };

/** What a scanner may have read: one text where its keyboard is known, else one for each that it may be set to. */
export function textsOf(strokes: readonly Stroke[], reading: Reading | null, separator: string): readonly string[] {
  const texts = (reading === null ? READINGS : [reading]).map((one) => readAs(one, strokes, separator));
  return [...new Set(texts.filter((text) => text !== null))];
}

/** What a scanner of this keyboard has read; null where a key is none of it. `separator` tells the keys that stand for GS. */
export function readAs(reading: Reading, strokes: readonly Stroke[], separator: string): string | null {
  let text = "";
  for (const stroke of strokes) {
    const character = isSeparator(stroke) ? separator : reading === "keys" ? ownKey(stroke) : placed(LAYOUTS[reading], stroke);
    if (character === undefined || character === "") return null;
    text += character;
  }
  return text;
}

function ownKey({ key, ctrlKey, altKey, metaKey }: Stroke): string | undefined {
  // Ctrl and Alt together are AltGr.
  return [...key].length === 1 && ctrlKey === altKey && !metaKey ? key : undefined;
}

function placed(layout: ReadonlyMap<string, Faces>, stroke: Stroke): string | undefined {
  const { code, shiftKey, ctrlKey, altKey, metaKey } = stroke;
  const isAltGr = stroke.getModifierState?.("AltGraph") === true || (ctrlKey && altKey);
  if (metaKey || (!isAltGr && (ctrlKey || altKey))) return undefined;
  const digit = /^Numpad(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  return layout.get(code)?.[isAltGr ? 2 : shiftKey ? 1 : 0];
}
