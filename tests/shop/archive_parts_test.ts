/** Archives are made in pieces, on disk, without leaving a file; a long one is cut into parts that its page reads one by one. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { makeArchive } from "../../server/shop/fiscal/archive/archive.ts";
import type { StoredRecord } from "../../shared/fiscal_record.ts";
import { manifestOf } from "../support/manifest.ts";
import { eventually } from "../support/till_client.ts";
import { builtPage, fetchArchive, forgeArchive, verdicts } from "../support/verifier.ts";
import { CAFE, card, ok, openTill, Shop, sold } from "../support/shop.ts";

Deno.test("a long archive is cut into parts, which the page reads one by one; a part that is left out, a cut end and an old format are told apart", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  for (let n = 0; n < 300; n += 20) {
    await Promise.all(Array.from({ length: 20 }, () => sold(shop.chloe, [CAFE], [card(500)])));
  }
  const key = Deno.readTextFileSync(`${shop.server.dir}/fiscal.key`);
  const written: Uint8Array[] = [];
  const order = { periode: shop.jour(), version: "0", now: new Date(), partBytes: 1_000, verifier: await builtPage() };
  shop.inspect((db) => makeArchive(db, key, order, (bytes) => written.push(bytes.slice())));
  assert.ok(written.length > 50, "it is given piece by piece");
  const archive = new Uint8Array(await new Blob(written as BlobPart[]).arrayBuffer());
  const names = manifestOf(archive).fichiers.map(({ nom }) => nom);
  for (const name of ["journal_fiscal-2.jsonl", "journal_fiscal-3.jsonl", "tickets-2.csv", "lignes-2.csv"]) {
    assert.ok(names.includes(name), `the premise: ${name} is among ${names}`);
  }
  const files = unzipSync(archive);
  const lines = names.filter((name) => name.startsWith("lignes")).map((name) => strFromU8(files[name]!).trimEnd().split("\r\n"));
  assert.ok(lines.every(([head]) => head === lines[0]![0]), "each part of a table has its head");
  assert.equal(lines.flatMap((part) => part.slice(1)).length, 300);

  const { "journal_fiscal-2.jsonl": _, ...without } = files;
  const whole = await fetchArchive(shop.owner, shop.jour());
  const asLine = (keep: (record: StoredRecord) => boolean) => (_: string, line: string) => keep(JSON.parse(line)) ? line : null;
  const cut = forgeArchive(whole, key, asLine(({ serie, seq }) => serie !== "tickets:C1" || seq < 300));
  const old = forgeArchive(whole, key, asLine(() => true), (manifest) => {
    for (const name of ["format", "series", "cloturee"]) delete manifest[name];
  });
  const later = forgeArchive(whole, key, asLine(() => true), (manifest) => void (manifest["format"] = 3));
  const said = await verdicts([archive, zipSync(without), cut, old, later].map((archive) => ({ archive })));
  if (said === null) return;
  const answers = said.map(({ verdict, details }) => [verdict, /ne suit pas|s’arrête|altéré|format 3/.exec(details)?.[0] ?? ""]);
  assert.deepEqual(answers, [
    ["Archive intègre", ""],
    ["Archive altérée", "altéré"],
    ["Archive altérée", "s’arrête"],
    ["Archive intègre", ""],
    ["Archive altérée", "format 3"],
  ], JSON.stringify(said));
});

Deno.test("an archive on its way leaves no file beside the database, nor does one that a crash cut short", async () => {
  await using shop = await Shop.open([]);
  const unsent = () =>
    [...Deno.readDirSync(shop.server.dir)].map(({ name }) => name).filter((name) => name.startsWith("archive-"));
  const answer = await shop.owner.get(`/api/archives/${shop.jour()}`);
  assert.equal(Number(answer.headers.get("content-length")) > 1_000, true, "its size is known before its bytes");
  assert.deepEqual(unsent(), [], "its file has no name any more when it is sent");
  assert.equal((await answer.bytes()).length, Number(answer.headers.get("content-length")));
  if (Deno.build.os === "linux") {
    const open = () =>
      [...Deno.readDirSync(`/proc/${shop.server.process.pid}/fd`)].filter(({ name }) => {
        try {
          return Deno.readLinkSync(`/proc/${shop.server.process.pid}/fd/${name}`).includes(".unsent");
        } catch {
          return false; // closed meanwhile
        }
      }).length;
    await (await shop.owner.fetch(`/api/archives/${shop.jour()}`, { method: "HEAD" })).body?.cancel();
    const unread = await shop.owner.get(`/api/archives/${shop.jour()}`);
    await unread.body?.cancel();
    await eventually("no file is held open", () => open() === 0 || null);
  }
  await shop.server.kill();
  const left = `${shop.server.dir}/archive-${crypto.randomUUID()}.unsent`;
  await Deno.writeTextFile(left, "half of it");
  assert.equal(unsent().length, 1, "the premise");
  shop.server = await shop.server.restart();
  assert.deepEqual(unsent(), []);
});
