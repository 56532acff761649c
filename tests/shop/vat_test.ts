/** Money and VAT as properties, over a hundred thousand random tickets. */
import assert from "node:assert/strict";
import {
  apportion,
  linesWithoutVat,
  lineTotal,
  refundWithoutVat,
  spreadDiscount,
  totalsByRate,
  withoutVat,
} from "../../shared/vat.ts";

/** Of every territory. */
const VAT_RATES = [0, 90, 105, 175, 210, 550, 850, 1000, 1300, 2000] as const;

/** A small generator with a seed (mulberry32), so that a failure can be seen again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const SEED = Number(Deno.env.get("SEED") ?? 20261122);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function randomTicket(random: (below: number) => number) {
  return Array.from({ length: 1 + random(12) }, () => {
    const quantity = random(3) === 0 ? 1 + random(5_000) : 1_000 * (1 + random(9));
    const price = random(20) === 0 ? 0 : random(random(2) === 0 ? 500 : 50_000);
    return { ttc: lineTotal(quantity, price, 0), rate: VAT_RATES[random(VAT_RATES.length)]! };
  });
}

Deno.test(`100,000 random tickets (seed ${SEED}): every sum holds, and refunds mirror sales`, () => {
  const random = generator(SEED);
  for (let n = 0; n < 100_000; n++) {
    const lines = randomTicket(random);
    const totals = totalsByRate(lines);
    assert.equal(sum(totals.map(({ ttc }) => ttc)), sum(lines.map(({ ttc }) => ttc)));
    for (const { ttc, ht, vat, rate } of totals) {
      assert.equal(ht + vat, ttc);
      assert.ok(vat >= 0 && (rate > 0 || vat === 0));
      // Half up, checked in whole numbers: |2·ht·(10000+r) − 2·ttc·10000| ≤ 10000+r.
      const off = 2 * ht * (10_000 + rate) - 2 * ttc * 10_000;
      assert.ok(off <= 10_000 + rate && off > -(10_000 + rate), `${ttc} at ${rate}: ${ht}`);
    }
    const ht = linesWithoutVat(lines);
    assert.equal(sum(ht), sum(totals.map((total) => total.ht)));
    for (const [at, share] of ht.entries()) {
      assert.ok(Math.abs(share - withoutVat(lines[at]!.ttc, lines[at]!.rate)) <= 1, "a line is within a cent of its own HT");
    }
    const mirrored = totalsByRate(lines.map(({ ttc, rate }) => ({ ttc: ttc === 0 ? 0 : -ttc, rate })));
    assert.deepEqual(mirrored.map(({ ht, vat }) => [ht + 0, vat + 0]), totals.map(({ ht, vat }) => [0 - ht, 0 - vat]));
  }
});

Deno.test(`a sale given back in any parts leaves nothing of its VAT, and no part of it is of the wrong sign (seed ${SEED})`, () => {
  const random = generator(SEED);
  for (let n = 0; n < 100_000; n++) {
    const rate = VAT_RATES[random(VAT_RATES.length)]!;
    const sold = 1 + random(random(2) === 0 ? 50 : 20_000);
    const whole = withoutVat(sold, rate);
    const left = { ttc: sold, ht: whole };
    while (left.ttc > 0) {
      const ttc = random(6) === 0 ? left.ttc : 1 + random(Math.min(left.ttc, 1 + random(sold)));
      const ht = refundWithoutVat(ttc, rate, left);
      assert.ok(ht >= 0 && ht <= ttc, `${ttc} of ${sold} at ${rate}: ${ht}`);
      if (ttc === sold) assert.equal(ht, whole);
      left.ttc -= ttc;
      left.ht -= ht;
      assert.ok(left.ht >= 0 && left.ht <= left.ttc);
    }
    assert.equal(left.ht, 0);
  }
  // 3 × 5.00 at 10 %: 4.55 each would be a cent too much.
  const parts: number[] = [];
  for (const left of [1_500, 1_000, 500]) {
    parts.push(refundWithoutVat(500, 1_000, { ttc: left, ht: 1_364 - parts.reduce((total, part) => total + part, 0) }));
  }
  assert.deepEqual(parts, [455, 455, 454]);
});

Deno.test(`a ticket's discount is spread to the cent, and 100 % leaves exactly 0 (seed ${SEED})`, () => {
  const random = generator(SEED + 1);
  for (let n = 0; n < 100_000; n++) {
    const totals = randomTicket(random).map(({ ttc }) => ttc);
    const all = sum(totals);
    const discount = random(4) === 0 ? all : random(all + 1);
    const shares = spreadDiscount(discount, totals);
    assert.equal(sum(shares), discount);
    for (const [at, share] of shares.entries()) {
      assert.ok(share >= 0 && share <= totals[at]!, `${discount} over ${totals}: ${shares}`);
    }
    if (discount === all) assert.deepEqual(totals.map((total, at) => total - shares[at]!), totals.map(() => 0));
  }
});

Deno.test("the known cases come out as the rules say", () => {
  // A Z sums tickets: three tickets of 5.00 at 10 % carry 3 × 0.45, not the 1.36 of 15.00.
  const ticket = totalsByRate([{ ttc: 500, rate: 1000 }]);
  assert.deepEqual(ticket, [{ rate: 1000, ttc: 500, ht: 455, vat: 45 }]);
  assert.equal(3 * ticket[0]!.vat, 135);
  assert.equal(totalsByRate([{ ttc: 1500, rate: 1000 }])[0]!.vat, 136);
  // Ten lines of 1.00 at 5.5 % on one ticket: 0.52, not ten times 0.05.
  assert.equal(totalsByRate(Array.from({ length: 10 }, () => ({ ttc: 100, rate: 550 })))[0]!.vat, 52);
  assert.equal(lineTotal(1_500, 333, 0), 500); // 1.5 × 3.33 = 4.995
  assert.equal(lineTotal(250, 1_999, 100), 400); // 0.25 × 19.99 = 4.9975 − 1.00
  assert.equal(withoutVat(-500, 1000), -455);
});

Deno.test("apportioning never loses a cent, whatever the weights", () => {
  assert.deepEqual(apportion(100, [1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(apportion(-100, [-1, -1, -1]), [-34, -33, -33]);
  assert.deepEqual(apportion(7, [0, 0]), [7, 0]);
  assert.deepEqual(apportion(7, []), []);
  assert.deepEqual(apportion(5, [Number.MAX_SAFE_INTEGER, 1]), [5, 0]);
});
