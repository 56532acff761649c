/** Closings under a wrong clock: refused where they are implausible, and where one was made all the same, the shop sells on. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { eventually } from "../support/feed.ts";
import { assertSound } from "../support/records.ts";
import {
  CAFE,
  cash,
  close,
  closeConfirmed,
  closeTill,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  Shop,
  sold,
} from "../support/shop.ts";
import { fetchArchive, verdicts } from "../support/verifier.ts";
import { assertChained } from "../support/chained.ts";
import { MORNING, ZONE } from "../support/clock_shop.ts";

Deno.test("a clock a month ahead closes no month: the owner must say that the date is right, a cashier cannot", async () => {
  await using shop = await Shop.open(["chloe"], { at: MORNING, ...ZONE });
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  shop.server.clock.put("2026-03-13T18:00:00.000Z");
  const { dernier, maintenant, jours_vides, detail } = refused(
    await close(shop.owner, "jour", "2026-03-13"),
    409,
    "date_implausible",
  );
  assert.deepEqual(
    [dernier, maintenant, jours_vides],
    ["2026-03-10", "2026-03-13", null],
    "more than 36 hours after the last record",
  );
  assert.match(detail, /Vérifiez la date de ce PC/);
  shop.server.clock.put("2026-04-10T18:00:00.000Z");
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  for (const person of [shop.owner, shop.chloe]) {
    assert.equal(refused(await close(person, "jour", "2026-04-10"), 409, "date_implausible").jours_vides, 30);
  }
  refused(await closeConfirmed(shop.chloe, "jour", "2026-04-10"), 403, "forbidden");
  assert.equal((await shop.rows("SELECT count(*) AS n FROM clotures"))[0].n, 0);
  assert.equal(ok(await closeConfirmed(shop.owner, "jour", "2026-04-10")).cloturees.length, 32);

  // What is sold when the clock is right again is looked at by the next start, though that closing is dated later.
  shop.server.clock.put("2026-03-14T09:00:00.000Z");
  ok(await openTill(shop.chloe));
  const { vente_id } = await sold(shop.chloe, [PAIN], [cash(120)]);
  const defects = () => shop.rows("SELECT contenu ->> 'probleme' AS problem FROM journal_fiscal WHERE genre = 'defaut'");
  assert.deepEqual(await defects(), [], "the premise");
  await shop.aside((db) => void db.exec(`DROP TRIGGER ventes_finies; UPDATE ventes SET total_ttc = 1 WHERE id = '${vente_id}'`));
  await eventually(async () => /ventes/.test((await defects())[0]?.problem ?? ""), "the ticket is found");
});

Deno.test("after a Z a month ahead the shop sells on; what follows supplements it, and books and archive are whole", async () => {
  await using shop = await Shop.open(["chloe"], { at: MORNING, ...ZONE });
  const { clock } = shop.server;
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  clock.put("2026-04-10T18:00:00.000Z");
  ok(await closeConfirmed(shop.owner, "jour", "2026-04-10"));
  ok(await closeConfirmed(shop.owner, "mois", "2026-03"));
  clock.put("2026-03-10T12:00:00.000Z");

  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [cash(500)]);
  refused(await close(shop.owner, "jour", "2026-03-10"), 409, "till_open");
  ok(await closeTill(shop.chloe, 400));
  assert.equal((await shop.rows("SELECT count(*) AS n FROM journal_fiscal WHERE genre = 'horloge'"))[0].n, 1);
  const first = ok(await close(shop.chloe, "jour", "2026-03-10"));
  assert.deepEqual([first.complement, first.tickets, first.total_ttc, first.perpetuel], [1, 1, 500, 620]);
  assert.deepEqual([first.cloturees.length, first.caisses[0].premier, first.ecarts], [1, "C1-000002", [{
    caisse: "C1",
    ecart: -100,
    sessions: 1,
  }]]);
  assert.match(first.complete, /^2026-04-10/);
  refused(await close(shop.owner, "jour", "2026-03-10"), 409, "already_closed");

  // Days go by; those on which nothing happens need no second closing.
  for (
    const [at, day, price] of [
      ["2026-03-11T09:00:00.000Z", "2026-03-11", 2_000],
      ["2026-04-10T15:00:00.000Z", "2026-04-10", 120],
      ["2026-04-11T09:00:00.000Z", "2026-04-11", 120],
    ] as const
  ) {
    clock.put(at);
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [price === 2_000 ? LAMPE : PAIN], [cash(price)]);
    // Past the moment at which the clock had been wrong.
    if (day === "2026-04-10") clock.put("2026-04-10T18:30:00.000Z");
    ok(await closeTill(shop.chloe, price));
    const z = ok(await close(shop.chloe, "jour", day));
    assert.deepEqual([z.cloturees.length, z.complement, z.total_ttc], [1, day === "2026-04-11" ? 0 : 1, price], day);
  }
  const march = ok(await close(shop.owner, "mois", "2026-03"));
  assert.deepEqual([march.complement, march.tickets, march.total_ttc, march.perpetuel], [1, 2, 2_500, 2_620]);
  const [{ days, sales }] = await shop.rows(
    "SELECT (SELECT sum(total_ttc) FROM clotures WHERE genre = 'jour') AS days, (SELECT sum(total_ttc) FROM ventes) AS sales",
  );
  assert.deepEqual([days, sales], [2_860, 2_860], "each ticket is in one Z");
  await assertChained(shop, { byDate: false });
  await assertSound(shop);
  const archive = await fetchArchive(shop.owner, "2026-03");
  const tickets = strFromU8(unzipSync(archive)["tickets.csv"]!);
  assert.deepEqual(tickets.match(/C1-\d+/g), ["C1-000001", "C1-000002", "C1-000003"], "the month's own tickets, and no other");
  for (const { verdict, details } of await verdicts([{ archive }]) ?? []) assert.equal(verdict, "Archive intègre", details);
});

Deno.test("a year that is closed at once after a clock ahead had closed it too early misses nothing of its months", async () => {
  await using shop = await Shop.open(["chloe"], { at: MORNING, ...ZONE });
  const { clock } = shop.server;
  const sale = async (at: string, product: number, price: number) => {
    clock.put(at);
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [product], [cash(price)]);
    ok(await closeTill(shop.chloe, price));
  };
  await sale(MORNING, PAIN, 120);
  clock.put("2027-01-02T10:00:00.000Z");
  assert.equal(ok(await closeConfirmed(shop.owner, "annee", "2026")).total_ttc, 120, "the premise: closed under a wrong clock");
  await sale("2026-03-10T12:00:00.000Z", CAFE, 500);
  await sale("2026-05-04T12:00:00.000Z", LAMPE, 2_000);
  clock.put("2027-01-02T12:00:00.000Z");
  const year = ok(await closeConfirmed(shop.owner, "annee", "2026"));
  assert.deepEqual(
    year.cloturees.map(({ periode }: { periode: string }) => periode),
    ["2026-03-10", "2026-05-04", "2026-03", "2026-05", "2026"],
    "what has more, and what it is a part of",
  );
  assert.deepEqual([year.complement, year.total_ttc, year.perpetuel], [1, 2_500, 2_620]);
  const sums = await shop.rows("SELECT genre, sum(total_ttc) AS ttc FROM clotures GROUP BY genre ORDER BY genre");
  assert.deepEqual(sums, ["annee", "jour", "mois"].map((genre) => ({ genre, ttc: 2_620 })));
  await assertChained(shop, { byDate: false });
  await assertSound(shop);
});

Deno.test("at a clock of the year 2000 a till is told to look at the date, not that its day is closed; put right, it sells", async () => {
  await using shop = await Shop.open(["chloe"], { at: MORNING, ...ZONE });
  const { chloe, owner, server: { clock } } = shop;
  ok(await openTill(chloe));
  const sale = await draft(chloe, [PAIN]);
  ok(await pay(chloe, sale, [cash(120)]));
  ok(await closeTill(chloe, 120));
  ok(await close(owner, "jour", "2026-03-10"));
  clock.put("2000-01-01T00:05:00.000Z");
  const { detail, maintenant, dernier } = refused(await openTill(chloe), 409, "clock_behind");
  assert.match(detail, /^Vérifiez la date de ce PC/);
  assert.deepEqual([maintenant, dernier], ["2000-01-01", "2026-03-10"]);
  clock.put("2026-03-11T09:00:00.000Z");
  ok(await openTill(chloe, 1_000));
  clock.put("2000-01-01T00:05:00.000Z");
  refused(await pay(chloe, await draft(chloe, [PAIN]), [cash(120)]), 409, "clock_behind");
  refused(await refund(chloe, sale, { [sale.lignes[0]!]: 1_000 }, [cash(120)]), 409, "clock_behind");
  clock.put("2026-03-11T10:00:00.000Z");
  await sold(chloe, [PAIN], [cash(120)]);
  await assertSound(shop);
});
