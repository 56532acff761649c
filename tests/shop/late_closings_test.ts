/** Closings that were forgotten are made late: in order, all of them, and with nothing missing from what they add up to. */
import assert from "node:assert/strict";
import { close, closeConfirmed, ok, refused, Shop } from "../support/shop.ts";
import { assertChained } from "../support/chained.ts";
import { alter, writeHistory } from "../support/closed_history.ts";

Deno.test("late closings close every day and month that was forgotten, in order, dated now; perpetual totals miss nothing", async () => {
  await using shop = await Shop.open(["chloe"]);
  await shop.aside(writeHistory);
  const made = (body: { cloturees: { genre: string; periode: string }[] }, genre: string) =>
    body.cloturees.filter((one) => one.genre === genre).map(({ periode }) => periode);

  const before = new Date().toISOString();
  const december = ok(await closeConfirmed(shop.owner, "mois", "2024-12"));
  assert.equal(made(december, "jour").length, 34, "from the first business to the end of December");
  assert.deepEqual([made(december, "jour")[0], made(december, "jour").at(-1)], ["2024-11-28", "2024-12-31"]);
  assert.deepEqual(made(december, "mois"), ["2024-11", "2024-12"]);
  assert.deepEqual([december.periode, december.du, december.au], ["2024-12", "2024-12-01", "2024-12-31"]);
  assert.ok(december.cloturee_le >= before, "a late closing is dated now");
  assert.deepEqual([december.tickets, december.total_ttc, december.total_absolu, december.avoirs], [2, 1_500, 2_500, 1]);
  assert.deepEqual([december.perpetuel, december.perpetuel_absolu], [3_000, 4_000]);
  const empty = await shop.rows(
    "SELECT tickets, total_ttc, perpetuel FROM clotures WHERE genre = 'jour' AND periode = '2024-11-29'",
  );
  assert.deepEqual(empty, [{ tickets: 0, total_ttc: 0, perpetuel: 1_000 }], "a day without sales closes too");

  const february = ok(await closeConfirmed(shop.owner, "mois", "2025-02"));
  assert.deepEqual(made(february, "mois"), ["2025-01", "2025-02"], "January was forgotten");
  assert.deepEqual([february.total_ttc, february.perpetuel, february.perpetuel_absolu], [900, 4_020, 5_020]);
  const day = ok(await close(shop.owner, "jour", "2025-03-02"));
  assert.deepEqual(made(day, "jour"), ["2025-03-01", "2025-03-02"]);
  const year = ok(await closeConfirmed(shop.owner, "annee", "2025"));
  assert.deepEqual(made(year, "annee"), ["2024", "2025"], "a year that was forgotten closes first");
  assert.deepEqual(made(year, "mois"), Array.from({ length: 10 }, (_, at) => `2025-${String(at + 3).padStart(2, "0")}`));
  assert.deepEqual([year.tickets, year.total_ttc, year.perpetuel, year.perpetuel_absolu], [3, 1_020, 4_020, 5_020]);
  const [{ perpetuel }] = await shop.rows("SELECT perpetuel FROM clotures WHERE genre = 'annee' AND periode = '2024'");
  assert.equal(perpetuel, 3_000);

  for (
    const [genre, periode] of [["jour", "2024-12-24"], ["mois", "2025-01"], ["annee", "2024"], ["mois", "2020-01"], [
      "annee",
      "2019",
    ]] as const
  ) {
    refused(await close(shop.owner, genre, periode), 409, "already_closed");
  }
  await assertChained(shop, { byDate: true });
  const sums = await shop.rows(
    `SELECT (SELECT sum(total_ttc) FROM clotures WHERE genre = 'jour') AS days, (SELECT sum(total_ttc) FROM clotures WHERE genre = 'mois') AS months,
       (SELECT sum(total_ttc) FROM clotures WHERE genre = 'annee') AS years, (SELECT sum(total_ttc) FROM ventes) AS sales`,
  );
  assert.deepEqual(sums, [{ days: 4_020, months: 4_020, years: 4_020, sales: 4_020 }]);
  const [{ n }] = await shop.rows("SELECT count(*) AS n FROM clotures WHERE genre = 'jour'");
  assert.equal(n, 3 + 31 + 365, "no day is missing");
  for (
    const change of [
      "DELETE FROM clotures",
      "UPDATE clotures SET total_ttc = 0",
      "DELETE FROM ventes_tva",
      "UPDATE ventes SET total_tva = 0",
    ]
  ) {
    assert.throws(() => alter(shop, change), /ne change pas|ne se supprime pas|ne change plus/, change);
  }
});

Deno.test("a clock that once stood in 1970 makes no request sign twenty thousand days: they are closed in parts", async () => {
  await using shop = await Shop.open(["chloe"]);
  const begin = (day: string) =>
    shop.aside((db) =>
      void db.exec(`INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le)
        VALUES ('C1', 2, '${day}', 0, '${day}T08:00:00.000Z', '${day}T19:00:00.000Z')`)
    );
  await begin(shop.jour(-2));
  assert.equal(
    ok(await close(shop.owner, "jour", shop.jour(-1))).cloturees.length,
    2,
    "the premise: what was forgotten closes first",
  );

  await using old = await Shop.open(["chloe"]);
  await old.aside((db) =>
    void db.exec(`INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le)
      VALUES ('C1', 2, '1970-01-01', 0, '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z')`)
  );
  const last = new Date(Date.UTC(new Date().getFullYear(), new Date().getMonth(), 0)).toISOString().slice(0, 7);
  for (
    const [genre, periode] of [["jour", shop.jour()], ["mois", last], ["annee", String(new Date().getFullYear() - 1)]] as const
  ) {
    const { depuis, limite, jusqua } = refused(await close(old.owner, genre, periode), 409, "too_many_periods");
    assert.deepEqual([depuis, limite, jusqua], ["1970-01-01", 400, "1971-02-04"]);
  }
  assert.equal((await old.rows("SELECT count(*) AS n FROM clotures"))[0].n, 0);
  assert.equal(ok(await closeConfirmed(old.owner, "jour", "1971-02-04")).cloturees.length, 400);
  assert.equal(refused(await close(old.owner, "jour", shop.jour()), 409, "too_many_periods").depuis, "1971-02-05");
});

Deno.test("years are closed one after another too, when the earlier one was never asked for", async () => {
  await using shop = await Shop.open(["chloe"]);
  await shop.aside(writeHistory);
  const year = ok(await closeConfirmed(shop.owner, "annee", "2025"));
  const closed = await shop.rows(
    "SELECT genre, count(*) AS n, max(perpetuel) AS perpetuel FROM clotures GROUP BY genre ORDER BY genre",
  );
  assert.deepEqual(closed, [
    { genre: "annee", n: 2, perpetuel: 4_020 },
    { genre: "jour", n: 399, perpetuel: 4_020 },
    { genre: "mois", n: 14, perpetuel: 4_020 },
  ]);
  assert.equal(year.cloturees.length, 2 + 399 + 14);
  await assertChained(shop, { byDate: true });
});
