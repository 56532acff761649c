/**
 * Bundles the page into static/build, script and styles named by the hash of their content, and
 * writes the index.html that refers to them; and the one page that archives carry, all in one file.
 * Does nothing when no input changed.
 *
 * `deno bundle` does the bundling: it resolves npm packages through Deno's own cache and lock file,
 * without a node_modules folder, and asks no host but the npm registry.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { reached, staticImports, weigh, weighDisplay, type Weight } from "./weight.ts";

const ROOT = join(import.meta.dirname!, "..");
const OUT = join(ROOT, "static", "build");
const SOURCES = ["client", "shared", "static", "scripts/build.ts", "scripts/weight.ts", "deno.json"];
/** In the order of the cascade. */
const STYLES = [
  ...[
    "tokens",
    "base",
    "buttons",
    "fields",
    "notes",
    "languages",
    "card",
    "pin",
    "shell",
    "panes",
    "shell_narrow",
    "dialogs",
    "notice",
    "marks",
    "presence",
    "problems",
    "rows",
    "stepper",
    "lines",
    "picker",
    "scan",
    "pick_list",
  ],
  ...["waiting", "ticket", "sent", "vendeur"],
  ...[
    "key",
    "keypad",
    "opening",
    "queue",
    "side",
    "hand",
    "payment",
    "terminal",
    "paid",
    "direct",
    "reason",
    "refund",
    "report",
    "caisse",
    "caisse_small",
    "paper",
    "contrast",
  ],
];
/** The folder of the owner's styles, which no till fetches; in the order of their names. */
const OWNER_STYLES = "owner";
const PLAIN = ["favicon.svg", "docs.css", "receipt.css"];
/** Those of the customer display, after what it shares with the page. */
const DISPLAY_STYLES = ["tokens", "base", "display/display"];
/** What archives carry: a folder of its own, for the server answers none of it. */
const ARCHIVE = "archive";
/** Written last, so that a build that was cut short is not taken for a whole one. */
const MARK = "inputs.txt";
/** What nearly every visit begins with: fetched beside the page's script, not after it. */
const FIRST_WORDS = "shell_fr-";

async function build(): Promise<string> {
  const sources = digest(...await contents(SOURCES));
  if (await read(join(OUT, MARK)) === await mark(sources)) return "page: unchanged";
  await Deno.mkdir(OUT, { recursive: true });

  const scripts = await bundle("client/main.tsx", "--format", "esm", "--minify", "--code-splitting");
  const display = await bundle("client/display/main.tsx", "--format", "esm", "--minify", "--code-splitting");
  const weights = [...weigh(scripts), weighDisplay(display)];
  for (const [name, script] of display) if (name !== "main.js") await Deno.writeFile(join(OUT, name), script);
  for (const [name, script] of scripts) if (name !== "main.js") await Deno.writeFile(join(OUT, name), script);
  const names = {
    "app.js": await emit("app", "js", scripts.get("main.js")!),
    "app.css": await emit("app", "css", await styles(STYLES)),
    "owner.css": await emit("owner", "css", await styles(await ownerStyles())),
  };
  let page = await Deno.readTextFile(join(ROOT, "static", "index.html"));
  for (const [plain, hashed] of Object.entries(names)) page = page.replaceAll(`/assets/${plain}`, `/assets/${hashed}`);
  const early = [...reached("main.js", scripts, staticImports)].filter((name) => name !== "main.js");
  const words = [...scripts.keys()].filter((name) => name.startsWith(FIRST_WORDS));
  const preloads = [...early, ...words].map((name) => `<link rel="modulepreload" href="/assets/${name}">`).join("\n    ");
  page = page.replace("<!-- preloads -->", preloads);
  await Deno.writeTextFile(join(OUT, "index.html"), page);
  const displayNames = {
    "display.js": await emit("display", "js", display.get("main.js")!),
    "display.css": await emit("display", "css", await styles(DISPLAY_STYLES)),
  };
  let displayPage = await Deno.readTextFile(join(ROOT, "static", "display.html"));
  for (const [plain, hashed] of Object.entries(displayNames)) {
    displayPage = displayPage.replaceAll(`/assets/${plain}`, `/assets/${hashed}`);
  }
  await Deno.writeTextFile(join(OUT, "display.html"), displayPage);

  // Browsers ask for the icon under a name of their own, /api/docs and receipts for their styles: these keep their plain ones.
  for (const name of PLAIN) await Deno.copyFile(join(ROOT, "static", name), join(OUT, name));

  await Deno.mkdir(join(OUT, ARCHIVE), { recursive: true });
  await Deno.writeTextFile(join(OUT, ARCHIVE, "verifier.html"), await verifierPage());

  const served = [
    ...Object.values(names),
    ...Object.values(displayNames),
    ...[...scripts.keys(), ...display.keys()].filter((name) => name !== "main.js"),
    ...PLAIN,
    "index.html",
    "display.html",
  ];
  const current = new Set([
    ...await Promise.all(served.map(packed)),
    ARCHIVE,
    MARK,
  ]);
  for await (const entry of Deno.readDir(OUT)) {
    if (!current.has(entry.name)) await Deno.remove(join(OUT, entry.name), { recursive: true });
  }
  await Deno.writeTextFile(join(OUT, MARK), await mark(sources));
  return `page: ${names["app.js"]}, script gzip in one language: ${weights.map(said).join(", ")}`;
}

