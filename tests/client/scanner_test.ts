/** Telling a scanner's bursts from typing, and what it scanned, whatever the layout of the PC. */
import assert from "node:assert/strict";
import { strokesOf } from "../support/gun.ts";
import { BURST_MS, Scanner, SLOW_MS, type Stroke } from "../../client/scanner/scanner.ts";

const AZERTY = "à&é\"'(-è_ç";
const NO_MODIFIERS = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const stroke = (key: string, code: string, more: Partial<Stroke> = {}): Stroke => ({ key, code, ...NO_MODIFIERS, ...more });
const digit = (value: string) => stroke(value, `Digit${value}`);
const ENTER = stroke("Enter", "Enter");

/** Feeds strokes so many milliseconds apart; the kinds of the verdicts, and the readings of the last. */
function feed(scanner: Scanner, strokes: readonly Stroke[], gapMs: number, from = 0) {
  const verdicts = strokes.map((one, at) => scanner.feed(one, from + at * gapMs));
  const last = verdicts.at(-1)!;
  return { kinds: verdicts.map(({ kind }) => kind), verdicts, readings: last.kind === "scan" ? last.scan.readings : null };
}

Deno.test("a burst that ends with Enter is a scan", () => {
  const { kinds, readings } = feed(new Scanner(), [..."3017620422003"].map(digit).concat(ENTER), 8);
  assert.deepEqual([kinds.slice(0, -1).every((kind) => kind === "maybe"), kinds.at(-1)], [true, "scan"]);
  assert.deepEqual(readings, ["3017620422003"]);
});

Deno.test("a US scanner on an AZERTY PC is read by the places of its keys", () => {
  const typed = [..."3017620422003"].map((value) => stroke(AZERTY[Number(value)]!, `Digit${value}`));
  const { readings } = feed(new Scanner(), [...typed, ENTER], 8);
  assert.equal(readings![0], "3017620422003");
});

Deno.test("a French scanner presses Shift for each digit, which breaks nothing", () => {
  const shift = stroke("Shift", "ShiftLeft", { shiftKey: true });
  const typed = [..."2000000010007"].flatMap((value) => [shift, stroke(value, `Digit${value}`, { shiftKey: true })]);
  assert.deepEqual(feed(new Scanner(), [...typed, ENTER], 10).readings, ["2000000010007"]);
});

Deno.test("letters are read both ways, since layouts of scanner and PC may differ", () => {
  // `AB-12` from a US scanner on AZERTY.
  const typed = [
    stroke("Q", "KeyA", { shiftKey: true }),
    stroke("B", "KeyB", { shiftKey: true }),
    stroke(")", "Minus"),
    stroke("&", "Digit1"),
    stroke("é", "Digit2"),
  ];
  assert.deepEqual(feed(new Scanner(), [...typed, ENTER], 10).readings, ["AB-12", "QB)&é"]);
});

Deno.test("a browser that does not know the places is believed by its keys, keypad digits included", () => {
  const typed = [..."1234"].map((value) => stroke(value, ""));
  assert.deepEqual(feed(new Scanner(), [...typed, ENTER], 10).readings, ["1234"]);
  const pad = [..."1234"].map((value) => stroke(value, `Numpad${value}`));
  assert.deepEqual(feed(new Scanner(), [...pad, stroke("Enter", "NumpadEnter")], 10).readings, ["1234"]);
});

Deno.test("a person's typing is no scan, however it ends", () => {
  const slow = feed(new Scanner(), [..."301762"].map(digit).concat(ENTER), BURST_MS + 1);
  // Nor is a code that was typed with pauses, or as few digits as an amount has.
  assert.equal(feed(new Scanner(), [..."3017620"].map(digit).concat(ENTER), 70).kinds.at(-1), "other");
  assert.equal(feed(new Scanner(), [..."3017620422003"].map(digit).concat(ENTER), SLOW_MS + 1).kinds.at(-1), "other");
  assert.equal(slow.kinds.at(-1), "other");
  // Each key says that the one before it was typed.
  assert.deepEqual(slow.verdicts.slice(1, -1).map((verdict) => verdict.kind !== "scan" && verdict.fresh), Array(5).fill(true));
  // Two keys rolled over, then Enter at once.
  assert.equal(feed(new Scanner(), [digit("1"), digit("2"), ENTER], 20).kinds.at(-1), "other");
  // An Enter long after a burst.
  const scanner = new Scanner();
  feed(scanner, [..."12345"].map(digit), 10);
  assert.equal(scanner.feed(ENTER, 500).kind, "other");
});

Deno.test("a slow scanner is told by the code it types, whatever was typed just before", () => {
  for (const code of ["3017620422003", "036000291452", "96385074", "10614141000415"]) {
    for (const gap of [60, 70, 149]) {
      // Only before the usual code somebody may have typed: a shorter one may be the end of anything.
      for (const before of code.length === 13 ? ["", "5"] : [""]) {
        const { verdicts } = feed(new Scanner(), [...before + code].map(digit).concat(ENTER), gap);
        const last = verdicts.at(-1)!;
        assert.ok(last.kind === "scan", `${code} after '${before}' at ${gap} ms`);
        assert.deepEqual(
          [last.scan.readings, last.typed, last.checked],
          [[code], code.length, true],
          `${code} after '${before}'`,
        );
      }
    }
  }
});

