/** Archives hold contiguous pieces of each series, whatever the clock said. */
import assert from "node:assert/strict";
import { createHash, createPrivateKey, sign } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { strFromU8, unzipSync } from "fflate";
import type { StoredRecord } from "../../shared/fiscal_record.ts";
import { manifestOf } from "../support/manifest.ts";
import { fetchArchive, verdicts } from "../support/verifier.ts";
import { CAFE, card, close, closeConfirmed, closeTill, ok, openTill, Shop, sold } from "../support/shop.ts";

function recordsOf(archive: Uint8Array): StoredRecord[] {
  const text = strFromU8(unzipSync(archive)["journal_fiscal.jsonl"]!).trim();
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line));
}

const named = ({ serie, seq }: { serie: string; seq: number }) => `${serie} ${seq}`;

/** Dates some tickets of C1 anew, as if the clock had been wrong for them, and signs what follows them again. */
function redate(db: DatabaseSync, keyPem: string, seqs: readonly number[], days: number): void {
  const key = createPrivateKey(keyPem);
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE name IN ('journal_fiscal_change', 'ventes_finies')")
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  let before = "";
  for (const row of db.prepare("SELECT * FROM journal_fiscal WHERE serie = 'tickets:C1' ORDER BY seq").all()) {
    const content = JSON.parse(row["contenu"] as string);
    if (seqs.includes(row["seq"] as number)) {
      row["horodatage"] = new Date(Date.parse(row["horodatage"] as string) + days * 86_400_000).toISOString();
      content.date = row["horodatage"];
      db.prepare("UPDATE ventes SET payee_le = ? WHERE id = ?").run(content.date, content.vente_id);
    }
    const contenu = JSON.stringify(content);
    const signed = [
      row["version_format"],
      row["serie"],
      row["seq"],
      row["genre"],
      row["cle_id"],
      row["horodatage"],
      before,
      contenu,
    ];
    const text = new TextEncoder().encode(signed.join("\n"));
    const signature = sign("sha256", text, { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
    db.prepare(
      "UPDATE journal_fiscal SET contenu = ?, horodatage = ?, signature_precedente = ?, empreinte = ?, signature = ? WHERE serie = ? AND seq = ?",
    ).run(
      contenu,
      row["horodatage"]!,
      before,
      createHash("sha256").update(text).digest("hex"),
      signature,
      row["serie"]!,
      row["seq"]!,
    );
    before = signature;
  }
  for (const { sql } of triggers) db.exec(sql as string);
}

Deno.test("a clock that was wrong for two tickets takes none of them out of the archive, and its own page says « intègre »", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  for (let n = 0; n < 5; n++) await sold(shop.chloe, [CAFE], [card(500)]);
  for (const days of [60, -120]) {
    await shop.aside((db) => redate(db, Deno.readTextFileSync(`${shop.server.dir}/fiscal.key`), [2, 3], days));
    const verified = await (await shop.owner.get("/api/journal/verify")).json();
    assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true], `the premise: all is whole: ${JSON.stringify(verified)}`);
    const year = shop.jour().slice(0, 4);
    const archives = await Promise.all(
      [shop.jour(), shop.jour().slice(0, 7), year].map((periode) => fetchArchive(shop.owner, periode)),
    );
    for (const archive of archives) {
      const tickets = recordsOf(archive).filter(({ serie }) => serie === "tickets:C1");
      assert.deepEqual(tickets.map(({ seq }) => seq), [1, 2, 3, 4, 5]);
      assert.ok(!tickets[1]!.horodatage.startsWith(shop.jour().slice(0, 7)), "the premise: it is dated elsewhere");
      const table = strFromU8(unzipSync(archive)["tickets.csv"]!).trimEnd().split("\r\n");
      assert.equal(table.length, 1 + 5, "and the table holds the same");
    }
    const said = await verdicts(archives.map((archive) => ({ archive })));
    if (said === null) return;
    for (const { verdict, details } of said) assert.equal(verdict, "Archive intègre", details);
  }
});

Deno.test("an archive begins where the one before it ended: every record is in one of them, and closed ones stay as they are", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [card(500)]);
  ok(await close(shop.owner, "jour", shop.jour(-1)));
  await sold(shop.chloe, [CAFE], [card(500)]);
  await sold(shop.chloe, [CAFE], [card(500)]);
  ok(await closeTill(shop.chloe, 0));
  const running = await fetchArchive(shop.owner, shop.jour());
  ok(await close(shop.owner, "jour", shop.jour()));
  const [before, day, next] = await Promise.all([-1, 0, 1].map((days) => fetchArchive(shop.owner, shop.jour(days)))) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const seqs = (archive: Uint8Array) => recordsOf(archive).filter(({ serie }) => serie === "tickets:C1").map(({ seq }) => seq);
  assert.deepEqual([before, day, next].map(seqs), [[], [1, 2, 3], []], "what was sold before a late closing is of its own day");
  assert.deepEqual([before, running, day].map((archive) => manifestOf(archive).cloturee), [true, false, true]);
  const follows = new Map(manifestOf(before).series.map(({ serie, jusqua }) => [serie, jusqua]));
  for (const { serie, apres } of manifestOf(day).series) {
    assert.deepEqual(apres, follows.get(serie) ?? { seq: 0, signature: "" }, `${serie} goes on where it was left`);
  }
  const held = [before, day].flatMap(recordsOf).map(named);
  assert.equal(new Set(held).size, held.length, "none is in both");
  const ends = new Map(manifestOf(day).series.map(({ serie, jusqua }) => [serie, jusqua.seq]));
  const signed = (await shop.rows("SELECT serie, seq FROM journal_fiscal") as StoredRecord[])
    .filter(({ serie, seq }) => seq <= (ends.get(serie) ?? 0));
  assert.deepEqual([...held].sort(), signed.map(named).sort(), "none is in neither");

  // Each archive that was made is a record itself, signed after that closing.
  const again = await fetchArchive(shop.owner, shop.jour());
  assert.deepEqual(recordsOf(again), recordsOf(day), "what came after its closing is not in it");
  const said = await verdicts([{ archive: before }, { archive: running }, { archive: day }, { archive: next }]);
  for (const { verdict, details } of said ?? []) assert.equal(verdict, "Archive intègre", details);
});

