/**
 * Runs the tests: all of them, those of the daily loop (`--quick`), or those that are named, with Deno's own flags; half as many
 * files again at a time as the machine has processors, for each waits now and then. Their servers run the program bundled, as an
 * executable holds it: hundreds of them start, and one of a few large files takes a third less to do so than one of hundreds of
 * small ones.
 *
 * `deno task test [--quick | FILES] [--times]`; `--times` tells afterwards which files were the dearest, and how much processors worked.
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { routeContracts } from "../tests/support/route_contract.ts";
import { layOut, MAIN } from "./compile/program.ts";
import { sources } from "./sources.ts";
import { LONG } from "./test/long.ts";
import { childrensWork, dearestFiles, machinesWork } from "./test/dearest.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** The long ones first, so that none is left over when all else is done. */
async function testFiles(quick: boolean): Promise<string[]> {
  const files = [...(await sources(["tests"], ["_test.ts"])).keys()].sort();
  const named = LONG.flatMap((name) => {
    const found = files.filter((file) => file === `tests/${name}_test.ts` || file.startsWith(`tests/${name}/`));
    if (found.length === 0) throw new Error(`scripts/test/long.ts names '${name}', where no test is`);
    return found;
  });
  // Whoever stands apart from the room is in the room as well.
  const long = [...new Set(named)];
  const short = files.filter((file) => !long.includes(file));
  return quick ? short : [...long, ...short];
}

const TIMES = "--times";
const times = Deno.args.includes(TIMES);
const asked = Deno.args.filter((word) => word !== TIMES);
const [first, ...more] = asked;
const wanted = first === undefined ? await testFiles(false) : first === "--quick" ? [...await testFiles(true), ...more] : asked;
// What tests make stands in one folder, which goes with the run.
const folder = await Deno.makeTempDir({ prefix: "comptoir-tests-" });
let code = 1;
try {
  const begun = performance.now();
  const before = machinesWork();
  const program = join(folder, "program");
  await Deno.mkdir(program);
  await layOut(program);
  const contract = join(folder, "contract.json");
  await Deno.writeTextFile(contract, JSON.stringify(routeContracts()));
  const jobs = Deno.env.get("DENO_JOBS") ?? String(Math.max(2, Math.ceil(1.5 * availableParallelism())));
  const env = { TMPDIR: folder, DENO_JOBS: jobs, COMPTOIR_PROGRAM: join(program, MAIN), COMPTOIR_CONTRACT: contract };
  const report = join(folder, "report.xml");
  const args = ["test", "-A", "--no-check", "--parallel", ...times ? [`--junit-path=${report}`] : [], ...wanted];
  ({ code } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env, stdin: "inherit" }).spawn().status);
  if (times) {
    const [seconds, work, all] = [(performance.now() - begun) / 1000, childrensWork(), machinesWork()];
    console.log(`\nThe tests of the dearest files took:\n\n${dearestFiles(await Deno.readTextFile(report))}\n`);
    const worked = work === null ? "" : `; processors worked for ${work.toFixed(0)} s, not counting a browser's own processes`;
    const machine = all === null ? "" : `, and for all that ran on this machine ${(all - before!).toFixed(0)} s`;
    console.log(`In all ${seconds.toFixed(0)} s${worked}${machine}.`);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
Deno.exit(code);
