/**
 * A long day in short: fifty tills with open sockets sell, send and pay for some minutes, and what is watched is what only time
 * shows: whether memory grows, and whether any till misses a change or hears one twice.
 *
 * `deno task soak [--minutes 20] [--tills 50] [--seed N] [--pace 0.9] [--executable dist/comptoir]`. A tenth of the time warms up;
 * memory of the rest's first tenth is compared with its last. `--pace`: seconds between two things that somebody does; 9 is a busy shop.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { SeededRandom } from "../server/shop/demo/random.ts";
import { isCount, isSeed, isTime, refuseUnless } from "./asked.ts";
import { median } from "./bench/figures.ts";
import { Ear } from "./soak/ear.ts";
import { findings } from "./torture/checks.ts";
import { Crowd, THINKING_MS } from "./torture/crowd.ts";
import { childrenOf, memoryOf } from "./torture/processes.ts";
import { pause, World } from "./torture/world.ts";

/** Share by which memory may grow after the warm-up, and MiB that the server's process may take. */
const GROWTH = 0.2;
const MOST_MIB = 250;
const LOOK_MS = 1_000;
/** Milliseconds in which the last change has come to every till. */
const LAST_MS = 10_000;

interface Memory {
  /** MiB of the server's process. */
  readonly own: number[];
  /** The same with the processes that it started. */
  readonly all: number[];
  /** The process that began was there to its end. */
  lived: boolean;
}

async function soak(
  minutes: number,
  tills: number,
  seed: number,
  paceMs: number,
  executable: string | undefined,
): Promise<number> {
  console.log(`seed ${seed}, ${tills} tills, ${minutes} minutes, something every ${paceMs / 1000} s at each`);
  const world = await World.open(tills, new SeededRandom(seed), {
    flags: ["--rate-limit", "0"],
    ...executable === undefined ? {} : { command: [resolve(executable)] },
  });
  const wrong: string[] = [];
  try {
    const ears: Ear[] = [];
    // One after another: each password takes its time, and nobody's is to take another's.
    for (const seat of world.seats) ears.push(await Ear.open(world.server.url, seat));
    const memory = await worked(world, minutes * 60_000, paceMs);
    await heardAll(world, ears);
    wrong.push(
      ...judged(memory),
      ...world.ledger.sales.size > 0 ? [] : ["nobody sold anything"],
      ...await findings(world),
      ...world.tally.bugs,
      ...ears.flatMap((ear) => ear.judge(told(world))),
    );
    for (const ear of ears) ear.close();
    console.log(`${world.ledger.sales.size} sales, ${world.tally}`);
    for (const one of wrong.slice(0, 20)) console.log(`WRONG: ${one}`);
  } finally {
    await world.close();
  }
  console.log(wrong.length === 0 ? "Everything held." : `${wrong.length} things did not hold.`);
  return wrong.length === 0 ? 0 : 1;
}

/** The crowd works so long; what the server takes meanwhile. */
async function worked(world: World, ms: number, paceMs: number): Promise<Memory> {
  const memory: Memory = { own: [], all: [], lived: true };
  const { pid } = world.server.process;
  const timer = setInterval(() => {
    const own = memoryOf(pid);
    if (own === null) {
      memory.lived = false;
      return;
    }
    memory.own.push(own);
    memory.all.push(childrenOf(pid).reduce((sum, child) => sum + (memoryOf(child) ?? 0), own));
  }, LOOK_MS);
  const crowd = new Crowd(world, paceMs);
  crowd.start();
  await pause(ms);
  clearInterval(timer);
  await crowd.stop();
  await world.settle();
  return memory;
}

function told({ ledger }: World): readonly string[] {
  return [...ledger.sales.keys()];
}

async function heardAll(world: World, ears: readonly Ear[]): Promise<void> {
  const until = performance.now() + LAST_MS;
  const missing = () => ears.some((ear) => ear.judge(told(world)).length > 0);
  while (missing() && performance.now() < until) await pause(100);
}

function judged({ own, all, lived }: Memory): string[] {
  if (!lived) return ["the server's process did not live through it"];
  const tenth = Math.max(1, Math.floor(own.length / 10));
  const [first, last] = [median(own.slice(tenth, 2 * tenth)), median(own.slice(-tenth))];
  const most = Math.max(...own);
  console.log(
    `memory: ${first} MiB after the warm-up, ${last} MiB in the end (${
      Math.round(100 * (last / first - 1))
    } %), at most ${most} MiB, ` +
      `${Math.max(...all)} MiB with its processes`,
  );
  return [
    ...(last <= first * (1 + GROWTH) ? [] : [`memory grew from ${first} to ${last} MiB`]),
    ...(most < MOST_MIB ? [] : [`the server took ${most} MiB, which is to be less than ${MOST_MIB}`]),
  ];
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    minutes: { type: "string", default: "20" },
    tills: { type: "string", default: "50" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    pace: { type: "string", default: String(THINKING_MS / 1000) },
    executable: { type: "string" },
  },
});
const [minutes, tills, seed, pace] = [values.minutes, values.tills, values.seed, values.pace].map(Number) as [
  number,
  number,
  number,
  number,
];
refuseUnless(isTime(minutes), "--minutes wants a number above 0.");
refuseUnless(isTime(pace), "--pace wants a number above 0.");
refuseUnless(isCount(tills) && isSeed(seed), "--tills wants a whole number of tills, --seed a whole number.");
Deno.exit(await soak(minutes, tills, seed, pace * 1000, values.executable));
