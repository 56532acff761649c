/** The shop goes by its own time zone, whatever the PC is set to; where it changes, the day under way keeps its bounds. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { eventually } from "../support/feed.ts";
import { assertSound, signed } from "../support/records.ts";
import { answerOf, startServer } from "../support/server.ts";
import {
  cash,
  close,
  closeConfirmed,
  closeTill,
  command,
  draft,
  ok,
  openTill,
  PAIN,
  refused,
  send,
  Shop,
  sold,
  take,
  ticket,
  xReport,
} from "../support/shop.ts";
import { fetchArchive } from "../support/verifier.ts";

const goTo = (shop: Shop, fuseau: string) => command(shop.owner, "/api/boutique/fuseau", { fuseau });
const told = async (shop: Shop) => (await answerOf(await shop.owner.get("/api/health"))).body.time_zone;
const sale = async (shop: Shop) => (await sold(shop.chloe, [PAIN], [cash(120)])).vente_id as string;
const dayOf = async (shop: Shop, id: string) => (await ticket(shop.owner, { id })).jour;
const bounds = async (shop: Shop, periode: string) => {
  const files = unzipSync(await fetchArchive(shop.owner, periode));
  const { du, au } = JSON.parse(strFromU8(files["manifeste.json"]!));
  return { du, au, tickets: strFromU8(files["tickets.csv"]!).trim().split("\r\n").length - 1 };
};

Deno.test("the PC's zone is recorded at the first start, signed, said; a PC that is set otherwise later changes nothing", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-22T23:30:00.000Z", zone: "Indian/Reunion" });
  assert.deepEqual(await shop.rows("SELECT fuseau FROM boutique"), [{ fuseau: "Indian/Reunion" }]);
  const [begun] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'initialisation'");
  assert.equal(JSON.parse(begun.contenu).fuseau, "Indian/Reunion");
  await eventually(() => shop.server.log.includes("Time zone: Indian/Reunion\n"), "the start says the zone");
  await shop.server.stop();
  shop.server = await startServer({
    ...shop.server.options,
    dir: shop.server.dir,
    port: shop.server.port,
    zone: "America/Martinique",
  });
  await eventually(() => shop.server.log.includes("Time zone: Indian/Reunion (PC : America/Martinique)\n"), "and the PC's");
  assert.equal(await told(shop), "Indian/Reunion");
  ok(await openTill(shop.chloe));
  // At home it is half past three, in Martinique still the evening before.
  assert.equal(await dayOf(shop, await sale(shop)), "2026-11-23");
  assert.deepEqual(await signed(shop, "fuseau"), [], "nothing changed");
});

Deno.test("books from before zones were recorded take the PC's, and say so as an event", async () => {
  await using shop = await Shop.open(["chloe"], { zone: "Europe/Paris" });
  await shop.aside((db) => db.exec("UPDATE boutique SET fuseau = NULL; DROP TRIGGER fuseaux_restent; DELETE FROM fuseaux"));
  assert.equal(await told(shop), "Europe/Paris");
  const [{ par: _, ...event }] = await signed(shop, "fuseau") as [Record<string, unknown>];
  assert.deepEqual(event, { code: 270, fuseau: "Europe/Paris", avant: null });
  await assertSound(shop);
});

Deno.test("a host on UTC files the night under the shop's day, once it is told where the shop stands: nothing was filed yet", async () => {
  await using shop = await Shop.open(["chloe", "marc"], { at: "2026-07-14T22:30:00.000Z", zone: "UTC" });
  const changed = ok(await goTo(shop, "europe/paris"));
  assert.deepEqual(changed, {
    fuseau: "Europe/Paris",
    avant: "UTC",
    depuis: "2026-07-13T22:00:00.000Z",
    premier_jour: "2026-07-14",
  });
  await eventually(async () => await told(shop) === "Europe/Paris", "health tells the zone");
  ok(await openTill(shop.chloe));
  const night = await sold(shop.chloe, [PAIN], [cash(120)]);
  assert.deepEqual([night.date.slice(0, 10), night.fuseau], ["2026-07-14", "Europe/Paris"]);
  assert.equal(await dayOf(shop, night.vente_id), "2026-07-15");
  const parked = await draft(shop.chloe, [PAIN]);
  const { rappel, rappel_jour } = ok(await send(shop.chloe, parked));
  assert.deepEqual([rappel, rappel_jour], [1, "2026-07-15"]);
  ok(await take(shop.chloe, parked));
  const { detail } = refused(await take(shop.marc, parked), 409, "ticket_locked");
  assert.match(detail, / 00:3\d\.$/, "by the shop's clock");
  assert.equal(ok(await xReport(shop.owner)).fuseau, "Europe/Paris");
  refused(await close(shop.owner, "jour", "2026-07-16"), 409, "period_not_over");
  ok(await closeTill(shop.chloe, 120));
  const z = ok(await close(shop.owner, "jour", "2026-07-15"));
  assert.deepEqual([z.fuseau, z.tickets], ["Europe/Paris", 1]);
  assert.deepEqual(await bounds(shop, "2026-07-15"), {
    du: "2026-07-14T22:00:00.000Z",
    au: "2026-07-15T22:00:00.000Z",
    tickets: 1,
  });
  await assertSound(shop);
});

interface Move {
  readonly from: string;
  readonly to: string;
  /** The old midnight after the change, and when the next day ends. */
  readonly midnight: string;
  readonly end: string;
}
/** At half past eleven on the 20th. */
const MOVES: readonly Move[] = [
  // In Réunion it is half past two then: the 21st ends three hours early, and begins where the 20th ended.
  { from: "Europe/Paris", to: "Indian/Reunion", midnight: "2026-11-20T23:00:00.000Z", end: "2026-11-21T20:00:00.000Z" },
  // In Paris it is half past eight then, and nine when the 21st begins: it lasts 27 hours.
  { from: "Indian/Reunion", to: "Europe/Paris", midnight: "2026-11-20T20:00:00.000Z", end: "2026-11-21T23:00:00.000Z" },
  { from: "Europe/Paris", to: "America/Martinique", midnight: "2026-11-20T23:00:00.000Z", end: "2026-11-22T04:00:00.000Z" },
];
const MINUTE = 60_000;
const after = (moment: string, minutes: number) => new Date(Date.parse(moment) + minutes * MINUTE).toISOString();

