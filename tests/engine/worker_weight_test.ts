/** What a worker's thread loads: each has a heap of its own, so whatever is loaded for nothing is there several times. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../support/compile.ts";

/** A worker's program with all that it imports, in one text, as it is packed. */
async function bundled(worker: string): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const how = ["bundle", "--quiet", "--minify", "--keep-names", "--platform", "deno", "--format", "esm", "--outdir", folder];
  const args = [...how, `server/workers/${worker}.ts`];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const text = await Deno.readTextFile(join(folder, `${worker}.js`));
  await Deno.remove(folder, { recursive: true });
  return text;
}

Deno.test("readers hold the rights and the look-ups of the shop, and neither its migrations nor its commands", async () => {
  for (const worker of ["reader", "slow_reads"]) {
    const text = await bundled(worker);
    assert.match(text, /SELECT[^"`]+FROM ventes/, `${worker}: its look-ups are there`);
    for (const absent of ["CREATE TABLE ventes", "CREATE TRIGGER", "caisses.ouvrir"]) {
      assert.equal(text.includes(absent), false, `${worker}: ${absent}`);
    }
  }
});

Deno.test("no worker's program has a letter that makes all of its text twice as long in memory", async () => {
  for (const worker of ["writer", "reader", "passwords"]) {
    // V8 keeps a text with a character beyond Latin-1 in two bytes for each of them.
    const wide = new Set((await bundled(worker)).match(/[\u0100-\uffff]/g));
    assert.deepEqual([...wide], [], worker);
  }
});
