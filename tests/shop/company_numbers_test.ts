/** The numbers of a French company. */
import assert from "node:assert/strict";
import { isSiret, plainNumber, vatProblem } from "../../shared/company_numbers.ts";

Deno.test("a SIRET has 14 digits that pass Luhn's check, and so does the SIREN in it", () => {
  // The head office of Renault, of Peugeot, and of La Poste.
  for (const siret of ["78012998703591", "55210055400013", "35600000000048"]) assert.ok(isSiret(siret), siret);
  for (const siret of ["55210055400014", "5521005540001", "552100554000130", "55210055400O13", "", "00000000000001"]) {
    assert.ok(!isSiret(siret), siret);
  }
  // It passes as a whole, but no such SIREN can be.
  assert.ok(!isSiret("12345678900001") && !isSiret("12345678900050"));
});

Deno.test("an establishment of La Poste need not pass it: the sum of its digits is a multiple of five", () => {
  assert.ok(isSiret("35600000049837"));
  assert.ok(!isSiret("35600000049838"));
});

Deno.test("a changed digit never leaves a SIRET good, nor two neighbours that changed places", () => {
  const good = "55210055400013";
  for (let at = 0; at < good.length; at++) {
    const other = String((Number(good[at]) + 1) % 10);
    assert.ok(!isSiret(good.slice(0, at) + other + good.slice(at + 1)), `digit ${at}`);
    const [a, b] = [good[at]!, good[at + 1]];
    if (b === undefined || a === b) continue;
    assert.ok(!isSiret(good.slice(0, at) + b + a + good.slice(at + 2)), `digits ${at}, ${at + 1}`);
  }
});

Deno.test("a French VAT number's key is computed from the SIREN, which is the shop's own", () => {
  assert.equal(vatProblem("FR40303265045", null), null);
  assert.equal(vatProblem("FR83404833048", "404833048"), null);
  assert.equal(vatProblem("FR41303265045", null), "key");
  assert.equal(vatProblem("FR40303265045", "552100554"), "siren");
  // A key with a letter is not computed from it.
  assert.equal(vatProblem("FRK7399859412", null), null);
  for (const wrong of ["FR4030326504", "FRO0303265045", "40303265045", "FR", "fr40303265045"]) {
    assert.equal(vatProblem(wrong, null), "form", wrong);
  }
  assert.equal(vatProblem("BE0123456789", "552100554"), null);
});

Deno.test("a number is stored without the blanks that people write into it", () => {
  assert.equal(plainNumber(" 552 100\u202f554.000-13\u00a0"), "55210055400013");
  assert.equal(plainNumber("fr 40 303265045"), "FR40303265045");
});
