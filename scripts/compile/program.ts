/** The program as the executable holds it: bundled, without what only a checkout needs, and with no name of the machine it was made on. */
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { knownMigrations } from "../../server/database/schema/migrations.ts";
import { SHIPPED_SCHEMA } from "../../server/shipped_schema.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";
import { WORKERS } from "../../server/workers.ts";
import { wholeSchemaOf } from "./whole_schema.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
/** Found by no import, for they are loaded by their names; see server/place.ts. */
export const MODULES = WORKERS.map((name) => `server/workers/${name}`);
export const MAIN = "main.js";
export const PAGE = "static/build";

/** Writes it into a folder. Throws what the bundler says. */
export async function layOut(folder: string): Promise<void> {
  const whole = Deno.makeTempDirSync({ prefix: "comptoir-bundle-" });
  try {
    await bundle(ROOT, ["main.ts", ...MODULES.map((module) => `${module}.ts`)], whole);
    // Half of what is read at each start; names stay, for a complaint on the console names who complained. In a second step: what
    // packages ask of the runtime by `require` is mended in the first one's text, and not found any more where that is small and keeps its names.
    await bundle(whole, [MAIN, ...MODULES.map((module) => `${module}.js`)], folder, ["--minify", "--keep-names"]);
  } finally {
    Deno.removeSync(whole, { recursive: true });
  }
  const schema = JSON.stringify(wholeSchemaOf(knownMigrations(MIGRATIONS)));
  Deno.writeFileSync(join(folder, SHIPPED_SCHEMA), gzipSync(schema, { level: 9 }));
  for (const path of filesIn(join(ROOT, PAGE))) {
    const copy = join(folder, path.slice(ROOT.length));
    Deno.mkdirSync(dirname(copy), { recursive: true });
    Deno.copyFileSync(path, copy);
  }
}

async function bundle(from: string, entries: readonly string[], to: string, how: readonly string[] = []): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", ...how, "--platform", "deno", "--format", "esm", "--code-splitting", "--outdir", to, ...entries],
    cwd: from,
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) throw new Error(`Bundling failed:\n${new TextDecoder().decode(stderr)}`);
}

function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(join(folder, name)) : [join(folder, name)]
  );
}
