/**
 * Random days of a shop, as many as are wanted, through the shop's own commands and a real database in memory: whatever is sold,
 * given back, moved and corrected, tickets, X, counts, Z, entries, records and balances must come to the same.
 *
 * `deno task days --count 100000 --seed 1`; the same seed makes the same days, however many `--workers` share them (as many as the
 * machine has cores, unless it is told).
 */
import { parseArgs } from "node:util";
import { shopsOf } from "./days/run.ts";
import { runShops } from "./days/spread.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(navigator.hardwareConcurrency) },
  },
});
const [count, seed, workers] = [Number(values.count), Number(values.seed), Number(values.workers)];
const isCount = (value: number) => Number.isSafeInteger(value) && value > 0;
if (!(isCount(count) && isCount(workers) && Number.isSafeInteger(seed))) {
  console.error("--count wants a whole number of days, --seed a whole number, --workers how many run side by side.");
  Deno.exit(2);
}
const began = performance.now();
const rate = (done: number) => (done / (performance.now() - began) * 1_000).toFixed(1);
const happened = await runShops(shopsOf(count, seed), workers, (done) => {
  if (done % 500 === 0) console.log(`${done} days, ${rate(done)} a second`);
});
console.log(`${count} days from seed ${seed} agree, ${rate(count)} a second`);
console.log(happened.sorted.map(([name, times]) => `${name} ${times}`).join(", "));
