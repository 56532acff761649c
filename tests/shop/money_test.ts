/** Cents as text and back. */
import assert from "node:assert/strict";
import { formatCents, parseCents } from "../../shared/money.ts";

/** Intl separates with spaces that do not break; people type plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

Deno.test("cents are written as people of the language write them", () => {
  const cases: readonly [cents: number, fr: string, en: string][] = [
    [0, "0,00 €", "€0.00"],
    [1, "0,01 €", "€0.01"],
    [1250, "12,50 €", "€12.50"],
    [-1250, "-12,50 €", "-€12.50"],
    [123_456_789, "1 234 567,89 €", "€1,234,567.89"],
  ];
  for (const [cents, fr, en] of cases) {
    assert.equal(plain(formatCents(cents, "fr")), fr);
    assert.equal(plain(formatCents(cents, "en")), en);
  }
});

Deno.test("an amount is read with comma or point, with or without decimals, spaces and sign of the euro", () => {
  const cases: readonly [text: string, cents: number][] = [
    ["0", 0],
    ["12", 1200],
    ["12,5", 1250],
    ["12.50", 1250],
    ["12,05", 1205],
    [" 12,50 € ", 1250],
    ["007", 700],
    ["999999999,99", 99_999_999_999],
  ];
  for (const [text, cents] of cases) assert.equal(parseCents(text), cents, text);
});

Deno.test("what is no amount with at most two decimals is null, never a guess", () => {
  for (
    const text of [
      "",
      " ",
      "€",
      "12,505",
      "12,",
      ",50",
      "-5",
      "+5",
      "1e3",
      "1 2",
      "12.5.0",
      "12,50x",
      "0x10",
      "NaN",
      "1234567890",
      "१२",
    ]
  ) assert.equal(parseCents(text), null, text);
});

Deno.test("every amount survives being written and read", () => {
  // Steps of a prime reach every number of cents behind the comma.
  for (let cents = 0; cents < 10_000_000; cents += 997) {
    const [whole, rest] = [Math.floor(cents / 100), String(cents % 100).padStart(2, "0")];
    for (const text of [`${whole},${rest}`, `${whole}.${rest} €`]) assert.equal(parseCents(text), cents, text);
    if (cents < 100_000) assert.equal(parseCents(formatCents(cents, "fr")), cents);
  }
});
