/** The program as the executable holds it: bundled, without what only a checkout needs, and with no name of the machine it was made on. */
import { dirname, join } from "node:path";
import { WORKERS } from "../../server/workers.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
/** Found by no import, for they are loaded by their names; see server/place.ts. */
export const MODULES = WORKERS.map((name) => `server/workers/${name}`);
export const MAIN = "main.js";
export const PAGE = "static/build";

/** Writes it into a folder. Throws what the bundler says. */
export async function layOut(folder: string): Promise<void> {
  const entries = ["main.ts", ...MODULES.map((module) => `${module}.ts`)];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "deno", "--format", "esm", "--code-splitting", "--outdir", folder, ...entries],
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) throw new Error(`Bundling failed:\n${new TextDecoder().decode(stderr)}`);
  for (const path of filesIn(folder)) Deno.writeTextFileSync(path, withoutOrigins(Deno.readTextFileSync(path)));
  for (const path of filesIn(join(ROOT, PAGE))) {
    const copy = join(folder, path.slice(ROOT.length));
    Deno.mkdirSync(dirname(copy), { recursive: true });
    Deno.copyFileSync(path, copy);
  }
}

/** The bundler says above each module where it lay on this machine. */
function withoutOrigins(script: string): string {
  return script.replace(/^\/\/ \S+\.(?:[cm]?[jt]s|json)\n/gm, "");
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(join(folder, name)) : [join(folder, name)]
  );
}
