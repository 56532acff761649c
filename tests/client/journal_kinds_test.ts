/** The owner's journal names in words whatever can happen. */
import assert from "node:assert/strict";
import { words as en } from "../../client/owner/sections/journal/words_en.ts";
import { words as fr } from "../../client/owner/sections/journal/words_fr.ts";
import { SETTLEMENT } from "../../shared/settlement.ts";
import { sources } from "../../scripts/sources.ts";

/** How the server's sources write a record's kind: as an event of a command, or as what the engine notes. */
const KIND = /(?:\.event\(|\bdone\(tx, |\bnote\(|addUser\(tx, [^"]*|"engine\.note", \w+, \{ kind: |note = \{ kind: )"([a-z_]+)"/g;

Deno.test("each kind of record has a name in both languages, and what is named after a command is one", async () => {
  const texts = [...(await sources(["server"], [".ts"])).values()];
  const kinds = [SETTLEMENT, ...texts.flatMap((text) => [...text.matchAll(KIND)].map(([, kind]) => kind!))];
  assert.ok(new Set(kinds).size > 60, "the premise: they are found");
  for (const names of [fr.kinds, en.kinds]) assert.deepEqual(kinds.filter((kind) => !(kind in names)), []);
  assert.deepEqual(Object.keys(en.kinds).sort(), Object.keys(fr.kinds).sort());
  const commands = Object.keys(fr.kinds).filter((kind) => kind.includes("."));
  assert.deepEqual(commands.filter((name) => !texts.some((text) => text.includes(`"${name}": (tx`))), []);
});
