/**
 * Random days of a shop, as many as are wanted, through the shop's own commands and a real database, in one process: whatever is
 * sold, given back, moved and corrected, tickets, X, Z, entries, records and balances must come to the same.
 *
 * `deno task days --count 100000 --seed 1`; the same seed makes the same days.
 */
import { parseArgs } from "node:util";
import { runDays } from "./days/run.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: { count: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!(Number.isSafeInteger(count) && count > 0 && Number.isSafeInteger(seed))) {
  console.error("--count wants a whole number of days, --seed a whole number.");
  Deno.exit(2);
}
const began = performance.now();
const rate = (done: number) => (done / (performance.now() - began) * 1_000).toFixed(1);
await runDays(count, seed, (done) => {
  if (done % 500 === 0) console.log(`${done} days, ${rate(done)} a second`);
});
console.log(`${count} days from seed ${seed} agree, ${rate(count)} a second`);
