/**
 * The data folder of a former build: `former_shop.zip` is what the version of 23 November 2026 left of a day with a discount, a
 * refund, a missing coin and a Z, one ticket that waits and one in a cashier's hand. Its keys and passwords are a test's.
 */
import { unzipSync } from "fflate";

/** That day, by the shop's calendar. */
export const FORMER_DAY = "2026-11-29";

/** Written into `dir`, which is there; a folder of its own by default. */
export async function formerFolder(dir?: string): Promise<string> {
  const folder = dir ?? await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const files = unzipSync(await Deno.readFile(new URL("former_shop.zip", import.meta.url)));
  for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(`${folder}/${name}`, bytes, { mode: 0o600 });
  return folder;
}
