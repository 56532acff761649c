/** French keeps its punctuation with the word before it: no line begins with a colon. */
import assert from "node:assert/strict";
import { sources } from "../../scripts/sources.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const BREAKS = / [;:!?»]|« /;

/** Every text below a module's words; those that are made are made of ones. */
function* textsOf(words: unknown): Generator<string> {
  if (typeof words === "string") yield words;
  else if (typeof words === "function") {
    try {
      yield* textsOf(words(...Array.from(words as { length: number }, () => 1)));
    } catch {
      // It wants more than a one.
    }
  } else if (typeof words === "object" && words !== null) { for (const part of Object.values(words)) yield* textsOf(part); }
}

Deno.test("no French word of a screen or a receipt breaks before its punctuation, or after an opening quote", async () => {
  const files = [...(await sources(["client", "shared"], ["_fr.ts"])).keys()];
  let seen = 0;
  const broken: string[] = [];
  for (const file of files) {
    for (const text of textsOf(await import(`${ROOT}${file}`))) {
      seen++;
      if (BREAKS.test(text)) broken.push(`${file}: ${text}`);
    }
  }
  assert.ok(files.length > 20 && seen > 1_000, `the premise: ${seen} texts of ${files.length} files`);
  assert.deepEqual(broken, []);
});
