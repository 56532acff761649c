/** The closing that the shop makes by itself at the owner's hour, once every till is counted. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "../support/feed.ts";
import { assertSound } from "../support/records.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { cash, close, closeTill, command, ok, openTill, PAIN, refused, Shop, sold } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["chloe"], { at: "2026-12-31T09:00:00.000Z", zone: "Europe/Paris" });
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

async function closed(): Promise<string[]> {
  const { rows } = ok(await shop.owner.query("select", "SELECT periode FROM clotures ORDER BY id"));
  return rows.map(({ periode }: { periode: string }) => periode);
}
const setHour = (hour: string | null) => shop.owner.query("update", "UPDATE boutique SET heure_cloture = ? WHERE id = 1", [hour]);
// deno-lint-ignore no-explicit-any -- an answer
const due = async (): Promise<any> => ok(await answerOf(await shop.owner.get("/api/clotures/attente"))).automatique;

/** A till's day: opened, a loaf sold, counted. */
async function trade(): Promise<void> {
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
}

/** The server's own round comes: the time between two passes at once, and the server is seen to live on for one of its seconds. */
async function round(): Promise<void> {
  const { server } = shop;
  server.clock.pass(LIMITS.choresMs);
  const health = async () => (await (await fetch(`${server.url}/api/health`)).json()).uptime_s as number;
  const from = await health();
  await eventually(async () => await health() >= from + 2, "a second has passed there");
}

Deno.test("an hour that no clock shows is refused, and nobody but the owner sets one", async () => {
  for (const hour of ["24:00", "7:30", "12:60", "midi", "22:30 "]) {
    refused(await setHour(hour), 409, "constraint_violation");
  }
  refused(await shop.chloe.query("update", "UPDATE boutique SET heure_cloture = '22:30' WHERE id = 1"), 403, "forbidden");
  ok(await setHour("00:00"));
  ok(await setHour(null));
});

Deno.test("at its hour the shop closes day, month and year by itself, not before, and never while a till is not counted", async () => {
  const { clock } = shop.server;
  assert.equal(await due(), null, "nothing is closed by itself until the owner says so");
  ok(await setHour("22:30"));
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  assert.deepEqual(await due(), { heure: "22:30", suivant: null, attend: [], bloque: null });

  clock.put("2026-12-31T21:31:00.000Z");
  const suivant = { genre: "jour", periode: "2026-12-31" };
  assert.deepEqual(await due(), { heure: "22:30", suivant, attend: ["C1"], bloque: null });
  await round();
  assert.deepEqual(await closed(), []);
  assert.doesNotMatch(shop.server.log, /was not done/, "nor was it tried");
  ok(await closeTill(shop.chloe, 120));
  clock.pass(LIMITS.choresMs);
  await eventually(async () => (await closed()).length === 1, "the day is closed once the till is counted");
  clock.put("2027-01-01T21:31:00.000Z");
  // One round: what is due after the month is not left for the next.
  clock.pass(LIMITS.choresMs);
  await eventually(async () => (await closed()).length === 3, "a month and a year that are over are closed in their turn");
  assert.deepEqual(await closed(), ["2026-12-31", "2026-12", "2026"]);

  const { rows } = ok(await shop.owner.query("select", "SELECT contenu FROM clotures ORDER BY id"));
  for (const { contenu } of rows) {
    const { par, automatique } = JSON.parse(contenu);
    assert.deepEqual([par, automatique], ["comptoir", true]);
  }
  assert.deepEqual(await due(), { heure: "22:30", suivant: null, attend: [], bloque: null });
  await assertSound(shop);
});

Deno.test("an hour before noon closes the day that is over, and what was missed while the server was off", async () => {
  const { clock } = shop.server;
  clock.put("2027-01-02T09:00:00.000Z");
  ok(await setHour("03:00"));
  await trade();
  assert.equal((await due()).suivant, null, "the day is not over");
  await shop.server.stop();
  clock.put("2027-01-03T07:00:00.000Z");
  shop.server = await shop.server.restart();
  await shop.owner.signIn("patron", PASSWORD);
  clock.pass(LIMITS.choresMs);
  await eventually(async () => (await closed()).at(-1) === "2027-01-02", "the day of before is closed");
});

Deno.test("more days without business than are closed unseen are for the owner to close, and the closing says that it waits", async () => {
  const { clock } = shop.server;
  const before = await closed();
  ok(await setHour("22:30"));
  clock.put("2027-01-11T09:00:00.000Z");
  await shop.owner.signIn("patron", PASSWORD);
  await shop.chloe.signIn("chloe", PASSWORD);
  await trade();
  clock.put("2027-01-11T21:31:00.000Z");
  const suivant = { genre: "jour", periode: "2027-01-11" };
  const bloque = { code: "date_implausible", jours_vides: LIMITS.idleDaysClosed + 1 };
  assert.deepEqual(await due(), { heure: "22:30", suivant, attend: [], bloque });
  refused(await close(shop.owner, "jour", suivant.periode), 409, "date_implausible");
  await round();
  assert.deepEqual(await closed(), before);
  ok(await command(shop.owner, "/api/clotures", { ...suivant, confirme: true }));
  assert.deepEqual(await due(), { heure: "22:30", suivant: null, attend: [], bloque: null });
});
