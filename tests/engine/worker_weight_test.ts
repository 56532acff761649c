/** What each thread loads: its heap holds all of it, once more for every thread and process. */
import assert from "node:assert/strict";
import { workerFile, WORKERS } from "../../server/workers.ts";

Deno.test("a worker loads nothing of HTTP: neither the routes nor what checks their bodies", async () => {
  await Promise.all(WORKERS.map(async (name) => {
    const args = ["info", "--json", workerFile(name).href];
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "null" }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { readonly modules: readonly Module[] };
    // What is imported for its types alone is listed as well, and never loaded.
    const loaded = loadedFrom(workerFile(name).href, modules);
    assert.ok(loaded.size > 1, `${name}: the premise`);
    const heavy = [...loaded].filter((specifier) => /\/server\/(?:http|shop\/routes)\/|\bzod\b/.test(specifier));
    assert.deepEqual(heavy, [], name);
  }));
});

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly { readonly specifier: string; readonly code?: { readonly specifier?: string } }[];
}

function loadedFrom(root: string, modules: readonly Module[]): Set<string> {
  const known = new Map(modules.map((module) => [module.specifier, module]));
  const loaded = new Set<string>();
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (loaded.has(next)) continue;
    loaded.add(next);
    for (const { code } of known.get(next)?.dependencies ?? []) if (code?.specifier !== undefined) open.push(code.specifier);
  }
  return loaded;
}
