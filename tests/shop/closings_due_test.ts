/** What waits to be closed: it names what a closing would hold, and nothing that one holds already. */
import assert from "node:assert/strict";
import { answerOf } from "../support/server.ts";
import {
  CAFE,
  cash,
  close,
  closeConfirmed,
  closeTill,
  LAMPE,
  ok,
  openTill,
  PAIN,
  refused,
  sent,
  Shop,
  sold,
} from "../support/shop.ts";

const PARIS = { zone: "Europe/Paris" };

// deno-lint-ignore no-explicit-any -- an answer
async function due(shop: Shop): Promise<any> {
  return ok(await answerOf(await shop.owner.get("/api/clotures/attente")));
}

Deno.test("days with tickets wait until they are closed, with what their closing then holds; open tills and waiting tickets are named", async () => {
  await using shop = await Shop.open(["nora", "chloe"], { at: "2026-03-10T09:00:00.000Z", ...PARIS });
  assert.deepEqual(
    await due(shop),
    { aujourdhui: "2026-03-10", jours: [], mois: [], annees: [], caisses_ouvertes: [], en_attente: [], automatique: null },
  );
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  await sold(shop.chloe, [CAFE], [cash(500)]);
  const { id } = await sent(shop.nora, [LAMPE]);
  const today = await due(shop);
  assert.deepEqual(today.jours, [{ periode: "2026-03-10", tickets: 2, total_ttc: 620, complement: false }]);
  assert.deepEqual(today.caisses_ouvertes.map(({ caisse, jour }: Record<string, string>) => [caisse, jour]), [[
    "C1",
    "2026-03-10",
  ]]);
  assert.deepEqual(today.en_attente.map((ticket: { id: string }) => ticket.id), [id]);
  refused(await answerOf(await shop.chloe.get("/api/clotures/attente")), 403, "forbidden");

  ok(await closeTill(shop.chloe, 620));
  const z = ok(await close(shop.owner, "jour", "2026-03-10"));
  assert.deepEqual([z.tickets, z.total_ttc], [2, 620]);
  const after = await due(shop);
  assert.deepEqual([after.jours, after.caisses_ouvertes], [[], []]);
});

Deno.test("months and years wait once they are over, with the days of theirs that are closed and those that are not", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-30T09:00:00.000Z", ...PARIS });
  const day = async (at: string, closed: boolean) => {
    shop.server.clock.put(at);
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [PAIN], [cash(120)]);
    ok(await closeTill(shop.chloe, 120));
    if (closed) ok(await closeConfirmed(shop.owner, "jour", at.slice(0, 10)));
  };
  await day("2026-11-29T09:00:00.000Z", true);
  await day("2026-11-30T09:00:00.000Z", false);
  assert.deepEqual((await due(shop)).mois, [], "November is not over");
  await day("2027-01-02T09:00:00.000Z", false);
  const waiting = await due(shop);
  assert.deepEqual(waiting.jours.map(({ periode }: { periode: string }) => periode), ["2026-11-30", "2027-01-02"]);
  const open = (periode: string, tickets: number) => ({ periode, tickets, total_ttc: tickets * 120, complement: false });
  assert.deepEqual(waiting.mois, [open("2026-11", 2), open("2026-12", 0)]);
  assert.deepEqual(waiting.annees, [open("2026", 2)]);
  const year = ok(await closeConfirmed(shop.owner, "annee", "2026"));
  assert.deepEqual([year.tickets, year.total_ttc], [2, 240], "what was said to wait");
  const after = await due(shop);
  assert.deepEqual([after.jours, after.mois, after.annees], [[open("2027-01-02", 1)], [], []]);
});

Deno.test("what is sold after a closing that a clock ahead has made waits by itself", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-03-10T09:00:00.000Z", ...PARIS });
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  shop.server.clock.put("2026-04-10T18:00:00.000Z");
  ok(await closeConfirmed(shop.owner, "jour", "2026-04-10"));
  shop.server.clock.put("2026-03-10T12:00:00.000Z");
  assert.deepEqual((await due(shop)).jours, [], "the day is in a closing");
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [cash(500)]);
  ok(await closeTill(shop.chloe, 500));
  assert.deepEqual((await due(shop)).jours, [{ periode: "2026-03-10", tickets: 1, total_ttc: 500, complement: true }]);
  const z = ok(await close(shop.owner, "jour", "2026-03-10"));
  assert.deepEqual([z.complement, z.tickets, z.total_ttc], [1, 1, 500]);
  assert.deepEqual((await due(shop)).jours, []);
});
