/** What codes say, by the vectors of GS1's specifications and of real labels, and by which keyboard they were typed. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type Layout } from "../../client/scanner/layouts.ts";
import { readAs, textsOf } from "../../client/scanner/layouts.ts";
import { SettingKept } from "../../client/scanner/setting_code.ts";
import { GS, looksLikeGs1, parseGs1, sureGs1, withoutKind } from "../../shared/gs1.ts";
import { checkDigit, isChecked, itemWithin, shorterGtins, upcFromShort } from "../../shared/gtin.ts";
import { SCANNER_SETTING } from "../../shared/scanner_setting.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { gs1Text, randomGs1 } from "../support/gs1_texts.ts";
import { type Separator, shownOf, strokesOf } from "../support/gun.ts";

const TODAY = "2026-11-29";
const LAYOUT_PAIRS: readonly (readonly [Layout, Layout])[] = [
  ["us", "us"],
  ["us", "azerty"],
  ["azerty", "azerty"],
  ["azerty", "us"],
];
const parse = (text: string) => parseGs1(text, TODAY);

Deno.test("what a scanner set to US types at an AZERTY PC, sign by sign, and that it is read all the same", () => {
  const signs = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  // `D` stands for a dead key, `-` that stands for nothing is one that has no sign there.
  const typed = [
    ...[" ", "1", "%", "3", "4", "5", "7", "ù", "9", "0", "8", "+", ";", ")", ":", "!"],
    ...["à", "&", "é", '"', "'", "(", "-", "è", "_", "ç", "M", "m", ".", "=", "/", "§", "2"],
    ..."QBCDEFGHIJKL?NOPARSTUVZXYW",
    ...["Dead", "*", "$", "6", "°", "²"],
    ..."qbcdefghijkl,noparstuvzxyw",
    ...["Dead", "µ", "£", "Unidentified"],
  ];
  assert.equal(signs.length, 95);
  for (const [at, sign] of [...signs].entries()) {
    const strokes = strokesOf(sign, "us", "azerty")!;
    assert.equal(shownOf(strokes), typed[at], sign);
    assert.equal(readAs("us", strokes, GS), sign, sign);
  }
  assert.equal(shownOf(strokesOf("(01)", "us", "azerty")!), "9à&0");
  assert.equal(shownOf(strokesOf("]C1", "us", "azerty")!), "$C&");
  assert.equal(readAs("azerty", strokesOf("]C1@[]{}#", "azerty", "us")!, GS), "]C1@[]{}#");
});

Deno.test("a GS1 code says its article, its weight, its lot and its dates, in elements, in brackets and in a link", () => {
  const whole = {
    ...{ gtin: "03017620422003", measure: { unit: "kg", thousandths: 1_250 }, count: null, cents: null },
    ...{ bestBefore: "2026-12-31", expiry: null, lot: "LOT1" },
  };
  for (
    const text of [
      `]C10103017620422003310300125010LOT1${GS}15261231`,
      `]d2${GS}0103017620422003310300125010LOT1${GS}15261231`,
      `0103017620422003${GS}310300125010LOT1${GS}15261231`,
      "(01)03017620422003(3103)001250(10)LOT1(15)261231",
      "https://id.gs1.org/01/03017620422003/10/LOT1?15=261231&3103=001250",
      "http://boutique.example/fr/01/3017620422003/10/LOT1?15=261231&3103=001250&utm=x",
    ]
  ) assert.deepEqual(parse(text), whole, text);
  const link = parse("https://id.gs1.org/01/03017620422003/10/LOT1?17=261231");
  assert.deepEqual([link?.expiry, link?.bestBefore, link?.lot], ["2026-12-31", null, "LOT1"]);
  assert.equal(parse("0103017620422003392299")?.cents, 99);
  assert.equal(parse("010301762042200339211234")?.cents, 12_340);
  assert.equal(parse("01030176204220033932978340")?.cents, 340);
  assert.equal(parse("0103017620422003306")?.count, 6);
  assert.deepEqual(parse("01030176204220033102000125")?.measure, { unit: "kg", thousandths: 1_250 });
  assert.deepEqual(parse("01030176204220033152000125")?.measure, { unit: "l", thousandths: 1_250 });
});

Deno.test("what is cut, has a wrong digit or no such day is no code: half of one may be another article's", () => {
  for (
    const text of [
      ...["0103017620422004", "010301762042200", "01030176204220033103001", `0103017620422003${GS}${GS}10A`, "0103017620422003x"],
      // 31 February, month 13, and a date of five digits.
      ...["010301762042200315260231", "010301762042200317261301", "01030176204220031526123", `0103017620422003${GS}10LOT${GS}`],
      // Pounds are no euros; a hundredth of a cent is no price; nothing weighs nothing; two weights.
      ...["01030176204220033932826340", "01030176204220033923341", "010301762042200339241"],
      ...["01030176204220033103000000", "010301762042200331030012503102000125", "01030176204220030103017620422010"],
      ...[
        "3017620422003",
        "0203017620422003",
        `10LOT1${GS}15261231`,
        "https://id.gs1.org/01/03017620422004",
        "https://id.gs1.org/",
      ],
      ...["(01)03017620422003(15)", "(01)(01)", "(9999)1", `0103017620422003${"9".repeat(2)}${"A".repeat(91)}`],
    ]
  ) assert.equal(parse(text), null, JSON.stringify(text));
  // The last day of February, of this year and of one that has a day more.
  assert.equal(parse("010301762042200315260200")?.bestBefore, "2026-02-28");
  assert.equal(parse("010301762042200315280200")?.bestBefore, "2028-02-29");
  assert.equal(parse("010301762042200315780101")?.bestBefore, "1978-01-01");
  assert.equal(parse("010301762042200315760101")?.bestBefore, "2076-01-01");
});

Deno.test("a plain code is none of GS1's, whatever it begins with", () => {
  for (const text of ["3017620422003", "0103017620422", "96385074", "C1-000123", "B123456789012", "", "01030176204220"]) {
    assert.equal(looksLikeGs1(text), false, text);
  }
  assert.equal(withoutKind("]E03017620422003"), "3017620422003");
});

Deno.test("an article's number in each spelling that scanners have for it", () => {
  assert.equal(upcFromShort("0425261"), "042100005264");
  assert.equal(upcFromShort("04252614"), "042100005264");
  assert.equal(upcFromShort("04252613"), null);
  assert.equal(upcFromShort("96385074"), null);
  // The last of six digits says where the noughts go.
  const shortened = { "0123450": "01200000345", "0123453": "01230000045", "0123454": "01234000005", "0123455": "01234500005" };
  for (const [short, eleven] of Object.entries(shortened)) {
    assert.equal(upcFromShort(short)?.slice(0, 11), eleven, short);
    assert.ok(isChecked(upcFromShort(short)!));
  }
  assert.equal(itemWithin("13017620422000"), "3017620422003");
  assert.equal(itemWithin("13017620422001"), null);
  assert.equal(itemWithin("03017620422003"), null);
  assert.deepEqual(shorterGtins("00000096385074"), ["00000096385074", "0000096385074", "000096385074", "96385074"]);
  assert.deepEqual(shorterGtins("03017620422003"), ["03017620422003", "3017620422003"]);
  assert.deepEqual(["9638507", "03600029145"].map(checkDigit), [4, 2]);
});

Deno.test("random GS1 codes, typed by each scanner at each PC with each separator: right or refused, with one known keyboard right", () => {
  let sure = 0;
  fc.assert(
    fc.property(
      randomGs1(),
      fc.constantFrom(...LAYOUT_PAIRS),
      fc.constantFrom<Separator>("ctrl", "F8", "itself"),
      (code, [gun, pc], by) => {
        const strokes = strokesOf(gs1Text(code), gun, pc, by);
        if (strokes === null) return;
        const wanted = parse(gs1Text(code));
        assert.notEqual(wanted, null);
        const unlearnt = sureGs1(textsOf(strokes, null, GS), TODAY);
        if (unlearnt !== null) assert.deepEqual(unlearnt, wanted);
        sure += unlearnt === null ? 0 : 1;
        assert.deepEqual(sureGs1(textsOf(strokes, gun, GS), TODAY), wanted);
      },
    ),
    { numRuns: 1_000 },
  );
  assert.ok(sure > 100, `${sure} of 1000`);
});

Deno.test("the setting code tells a device its scanner's keyboard, at any PC; any other code tells nothing", () => {
  for (const [gun, pc] of LAYOUT_PAIRS) {
    const kept = new SettingKept(new MemoryStorage());
    assert.equal(kept.learn(strokesOf("3017620422003", gun, pc)!), false);
    assert.equal(kept.reading, null);
    assert.equal(kept.learn(strokesOf(SCANNER_SETTING, gun, pc)!), true);
    assert.equal(kept.reading, gun);
  }
});
