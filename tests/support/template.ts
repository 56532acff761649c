/**
 * Servers that are furnished once and copied: whoever wants one like it copies a data folder and starts, and nobody waits
 * again until its people are engaged and its shelves are filled.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copySync } from "./copied.ts";
import { type ServerOptions, startServer, type TestServer } from "./server.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
/** What a furnished server is made of. */
const SOURCES = ["main.ts", "deno.json", "server", "shared", "tests/support"];
/** Sessions in it run out, and a day ends: after this time it is made anew. */
const FRESH_MS = 3_600_000;
/** Beside a database only while it is open. */
const OPEN = /^comptoir\.(db-shm|db-wal|lock.*)$/;

export interface Furnished<Left> {
  readonly server: TestServer;
  /** What whoever furnished it left for those who use it: JSON. */
  readonly left: Left;
}

/**
 * Starts a server that `furnish` has worked on, in this process or in another. One with a clock or a zone of its own is
 * furnished by that clock, and each time.
 */
export async function openFurnished<Left>(
  furnish: (server: TestServer) => Promise<Left>,
  options: ServerOptions = {},
  { kind = "", flags = [] }: { readonly kind?: string; readonly flags?: readonly string[] } = {},
): Promise<Furnished<Left>> {
  if (options.at !== undefined || options.zone !== undefined) {
    const server = await startServer({ ...options, flags: [...flags, ...options.flags ?? []] });
    return { server, left: await furnish(server) };
  }
  const template = await made(`${kind} ${flags.join(" ")} ${furnish}`, furnish, flags);
  const dir = options.dir ?? await Deno.makeTempDir({ prefix: "comptoir-test-" });
  copySync(join(template, "data"), dir, OPEN);
  return { server: await startServer({ ...options, dir }), left: JSON.parse(readFileSync(join(template, "left.json"), "utf8")) };
}

/** The folder of a template. */
function made(what: string, furnish: (server: TestServer) => Promise<unknown>, flags: readonly string[]): Promise<string> {
  return madeOnce(what, async (folder) => {
    const server = await startServer({ dir: join(folder, "data"), flags: ["--rate-limit", "0", ...flags] });
    const left = await furnish(server);
    await server.stop();
    await Deno.writeTextFile(join(folder, "left.json"), JSON.stringify(left));
  });
}

/** The folder that `make` fills, by its name; one process of a run makes it, others who want it at the same time wait. */
export async function madeOnce(what: string, make: (folder: string) => Promise<void>): Promise<string> {
  const place = placeOfNow();
  const folder = join(place, createHash("sha256").update(what).digest("hex").slice(0, 16));
  mkdirSync(place, { recursive: true, mode: 0o700 });
  using lock = await Deno.open(`${folder}.lock`, { create: true, write: true });
  await lock.lock(true);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  await make(part);
  renameSync(part, folder);
  return folder;
}

/** Where templates of these sources and this hour lie: in a folder of the run's, or in one where the next run finds them. */
function placeOfNow(): string {
  const given = Deno.env.get("COMPTOIR_TEMPLATES");
  const home = given ?? join(tmpdir(), `comptoir-templates-${Deno.uid()}`);
  const hour = Math.floor(Date.now() / FRESH_MS);
  if (given === undefined) throwAwayOld(home);
  // What a run of many files makes lies in the run's own folder, and its program is of one moment.
  const sources = given === undefined && Deno.env.has("COMPTOIR_PROGRAM") ? "run" : sourcesHash ??= hashOfSources();
  return join(home, `${sources}-${hour}`);
}

let sourcesHash: string | null = null;
function hashOfSources(): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    if (!statSync(path).isDirectory()) return void hash.update(path).update("\0").update(readFileSync(path)).update("\0");
    for (const name of readdirSync(path).sort()) add(join(path, name));
  };
  for (const name of SOURCES) add(join(ROOT, name));
  return hash.digest("hex").slice(0, 16);
}

/** Of other sources, or of hours that are over. */
function throwAwayOld(home: string): void {
  if (!existsSync(home)) return;
  for (const name of readdirSync(home)) {
    const place = join(home, name);
    try {
      if (Date.now() - statSync(place).mtimeMs > 2 * FRESH_MS) rmSync(place, { recursive: true, force: true });
    } catch {
      // Another process was quicker.
    }
  }
}
