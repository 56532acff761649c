/** The amounts that the payment screen offers at a touch. */
import assert from "node:assert/strict";
import { likelyCash } from "../../shared/tender.ts";

Deno.test("what a customer is likely to give is a few round sums above what is due, none with a note that would come back", () => {
  const euros = (due: number) => likelyCash(due).map((cents) => cents / 100);
  assert.deepEqual(euros(3_30), [5, 10, 20]);
  assert.deepEqual(euros(18_00), [20, 50, 100]);
  assert.deepEqual(euros(20_00), [50, 100, 200]);
  assert.deepEqual(euros(43_50), [45, 50, 100]);
  assert.deepEqual(euros(61_20), [65, 70, 100]);
  assert.deepEqual(euros(501_00), [505, 510, 520]);
  for (let due = 1; due < 600_00; due += 37) {
    for (const sum of likelyCash(due)) assert.ok(sum > due && sum % 500 === 0, `${sum} for ${due}`);
  }
});
