/**
 * Cuts the power at random moments of a backup, a migration, a restore, a closing and an archive, and looks what is left when it is
 * back: the data of before or of after, nothing half done, and all of it verifies.
 *
 * `deno task powercuts [--cuts 60] [--seed N] [--only restore]`: each work has its own disk, of which whatever was not synced is
 * gone with the power. The same seed draws the same moments, as shares of the time that the work takes undisturbed.
 */
import { parseArgs } from "node:util";
import { SeededRandom } from "../server/shop/demo/random.ts";
import { isCount, isSeed, refuseUnless } from "./asked.ts";
import { Disk } from "./powercuts/disk.ts";
import { makeFolders } from "./powercuts/folders.ts";
import { type After, NAMES, type Work, worksOn } from "./powercuts/works.ts";

/** Milliseconds that a work takes when nobody disturbs it. */
async function undisturbed(work: Work): Promise<number> {
  using disk = Disk.make();
  const { begun, ended } = await work.begin(disk);
  await begun;
  const started = performance.now();
  if (!await ended) throw new Error(`${work.name}: it does not even work undisturbed`);
  return performance.now() - started;
}

async function cutAt(work: Work, ms: number): Promise<After> {
  using disk = Disk.make();
  const { begun, ended } = await work.begin(disk);
  await begun;
  let told = false;
  void ended.then((yes) => told = yes);
  await new Promise((resolve) => setTimeout(resolve, ms));
  disk.cut();
  // What it was told until then; afterwards nobody is told anything.
  const heard = told;
  await ended;
  await disk.revive();
  try {
    return await work.check(disk, heard);
  } catch (error) {
    return { found: [(error as Error).message], done: heard };
  }
}

async function powercuts(cuts: number, seed: number, names: readonly string[]): Promise<number> {
  const missing = Disk.missing();
  if (missing !== null) {
    console.log(`Nothing was cut: ${missing}.`);
    return 1;
  }
  console.log(`seed ${seed}, ${cuts} cuts`);
  const root = await Deno.makeTempDir({ prefix: "comptoir-powercuts-" });
  let wrong = 0;
  try {
    const random = new SeededRandom(seed);
    const works = worksOn(await makeFolders(root), names);
    for (const [at, work] of works.entries()) {
      wrong += await cutOften(work, Math.floor(cuts / works.length) + (at < cuts % works.length ? 1 : 0), random);
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
  console.log(wrong === 0 ? "Everything held." : `${wrong} things did not hold. Again with --seed ${seed}.`);
  return wrong === 0 ? 0 : 1;
}

/** How many things did not hold. */
async function cutOften(work: Work, cuts: number, random: SeededRandom): Promise<number> {
  const ms = await undisturbed(work);
  let [done, wrong] = [0, 0];
  for (let cut = 0; cut < cuts; cut++) {
    const moment = random.fraction() * ms;
    const after = await cutAt(work, moment);
    if (after.done) done += 1;
    for (const one of after.found) console.log(`     WRONG: ${work.name}, cut after ${moment.toFixed(1)} ms: ${one}`);
    wrong += after.found.length;
  }
  console.log(
    `${work.name}: ${cuts} cuts within ${ms.toFixed(0)} ms; ${done} times it was done, ${cuts - done} times all was as before`,
  );
  return wrong;
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    cuts: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string" },
  },
});
const [cuts, seed] = [Number(values.cuts), Number(values.seed)];
const names = NAMES.filter((name) => values.only === undefined || name === values.only);
refuseUnless(names.length > 0, `--only wants one of ${NAMES.join(", ")}.`);
refuseUnless(isCount(cuts) && cuts >= names.length, `--cuts wants a whole number, ${names.length} at least: one for each work.`);
refuseUnless(isSeed(seed), "--seed wants a whole number.");
Deno.exit(await powercuts(cuts, seed, names));
