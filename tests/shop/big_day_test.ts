/** Ten thousand sales in a day, through the front door, and closed. */
import assert from "node:assert/strict";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  command,
  drafts,
  LAMPE,
  ok,
  openTill,
  PAIN,
  Shop,
  xReport,
} from "../support/shop.ts";

const SALES = 10_000;
const CLIENTS = 16;
/** Tickets that are written together; each is paid by itself. Tills that write one by one beside each other: engine/concurrency_test. */
const TOGETHER = 60;
/** A sale of one of three kinds, and what it costs: 1.20 in cash, 5.00 by card, 25.00 of both. */
const KINDS = [
  { items: [PAIN], paiements: [cash(200)], total: 120, drawer: 120 },
  { items: [CAFE], paiements: [card(500)], total: 500, drawer: 0 },
  { items: [LAMPE, CAFE], paiements: [card(1_000), cash(2_000)], total: 2_500, drawer: 1_500 },
] as const;

Deno.test("ten thousand sales in a day: X, count and Z are quick, and every figure is the sum of its tickets", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  let started = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < SALES) {
      const kinds = Array.from({ length: Math.min(TOGETHER, SALES - next) }, (_, more) => KINDS[(next + more) % KINDS.length]!);
      next += kinds.length;
      for (const [at, { id, version }] of (await drafts(shop.chloe, kinds.map(({ items }) => items))).entries()) {
        ok(await command(shop.chloe, `/api/ventes/${id}/encaisser`, { version, paiements: kinds[at]!.paiements }));
      }
    }
  }));
  const selling = performance.now() - started;

  const counts = KINDS.map((_, at) => Math.floor(SALES / 3) + (at < SALES % 3 ? 1 : 0));
  const total = (pick: (kind: (typeof KINDS)[number]) => number) =>
    KINDS.reduce((sum, kind, at) => sum + counts[at]! * pick(kind), 0);
  const expected = { total: total((kind) => kind.total), drawer: total((kind) => kind.drawer) };

  started = performance.now();
  const x = ok(await xReport(shop.owner));
  const seen = performance.now() - started;
  assert.equal(x.especes_attendues, expected.drawer);
  assert.deepEqual(x.tickets, [{ type: "vente", nombre: SALES, total_ttc: expected.total }]);
  started = performance.now();
  const counted = ok(await closeTill(shop.chloe, expected.drawer));
  const closed = performance.now() - started;
  assert.equal(counted.ecart, 0);
  started = performance.now();
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  const ended = performance.now() - started;
  const [bread, coffee, lamp] = counts as [number, number, number];
  assert.deepEqual([z.tickets, z.total_ttc, z.perpetuel], [SALES, expected.total, expected.total]);
  assert.deepEqual(z.taux, [
    { taux: 550, ttc: 120 * bread, ht: 114 * bread, tva: 6 * bread },
    { taux: 1000, ttc: 500 * (coffee + lamp), ht: 455 * (coffee + lamp), tva: 45 * (coffee + lamp) },
    { taux: 2000, ttc: 2_000 * lamp, ht: 1_667 * lamp, tva: 333 * lamp },
  ]);
  assert.deepEqual(z.caisses[0].dernier, `C1-${String(SALES).padStart(6, "0")}`);
  console.log(
    `  ${SALES} sales in ${(selling / 1000).toFixed(1)} s; X ${seen.toFixed(0)} ms, count ${closed.toFixed(0)} ms, Z ${
      ended.toFixed(0)
    } ms`,
  );
  // A busy machine slows both.
  assert.ok(seen + closed + ended < selling / 4, "X, count and Z together take less than a quarter of the selling");
});
