/** A backup that is put back where it was made: no number and no place in a series is ever given twice, and every gap is explained. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { Person } from "../support/server.ts";
import { CAFE, card, close, closeTill, command, draft, duplicate, ok, openTill, pay, refund, Shop } from "../support/shop.ts";
import { fetchArchive, forgeArchive, verdicts } from "../support/verifier.ts";
import {
  assertNothingTwice,
  assertWhole,
  backup,
  bread,
  number,
  numberOf,
  type Record,
  recordsIn,
  signIn,
  verify,
} from "../support/restored_books.ts";

const restorationIn = (records: readonly Record[]) =>
  JSON.parse(records.filter(({ genre }) => genre === "restauration").at(-1)!.contenu);

/** Puts a backup back while the shop stands still, and opens again: whoever works on signs in anew. */
async function putBack(shop: Shop, file: string, who: readonly Person[], ...flags: string[]): Promise<string> {
  await shop.server.stop();
  const ended = await comptoir("restore", file, "--data", shop.server.dir, ...flags);
  assert.equal(ended.code, 0, ended.err);
  await assertWhole(shop.server.dir);
  shop.server = await shop.server.restart();
  await signIn(shop, who);
  return ended.out;
}

const keptIn = (dir: string) =>
  [...Deno.readDirSync(`${dir}/backups`)].map(({ name }) => name).filter((name) => name.startsWith("before-restore")).sort()
    .map((name) => `${dir}/backups/${name}`);