Deno.test("days and months that a clock ahead has closed too early follow one another without a gap: each record is in one of them", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-03-30T09:00:00.000Z", zone: "Europe/Paris" });
  const { clock } = shop.server;
  const day = async (at: string, closed: string, confirmed = false) => {
    clock.put(`${at}T09:00:00.000Z`);
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [CAFE], [card(500)]);
    ok(await closeTill(shop.chloe, 0));
    if (confirmed) clock.put(`${closed}T18:00:00.000Z`);
    ok(await (confirmed ? closeConfirmed : close)(shop.owner, "jour", closed));
  };
  await day("2026-03-30", "2026-04-02", true);
  ok(await closeConfirmed(shop.owner, "mois", "2026-03"));
  clock.put("2026-03-30T12:00:00.000Z");
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [card(500)]);
  ok(await closeTill(shop.chloe, 0));
  ok(await close(shop.owner, "jour", "2026-03-30"));
  for (const date of ["2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"]) {
    await day(date, date);
    if (date === "2026-04-01") ok(await close(shop.owner, "mois", "2026-03"));
  }
  const days = ["2026-03-29", "2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"];
  const archives = await Promise.all([...days, "2026-03", "2026-04"].map((periode) => fetchArchive(shop.owner, periode)));
  const tickets = archives.map((archive) =>
    recordsOf(archive).filter(({ serie }) => serie === "tickets:C1").map(({ seq }) => seq)
  );
  assert.deepEqual(tickets, [[], [1, 2], [3], [4], [5], [6], [1, 2, 3], [4, 5, 6]]);
  for (const some of [archives.slice(0, days.length), archives.slice(days.length)]) {
    const held = some.flatMap(recordsOf).map(named);
    assert.equal(new Set(held).size, held.length, "none is in two");
    for (const [at, archive] of some.slice(1).entries()) {
      const ends = new Map(manifestOf(some[at]!).series.map(({ serie, jusqua }) => [serie, jusqua]));
      for (const { serie, apres } of manifestOf(archive).series) {
        assert.deepEqual(apres, ends.get(serie) ?? { seq: 0, signature: "" }, `${serie} goes on`);
      }
    }
  }
  const said = await verdicts(archives.map((archive) => ({ archive })));
  for (const { verdict, details } of said ?? []) assert.equal(verdict, "Archive intègre", details);
});

Deno.test("what a clock set back for one sale left behind leaves the archives of days closed long before as they were", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-03-05T09:00:00.000Z", zone: "Europe/Paris" });
  const { clock } = shop.server;
  const days = ["2026-03-05", "2026-03-06", "2026-03-07"];
  for (const date of days) {
    clock.put(`${date}T09:00:00.000Z`);
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [CAFE], [card(500)]);
    ok(await closeTill(shop.chloe, 0));
    clock.put(`${date}T18:00:00.000Z`);
    ok(await close(shop.owner, "jour", date));
  }
  const ticketsOf = (archives: readonly Uint8Array[]) =>
    archives.map((archive) => recordsOf(archive).filter(({ serie }) => serie === "tickets:C1").map(({ seq }) => seq));
  const before = await Promise.all(days.map((day) => fetchArchive(shop.owner, day)));
  assert.deepEqual(ticketsOf(before), [[1], [2], [3]], "the premise");

  clock.put("2026-03-08T09:00:00.000Z");
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [card(500)]);
  clock.put("2026-03-05T12:00:00.000Z");
  await sold(shop.chloe, [CAFE], [card(500)]);
  clock.put("2026-03-08T18:00:00.000Z");
  ok(await closeTill(shop.chloe, 0));
  const { cloturees } = ok(await close(shop.owner, "jour", "2026-03-08"));
  assert.deepEqual(cloturees.map(({ periode }: { periode: string }) => periode), ["2026-03-05", "2026-03-08"], "the premise");

  const after = await Promise.all([...days, "2026-03-08"].map((day) => fetchArchive(shop.owner, day)));
  assert.deepEqual(ticketsOf(after), [[1], [2], [3], [4, 5]], "the late ticket is where it stands in its series");
  for (const [at, archive] of before.entries()) assert.deepEqual(recordsOf(after[at]!), recordsOf(archive), days[at]!);
  const closings = recordsOf(after[3]!).filter(({ serie }) => serie === "clotures:jour").map(({ seq }) => seq);
  assert.deepEqual(closings, [4, 5], "and so is its Z");
  const held = after.flatMap(recordsOf).map(named);
  assert.equal(new Set(held).size, held.length, "none is in two");
  const said = await verdicts([...after, await fetchArchive(shop.owner, "2026-03")].map((archive) => ({ archive })));
  for (const { verdict, details } of said ?? []) assert.equal(verdict, "Archive intègre", details);
});
