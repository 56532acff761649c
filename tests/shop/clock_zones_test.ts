/** The shop's calendar is its own time zone's: days of 23 and 25 hours, a leap day, New Year, far from Paris and on a host that runs on UTC. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { answerOf } from "../support/server.ts";
import { cash, close, closeConfirmed, closeTill, draft, ok, openTill, PAIN, send, Shop, sold, ticket } from "../support/shop.ts";
import { fetchArchive } from "../support/verifier.ts";

/** Moments at which a ticket is paid, in order, each with the shop's date then. */
type Moments = readonly (readonly [at: string, jour: string])[];

interface Year {
  readonly zone: string;
  readonly moments: Moments;
  /** Months and years that are closed when all is sold, with the tickets in each. */
  readonly then: readonly (readonly [genre: "mois" | "annee", periode: string, tickets: number])[];
  /** Hours from the first to the last moment of some days, as archives bound them. */
  readonly hours: Readonly<Record<string, number>>;
}

const YEARS: readonly Year[] = [
  {
    zone: "Europe/Paris",
    moments: [
      ["2026-03-28T22:50:00.000Z", "2026-03-28"],
      ["2026-03-28T23:00:01.000Z", "2026-03-29"],
      // 01:50, and ten minutes later 03:00.
      ["2026-03-29T00:50:00.000Z", "2026-03-29"],
      ["2026-03-29T01:00:01.000Z", "2026-03-29"],
      ["2026-03-29T21:50:00.000Z", "2026-03-29"],
      ["2026-03-29T22:00:01.000Z", "2026-03-30"],
      ["2026-10-24T22:00:01.000Z", "2026-10-25"],
      // 02:30 comes twice.
      ["2026-10-25T00:30:00.000Z", "2026-10-25"],
      ["2026-10-25T01:30:00.000Z", "2026-10-25"],
      ["2026-10-25T22:50:00.000Z", "2026-10-25"],
      ["2026-10-25T23:00:01.000Z", "2026-10-26"],
      ["2026-11-01T09:00:00.000Z", "2026-11-01"],
    ],
    then: [["mois", "2026-03", 6], ["mois", "2026-10", 5]],
    hours: { "2026-03-29": 23, "2026-10-25": 25, "2026-03-30": 24 },
  },
  {
    zone: "Indian/Reunion",
    moments: [
      ["2026-12-30T20:00:01.000Z", "2026-12-31"],
      ["2026-12-31T19:50:00.000Z", "2026-12-31"],
      ["2026-12-31T20:00:01.000Z", "2027-01-01"],
      // In Paris the year begins now.
      ["2026-12-31T23:00:01.000Z", "2027-01-01"],
    ],
    then: [["mois", "2026-12", 2], ["annee", "2026", 2]],
    hours: { "2026-12-31": 24 },
  },
  {
    zone: "America/Martinique",
    moments: [
      ["2028-02-29T03:50:00.000Z", "2028-02-28"],
      ["2028-02-29T04:00:01.000Z", "2028-02-29"],
      ["2028-03-01T03:50:00.000Z", "2028-02-29"],
      ["2028-03-01T04:00:01.000Z", "2028-03-01"],
    ],
    then: [["mois", "2028-02", 3]],
    hours: { "2028-02-29": 24 },
  },
  {
    zone: "UTC",
    moments: [
      ["2026-06-30T23:50:00.000Z", "2026-06-30"],
      ["2026-07-01T00:00:01.000Z", "2026-07-01"],
    ],
    then: [["mois", "2026-06", 1]],
    hours: { "2026-06-30": 24 },
  },
];

for (const { zone, moments, then, hours } of YEARS) {
  Deno.test(`every ticket is in the day, month and year of its own clock: ${zone}`, async () => {
    await using shop = await Shop.open(["chloe"], { at: moments[0]![0], zone });
    const { clock } = shop.server;
    assert.equal((await answerOf(await shop.owner.get("/api/health"))).body.time_zone, zone);
    let today: string | null = null;
    let count = 0;
    const evening = async (jour: string) => {
      ok(await closeTill(shop.chloe, 120 * count));
      const z = ok(await closeConfirmed(shop.owner, "jour", jour));
      assert.deepEqual([z.tickets, z.total_ttc], [count, 120 * count], jour);
      count = 0;
    };
    for (const [at, jour] of moments) {
      clock.put(at);
      if (jour !== today) {
        if (today !== null) await evening(today);
        ok(await openTill(shop.chloe));
        // Recall numbers begin at 1 each day.
        const parked = await draft(shop.chloe, [PAIN]);
        ok(await send(shop.chloe, parked));
        assert.equal((await ticket(shop.chloe, parked)).rappel, 1, at);
      }
      today = jour;
      count += 1;
      const { vente_id, date } = await sold(shop.chloe, [PAIN], [cash(120)]);
      assert.ok(Date.parse(date) - Date.parse(at) < 5 * 60_000, "the receipt says when");
      assert.equal((await ticket(shop.owner, { id: vente_id })).jour, jour, at);
    }
    await evening(today!);
    for (const [genre, periode, tickets] of then) {
      assert.equal(ok(await close(shop.owner, genre, periode)).tickets, tickets, periode);
    }
    for (const [day, length] of Object.entries(hours)) {
      const files = unzipSync(await fetchArchive(shop.owner, day));
      const { du, au } = JSON.parse(strFromU8(files["manifeste.json"]!));
      assert.equal((Date.parse(au) - Date.parse(du)) / 3_600_000, length, day);
      const rows = strFromU8(files["tickets.csv"]!).trim().split("\r\n").length - 1;
      assert.equal(rows, moments.filter(([, jour]) => jour === day).length, day);
    }
    const { ok: sound, fiscal } = (await answerOf(await shop.owner.get("/api/journal/verify"))).body;
    assert.deepEqual([sound, fiscal.ok], [true, true]);
    assert.equal((await shop.rows("SELECT count(*) AS n FROM journal_fiscal WHERE genre = 'horloge'"))[0].n, 0);
  });
}
