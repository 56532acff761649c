/** EAN-13: check digits, validity, the shop's own codes. */
import assert from "node:assert/strict";
import { codeWarning } from "../../shared/code_warning.ts";
import { ean13CheckDigit, inStoreEan13, isEan13 } from "../../shared/ean.ts";

Deno.test("codes that are printed on goods are valid", () => {
  for (const code of ["4006381333931", "9780201379624", "3017620422003", "5901234123457", "0000000000000"]) {
    assert.equal(isEan13(code), true, code);
  }
});

Deno.test("the check digit is computed from the first twelve", () => {
  assert.equal(ean13CheckDigit("400638133393"), 1);
  assert.equal(ean13CheckDigit("590123412345"), 7);
});

Deno.test("every other digit in the last place is wrong, and every other digit in any place", () => {
  const right = "4006381333931";
  assert.equal(isEan13(right), true);
  for (let at = 0; at < right.length; at++) {
    for (let digit = 0; digit <= 9; digit++) {
      const changed = right.slice(0, at) + digit + right.slice(at + 1);
      assert.equal(isEan13(changed), changed === right, changed);
    }
  }
});

Deno.test("what is not thirteen digits is no code", () => {
  for (
    const text of [
      "",
      "400638133393",
      "40063813339310",
      "400638133393X",
      " 4006381333931",
      "4006381333931\n",
      "４００６３８１３３３９３１",
    ]
  ) {
    assert.equal(isEan13(text), false, JSON.stringify(text));
  }
  assert.equal(ean13CheckDigit("40063813339"), null);
  assert.equal(ean13CheckDigit("40063813339a"), null);
});

Deno.test("the shop's own codes are valid, distinct, and begin with 20 to 29", () => {
  const codes = new Set<string>();
  for (let prefix = 20; prefix <= 29; prefix++) {
    for (const item of [0, 1, 42, 9_999_999_999]) {
      const code = inStoreEan13(item, prefix);
      assert.equal(isEan13(code), true, code);
      assert.equal(code.slice(0, 2), String(prefix));
      codes.add(code);
    }
  }
  assert.equal(codes.size, 40);
});

Deno.test("a prefix that belongs to others and an item that does not fit are refused", () => {
  for (const prefix of [19, 30, 2, 20.5, NaN]) assert.throws(() => inStoreEan13(1, prefix), RangeError);
  for (const item of [-1, 1.5, 10_000_000_000, NaN]) assert.throws(() => inStoreEan13(item), RangeError);
});

Deno.test("the owner is warned of 8, 11 and 14 digits that do not check, and of nothing else", () => {
  const warned = (code: string) => codeWarning(code)?.fr ?? null;
  for (const fine of ["", "96385074", "13017620422000", "036000291452", "4006381333931", "PAIN-1", "1234567", "123456789"]) {
    assert.equal(warned(fine), null, fine);
  }
  assert.match(warned("12345678")!, /dernier chiffre/);
  assert.match(warned(" 12345678901234 ")!, /dernier chiffre/);
  // A UPC-A whose nought was taken off, and eleven digits of nothing.
  assert.match(warned("36000291452")!, /036000291452/);
  assert.match(warned("36000291453")!, /en manque/);
  assert.match(codeWarning("12345678")!.en, /last digit/);
});
