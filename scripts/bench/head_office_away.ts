/**
 * Head office away for a week: what tills feel of it, in interleaved rounds with and without, and how fast all that the shop sold
 * meanwhile is there afterwards. The week is sold for real, as fast as the tills go.
 */
import { loadavg } from "node:os";
import { HeadOffice, inspect } from "../../tests/support/head_office.ts";
import { Postgres, postgresPrograms } from "../../tests/support/postgres.ts";
import { startServer } from "../../tests/support/server.ts";
import { table, wanted } from "./figures.ts";
import { comparedWays, PayingTills, type Ways } from "./paying_tills.ts";

const TILLS = 6;
/** Milliseconds from one sale of a till to its next, on average: in the rounds, and while a week goes by. */
const PACE_MS = { compared: 150, week: 1 } as const;
const WEEK_S = 7 * 24 * 3600;
/** A busy shop's tickets in that time. */
const WEEK_SALES = 10_500;
/** How much faster than they were written its records are to be received. */
const FACTOR = 50;
const NAME = "absente";

export async function measureHeadOfficeAway(rounds: number, seconds: number): Promise<string> {
  if (postgresPrograms() === null) return "No PostgreSQL is installed (Debian: postgresql).";
  await using postgres = await Postgres.start({ durable: true, givesWay: true });
  await using office = await HeadOffice.open(postgres);
  await using server = await startServer({ flags: ["--rate-limit", "0"] });
  using owner = await server.owner();
  const shop = { server };
  const compared = await PayingTills.open(server, owner, TILLS, PACE_MS.compared);
  try {
    await office.link(shop, NAME);
    await office.hasAll(shop, NAME);
    const figures: Ways = { off: [], on: [] };
    for (let round = 0; round < rounds; round++) {
      figures.off.push(await compared.sell(seconds));
      await postgres.stop();
      figures.on.push(await compared.sell(seconds));
      await postgres.resume();
      await office.hasAll(shop, NAME);
    }
    await postgres.stop();
    const before = headOf(shop);
    const fast = compared.at(PACE_MS.week);
    let sales = 0;
    while (sales < WEEK_SALES) sales += (await fast.sell(5)).length;
    const records = headOf(shop) - before;
    await postgres.resume();
    const begun = performance.now();
    await office.hasAll(shop, NAME);
    const caughtUp = (performance.now() - begun) / 1_000;
    const factor = WEEK_S / caughtUp;
    return `${TILLS} tills, ${rounds} rounds of ${seconds} s each way, load ${loadavg()[0]!.toFixed(1)}:\n\n${
      comparedWays(figures, "head office is there", "it is away")
    }\n\n${
      table(["a week away", "", "wanted"], [
        ["tickets, records", `${sales}, ${records}`, ""],
        ["all there, from the moment when it is back", `${caughtUp.toFixed(1)} s`, ""],
        ["  of the week", `${Math.round(factor).toLocaleString("en")} ×`, wanted(`≥ ${FACTOR} ×`, factor >= FACTOR)],
      ])
    }`;
  } finally {
    compared.close();
  }
}

function headOf(shop: Parameters<typeof inspect>[0]): number {
  return inspect(shop, (db) => Number(db.prepare("SELECT max(seq) AS n FROM _journal").get()!["n"]));
}
