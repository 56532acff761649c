/** The life of one shop: rounds of work with a fault in each, what is looked at when it is quiet, and the end of its day. */
import { SeededRandom } from "../../server/shop/demo/random.ts";
import { fetchArchive, verdicts } from "../../tests/support/verifier.ts";
import { closeDay, findings, type Footprint, footprint, grown, leftovers } from "./checks.ts";
import { Crowd } from "./crowd.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { Tally } from "./tally.ts";
import { pause, World } from "./world.ts";

/** Milliseconds of work before and after the fault of a round. */
const BEFORE_MS = 3_000;
const AFTER_MS = 2_000;
/** Milliseconds in which a fault is over and the server there again: longer is a finding. */
const FAULT_MS = 90_000;
/** What the archive's page says of a whole one: nobody has typed its key's fingerprint. */
const WHOLE = ["Archive intègre", "Empreinte non confirmée"];

export interface Report {
  rounds: number;
  wrong: number;
  /** How often each fault struck. */
  readonly struck: Map<string, number>;
  /** Faults that cannot be done here, each told once. */
  readonly leftOut: Set<string>;
}

/** `plan` draws the faults, and nothing else: what people do depends on the machine as well. */
export async function liveThrough(
  report: Report,
  plan: SeededRandom,
  tills: number,
  rounds: number,
  until: number,
): Promise<void> {
  const world = await World.open(tills, new SeededRandom(plan.bits()), {
    flags: ["--rate-limit", "0"],
    at: new Date().toISOString(),
  });
  try {
    const crowd = new Crowd(world);
    let first: { readonly pid: number; readonly print: Footprint } | null = null;
    for (let round = 0; round < rounds && performance.now() < until; round++) {
      const fault = possible(plan, world, report);
      world.tally = new Tally();
      crowd.start();
      await pause(BEFORE_MS);
      let unsure = 0;
      let print: Footprint = { sockets: 0, others: 0, kinds: new Map(), mib: 0 };
      const failed = await deadline((async () => {
        await fault.strike(world, crowd);
        await pause(AFTER_MS);
        await crowd.stop();
        unsure = await world.settle();
        print = await footprint(world);
      })());
      if (failed !== null) {
        return tell(report, `${fault.name}: the rest of this shop's life is left out`, [failed, ...tail(world.server.log)]);
      }
      const { pid } = world.server.process;
      if (first === null || first.pid !== pid) first = { pid, print };
      report.rounds += 1;
      report.struck.set(fault.name, (report.struck.get(fault.name) ?? 0) + 1);
      const line =
        `${report.rounds}. ${fault.name}: ${world.ledger.sales.size} sales held, ${unsure} asked again; ${world.tally}; ` +
        `${print.sockets} sockets, ${print.others} other descriptors, ${print.mib} MiB`;
      tell(report, line, [...await findings(world), ...grown(first.print, print, tills), ...world.tally.bugs]);
    }
    await endOfDay(world, report);
  } finally {
    await world.close();
  }
}

/** The day is closed, its archive judged by its own page, the server stopped. */
export async function endOfDay(world: World, report: Report): Promise<void> {
  const day = await world.today();
  const found = await closeDay(world);
  let verdict = "not made";
  if (found.length === 0) {
    const judged = await verdicts([{ archive: await fetchArchive(world.owner, day) }]);
    verdict = judged === null ? "not judged, there is no browser here" : judged[0]!.verdict;
    if (judged !== null && !WHOLE.includes(verdict)) found.push(`the archive's page says: ${verdict} ${judged[0]!.details}`);
  }
  await world.server.stop();
  await pause(500);
  tell(report, `   end of the day; its archive: ${verdict}`, [...found, ...leftovers(world.server.dir)]);
}

/** What the server said last. */
function tail(log: string): string[] {
  return log.trimEnd().split("\n").slice(-5).map((line) => `it said: ${line.slice(0, 300)}`);
}

function possible(plan: SeededRandom, world: World, report: Report): Fault {
  for (;;) {
    const fault = plan.pick(FAULTS);
    const missing = fault.missing?.(world) ?? null;
    if (missing === null) return fault;
    if (!report.leftOut.has(fault.name)) console.log(`left out: ${fault.name} (${missing})`);
    report.leftOut.add(fault.name);
  }
}

function tell(report: Report, line: string, found: readonly string[]): void {
  console.log(line);
  for (const one of found.slice(0, 10)) console.log(`     WRONG: ${one}`);
  if (found.length > 10) console.log(`     WRONG: and ${found.length - 10} more`);
  report.wrong += found.length;
}

/** What went wrong with a fault; null when it was survived in time. */
async function deadline(work: Promise<unknown>): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => timer = setTimeout(() => resolve(`not over in ${FAULT_MS / 1000} s`), FAULT_MS));
  try {
    return await Promise.race([work.then(() => null, (error: Error) => error.message), late]);
  } finally {
    clearTimeout(timer);
  }
}
