/** `deno task compile`: what it refuses. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { compile, DIST } from "../support/compile.ts";

Deno.test("a wish that is not understood or cannot be met is an error, and no file has the name of what was wished for", async () => {
  // What is made for this machine bears no system's name: another test may be making it meanwhile.
  const made = async () => {
    const names = await Array.fromAsync(Deno.readDir(DIST), ({ name }) => name).catch(() => []);
    // When each was written too: one of before would hide one of now.
    return names.filter((name) => name.startsWith("comptoir-")).sort().map((
      name,
    ) => [name, Deno.statSync(join(DIST, name)).mtime]);
  };
  const before = await made();
  const refused = async (code: number, words: RegExp, args: readonly string[], env = {}) => {
    const { code: ended, stderr, stdout } = await compile(args, env);
    const said = new TextDecoder().decode(stderr);
    assert.match(said, words);
    assert.deepEqual([ended, new TextDecoder().decode(stdout)], [code, ""], said);
  };
  await refused(2, /'--relase'/, ["--relase"]);
  await refused(2, /No target 'windows': x86_64-unknown-linux-gnu,/, ["--target", "windows"]);
  await refused(2, /Usage/, ["comptoir"]);
  const other = Deno.build.os === "windows" ? "x86_64-unknown-linux-gnu" : "x86_64-pc-windows-msvc";
  await refused(1, /is a runtime base for this machine/, ["--target", other], { DENORT_BIN: Deno.execPath() });
  assert.deepEqual(await made(), before);
});
