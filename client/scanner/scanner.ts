/**
 * A barcode scanner is a keyboard that types fast and ends with Enter: this tells its bursts from
 * people's typing, and what was scanned. Pure: it is fed keystrokes and knows no page.
 *
 * Some scanners (by Bluetooth) are no faster than a person. Those are told by what they type: the digits of an
 * article's code, the check digit right, without a pause, and Enter. By then the page has had them as typing.
 */
import { isGtin } from "../../shared/ean.ts";
import { isSeparator } from "./separator.ts";

/** Milliseconds from one key to the next within a scan; people are slower. */
export const BURST_MS = 50;
/** The same for a slow scanner. */
export const SLOW_MS = 150;
/** Digits that nobody types as an amount or a quantity, and of the usual code: before it, somebody may have typed. */
const MANY_DIGITS = 8;
const EAN_DIGITS = 13;
/** Characters of the longest code that is typed just behind a number; more than that are one code. */
const WITH_NUMBER = EAN_DIGITS + 3;
/** Keys of a run that are looked at: those of the longest code, for its end alone is another's. */
export const RUN_MAX = 128;
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
  getModifierState?(key: "AltGraph"): boolean;
}

export interface Scan {
  /** What was scanned, the likeliest reading first. Layouts of scanner and PC differ, so letters have more than one. */
  readonly readings: readonly string[];
  /** As it was typed, for who knows how this scanner is set; absent of a code that a person typed. */
  readonly strokes?: readonly Stroke[];
}

/**
 * `other`: no part of a scan. `maybe`: a character that may be one. `scan`: the Enter that ends one.
 * `fresh`: what came before it was typed by a person.
 */
export type Verdict =
  | { readonly kind: "other" | "maybe"; readonly fresh: boolean }
  | ScanVerdict;

export interface ScanVerdict {
  readonly kind: "scan";
  readonly scan: Scan;
  /** Its last characters that were taken for typing: the page has them, and must give them up. 0 for a fast one. */
  readonly typed: number;
  /** Whether a slow one is an article's code by its check digit: in a text field it may be a telephone's number otherwise. */
  readonly checked: boolean;
}

/** Keys that stand between the characters of a scan without being any. */
const SILENT_KEYS = new Set(["Shift", "CapsLock", "NumLock", "Control", "Alt", "AltGraph"]);
/** Keys by which a person mends or leaves what was typed, however fast: no scanner has them within a code. */
const EDITING = /^(?:Tab|Back|Del|Esc|Arrow)/;
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
  /** What was typed without a pause: a slow scan, if it proves to be one. */
  #run: Stroke[] = [];
  #lastAt = -Infinity;

  /** Characters of the present burst. */
  get length(): number {
    return this.#strokes.length;
  }

  /** `at` is the time of the stroke in milliseconds, from any origin. */
  feed(stroke: Stroke, at: number): Verdict {
    const late = at - this.#lastAt > BURST_MS;
    const run = at - this.#lastAt > SLOW_MS ? [] : this.#run;
    if (SILENT_KEYS.has(stroke.key)) {
      if (!late) this.#lastAt = at;
      return { kind: "other", fresh: false };
    }
    const before = late ? [] : this.#strokes;
    const fresh = late && this.#strokes.length > 0;
    this.#strokes = [];
    // Where it is taken for a key of the page and was a slow scanner's after all, what follows is the rest of a code.
    this.#run = isSeparator(stroke) ? [stroke] : [];
    this.#lastAt = at;
    if (stroke.key === "Enter") {
      const slow = slowScan(run);
      // A scanner that stuttered has sent the end of a code fast: the code is all of it.
      const stuttered = slow !== null && (slow.checked || slow.typed > WITH_NUMBER) && slow.typed > before.length;
      if (before.length >= SHORTEST && !stuttered) {
        return { kind: "scan", scan: { readings: readingsOf(before), strokes: before }, typed: 0, checked: true };
      }
      if (slow !== null) return slow;
    }
    // What separates the fields of a code is no character, and however slowly it comes, what stands before it is of the code. Nor
    // does a person press any other such key after several so fast. A space alone presses the button that has the focus.
    // F8 is a key of the page too: behind an amount that a person types it is that.
    const separates = isSeparator(stroke) && run.length >= (late && stroke.key === "F8" ? MANY_DIGITS : 1);
    const belongs = isCharacter(stroke) || separates || (before.length >= SHORTEST && !EDITING.test(stroke.key));
    if (!belongs || (stroke.key === " " && before.length === 0)) return { kind: "other", fresh: true };
    this.#strokes = [...before, stroke];
    this.#run = [...run, stroke].slice(-RUN_MAX);
    return { kind: "maybe", fresh };
  }

  /** The burst has ended without an Enter: it was typed. */
  forget(): void {
    this.#strokes = [];
  }
}

function isCharacter({ key, code, ctrlKey, altKey, metaKey }: Stroke): boolean {
  // Both together are AltGr.
  if (ctrlKey !== altKey || metaKey) return false;
  return [...key].length === 1 || (key === "Dead" && byPlace(code, false) !== null);
}

/** What these keys are when no person typed them: an article's code, one with fields, or more digits than anybody types. */
function slowScan(strokes: readonly Stroke[]): ScanVerdict | null {
  const readings = readingsOf(strokes);
  const [placed = ""] = readings;
  // What has fields is whole, or it is nothing: its last field may look like another article's code.
  const cut = strokes.findIndex(isSeparator);
  if (cut === 0) return null;
  if ((cut > 0 && strokes.length > WITH_NUMBER) || isGtin(/^01(\d{14})/.exec(placed)?.[1] ?? "")) {
    return { kind: "scan", scan: { readings, strokes }, typed: strokes.length, checked: true };
  }
  const digits = /[a-z]/i.test(placed) ? "" : /\d+$/.exec(placed)?.[0] ?? "";
  if (digits.length < MANY_DIGITS) return null;
  const code = (digits.length > WITH_NUMBER ? [digits] : [digits, digits.slice(-EAN_DIGITS)]).find(isGtin);
  const read = code ?? digits;
  return { kind: "scan", scan: { readings: [read] }, typed: read.length, checked: code !== undefined };
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
