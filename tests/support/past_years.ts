/** A shop of some years, closed each, whose journal may be sealed: made once for a run, and copied for whoever needs one. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { copySync } from "./copied.ts";
import { liveYear } from "./demo_year.ts";
import { YearMemory } from "./demo_year_day.ts";
import { newFolder } from "./own_folder.ts";
import { YearShop } from "./year_shop.ts";
import { run } from "./command_line.ts";
import { PASSWORD } from "./server.ts";
import { madeOnce } from "./template.ts";

/** The year that runs is not among them: it has what was done since the last of them was closed. */
const NOW = new Date().getFullYear();
export const YEARS = [NOW - 3, NOW - 2, NOW - 1] as const;
export const [FIRST, SECOND] = YEARS;

/** A data folder of its own; the owner is `patron`. */
export async function pastYears(): Promise<string> {
  const from = await madeOnce("past years", make);
  const dir = await newFolder();
  copySync(join(from, "data"), dir);
  return dir;
}

async function make(folder: string): Promise<void> {
  const dir = join(folder, "data");
  mkdirSync(dir, { mode: 0o700 });
  const shop = await YearShop.make({ year: FIRST, seed: 15, every: 8, tickets: 1 }, dir);
  const memory = new YearMemory();
  for (const year of YEARS) liveYear(shop, memory, year);
  await shop.leave();
  const told = await run(["user", "passwd", "--username", "patron", "--password-stdin", "--data", dir], { input: PASSWORD });
  if (told.code !== 0) throw new Error(told.err);
}
