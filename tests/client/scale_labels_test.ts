/** Labels of scales: what each says by which pattern, and that a label's price is its line's, to the cent. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { innerCheckDigit, inOrder, itemSpellings, patternFault, quantityFor, readLabel } from "../../shared/scale_labels.ts";
import { lineTotal } from "../../shared/vat.ts";

const PATTERNS = ["21IIIIIWWWWWC", "23IIIIIPPPPPC", "02IIIIIPPPPPC", "22IIIIIWWWWWC", "28IIIIIFFFFFC", "20IIIIVPPPPPC"];

Deno.test("each label says its article and its grams or cents, by the pattern that is most its own", () => {
  for (
    const [code, item, kind, value] of [
      ["2101234005507", "01234", "weight", 550],
      ["2301234003408", "01234", "price", 340],
      ["0201234123453", "01234", "price", 12_345],
      // In francs, as some still print them.
      ["2852631028964", "52631", "price", 441],
      ["2200145012342", "00145", "weight", 1_234],
      ["0200145007135", "00145", "price", 713],
      ["2112345015002", "12345", "weight", 1_500],
    ] as const
  ) {
    const label = readLabel(code, PATTERNS);
    assert.ok(label !== null && typeof label !== "string", code);
    assert.deepEqual([label.item, label.kind, label.value], [item, kind, value], code);
  }
  assert.deepEqual(inOrder(["2IIIIIIWWWWWC", "21IIIIIWWWWWC"]), ["21IIIIIWWWWWC", "2IIIIIIWWWWWC"]);
  assert.deepEqual(itemSpellings("00145"), ["00145", "145"]);
});

Deno.test("a label that says nothing, or has a wrong digit, is a label all the same; other codes are none", () => {
  assert.equal(readLabel("2101234000007", PATTERNS), "zero");
  assert.equal(readLabel("0244123015003", PATTERNS), "digit");
  assert.equal(readLabel("2044442153356", PATTERNS), "digit");
  for (const code of ["3017620422003", "2401234005507", "210123400550", "21012340055070", ""]) {
    assert.equal(readLabel(code, PATTERNS), null, code);
  }
  assert.equal(readLabel("2101234005507", []), null);
  // The check digit of the price, by the tables of GS1.
  assert.deepEqual(["2875", "0340", "14685", "00340"].map(innerCheckDigit), [9, 4, 6, 3]);
});

Deno.test("a pattern that no label can have cannot be saved, and why is known", () => {
  for (const pattern of [...PATTERNS, "02IIIIVPPPPPC", "2IIIIIIWWWWWC", "29IIIIIIPPPPC"]) {
    if (pattern.startsWith("2I")) assert.equal(patternFault(pattern), "literals");
    else assert.equal(patternFault(pattern), null, pattern);
  }
  for (
    const [pattern, fault] of [
      ["", "length"],
      ["21IIIIIWWWWC", "length"],
      ["21IIIIIXXXXXC", "letters"],
      ["21IIIIIWWWWWW", "check"],
      ["21CIIIIWWWWWC", "check"],
      ["30IIIIIWWWWWC", "literals"],
      ["21IIWIIWWWWWC", "item"],
      ["21IIWWWWWWWWC", "item"],
      ["21IIIIIWWPPPC", "value"],
      ["21IIIIII00WWC", "value"],
      ["21VIIIIWWWWWC", "inner"],
      ["2IIIIVWWWWWWC", "literals"],
    ] as const
  ) assert.equal(patternFault(pattern), fault, pattern);
});

Deno.test("whatever a label's price and the catalogue's, the line comes to the label's, with a quantity as near as there is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_99 }), fc.integer({ min: 1, max: 200_00 }), (cents, price) => {
      const made = quantityFor(cents, price);
      assert.ok(Number.isSafeInteger(made.quantity) && made.quantity > 0 && Number.isSafeInteger(made.price));
      assert.equal(lineTotal(made.quantity, made.price, 0), cents);
      const about = cents * 1_000 / price;
      // As a customer reads it: the weight is that of the label to a few grams.
      assert.ok(Math.abs(made.quantity - about) <= Math.max(3, about / 50), `${JSON.stringify(made)} for ${cents} at ${price}`);
    }),
    { numRuns: 5_000 },
  );
  assert.deepEqual(quantityFor(340, 1_200), { quantity: 283, price: 1_200 });
});
