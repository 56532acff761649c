/** What keeps a shop and its head office apart, by what a driver, a socket or a database throws. */
import assert from "node:assert/strict";
import { troubleOf } from "../../server/head_office/trouble.ts";

Deno.test("what a socket says passes by itself, though its code may have five letters as an SQLSTATE has", () => {
  const thrown = (code: string) => troubleOf(Object.assign(new Error("said"), { code }));
  for (const code of ["EPIPE", "ECONNRESET", "ECONNREFUSED", "CONNECTION_CLOSED", "57P01", "08006"]) {
    assert.deepEqual([thrown(code).code, thrown(code).passes], ["unreachable", true], code);
  }
  for (
    const [code, trouble] of [["40001", "busy"], ["53300", "busy"], ["53100", "full"], ["28P01", "credential"], [
      "42P01",
      "not_initialised",
    ], [
      "XX000",
      "unexpected",
    ]] as const
  ) {
    assert.equal(thrown(code).code, trouble, code);
  }
});

Deno.test("what goes wrong in the program itself is not told as a line that is down", () => {
  for (const error of [new RangeError("Invalid time value"), new SyntaxError("Unexpected token")]) {
    const trouble = troubleOf(error);
    assert.deepEqual([trouble.code, trouble.passes, trouble.told], ["unexpected", false, error.name]);
  }
  assert.equal(
    troubleOf(new TypeError("Cannot read properties of null")).code,
    "unreachable",
    "what a driver does on a cut line",
  );
});