for (const { from, to, midnight, end } of MOVES) {
  Deno.test(`a change at 23:30 leaves no gap and counts nothing twice: ${from} → ${to}`, async () => {
    await using shop = await Shop.open(["chloe"], { at: after(midnight, -60), zone: from });
    const { clock } = shop.server;
    ok(await openTill(shop.chloe));
    const filed: [string, string][] = [];
    const sell = async (at: string, jour: string) => {
      clock.put(at);
      filed.push([await sale(shop), jour]);
    };
    await sell(after(midnight, -45), "2026-11-20");
    clock.put(after(midnight, -30));
    const { depuis, premier_jour } = ok(await goTo(shop, to));
    assert.deepEqual([depuis, premier_jour], [midnight, "2026-11-21"]);
    await eventually(async () => await told(shop) === to, "health tells the zone");
    await sell(after(midnight, -1), "2026-11-20");
    await sell(after(midnight, 1), "2026-11-21");
    ok(await closeTill(shop.chloe, 3 * 120));
    assert.equal(ok(await close(shop.owner, "jour", "2026-11-20")).tickets, 2);
    ok(await openTill(shop.chloe));
    await sell(after(end, -1), "2026-11-21");
    await sell(after(end, 1), "2026-11-22");
    for (const [id, jour] of filed) assert.equal(await dayOf(shop, id), jour);
    ok(await closeTill(shop.chloe, 2 * 120));
    assert.equal(ok(await close(shop.owner, "jour", "2026-11-21")).tickets, 2);
    assert.equal(ok(await close(shop.owner, "jour", "2026-11-22")).tickets, 1);
    const [first, second, third] = [
      await bounds(shop, "2026-11-20"),
      await bounds(shop, "2026-11-21"),
      await bounds(shop, "2026-11-22"),
    ];
    assert.deepEqual([first.au, second.du, second.au, third.du], [midnight, midnight, end, end]);
    assert.deepEqual([first.tickets, second.tickets, third.tickets], [2, 2, 1]);
    const [event] = await signed(shop, "fuseau");
    assert.deepEqual(event, { code: 270, fuseau: to, avant: from, depuis: midnight, premier_jour: "2026-11-21", par: "patron" });
    await assertSound(shop);
  });
}

