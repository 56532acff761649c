/** The closing that the shop makes by itself at the owner's hour, once every till is counted. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { answerOf } from "../support/server.ts";
import { cash, closeTill, ok, openTill, PAIN, refused, Shop, sold } from "../support/shop.ts";

const PARIS = { zone: "Europe/Paris" };

async function closed(shop: Shop): Promise<string[]> {
  const { rows } = ok(await shop.owner.query("select", "SELECT periode FROM clotures ORDER BY id"));
  return rows.map(({ periode }: { periode: string }) => periode);
}
const setHour = (shop: Shop, hour: string | null) =>
  shop.owner.query("update", "UPDATE boutique SET heure_cloture = ? WHERE id = 1", [hour]);
// deno-lint-ignore no-explicit-any -- an answer
const due = async (shop: Shop): Promise<any> => ok(await answerOf(await shop.owner.get("/api/clotures/attente"))).automatique;

Deno.test("at its hour the shop closes day, month and year by itself, not before, and never while a till is not counted", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-12-31T09:00:00.000Z", ...PARIS });
  const { clock } = shop.server;
  assert.equal(await due(shop), null, "nothing is closed by itself until the owner says so");
  ok(await setHour(shop, "22:30"));
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  assert.deepEqual(await due(shop), { heure: "22:30", suivant: null, attend: [] });

  clock.put("2026-12-31T21:31:00.000Z");
  const suivant = { genre: "jour", periode: "2026-12-31" };
  assert.deepEqual(await due(shop), { heure: "22:30", suivant, attend: ["C1"] });
  assert.deepEqual(await closed(shop), []);
  ok(await closeTill(shop.chloe, 120));
  await eventually(async () => (await closed(shop)).length === 1, "the day is closed once the till is counted");
  clock.put("2027-01-01T21:31:00.000Z");
  await eventually(async () => (await closed(shop)).length === 3, "a month and a year that are over are closed in their turn");
  assert.deepEqual(await closed(shop), ["2026-12-31", "2026-12", "2026"]);

  const { rows } = ok(await shop.owner.query("select", "SELECT contenu FROM clotures ORDER BY id"));
  for (const { contenu } of rows) {
    const { par, automatique } = JSON.parse(contenu);
    assert.deepEqual([par, automatique], ["comptoir", true]);
  }
  assert.deepEqual(await due(shop), { heure: "22:30", suivant: null, attend: [] });
  assert.equal(ok(await answerOf(await shop.owner.get("/api/journal/verify"))).ok, true);
});

Deno.test("an hour before noon closes the day that is over, and what was missed while the server was off", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-03-10T09:00:00.000Z", ...PARIS });
  ok(await setHour(shop, "03:00"));
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  assert.equal((await due(shop)).suivant, null, "the day is not over");
  await shop.server.stop();
  shop.server.clock.put("2026-03-11T07:00:00.000Z");
  shop.server = await shop.server.restart();
  using owner = shop.server.at("127.0.0.1");
  await owner.signIn("patron", "mot de passe");
  await eventually(async () => {
    const { rows } = ok(await owner.query("select", "SELECT periode FROM clotures"));
    return rows.length === 1 && rows[0].periode === "2026-03-10";
  }, "the day of before is closed");
});

Deno.test("an hour that no clock shows is refused, and nobody but the owner sets one", async () => {
  await using shop = await Shop.open(["chloe"]);
  for (const hour of ["24:00", "7:30", "12:60", "midi", "22:30 "]) {
    refused(await setHour(shop, hour), 409, "constraint_violation");
  }
  refused(await shop.chloe.query("update", "UPDATE boutique SET heure_cloture = '22:30' WHERE id = 1"), 403, "forbidden");
  ok(await setHour(shop, "00:00"));
  ok(await setHour(shop, null));
});