/** Styles as one file, in this order. */
async function styles(names: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const texts = names.map((name) => Deno.readTextFile(join(ROOT, "static", "styles", `${name}.css`)));
  return new TextEncoder().encode((await Promise.all(texts)).join("\n"));
}

async function ownerStyles(): Promise<string[]> {
  const files = await Array.fromAsync(Deno.readDir(join(ROOT, "static", "styles", OWNER_STYLES)));
  return files.map(({ name }) => `${OWNER_STYLES}/${name.replace(/\.css$/, "")}`).sort();
}

/** One file that opens from disk without a network. Its script stays as readable as it is: an auditor may want to see what it does. */
async function verifierPage(): Promise<string> {
  const scripts = await bundle("client/verifier/main.ts", "--format", "iife");
  const script = new TextDecoder().decode(scripts.get("main.js")!).replaceAll("</script", "<\\/script");
  const page = await Deno.readTextFile(join(ROOT, "static", "verifier.html"));
  return page.replace("/* script */", () => script);
}

/** The entry as `main.js`, and its chunks, which are named by the hash of their content. */
async function bundle(entry: string, ...options: readonly string[]): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const output = join(OUT, "bundle.tmp");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", ...options, "--outdir", output, join(ROOT, entry)],
    cwd: ROOT,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Bundling ${entry} failed:\n${new TextDecoder().decode(stderr)}`);
  const scripts = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const entry of Deno.readDir(output)) scripts.set(entry.name, await Deno.readFile(join(output, entry.name)));
  await Deno.remove(output, { recursive: true });
  return scripts;
}

/** `caisse 9.9 KiB, 12.3 in all` */
function said({ role, first, all }: Weight): string {
  const kib = (bytes: number) => (bytes / 1024).toFixed(1);
  return `${role} ${kib(first)} KiB${all === first ? "" : ` at once, ${kib(all)} in all`}`;
}

async function emit(stem: string, extension: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const name = `${stem}-${digest(content).slice(0, 12)}.${extension}`;
  await Deno.writeFile(join(OUT, name), content);
  return name;
}

/** Packs a file, which is all that is kept of it; its name. */
async function packed(name: string): Promise<string> {
  const bytes = await Deno.readFile(join(OUT, name));
  await Deno.writeFile(join(OUT, `${name}.br`), brotliCompressSync(bytes));
  await Deno.remove(join(OUT, name));
  return `${name}.br`;
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
