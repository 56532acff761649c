/** A few of the random days that `deno task days` makes by the thousand. */
import assert from "node:assert/strict";
import { type Happened, runDays } from "../../scripts/days/run.ts";

const DAYS = 25;
const SEED = 20_261_129;

Deno.test(`${DAYS} random days (seed ${SEED}): tickets, X, count, Z, entry, signed records and balances agree on each`, async () => {
  const happened: Happened = await runDays(DAYS, SEED);
  // The premise: all of it came about.
  for (const kind of ["especes", "carte", "cheque", "titre_restaurant", "avoir", "carte_cadeau", "compte"]) {
    assert.ok(happened.of(kind) > 0, kind);
  }
  for (const kind of ["refunds", "deposits back", "settled", "moves", "corrections", "variances"]) {
    assert.ok(happened.of(kind) > 0, kind);
  }
});
