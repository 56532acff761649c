/** A shop that sells after midnight, and one that closes at noon and goes on: each ticket is in the Z of its own day, once. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { answerOf } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeConfirmed,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  send,
  Shop,
  sold,
  ticket,
} from "../support/shop.ts";
import { fetchArchive, verdicts } from "../support/verifier.ts";

const PARIS = { zone: "Europe/Paris" };
const endDayAt = (shop: Shop, heure: number) => command(shop.owner, "/api/boutique/journee", { heure });
const sale = async (shop: Shop, product: number = PAIN, price = 120) =>
  (await sold(shop.chloe, [product], [cash(price)])).vente_id as string;
const dayOf = async (shop: Shop, id: string) => (await ticket(shop.owner, { id })).jour as string;
const due = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/clotures/attente")));
const numbers = async (shop: Shop, periode: string) => {
  const files = unzipSync(await fetchArchive(shop.owner, periode));
  const { cloturee } = JSON.parse(strFromU8(files["manifeste.json"]!));
  return [cloturee, (strFromU8(files["tickets.csv"]!).match(/C1-\d+/g) ?? []).map((number) => Number(number.slice(3)))];
};

async function assertWhole(shop: Shop): Promise<void> {
  const { ok: sound, fiscal } = ok(await answerOf(await shop.owner.get("/api/journal/verify")));
  assert.deepEqual([sound, fiscal.ok, fiscal.problem], [true, true, null]);
  for (const genre of ["jour", "mois"]) {
    let [perpetual, absolute] = [0, 0];
    const rows = await shop.rows("SELECT contenu FROM journal_fiscal WHERE serie = ? ORDER BY seq", [`clotures:${genre}`]);
    for (const { contenu } of rows) {
      const z = JSON.parse(contenu);
      [perpetual, absolute] = [perpetual + z.total_ttc, absolute + z.total_absolu];
      assert.deepEqual([z.perpetuel, z.perpetuel_absolu], [perpetual, absolute], `${genre} ${z.periode}`);
    }
  }
}

Deno.test("from the day after the owner says so, what is sold at one in the morning is the evening's; numbers of recall too", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T17:00:00.000Z", ...PARIS });
  const { chloe, owner, server: { clock } } = shop;
  ok(await openTill(chloe));
  const first = await sale(shop);
  const changed = ok(await endDayAt(shop, 4));
  assert.deepEqual(changed, {
    fin_journee: 4,
    avant: 0,
    depuis: "2026-11-20T23:00:00.000Z",
    premier_jour: "2026-11-21",
  });
  assert.equal(ok(await endDayAt(shop, 4)).depuis, null, "nothing changed");
  const [{ contenu }] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'fin_journee'");
  assert.deepEqual(JSON.parse(contenu), { code: 270, ...changed, par: "patron" });
  // Half past midnight of the first night: the present day ended at midnight, as it would have.
  clock.put("2026-11-20T23:30:00.000Z");
  const night = await sale(shop);
  clock.put("2026-11-22T01:00:00.000Z");
  const saturday = await sale(shop);
  const parked = await draft(chloe, [CAFE]);
  ok(await send(chloe, parked));
  clock.put("2026-11-22T02:59:59.000Z");
  const last = await sale(shop);
  clock.put("2026-11-22T03:00:00.000Z");
  const sunday = await sale(shop);
  assert.deepEqual(await Promise.all([first, night, saturday, last, sunday].map((id) => dayOf(shop, id))), [
    "2026-11-20",
    "2026-11-21",
    "2026-11-21",
    "2026-11-21",
    "2026-11-22",
  ]);
  assert.equal((await ticket(owner, parked)).rappel_jour, "2026-11-21");
  ok(await command(chloe, `/api/ventes/${parked.id}/annuler`, { motif: "parti" }));
  ok(await closeTill(chloe, 600));
  const z = ok(await close(owner, "jour", "2026-11-21"));
  assert.deepEqual([z.tickets, z.fin_journee], [3, 4]);
  refused(await close(owner, "jour", "2026-11-23"), 409, "period_not_over");
  const { du, au } = JSON.parse(strFromU8(unzipSync(await fetchArchive(owner, "2026-11-21"))["manifeste.json"]!));
  assert.deepEqual([du, au], ["2026-11-20T23:00:00.000Z", "2026-11-22T03:00:00.000Z"]);
  await assertWhole(shop);
});

Deno.test("a late shop's days of 23 and 25 hours follow one another, and an hour is of one day only, in any zone", async () => {
  for (
    const [zone, at] of [["Europe/Paris", "2026-03-27"], ["Europe/Paris", "2026-10-23"], ["America/Martinique", "2026-03-27"]]
  ) {
    for (const heure of [2, 3]) {
      await using shop = await Shop.open(["chloe"], { at: `${at}T12:00:00.000Z`, zone: zone! });
      const { clock } = shop.server;
      ok(await endDayAt(shop, heure));
      ok(await openTill(shop.chloe));
      let before = "";
      const days = new Set<string>();
      for (let hours = 0; hours < 72; hours += 1) {
        const now = new Date(Date.parse(`${at}T12:00:00.000Z`) + hours * 3_600_000);
        clock.put(now.toISOString());
        const jour = await dayOf(shop, await sale(shop));
        assert.ok(jour >= before, `${zone}, ${heure} h: ${jour} after ${before}`);
        const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone!, dateStyle: "short", timeStyle: "short" }).format(now);
        const shifted = Number(local.slice(11, 13)) < heure;
        const date = new Date(Date.parse(local.slice(0, 10)) - (shifted ? 86_400_000 : 0)).toISOString().slice(0, 10);
        assert.equal(jour, date, `${zone} ${local}, ${heure} h`);
        days.add(before = jour);
      }
      assert.ok(days.size >= 3);
    }
  }
});

Deno.test("a shop that has had no day yet goes by the hour at once; nobody but the owner sets it, from midnight to six", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-21T00:30:00.000Z", ...PARIS });
  assert.deepEqual(ok(await endDayAt(shop, 5)), {
    fin_journee: 5,
    avant: 0,
    depuis: "2026-11-21T04:00:00.000Z",
    premier_jour: "2026-11-21",
  });
  for (const heure of [-1, 7, 2.5, "3", null]) {
    refused(await command(shop.owner, "/api/boutique/journee", { heure }), 400, "invalid_body");
  }
  refused(await command(shop.chloe, "/api/boutique/journee", { heure: 3 }), 403, "forbidden");
  refused(await shop.owner.query("update", "UPDATE boutique SET fin_journee = 3"), 403, "forbidden");
  ok(await openTill(shop.chloe));
  assert.equal(await dayOf(shop, await sale(shop)), "2026-11-20");
});

Deno.test("closing at noon does not shut the shop: each Z of the day has its number, what it sums and its heads, and nothing is summed twice", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T08:00:00.000Z", ...PARIS });
  const { chloe, owner, server: { clock } } = shop;
  const session = async (at: string, product: number, price: number) => {
    clock.put(at);
    ok(await openTill(chloe));
    ok(await command(chloe, "/api/caisses/C1/tiroir", { motif: "monnaie" }));
    await sale(shop, product, price);
    ok(await closeTill(chloe, price));
  };
  await session("2026-11-20T09:00:00.000Z", PAIN, 120);
  const noon = ok(await close(chloe, "jour", "2026-11-20"));
  assert.deepEqual([noon.complement, noon.tickets, noon.mouvements[0].nombre], [0, 1, 1]);
  assert.deepEqual(await numbers(shop, "2026-11-20"), [true, [1]]);
  refused(await close(owner, "jour", "2026-11-20"), 409, "already_closed");
  await session("2026-11-20T14:00:00.000Z", CAFE, 500);
  const [waiting] = (await due(shop)).jours;
  assert.deepEqual(waiting, { periode: "2026-11-20", tickets: 1, total_ttc: 500, complement: true });
  assert.deepEqual(await numbers(shop, "2026-11-20"), [false, [1, 2]]);
  const evening = ok(await close(chloe, "jour", "2026-11-20"));
  assert.deepEqual([evening.complement, evening.complete], [1, noon.cloturee_le]);
  assert.deepEqual([evening.tickets, evening.total_ttc, evening.perpetuel, evening.ecarts], [1, 500, 620, [{
    caisse: "C1",
    ecart: 0,
    sessions: 1,
  }]]);
  assert.deepEqual(evening.mouvements, [{ genre: "ouverture", nombre: 1, total: 0 }]);
  // Sold after the second, and forgotten: the next day's closing takes it along.
  await session("2026-11-20T19:00:00.000Z", LAMPE, 2_000);
  await session("2026-11-21T09:00:00.000Z", PAIN, 120);
  assert.match(refused(await close(chloe, "jour", "2026-11-21"), 403, "forbidden").detail, /pas clôturé/);
  const saturday = ok(await close(owner, "jour", "2026-11-21"));
  assert.deepEqual(saturday.cloturees.map(({ periode }: { periode: string }) => periode), ["2026-11-20", "2026-11-21"]);
  assert.deepEqual([saturday.complement, saturday.tickets, saturday.perpetuel], [0, 1, 2_740]);
  refused(await close(owner, "jour", "2026-11-20"), 409, "already_closed");
  const rows = await shop.rows("SELECT periode, complement, total_ttc FROM clotures ORDER BY id");
  assert.deepEqual(rows.map((row) => Object.values(row)), [
    ["2026-11-20", 0, 120],
    ["2026-11-20", 1, 500],
    ["2026-11-20", 2, 2_000],
    ["2026-11-21", 0, 120],
  ]);
  assert.deepEqual(await numbers(shop, "2026-11-20"), [true, [1, 2, 3]]);
  assert.deepEqual(await numbers(shop, "2026-11-21"), [true, [4]]);
  assert.deepEqual((await due(shop)).jours, []);
  await assertWhole(shop);
  const archive = await fetchArchive(owner, "2026-11-20");
  for (const { verdict, details } of await verdicts([{ archive }]) ?? []) assert.equal(verdict, "Archive intègre", details);
});

Deno.test("the last day of a month that went on after its Z is closed before the month, which misses nothing of it", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-30T09:00:00.000Z", ...PARIS });
  const { chloe, owner, server: { clock } } = shop;
  ok(await openTill(chloe));
  await sale(shop);
  ok(await closeTill(chloe, 120));
  ok(await close(owner, "jour", "2026-11-30"));
  ok(await openTill(chloe));
  ok(await pay(chloe, await draft(chloe, [CAFE]), [card(500)]));
  ok(await closeTill(chloe, 0));
  clock.put("2026-12-01T09:00:00.000Z");
  const month = ok(await closeConfirmed(owner, "mois", "2026-11"));
  assert.deepEqual(month.cloturees, [{ genre: "jour", periode: "2026-11-30" }, { genre: "mois", periode: "2026-11" }]);
  assert.deepEqual([month.tickets, month.total_ttc, month.perpetuel], [2, 620, 620]);
  await assertWhole(shop);
});

Deno.test("after a Z an empty session is for the owner to close, as an empty day is", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T09:00:00.000Z", ...PARIS });
  const { chloe, owner } = shop;
  ok(await openTill(chloe));
  await sale(shop);
  ok(await closeTill(chloe, 120));
  ok(await close(chloe, "jour", "2026-11-20"));
  ok(await openTill(chloe, 120));
  ok(await closeTill(chloe, 100));
  assert.match(refused(await close(chloe, "jour", "2026-11-20"), 403, "forbidden").detail, /sans ticket/);
  const z = ok(await close(owner, "jour", "2026-11-20"));
  assert.deepEqual([z.complement, z.tickets, z.ecarts[0].ecart], [1, 0, -20]);
});