Deno.test("a scanner that stutters sends one code, not the end of one", () => {
  // The last begins with a pallet's number, which no check digit of an article's tells.
  for (
    const code of ["3017620422003", "01030176204220033103001250", "010301762042200310LOT20261231", "0037612345678901234531030012"]
  ) {
    for (let slow = 1; slow < code.length - 4; slow++) {
      const scanner = new Scanner();
      const strokes = strokesOf(code, "us", "us")!;
      strokes.forEach((one, at) => scanner.feed(one, at * 8 + (at >= slow ? 90 : 0)));
      const verdict = scanner.feed(ENTER, code.length * 8 + 90);
      assert.ok(verdict.kind === "scan");
      assert.deepEqual([verdict.scan.readings, verdict.typed], [[code], code.length], `${code} after ${slow}`);
    }
  }
});

Deno.test("a slow scanner's code with fields is whole, or it is none: never its last field, never what stands behind a separator", () => {
  const whole = (text: string, gapMs: number) => {
    const { verdicts, readings } = feed(new Scanner(), strokesOf(text, "us", "us")!.concat(ENTER), gapMs);
    const last = verdicts.at(-1)!;
    return last.kind === "scan" ? [readings![0], last.typed] : [last.kind];
  };
  for (const code of ["01030176204220033103001250", "0103017620422003310300125015261231", "0103017620422003"]) {
    assert.deepEqual(whole(code, 95), [code, code.length]);
    // The number typed before it goes with it: who can tell which is which?
    if (code.length > 16) assert.deepEqual(whole(`3${code}`, 95), [`3${code}`, code.length + 1]);
  }
  for (const code of ["010301762042200310LOT1\u001d15261231", "010301762042200310LOT20261231", "306\u001d0103017620422003"]) {
    assert.deepEqual(whole(code, 95), [code.replace("\u001d", "]"), code.length]);
  }
  // Words that end in digits are a person's.
  assert.deepEqual(whole("retrait20261231", 95), ["other"]);
});

Deno.test("what stands before a separator is of the code, however short", () => {
  for (const separator of ["ctrl", "F8", "itself"] as const) {
    const strokes = strokesOf("306\u001d0103017620422003", "us", "us", separator)!;
    const { verdicts } = feed(new Scanner(), [...strokes, ENTER], 8);
    const last = verdicts.at(-1)!;
    assert.ok(last.kind === "scan");
    assert.deepEqual([last.scan.strokes, last.typed], [strokes, 0], separator);
  }
  // Alone it is a key of the page.
  assert.equal(new Scanner().feed(stroke("F8", "F8"), 0).kind, "other");
});

Deno.test("F8 behind an amount is a key of the page at any pace of a person, and so is the Enter that follows", () => {
  const f8 = stroke("F8", "F8");
  for (const typed of ["5", "50", "1250"]) {
    for (const gap of [60, 120, 149]) {
      const { kinds } = feed(new Scanner(), [...[...typed].map(digit), f8, ENTER], gap);
      assert.deepEqual(kinds.slice(-2), ["other", "other"], `${typed} at ${gap} ms`);
    }
  }
  // As fast as a scanner it waits until the Enter says that there is none.
  assert.equal(feed(new Scanner(), [digit("5"), digit("0"), f8, ENTER], 30).kinds.at(-1), "other");
  // Words of a search as well, whose letters are as many as a code has.
  const word = [..."baguette"].map((letter) => stroke(letter, `Key${letter.toUpperCase()}`));
  assert.equal(feed(new Scanner(), [...word, f8, ENTER], 120).kinds.at(-1), "other");
  // A slow scanner's code that F8 cuts so early is not read without its beginning; one that it cuts later is read whole.
  const slow = (text: string) => feed(new Scanner(), [...strokesOf(text, "us", "us", "F8")!, ENTER], 95);
  assert.equal(slow("306\u001d0103017620422003").kinds.at(-1), "other");
  assert.equal(slow("010301762042200310LOT1\u001d15261231").readings![0], "010301762042200310LOT1F815261231");
});

Deno.test("more digits than anybody types are a scan without their check digit too, which a text field is told", () => {
  const { verdicts } = feed(new Scanner(), [..."0612345678"].map(digit).concat(ENTER), 70);
  const last = verdicts.at(-1)!;
  assert.ok(last.kind === "scan");
  assert.deepEqual([last.scan.readings, last.typed, last.checked], [["0612345678"], 10, false]);
});

Deno.test("combinations, named keys and a space alone are no part of a scan", () => {
  const scanner = new Scanner();
  for (
    const one of [stroke("c", "KeyC", { ctrlKey: true }), stroke("F9", "F9"), stroke("ArrowUp", "ArrowUp"), stroke(" ", "Space")]
  ) {
    assert.equal(scanner.feed(one, 0).kind, "other");
  }
  assert.equal(scanner.length, 0);
});

Deno.test("keys that mend what was typed are no part of a scan, however fast", () => {
  for (const key of ["Backspace", "Delete", "Escape", "ArrowLeft", "Tab"]) {
    const scanner = new Scanner();
    feed(scanner, [..."12345"].map(digit), 20);
    assert.deepEqual(scanner.feed(stroke(key, key), 100), { kind: "other", fresh: true }, key);
    assert.equal(scanner.length, 0);
  }
});

Deno.test("two scans in a row are two scans", () => {
  const scanner = new Scanner();
  const first = feed(scanner, [..."1111"].map(digit).concat(ENTER), 5);
  const second = feed(scanner, [..."2222"].map(digit).concat(ENTER), 5, 26);
  assert.deepEqual([first.readings, second.readings], [["1111"], ["2222"]]);
});
