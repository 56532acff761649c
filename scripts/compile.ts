/**
 * Makes `dist/comptoir`: one executable with the program, its page and its runtime inside.
 *
 * `deno compile` fetches its runtime base by itself; `DENORT_BIN` hands it one where it cannot, and
 * `COMPILE_DENO` names the Deno that fits that base. `--release` refuses a runtime whose SQLite can
 * damage a file.
 */
import { dirname, join } from "node:path";
import { HEAPS, PROGRAM_RIGHTS } from "../server/cli/own_processes.ts";
import { WORKERS } from "../server/workers.ts";

const ROOT = dirname(import.meta.dirname!);
const OUTPUT = join(ROOT, "dist", Deno.build.os === "windows" ? "comptoir.exe" : "comptoir");

/** Found by no import: what Workers load, and the page. */
const INCLUDED = [...WORKERS.map((name) => `server/workers/${name}.ts`), "static/build"];

async function compile(release: boolean): Promise<number> {
  const deno = Deno.env.get("COMPILE_DENO") ?? Deno.execPath();
  Deno.mkdirSync(dirname(OUTPUT), { recursive: true });
  const include = INCLUDED.flatMap((path) => ["--include", path]);
  const args = [
    "compile",
    "--quiet",
    "--no-check",
    "--no-prompt",
    "--exclude-unused-npm",
    HEAPS,
    ...PROGRAM_RIGHTS,
    ...include,
    "--output",
    OUTPUT,
    "main.ts",
  ];
  // Deno 2.8 walks the module graph on a thread of 2 MiB and overflows its stack on this one.
  const env = { RUST_MIN_STACK: String(64 * 1024 * 1024) };
  const { success, stderr } = await new Deno.Command(deno, { args, env, cwd: ROOT, stdin: "null" }).output();
  if (!success) {
    await Deno.stderr.write(stderr);
    console.error("Not compiled. Where Deno's download server cannot be reached, name a runtime base with DENORT_BIN.");
    return 1;
  }
  const { size } = Deno.statSync(OUTPUT);
  const warned = await warning();
  console.log(`${OUTPUT.slice(ROOT.length + 1)}: ${(size / 1024 / 1024).toFixed(0)} MiB${warned === null ? "" : `; ${warned}`}`);
  if (release && warned !== null) {
    Deno.removeSync(OUTPUT);
    console.error("Refused for a release: build with Deno 2.9.6 or later and its own runtime base.");
    return 1;
  }
  return 0;
}

/** What the executable says of the SQLite inside it. */
async function warning(): Promise<string | null> {
  const { stdout } = await new Deno.Command(OUTPUT, { args: ["engine"], stdin: "null" }).output();
  const text = new TextDecoder().decode(stdout).trim();
  return text === "ok" ? null : text;
}

Deno.exit(await compile(Deno.args.includes("--release")));
