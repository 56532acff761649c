/**
 * Makes one executable with the program, its page and its runtime inside: `dist/comptoir` for this machine, and with
 * `--target TRIPLE…` or `--all` one for each of those systems, named after it. `dist/SHA256SUMS` lists what was made.
 *
 * `deno compile` fetches its runtime base by itself; `DENORT_BIN` hands it one for this machine where it cannot, and
 * `COMPILE_DENO` names the Deno that fits that base. `--release` refuses a runtime whose SQLite can damage a file.
 * Nothing that is not what it is called is left behind.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { HEAPS, PROGRAM_RIGHTS } from "../server/cli/own_processes.ts";
import { SHIPPED_SCHEMA } from "../server/shipped_schema.ts";
import { layOut, MAIN, MODULES, PAGE } from "./compile/program.ts";
import { isFor, ownTarget, type Target, TARGETS } from "./compile/targets.ts";

const ROOT = dirname(import.meta.dirname!);
const DIST = join(ROOT, "dist");
/** What static/favicon.svg looks like at 16, 32, 48 and 256 pixels. */
const ICON = join(ROOT, "static", "comptoir.ico");
const BASE = "DENORT_BIN";
const DENO = Deno.env.get("COMPILE_DENO") ?? Deno.execPath();

interface Wish {
  readonly targets: readonly Target[];
  readonly release: boolean;
}

/** A sentence for who asked for something else. */
function wishOf(args: string[]): Wish | string {
  try {
    const { values: { target: triples, all, release } } = parseArgs({
      args,
      options: {
        target: { type: "string", multiple: true, default: [] },
        all: { type: "boolean", default: false },
        release: { type: "boolean", default: false },
      },
    });
    const unknown = triples.find((triple) => !TARGETS.some((target) => target.triple === triple));
    if (unknown !== undefined) return `No target '${unknown}': ${TARGETS.map(({ triple }) => triple).join(", ")}`;
    const named = TARGETS.filter(({ triple }) => all || triples.includes(triple));
    return { targets: named.length === 0 ? [ownTarget()] : named, release };
  } catch (error) {
    return (error as Error).message;
  }
}

/** The exit code. */
async function compile({ targets, release }: Wish): Promise<number> {
  const own = ownTarget().triple;
  const foreign = targets.find(({ triple }) => triple !== own);
  if (foreign !== undefined && Deno.env.has(BASE)) {
    console.error(`${BASE} is a runtime base for this machine (${own}): nothing for ${foreign.triple} can be made of it.`);
    return 1;
  }
  const program = Deno.makeTempDirSync({ prefix: "comptoir-program-" });
  try {
    await layOut(program);
    Deno.mkdirSync(DIST, { recursive: true });
    const sums: string[] = [];
    for (const target of targets) sums.push(await make(target, program, release));
    Deno.writeTextFileSync(join(DIST, "SHA256SUMS"), sums.join(""));
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    Deno.removeSync(program, { recursive: true });
  }
}

/** Its line of SHA256SUMS. Throws a sentence, and leaves no file, where there is not what was asked for. */
async function make(target: Target, program: string, release: boolean): Promise<string> {
  const path = join(DIST, target.file);
  await remove(path);
  try {
    await pack(target, program, path);
    const bytes = Deno.readFileSync(path);
    if (!isFor(target, bytes)) throw new Error(`What was made is no executable for ${target.triple}.`);
    const warning = await warningOf(target, path);
    const size = (bytes.byteLength / 1e6).toFixed(1);
    console.log(`dist/${target.file}: ${size} MB${warning === null ? "" : `; ${warning}`}`);
    if (release && warning !== null) {
      throw new Error("Refused for a release: build with Deno 2.9.6 or later and its own runtime base.");
    }
    return `${createHash("sha256").update(bytes).digest("hex")}  ${target.file}\n`;
  } catch (error) {
    await remove(path);
    throw error;
  }
}

async function pack({ triple }: Target, program: string, path: string): Promise<void> {
  const include = [...MODULES.map((module) => `${module}.js`), PAGE, SHIPPED_SCHEMA].flatMap((found) => ["--include", found]);
  const icon = triple.includes("windows") ? ["--icon", ICON] : [];
  const how = ["--quiet", "--no-check", "--no-prompt", "--no-config", "--no-lock", "--target", triple, ...icon];
  const args = ["compile", ...how, HEAPS, ...PROGRAM_RIGHTS, "--allow-import", ...include, "--output", path, MAIN];
  const { success, stderr } = await new Deno.Command(DENO, { args, cwd: program, stdin: "null", stdout: "null" }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim();
  throw new Error(
    `${said}\nNot compiled for ${triple}. Where Deno's download server cannot be reached, name a runtime base with ${BASE}.`,
  );
}

/** What the SQLite inside deserves to have said of it: by the executable itself, or where it does not run here by the Deno that made it. */
async function warningOf({ triple }: Target, path: string): Promise<string | null> {
  const [program, ...args] = triple === ownTarget().triple ? [path] : [DENO, "run", "-A", join(ROOT, "main.ts")];
  const { stdout } = await new Deno.Command(program!, { args: [...args, "engine"], stdin: "null" }).output();
  const text = new TextDecoder().decode(stdout).trim();
  return text === "ok" ? null : text;
}

async function remove(path: string): Promise<void> {
  await Deno.remove(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

const wish = wishOf(Deno.args);
if (typeof wish === "string") {
  console.error(`${wish}\nUsage: deno task compile [--target TRIPLE]… [--all] [--release]`);
  Deno.exit(2);
}
Deno.exit(await compile(wish));
