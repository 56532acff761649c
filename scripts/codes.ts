/**
 * Random GS1 codes drawn by one library, read by another, and put through the keystrokes of scanners: right or refused, never
 * wrong. `deno task codes --count 10000 --seed 1`; the same seed makes the same codes.
 */
import { parseArgs } from "node:util";
import { isCount, isSeed, refuseUnless } from "./asked.ts";
import { readBack } from "./codes/read_back.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: { count: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
refuseUnless(isCount(count) && isSeed(seed), "--count wants a whole number of codes, --seed a whole number.");
const found = await readBack(count, seed, (done) => done % 1_000 === 0 && console.log(`${done} codes`));
console.log(
  `${found.read} codes drawn and read, ${found.undrawn} that their kind does not hold; typed: ${found.sure} understood, ${found.refused} refused, ${found.wrong.length} wrong`,
);
for (const wrong of found.wrong.slice(0, 20)) console.error(wrong);
// Of codes that are not drawn, and of typings that are all refused, none can be wrong.
if (found.read < count) console.error(`only ${found.read} of ${count} codes could be drawn and read`);
if (found.sure === 0) console.error("no typing at all was understood");
if (found.wrong.length > 0 || found.read < count || found.sure === 0) Deno.exit(1);
