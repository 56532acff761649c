/**
 * An archive of a former build, with a restored backup, two keys and practice in it: `tests/support/former_archive.zip` was made
 * when its page still said the chain's rules for itself. What it proved then it proves today.
 */
import assert from "node:assert/strict";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { verifyArchive } from "../../client/verifier/verify.ts";
import type { StoredRecord } from "../../shared/fiscal_record.ts";
import { builtPage, verdicts } from "../support/verifier.ts";

const archive = await Deno.readFile(new URL("../support/former_archive.zip", import.meta.url));
const files = unzipSync(archive);
const RECORDS = "journal_fiscal.jsonl";
const lines = strFromU8(files[RECORDS]!).trimEnd().split("\n");
const records = lines.map((line) => JSON.parse(line) as StoredRecord);

/** What is said of the archive with other records in it, besides that their file is not the one that was signed. */
async function saidOf(changed: readonly string[]): Promise<string[]> {
  const zip = zipSync({ ...files, [RECORDS]: strToU8(changed.map((line) => `${line}\n`).join("")) }, { level: 0 });
  const { wrong } = await verifyArchive(new Blob([zip as BlobPart]), "");
  return wrong.filter((sentence) => sentence !== `${RECORDS} : altéré`);
}

Deno.test("an archive of a former build is whole to the page inside it and to today's, which say the same of it", async () => {
  const { wrong, jumps, keys } = await verifyArchive(new Blob([archive]), "");
  assert.deepEqual([wrong, jumps, keys.length], [[], 3, 2], "the premise: a restoration and two keys are in it");
  const today = await builtPage();
  assert.notEqual(strFromU8(files["verifier.html"]!), today, "the premise: its page is another");
  const asked = [undefined, keys[0]![0], keys.map(([key]) => key).join(" "), "0".repeat(32)];
  const said = await verdicts(asked.flatMap((typed) => {
    const one = { archive, ...typed === undefined ? {} : { keys: typed } };
    return [one, { ...one, page: today }];
  }));
  if (said === null) return;
  const pairs = asked.map((_, at) => said.slice(2 * at, 2 * at + 2));
  for (const [former, present] of pairs) assert.deepEqual(present, former);
  assert.deepEqual(pairs.map(([one]) => one!.verdict), [
    "Archive intègre",
    "Empreinte non confirmée",
    "Archive intègre",
    "Archive altérée",
  ]);
});

Deno.test("each record of an archive that is dropped, doubled, moved or changed in any field is told by the chain itself", async () => {
  for (const [at, record] of records.entries()) {
    const name = `${record.serie} ${record.seq}`;
    const inSeries = (sentence: string) => sentence.includes(record.serie);
    assert.ok((await saidOf(lines.toSpliced(at, 1))).some(inSeries), `${name} dropped`);
    assert.ok((await saidOf(lines.toSpliced(at, 0, lines[at]!))).some(inSeries), `${name} doubled`);
    const next = records[at + 1];
    if (next?.serie === record.serie) {
      assert.ok((await saidOf(lines.toSpliced(at, 2, lines[at + 1]!, lines[at]!))).some(inSeries), `${name} moved`);
    }
    for (const [field, value] of Object.entries(record)) {
      const other = typeof value === "number" ? value + 1 : `${value[0] === "Q" ? "R" : "Q"}${(value as string).slice(1)}`;
      const changed = { ...record, [field]: other };
      const said = await saidOf(lines.with(at, JSON.stringify(changed)));
      const named = `${RECORDS} : ${changed.serie} n° ${changed.seq}`;
      assert.ok(said.some((sentence) => sentence.startsWith(named)), `${name} ${field}: ${said}`);
    }
  }
});