Deno.test("of two changes on one day the later counts, and the way back is one too", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T10:00:00.000Z", zone: "Europe/Paris" });
  const { clock } = shop.server;
  ok(await openTill(shop.chloe));
  ok(await goTo(shop, "America/Martinique"));
  ok(await goTo(shop, "Europe/Paris"));
  assert.deepEqual(ok(await goTo(shop, "Europe/Paris")), {
    fuseau: "Europe/Paris",
    avant: "Europe/Paris",
    depuis: null,
    premier_jour: null,
  });
  assert.deepEqual((await signed(shop, "fuseau")).map(({ fuseau }) => fuseau), ["America/Martinique", "Europe/Paris"]);
  clock.put("2026-11-21T23:30:00.000Z");
  assert.equal(await dayOf(shop, await sale(shop)), "2026-11-22");
});

Deno.test("a zone chosen while the clock was a month ahead counts from tomorrow once the clock is put back", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T10:00:00.000Z", zone: "UTC" });
  const { clock } = shop.server;
  ok(await openTill(shop.chloe));
  await sale(shop);
  clock.put("2026-12-20T10:00:00.000Z");
  assert.equal(ok(await goTo(shop, "Europe/Paris")).premier_jour, "2026-12-21");
  clock.put("2026-11-20T11:00:00.000Z");
  await sale(shop);
  clock.put("2026-11-20T23:30:00.000Z");
  assert.equal(await dayOf(shop, await sale(shop)), "2026-11-20", "the day keeps its bounds");
  clock.put("2026-11-21T23:30:00.000Z");
  assert.equal(await dayOf(shop, await sale(shop)), "2026-11-22");
  await assertSound(shop);
});

Deno.test("what is no zone, who is no owner and a clock that is behind are refused; the history stays", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T10:00:00.000Z", zone: "Europe/Paris" });
  for (const fuseau of ["Europe/Rennes", "+02:00", "Paris; DROP TABLE boutique", " Europe/Paris"]) {
    const { detail } = refused(await goTo(shop, fuseau), 400, "time_zone_unknown");
    assert.ok(detail.includes(`« ${fuseau} »`) && detail.includes("Europe/Paris"), detail);
  }
  refused(await goTo(shop, ""), 400, "invalid_body");
  refused(await command(shop.chloe, "/api/boutique/fuseau", { fuseau: "UTC" }), 403, "forbidden");
  refused(await shop.owner.query("update", "UPDATE boutique SET fuseau = 'UTC'"), 403, "forbidden");
  refused(
    await shop.owner.query("insert", "INSERT INTO fuseaux (nom, depuis, premier_jour) VALUES ('UTC', '', '')"),
    403,
    "forbidden",
  );
  await shop.aside((db) => {
    for (const change of ["DELETE FROM fuseaux", "UPDATE fuseaux SET nom = 'UTC'"]) {
      assert.throws(() => db.exec(change), /time_zone_kept/);
    }
  });
  ok(await closeConfirmed(shop.owner, "jour", "2026-11-20"));
  shop.server.clock.put("2026-11-10T10:00:00.000Z");
  refused(await goTo(shop, "UTC"), 409, "clock_behind");
  assert.deepEqual(await shop.rows("SELECT nom, depuis, premier_jour FROM fuseaux"), [{
    nom: "Europe/Paris",
    depuis: "",
    premier_jour: "",
  }]);
});
