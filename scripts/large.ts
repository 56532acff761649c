/**
 * A shop of so many gigabytes, in a data folder of its own: years of sales, refunds, closings by the shop's own commands, each at its
 * past moment, signed and chained, so that all that holds for a shop holds for it. The owner is `patron`, with the password
 * `mot de passe`. What is in memory is a day.
 *
 * `deno task large --gigabytes 10 --out DIR [--years 6] [--seed N]`
 */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { liveYear } from "../tests/support/demo_year.ts";
import { YearMemory } from "../tests/support/demo_year_day.ts";
import { PASSWORD } from "../tests/support/server.ts";
import { YearShop } from "../tests/support/year_shop.ts";
import { run } from "../tests/support/command_line.ts";

/** Of the database for each ticket, with its share of all else. */
const TICKET_BYTES = 15_000;
const DAYS = 365;

const { values } = parseArgs({
  args: Deno.args,
  options: {
    gigabytes: { type: "string" },
    out: { type: "string" },
    years: { type: "string", default: "6" },
    seed: { type: "string", default: "20261130" },
  },
});
const [gigabytes, years, seed] = [Number(values.gigabytes), Number(values.years), Number(values.seed)];
if (!(gigabytes > 0) || values.out === undefined || !(Number.isInteger(years) && years > 0) || !Number.isSafeInteger(seed)) {
  console.error("--gigabytes wants a size, --out a folder, --years and --seed whole numbers.");
  Deno.exit(2);
}
mkdirSync(values.out, { recursive: true });
if (readdirSync(values.out).length > 0) {
  console.error(`'${values.out}' is not empty: name another folder.`);
  Deno.exit(2);
}
const last = new Date().getFullYear() - 1;
const first = last - years + 1;
const tickets = Math.max(1, Math.round(gigabytes * 1e9 / TICKET_BYTES / (years * DAYS)));
console.error(`${years} years from ${first}, ${tickets} tickets a day`);
const shop = await YearShop.make({ year: first, seed, every: 1, tickets }, values.out);
const begun = performance.now();
const memory = new YearMemory();
for (let year = first; year <= last; year++) {
  liveYear(shop, memory, year);
  const { n } = shop.db.prepare("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'").get() as { n: number };
  const megabytes = statSync(shop.folder.database).size / 1e6;
  const seconds = (performance.now() - begun) / 1_000;
  console.error(`  ${year}: ${n} tickets, ${megabytes.toFixed(0)} MB, ${seconds.toFixed(0)} s`);
}
await shop.leave();
const told = await run(["user", "passwd", "--username", "patron", "--password-stdin", "--data", values.out], { input: PASSWORD });
if (told.code !== 0) throw new Error(told.err);
