/** A few of the random days that `deno task days` makes by the thousand. */
import assert from "node:assert/strict";
import { runShop, shopsOf } from "../../scripts/days/run.ts";
import { runShops } from "../../scripts/days/spread.ts";

const DAYS = 25;
const SEED = 20_261_129;
/** What a day may hold: each means, and each kind of thing that is done. */
const KINDS = [
  ...["especes", "carte", "cheque", "titre_restaurant", "avoir", "carte_cadeau", "compte"],
  ...["given: avoir", "given: carte_cadeau", "discounts: ligne", "discounts: ticket", "deposits taken", "deposits back"],
  ...["refunds", "exchanges", "settled", "moves", "corrections", "variances", "days of several Z"],
];

Deno.test(`${DAYS} random days (seed ${SEED}): tickets, X, count, Z, month, entries, signed records and balances agree on each`, async () => {
  const happened = await runShop({ seed: SEED, days: DAYS });
  // The premise: all of it came about.
  for (const kind of KINDS) assert.ok(happened.of(kind) > 0, kind);
});

Deno.test("days that workers share are those that one makes alone, and whichever does not agree stops them all", async () => {
  const shops = shopsOf(3, 7, 2);
  assert.deepEqual(shops, [{ seed: 7, days: 2 }, { seed: 9, days: 1 }]);
  const [first, second] = await Promise.all(shops.map((shop) => runShop(shop)));
  for (const [name, times] of second!) first!.add(name, times);
  const told: number[] = [];
  const shared = await runShops(shops, 2, (done) => told.push(done));
  assert.deepEqual(shared.sorted, first!.sorted);
  assert.deepEqual(told, [1, 2, 3]);
  const broken = { seed: 7n as unknown as number, days: 1 };
  await assert.rejects(runShops([broken, { seed: 7, days: 1_000 }], 2), /^Error: day 0 of the shop that begins with seed 7/);
});
