/**
 * A chain of shops catches up with its head office: each sends a long journal by the process that its server would start, some by
 * two at once, over lines that are cut at random and between a COMMIT and its answer. Then every record is counted and verified.
 *
 * `deno task chain [--shops 20] [--records 200000] [--at-once 4] [--durable] [--seed N]`; needs a PostgreSQL (Debian: postgresql).
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { CuttingProxy } from "../tests/support/cutting_proxy.ts";
import { Dice } from "../tests/support/generator.ts";
import { HeadOffice } from "../tests/support/head_office.ts";
import { appendRecords } from "../tests/support/long_journal.ts";
import { Postgres, postgresPrograms } from "../tests/support/postgres.ts";
import { startServer } from "../tests/support/server.ts";
import { ship, written } from "./bench/head_office.ts";

/** Of so many shops one is sent by two processes at once. */
const TWICE = 5;

interface Wish {
  readonly shops: number;
  readonly records: number;
  readonly atOnce: number;
  readonly durable: boolean;
  /** By which lines are cut. */
  readonly seed: number;
}

/** Throws where a record is not there once, in order, as it was written. */
async function chain({ shops, records, atOnce, durable, seed }: Wish): Promise<void> {
  await using postgres = await Postgres.start({ durable, settings: ["max_wal_size=4GB", "shared_buffers=256MB"] });
  await using proxy = await CuttingProxy.start(postgres.port);
  await using office = await HeadOffice.open(postgres, proxy.port);
  // One journal is as good as another: each shop sends its own copy of it, under its own name.
  await using server = await startServer();
  await server.stop();
  appendRecords(server.dir, written(records));
  const names = Array.from({ length: shops }, (_, at) => `boutique-${String(at + 1).padStart(3, "0")}`);
  const links = new Map<string, string>();
  for (const name of names) links.set(name, await Deno.readTextFile(await office.enrol(name)));
  const dice = new Dice(seed);
  console.log(`Lines are cut by --seed ${seed}.`);
  let drawn = 0;
  proxy.plan = () => drawn++ % 2 === 0 ? { atCommit: 1 + dice.below(20) } : { afterBytes: dice.below(12_000_000) };
  const begun = performance.now();
  const waiting = [...names];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const both = names.indexOf(name) % TWICE === 0 ? [name, name] : [name];
      await Promise.all(both.map((one) => ship(server.dir, links.get(one)!, office, one, { through: true })));
    }
  }));
  const seconds = (performance.now() - begun) / 1_000;
  const [found] = await office.rows<{ n: string; head: string }>(
    "SELECT (SELECT count(*) FROM comptoir.journal) AS n, (SELECT sum(seq) FROM comptoir.positions) AS head",
  );
  const perSecond = Math.round(Number(found!.n) / seconds).toLocaleString("en");
  console.log(
    `${shops} shops, ${Number(found!.n).toLocaleString("en")} records in ${seconds.toFixed(0)} s (${perSecond} a second), ` +
      `${proxy.cuts} lines cut, ${proxy.commitsCut} of them between a COMMIT and its answer; load ${loadavg()[0]!.toFixed(1)}`,
  );
  if (found!.n !== found!.head || Number(found!.n) < shops * records) {
    throw new Error(`${found!.n} records, positions say ${found!.head}`);
  }
  const looked = performance.now();
  const { code, out } = await office.run("verify");
  if (code !== 0) throw new Error(out);
  console.log(`All of them are whole, as 'head-office verify' found in ${((performance.now() - looked) / 1_000).toFixed(0)} s.`);
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    shops: { type: "string", default: "20" },
    records: { type: "string", default: "200000" },
    "at-once": { type: "string", default: "4" },
    durable: { type: "boolean", default: false },
    seed: { type: "string", default: String(crypto.getRandomValues(new Uint32Array(1))[0]!) },
  },
});
if (postgresPrograms() === null) {
  console.error("No PostgreSQL is installed (Debian: postgresql).");
  Deno.exit(1);
}
const wish: Wish = {
  shops: Number(values.shops),
  records: Number(values.records),
  atOnce: Number(values["at-once"]),
  durable: values.durable,
  seed: Number(values.seed),
};
if (![wish.shops, wish.records, wish.atOnce, wish.seed].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error("--shops, --records, --at-once and --seed want whole numbers.");
  Deno.exit(2);
}
await chain(wish);
Deno.exit(0);
