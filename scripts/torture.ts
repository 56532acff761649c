/**
 * Tortures shops: two hundred people work, and in each round something terrible happens, drawn from a
 * seed; then it is quiet, and all that must hold is looked at.
 *
 * `deno task torture [--minutes 20] [--seed N] [--tills 200] [--rounds-per-shop 8]`; the same seed draws the same
 * faults in the same order. `deno task torture --siege [--minutes 10]` sets as many hostile tills on one shop instead.
 */
import { parseArgs } from "node:util";
import { SeededRandom } from "../server/shop/demo/random.ts";
import { isCount, isSeed, isTime, refuseUnless } from "./asked.ts";
import { findings } from "./torture/checks.ts";
import { Crowd } from "./torture/crowd.ts";
import { endOfDay, liveThrough, type Report } from "./torture/life.ts";
import { siege } from "./torture/siege.ts";
import { World } from "./torture/world.ts";

/** People at work beside a siege. */
const HONEST = 50;

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly tills: number;
  readonly roundsPerShop: number;
}

const newReport = (): Report => ({ rounds: 0, wrong: 0, struck: new Map(), leftOut: new Set() });

async function torture({ minutes, seed, tills, roundsPerShop }: Options): Promise<number> {
  console.log(`seed ${seed}, ${tills} tills, ${minutes} minutes`);
  const plan = new SeededRandom(seed);
  const report = newReport();
  const until = performance.now() + minutes * 60_000;
  while (performance.now() < until) await liveThrough(report, plan, tills, roundsPerShop, until);
  console.log(`\n${report.rounds} rounds: ${[...report.struck].map(([name, times]) => `${times} × ${name}`).join("; ")}`);
  if (report.rounds === 0) report.wrong += 1; // whatever was wrong was told, or nothing was looked at
  return verdict(report, seed);
}

/** Hostile tills beside honest ones. */
async function besiege({ minutes, seed, tills }: Options): Promise<number> {
  console.log(`seed ${seed}, ${tills} hostile tills beside ${HONEST} honest ones, ${minutes} minutes`);
  const report = newReport();
  const world = await World.open(HONEST, new SeededRandom(seed), {});
  try {
    const crowd = new Crowd(world);
    crowd.start();
    const { memory, answers } = await siege(world, tills, minutes * 60_000);
    await crowd.stop();
    await world.settle();
    console.log(`hostile tills: ${answers}`);
    console.log(`honest tills: ${world.tally}`);
    console.log(`the others' writes: p99 ${world.tally.p99.toFixed(1)} ms of ${world.tally.writes} (wanted < 100 ms)`);
    console.log(`memory of the server at most ${memory} MiB (wanted < 400 MiB)`);
    const found = [...await findings(world), ...world.tally.bugs];
    for (const one of found) console.log(`WRONG: ${one}`);
    report.wrong += found.length;
    await endOfDay(world, report);
  } finally {
    await world.close();
  }
  return verdict(report, seed);
}

function verdict({ wrong }: Report, seed: number): number {
  console.log(wrong === 0 ? "Everything held." : `${wrong} things did not hold. Again with --seed ${seed}.`);
  return wrong === 0 ? 0 : 1;
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    minutes: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    tills: { type: "string", default: "200" },
    "rounds-per-shop": { type: "string", default: "8" },
    siege: { type: "boolean", default: false },
  },
});
const options: Options = {
  minutes: Number(values.minutes ?? (values.siege ? "10" : "20")),
  seed: Number(values.seed),
  tills: Number(values.tills),
  roundsPerShop: Number(values["rounds-per-shop"]),
};
refuseUnless(isTime(options.minutes), "--minutes wants a number above 0.");
refuseUnless(
  isCount(options.tills) && isCount(options.roundsPerShop) && isSeed(options.seed),
  "--tills and --rounds-per-shop want a whole number above 0, --seed a whole number.",
);
Deno.exit(values.siege ? await besiege(options) : await torture(options));
