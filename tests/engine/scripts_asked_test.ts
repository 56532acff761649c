/** The scripts that look for what is wrong: one that is asked for what it cannot do says so, instead of having found nothing. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

async function run(script: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const file = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", file, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), err: text.decode(stderr) };
}

const REFUSED: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["powercuts", ["--only", "restores"], /--only wants one of backup, migration, restore, closing, archive\./],
  ["powercuts", ["--cuts", "0"], /--cuts wants/],
  ["powercuts", ["--cuts", "abc"], /--cuts wants/],
  ["powercuts", ["--cuts", "4"], /5 at least/],
  ["powercuts", ["--seed", "1.5"], /--seed wants/],
  ["soak", ["--minutes", "abc"], /--minutes wants/],
  ["soak", ["--minutes", "0"], /--minutes wants/],
  ["soak", ["--tills", "0"], /--tills wants/],
  ["soak", ["--pace", "0"], /--pace wants/],
  ["torture", ["--minutes", "abc"], /--minutes wants/],
  ["torture", ["--siege", "--minutes=-1"], /--minutes wants/],
  ["torture", ["--rounds-per-shop", "0"], /--rounds-per-shop want/],
  ["codes", ["--count", "0"], /--count wants/],
];

Deno.test("a number or a name that is none is refused in one sentence with code 2, and nothing is begun", async () => {
  for (const [script, args, sentence] of REFUSED) {
    const { code, out, err } = await run(script, args);
    assert.deepEqual([code, out, err.trim().split("\n").length], [2, "", 1], `${script} ${args.join(" ")}: ${out}${err}`);
    assert.match(err, sentence);
  }
});
