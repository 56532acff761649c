/** A scanner that types like a keyboard, at a PC that may have another one: what `keydown` tells of each key. */
import { type Layout, LAYOUTS } from "../../client/scanner/layouts.ts";
import type { Stroke } from "../../client/scanner/scanner.ts";

/** How a scanner sends what separates fields. */
export type Separator = "ctrl" | "F8" | "itself";

const NO_MODIFIERS = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

/** The keys that a scanner of one keyboard presses, as a PC of another hears them; null for what it has no key for. */
export function strokesOf(text: string, gun: Layout, pc: Layout, separator: Separator = "ctrl"): Stroke[] | null {
  const strokes: Stroke[] = [];
  for (const character of text) {
    const stroke = character === "\u001d" ? SEPARATORS[separator] : strokeOf(character, gun, pc);
    if (stroke === null) return null;
    strokes.push(stroke);
  }
  return strokes;
}

const SEPARATORS: Readonly<Record<Separator, Stroke>> = {
  ctrl: { key: "]", code: "BracketRight", ...NO_MODIFIERS, ctrlKey: true },
  F8: { key: "F8", code: "F8", ...NO_MODIFIERS },
  itself: { key: "\u001d", code: "", ...NO_MODIFIERS },
};

function strokeOf(character: string, gun: Layout, pc: Layout): Stroke | null {
  for (const [code, faces] of LAYOUTS[gun]) {
    const face = faces.indexOf(character);
    if (face === -1) continue;
    // `^` and `¨` wait for the next letter.
    const heard = LAYOUTS[pc].get(code)?.[face] ?? "";
    const key = pc === "azerty" && code === "BracketLeft" && face < 2 ? "Dead" : heard === "" ? "Unidentified" : heard;
    const altGr = face === 2;
    return { key, code, shiftKey: face === 1, ctrlKey: altGr, altKey: altGr, metaKey: false };
  }
  return null;
}

/** What a PC's page would show of it. */
export function shownOf(strokes: readonly Stroke[]): string {
  return strokes.map(({ key }) => key).join("");
}