Deno.test("what was sold after the backup is lost, and none of its numbers is given again", async (t) => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc, owner } = shop;
  ok(await openTill(chloe));
  ok(await openTill(marc, 0, "C2"));
  const first = await draft(chloe, [CAFE]);
  ok(await pay(chloe, first, [card(500)]));
  assert.deepEqual([await bread(chloe), await bread(marc)], [number(2), number(1, "C2")]);
  const file = await backup(shop);
  // All of this is gone after the restore: three tickets, a refund, a copy, a till, a closing's worth of events.
  assert.deepEqual([await bread(chloe), await bread(chloe), await bread(marc)], [number(3), number(4), number(2, "C2")]);
  assert.equal(ok(await refund(chloe, first, { [first.lignes[0]!]: 1_000 }, [card(500)])).numero, number(5));
  ok(await duplicate(chloe, first));
  ok(await command(owner, "/api/caisses", { nom: "C3" }));
  const said = await putBack(shop, file, [chloe, marc, owner]);
  assert.match(said, /C1-000006 \(the copy ends with C1-000002\)[\s\S]*C2-000003 \(the copy ends with C2-000001\)/);
  assert.match(said, /Compare with the last printed receipts/);

  assert.deepEqual([await bread(chloe), await bread(chloe)], [number(6), number(7)]);
  assert.equal(await bread(marc), number(3, "C2"));
  ok(await duplicate(chloe, first));
  await assertWhole(shop.server.dir);
  const now = recordsIn(`${shop.server.dir}/comptoir.db`);
  const [kept] = keptIn(shop.server.dir);
  const lost = recordsIn(kept!);
  assert.ok(lost.some((record) => numberOf(record) === number(5)), "the premise: the kept database has what was lost");
  assertNothingTwice(lost, now);

  await t.step("one signed event names the heads that were left and what goes on after them", () => {
    const { series, caisses, journal_laisse, base_lue, par } = restorationIn(now);
    assert.deepEqual([base_lue, par], [true, "console"]);
    assert.ok(journal_laisse.seq > 0 && /^[0-9a-f]{64}$/.test(journal_laisse.empreinte));
    const head = lost.filter(({ serie }) => serie === "tickets:C1").at(-1)!;
    const stood = now.find(({ serie, seq }) => serie === "tickets:C1" && seq === 2)!;
    assert.deepEqual(series.find(({ serie }: Record) => serie === "tickets:C1"), {
      serie: "tickets:C1",
      repris: { seq: 2, signature: stood.signature },
      laisse: { seq: 5, signature: head.signature },
      suite: 6,
    });
    assert.deepEqual(caisses.find((one: { caisse: string }) => one.caisse === "C2"), {
      caisse: "C2",
      repris: 1,
      laisse: 2,
      saisi: null,
      suite: 3,
    });
  });

  await t.step("the endpoint says so too, and names the key", async () => {
    const body = await (await owner.get("/api/journal/verify")).json();
    assert.deepEqual([body.ok, body.fiscal.ok, body.fiscal.keys.length, body.fiscal.keys[0].here], [true, true, 1, true]);
    assert.equal(body.fiscal.keys[0].records, body.fiscal.records);
  });

  await t.step("the day closes, and its archive is whole; a gap that nothing explains is not", async () => {
    ok(await closeTill(chloe, 740));
    ok(await closeTill(marc, 360, "C2"));
    ok(await close(owner, "jour", shop.jour()));
    await assertWhole(shop.server.dir);
    const archive = await fetchArchive(owner, shop.jour());
    const key = Deno.readTextFileSync(`${shop.server.dir}/fiscal.key`);
    const without = (wanted: (record: Record) => boolean) => ({
      archive: forgeArchive(archive, key, (_, line) => wanted(JSON.parse(line)) ? null : line),
    });
    const asked = [
      { archive },
      { archive: forgeArchive(archive, key, (_, line) => line) },
      without((record) => numberOf(record) === number(6)),
      without((record) => record.serie === "tickets:C1" && record.seq === 1),
      without((record) => record.genre === "restauration" && record.serie === "evenements"),
    ];
    const said = await verdicts(asked);
    if (said === null) return;
    assert.equal(said[0]!.verdict, "Archive intègre", said[0]!.details);
    assert.match(said[0]!.details, /restaurée/);
    assert.equal(said[1]!.verdict, "Archive intègre", `the premise: signed anew as it was, it is whole: ${said[1]!.details}`);
    assert.deepEqual([said[2]!.verdict, /tickets:C1 n° 7/.test(said[2]!.details)], ["Archive altérée", true], said[2]!.details);
    assert.deepEqual(
      [said[3]!.verdict, /tickets:C1 n° 2 ne suit pas/.test(said[3]!.details)],
      ["Archive altérée", true],
      "a period begins where the manifest says",
    );
    assert.deepEqual([said[4]!.verdict, /tickets:C1 n° 6/.test(said[4]!.details)], ["Archive altérée", true], said[4]!.details);
  });

  await t.step("a hole beside the explained one, a changed explanation and a cut end are found", async () => {
    await shop.server.stop();
    const { dir } = shop.server;
    const whole = Deno.readFileSync(`${dir}/comptoir.db`);
    const event = "genre = 'restauration'";
    const tamperings: [string, RegExp][] = [
      ["DELETE FROM journal_fiscal WHERE serie = 'tickets:C1' AND seq = 6", /tickets:C1 seq 6: the record is missing/],
      ["DELETE FROM journal_fiscal WHERE serie = 'tickets:C1' AND seq = 2", /tickets:C1 seq 2: the record is missing/],
      [
        "DELETE FROM journal_fiscal WHERE serie = 'tickets:C1' AND seq > 5",
        /tickets:C1 seq 7.*not there|tickets:C1 seq 7.*cut off/,
      ],
      [`DELETE FROM journal_fiscal WHERE ${event}`, /duplicatas:C1 seq 1: the record is missing/],
      [`UPDATE journal_fiscal SET contenu = replace(contenu, '"suite":6', '"suite":7') WHERE ${event}`, /evenements seq \d+/],
      ["DELETE FROM ventes WHERE numero = 6 AND caisse = 'C1'", /tickets:C1 seq 6: the table `ventes`/],
      ["UPDATE ventes SET numero = 9 WHERE numero = 7", /tickets:C1 seq 7: the table `ventes`/],
    ];
    for (const [sql, said] of tamperings) {
      const db = new DatabaseSync(`${dir}/comptoir.db`);
      const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[];
      db.exec(`PRAGMA foreign_keys = OFF; ${triggers.map(({ name }) => `DROP TRIGGER "${name}";`).join("")}`);
      db.exec(sql);
      assert.ok(Number((db.prepare("SELECT changes() AS n").get() as { n: number }).n) > 0, `the premise: ${sql}`);
      db.close();
      const { code, out } = await verify(dir);
      assert.equal(code, 1, `${sql}: ${out}`);
      assert.match(out, said, sql);
      for (const suffix of ["-wal", "-shm"]) await Deno.remove(`${dir}/comptoir.db${suffix}`).catch(() => {});
      Deno.writeFileSync(`${dir}/comptoir.db`, whole);
    }
    await assertWhole(dir);
    shop.server = await shop.server.restart();
  });
});

