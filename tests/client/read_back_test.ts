/** Codes on labels, from the picture to what is understood of them; ten thousand of them are `deno task codes`. */
import assert from "node:assert/strict";
import { readBack } from "../../scripts/codes/read_back.ts";

Deno.test("random GS1 codes, drawn by one library and read by another, are understood as they were meant or refused, by any scanner", async () => {
  const { read, sure, wrong } = await readBack(60, 7);
  assert.deepEqual(wrong, []);
  assert.equal(read, 60);
  assert.ok(sure > 60);
});
