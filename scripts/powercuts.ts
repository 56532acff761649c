/**
 * Cuts the power at random moments of a backup, a migration, a restore, a closing and an archive, and looks what is left when it is
 * back: the data of before or of after, nothing half done, and all of it verifies.
 *
 * `deno task powercuts [--cuts 60] [--seed N] [--only restore]`: each work has its own disk, of which whatever was not synced is
 * gone with the power. The same seed draws the same moments, as shares of the time that the work takes undisturbed.
 */
import { parseArgs } from "node:util";
import { SeededRandom } from "../server/shop/demo/random.ts";
import { Disk } from "./powercuts/disk.ts";
import { makeFolders } from "./powercuts/folders.ts";
import { type After, type Work, worksOn } from "./powercuts/works.ts";

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

async function powercuts(cuts: number, seed: number, only: string | undefined): Promise<number> {
  const missing = Disk.missing();
  if (missing !== null) {
    console.log(`Nothing was cut: ${missing}.`);
    return 1;
  }
  console.log(`seed ${seed}, ${cuts} cuts`);
  const random = new SeededRandom(seed);
  const folders = await makeFolders();
  const works = worksOn(folders).filter(({ name }) => only === undefined || name === only);
  let wrong = 0;
  for (const [at, work] of works.entries()) {
    const ms = await undisturbed(work);
    const share = Math.floor(cuts / works.length) + (at < cuts % works.length ? 1 : 0);
    let done = 0;
    for (let cut = 0; cut < share; cut++) {
      const moment = random.fraction() * ms;
      const after = await cutAt(work, moment);
      if (after.done) done += 1;
      for (const one of after.found) console.log(`     WRONG: ${work.name}, cut after ${moment.toFixed(1)} ms: ${one}`);
      wrong += after.found.length;
    }
    console.log(
      `${work.name}: ${share} cuts within ${ms.toFixed(0)} ms; ${done} times it was done, ${
        share - done
      } times all was as before`,
    );
  }
  await Deno.remove(folders.root, { recursive: true });
  console.log(wrong === 0 ? "Everything held." : `${wrong} things did not hold. Again with --seed ${seed}.`);
  return wrong === 0 ? 0 : 1;
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    cuts: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string" },
  },
});
Deno.exit(await powercuts(Number(values.cuts), Number(values.seed), values.only));
