/**
 * Bundles the page into static/build, script and styles named by the hash of their content, and
 * writes the index.html that refers to them. Does nothing when no input changed.
 *
 * `deno bundle` does the bundling: it resolves npm packages through Deno's own cache and lock file,
 * without a node_modules folder, and asks no host but the npm registry.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = join(import.meta.dirname!, "..");
const OUT = join(ROOT, "static", "build");
const SOURCES = ["client", "shared", "static", "scripts/build.ts", "deno.json"];
/** In the order of the cascade. */
const STYLES = ["tokens", "base", "controls", "shell", "dialogs", "sales", "vendeur", "caisse", "owner"];
const PLAIN = ["favicon.svg", "docs.css", "receipt.css"];
/** Written last, so that a build that was cut short is not taken for a whole one. */
const MARK = "inputs.txt";
/** Of all scripts that a till fetches, gzip. */
const JS_BUDGET_BYTES = 60 * 1024;
/** Scripts of which a person fetches one, by their role; see client/pages/role_page.tsx. */
const ROLE_PAGES = ["owner", "caisse", "vendeur"];

async function build(): Promise<string> {
  const sources = digest(...await contents(SOURCES));
  if (await read(join(OUT, MARK)) === await mark(sources)) return "page: unchanged";
  await Deno.mkdir(OUT, { recursive: true });

  const scripts = await bundle("client", "main");
  const largest = Math.max(...ROLE_PAGES.map((role) => bytesFor(role, scripts)));
  if (largest > JS_BUDGET_BYTES) {
    throw new Error(`The page's scripts are ${largest} bytes gzip for one role, over their budget of ${JS_BUDGET_BYTES}`);
  }
  for (const [name, script] of scripts) if (name !== "main.js") await Deno.writeFile(join(OUT, name), script);
  const styles = (await Promise.all(STYLES.map((name) => Deno.readTextFile(join(ROOT, "static", "styles", `${name}.css`))))).join(
    "\n",
  );

  const names = {
    "app.js": await emit("app", "js", scripts.get("main.js")!),
    "app.css": await emit("app", "css", new TextEncoder().encode(styles)),
  };
  let page = await Deno.readTextFile(join(ROOT, "static", "index.html"));
  for (const [plain, hashed] of Object.entries(names)) page = page.replaceAll(`/assets/${plain}`, `/assets/${hashed}`);
  await Deno.writeTextFile(join(OUT, "index.html"), page);

  // Browsers ask for the icon under a name of their own, /api/docs and receipts for their styles: these keep their plain ones.
  for (const name of PLAIN) await Deno.copyFile(join(ROOT, "static", name), join(OUT, name));

  const current = new Set([
    ...Object.values(names),
    ...[...scripts.keys()].filter((name) => name !== "main.js"),
    ...PLAIN,
    "index.html",
    MARK,
  ]);
  for await (const entry of Deno.readDir(OUT)) {
    if (!current.has(entry.name)) await Deno.remove(join(OUT, entry.name), { recursive: true });
  }
  await Deno.writeTextFile(join(OUT, MARK), await mark(sources));
  return `page: ${names["app.js"]}, at most ${(largest / 1024).toFixed(1)} KiB of script gzip`;
}

/** The entry `NAME.js` and its chunks, which are named by the hash of their content. */
async function bundle(folder: string, name: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const output = join(OUT, "bundle.tmp");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--platform", "browser", "--format", "esm", "--minify", "--code-splitting"],
      ...["--outdir", output, join(ROOT, folder, `${name}.tsx`)],
    ],
    cwd: ROOT,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Bundling ${folder}/${name}.tsx failed:\n${new TextDecoder().decode(stderr)}`);
  const scripts = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const entry of Deno.readDir(output)) scripts.set(entry.name, await Deno.readFile(join(output, entry.name)));
  await Deno.remove(output, { recursive: true });
  return scripts;
}

/** Bytes, gzip, of everything but the pages of other roles. */
function bytesFor(role: string, scripts: ReadonlyMap<string, Uint8Array>): number {
  const others = ROLE_PAGES.filter((other) => other !== role).map((other) => `${other}-`);
  const fetched = [...scripts].filter(([name]) => !others.some((start) => name.startsWith(start)));
  return fetched.reduce((sum, [, script]) => sum + gzipSync(script).byteLength, 0);
}

async function emit(stem: string, extension: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const name = `${stem}-${digest(content).slice(0, 12)}.${extension}`;
  await Deno.writeFile(join(OUT, name), content);
  return name;
}

/** What the present build was made of. The lock file is read late: bundling may be what completes it. */
async function mark(sources: string): Promise<string> {
  return `${sources} ${digest(await read(join(ROOT, "deno.lock")) ?? "")} ${Deno.version.deno}\n`;
}

/** Paths and contents of all files under the given ones, in a stable order. */
async function contents(paths: readonly string[]): Promise<(string | Uint8Array)[]> {
  const found: (string | Uint8Array)[] = [];
  for (const path of paths) {
    const full = join(ROOT, path);
    if (full === OUT) continue;
    if ((await Deno.stat(full)).isFile) {
      found.push(path, await Deno.readFile(full));
      continue;
    }
    const names = (await Array.fromAsync(Deno.readDir(full))).map((entry) => `${path}/${entry.name}`).sort();
    found.push(...await contents(names));
  }
  return found;
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}

async function read(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

if (import.meta.main) console.log(await build());
