/**
 * A barcode scanner is a keyboard that types very fast and ends with Enter: this tells its bursts from
 * people's typing, and what was scanned. Pure: it is fed keystrokes and knows no page.
 */

/** Milliseconds from one key to the next within a scan; people are slower. */
export const BURST_MS = 50;
/** Characters of the shortest code: two keys that a person rolled over are none. */
const SHORTEST = 4;

/** A key as `keydown` tells it. */
export interface Stroke {
  /** The key's place (`Digit1`, `KeyA`); empty where the browser does not know it. */
  readonly code: string;
  /** What the layout of this PC makes of it. */
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export interface Scan {
  /** What was scanned, the likeliest reading first. Layouts of scanner and PC differ, so letters have more than one. */
  readonly readings: readonly string[];
}

/**
 * `other`: no part of a scan. `maybe`: a character that may be one. `scan`: the Enter that ends one.
 * `fresh`: what came before it was typed by a person.
 */
export type Verdict =
  | { readonly kind: "other" | "maybe"; readonly fresh: boolean }
  | { readonly kind: "scan"; readonly scan: Scan };

/** Keys that stand between the characters of a scan without being any. */
const SILENT_KEYS = new Set(["Shift", "CapsLock", "NumLock"]);
const SIGNS: Readonly<Record<string, string>> = {
  Minus: "-",
  NumpadSubtract: "-",
  Period: ".",
  NumpadDecimal: ".",
  Slash: "/",
  NumpadDivide: "/",
  Equal: "+",
  NumpadAdd: "+",
  Space: " ",
};

export class Scanner {
  #strokes: Stroke[] = [];
  #lastAt = -Infinity;

  /** Characters of the present burst. */
  get length(): number {
    return this.#strokes.length;
  }

  /** `at` is the time of the stroke in milliseconds, from any origin. */
  feed(stroke: Stroke, at: number): Verdict {
    const late = at - this.#lastAt > BURST_MS;
    if (SILENT_KEYS.has(stroke.key)) {
      if (!late) this.#lastAt = at;
      return { kind: "other", fresh: false };
    }
    const before = late ? [] : this.#strokes;
    const fresh = late && this.#strokes.length > 0;
    this.#strokes = [];
    if (stroke.key === "Enter" && before.length >= SHORTEST) return { kind: "scan", scan: { readings: readingsOf(before) } };
    // A space alone presses the button that has the focus.
    if (!isCharacter(stroke) || (stroke.key === " " && before.length === 0)) return { kind: "other", fresh: true };
    this.#strokes = [...before, stroke];
    this.#lastAt = at;
    return { kind: "maybe", fresh };
  }

  /** The burst has ended without an Enter: it was typed. */
  forget(): void {
    this.#strokes = [];
  }
}

function isCharacter({ key, code, ctrlKey, altKey, metaKey }: Stroke): boolean {
  if (ctrlKey || altKey || metaKey) return false;
  return [...key].length === 1 || (key === "Dead" && byPlace(code, false) !== null);
}

/** By the places of the keys (a scanner set to US on an AZERTY PC types `à&é`), then as the PC read them. */
function readingsOf(strokes: readonly Stroke[]): readonly string[] {
  const placed = strokes.map(({ code, key, shiftKey }) => byPlace(code, shiftKey) ?? key).join("");
  const typed = strokes.map(({ key }) => key).join("");
  return [...new Set([placed, typed])];
}

/** What a US keyboard types there; digits with Shift as well, for that is how an AZERTY one types them. */
function byPlace(code: string, shift: boolean): string | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  return SIGNS[code] ?? null;
}