Deno.test("the same backup put back again and again, and what was replaced put back too: numbers only rise", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe } = shop;
  ok(await openTill(chloe));
  await bread(chloe);
  const file = await backup(shop);
  for (let n = 2; n <= 4; n++) assert.equal(await bread(chloe), number(n));
  const lives = [];
  await putBack(shop, file, []);
  // Nothing is sold between the two: what the first restore kept is kept by the second.
  await putBack(shop, file, [chloe], "--last-number", "C1=6");
  assert.equal(await bread(chloe), number(7));
  assert.equal(await bread(chloe), number(8));
  await putBack(shop, file, [chloe]);
  assert.equal(await bread(chloe), number(9));
  const kept = keptIn(shop.server.dir);
  assert.equal(kept.length, 3);
  lives.push(...kept.map(recordsIn));
  await putBack(shop, kept[0]!, [chloe]);
  assert.equal(await bread(chloe), number(10), "the longest life goes on after the others");
  lives.push(recordsIn(keptIn(shop.server.dir).at(-1)!), recordsIn(`${shop.server.dir}/comptoir.db`));
  for (const [at, life] of lives.entries()) for (const other of lives.slice(at + 1)) assertNothingTwice(life, other);
  const sold = lives.at(-1)!.flatMap((record) => numberOf(record) ?? []);
  assert.deepEqual(sold, [1, 2, 3, 4, 10].map((n) => number(n)));
  await assertWhole(shop.server.dir);
});

Deno.test("practice keeps its numbers apart through a restore, and none of them comes back", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe, owner } = shop;
  const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE nom = 'chloe'");
  ok(await command(owner, `/api/equipe/${id}/formation`, { formation: true }));
  ok(await openTill(chloe));
  assert.equal(await bread(chloe), number(1, "F-C1"));
  const file = await backup(shop);
  assert.equal(await bread(chloe), number(2, "F-C1"));
  const said = await putBack(shop, file, [chloe, owner]);
  assert.match(said, /F-C1-000003 \(the copy ends with F-C1-000001\)/);
  assert.equal(await bread(chloe), number(3, "F-C1"));
  ok(await closeTill(chloe, 360));
  ok(await command(owner, `/api/equipe/${id}/formation`, { formation: false }));
  ok(await openTill(chloe));
  assert.equal(await bread(chloe), number(1));
  await assertWhole(shop.server.dir);
});

Deno.test("a backup of an older version is brought up to date as it is put back", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe } = shop;
  ok(await openTill(chloe));
  await bread(chloe);
  const file = await backup(shop);
  await bread(chloe);
  const old = new DatabaseSync(file);
  old.exec("DROP TABLE _prix_produits; PRAGMA secure_delete = ON");
  old.exec("DELETE FROM _migrations WHERE name = 'shop/073_price_history'");
  old.close();
  await putBack(shop, file, [chloe]);
  assert.equal(await bread(chloe), number(3));
  const table = "SELECT name FROM sqlite_schema WHERE name = '_prix_produits'";
  assert.equal(shop.inspect((db) => db.prepare(table).all()).length, 1, "what the newer version added is there");
  await assertWhole(shop.server.dir);
});

Deno.test("a last number that is none is refused in one sentence with code 2, and nothing is touched", async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const file = `${dir}/copie.db`;
  for (const given of [["C1"], ["c1=3"], ["C1=0"], ["C1=-3"], ["C1=3x"], ["C1=1234567890"], ["=3"], ["C1=3", "C1=4"]]) {
    const flags = given.flatMap((text) => ["--last-number", text]);
    const { code, err } = await comptoir("restore", file, "--data", dir, ...flags);
    assert.deepEqual([code, err.trim().split("\n").length], [2, 1], err);
    assert.match(err, given.length === 2 ? /C1 is named twice/ : /as C1=123/);
  }
  assert.deepEqual([...Deno.readDirSync(dir)], []);
  await Deno.remove(dir, { recursive: true });
});
