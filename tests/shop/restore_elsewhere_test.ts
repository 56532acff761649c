/** A shop that goes on from another database, on a new PC or in place of one that is lost: whoever is asked for the last numbers, none is given twice. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { startServer } from "../support/server.ts";
import { cash, close, closeTill, command, draft, duplicate, ok, openTill, PAIN, pay, Shop } from "../support/shop.ts";
import { fetchArchive, verdicts } from "../support/verifier.ts";
import { assertNothingTwice, assertWhole, backup, bread, number, recordsIn, signIn, verify } from "../support/restored_books.ts";

Deno.test("on a new PC the last printed numbers are what the owner says; the new key follows the old one", async (t) => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc } = shop;
  ok(await openTill(chloe));
  ok(await openTill(marc, 0, "C2"));
  const copied = await draft(chloe, [PAIN]);
  ok(await pay(chloe, copied, [cash(120)]));
  await bread(marc);
  const file = await backup(shop);
  assert.deepEqual([await bread(chloe), await bread(marc)], [number(2), number(2, "C2")]);
  ok(await duplicate(chloe, copied));
  await shop.server.stop();
  const lost = recordsIn(`${shop.server.dir}/comptoir.db`);
  const [oldKey] = lost.map(({ cle_id }) => cle_id);
  const oldDir = shop.server.dir;
  const dir = await Deno.makeTempDir({ prefix: "comptoir-new-pc-" });
  const restored = await comptoir(
    "restore",
    file,
    "--data",
    dir,
    "--last-number",
    "C1=2",
    "--last-number",
    "C2=2",
    "--last-number",
    "C4=17",
  );
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /C1-000003 [\s\S]*C2-000003 [\s\S]*C4-000018 \(the copy has none of this till\)/);
  assert.match(restored.out, /Nothing is known here of what was sold after/);
  assert.match(restored.out, new RegExp(`From now on the key [0-9a-f]{32} signs; until now it was ${oldKey}`));
  const said = await assertWhole(dir);
  const [, newKey] = /([0-9a-f]{32}): \d+ records .*, this folder's key/.exec(said)!;
  assert.match(said, new RegExp(`${oldKey}: \\d+ records .*, an earlier key`));
  assert.notEqual(newKey, oldKey);

  shop.server = await startServer({ ...shop.server.options, dir, port: shop.server.port });
  await signIn(shop, [chloe, marc, shop.owner]);
  assert.deepEqual([await bread(chloe), await bread(marc)], [number(3), number(3, "C2")]);
  ok(await duplicate(chloe, copied));
  ok(await closeTill(marc, 480, "C2"));
  ok(await command(shop.owner, "/api/caisses", { nom: "C4" }));
  ok(await openTill(marc, 0, "C4"));
  assert.equal(await bread(marc), number(18, "C4"), "a till that the copy did not know goes on as well");
  ok(await closeTill(marc, 120, "C4"));
  ok(await closeTill(chloe, 360));
  ok(await close(shop.owner, "jour", shop.jour()));
  await assertWhole(dir);
  const now = recordsIn(`${dir}/comptoir.db`);
  assertNothingTwice(lost, now);

  await t.step("the archive is whole and names both keys; each is compared with its Z", async () => {
    const archive = await fetchArchive(shop.owner, shop.jour());
    const said = await verdicts([undefined, `${oldKey}, ${newKey}`, oldKey, newKey, "0".repeat(32)]
      .map((keys) => ({ archive, ...(keys === undefined ? {} : { keys }) })));
    if (said === null) return;
    const answers = [
      "Archive intègre",
      "Archive intègre",
      "Empreinte non confirmée",
      "Empreinte non confirmée",
      "Archive altérée",
    ];
    assert.deepEqual(said.map(({ verdict }) => verdict), answers, said[0]!.details);
    assert.ok(said[0]!.details.includes(oldKey!) && said[0]!.details.includes(newKey!));
    assert.match(said[2]!.details, new RegExp(`${newKey} [^:]*: à comparer`));
  });

  await t.step("another public key in the database, a key out of turn and another key file are found", async () => {
    await shop.server.stop();
    const whole = Deno.readFileSync(`${dir}/comptoir.db`);
    const tried = async (sql: string, said: RegExp) => {
      const db = new DatabaseSync(`${dir}/comptoir.db`);
      db.exec(`DROP TRIGGER journal_fiscal_change; DROP TRIGGER journal_fiscal_reste; ${sql}`);
      db.close();
      const { code, out } = await verify(dir);
      assert.equal(code, 1, `${sql}: ${out}`);
      assert.match(out, said, sql);
      Deno.writeFileSync(`${dir}/comptoir.db`, whole);
    };
    const swapped = JSON.parse(now.filter(({ genre }) => genre === "cle").at(-1)!.contenu).cle_publique;
    await tried(
      `UPDATE journal_fiscal SET contenu = json_set(contenu, '$.cle_publique', '${swapped}') WHERE genre = 'cle' AND cle_id = '${oldKey}'`,
      /evenements seq 1: it names another key/,
    );
    await tried(
      `DELETE FROM journal_fiscal WHERE genre = 'cle' AND cle_id = '${oldKey}'`,
      /evenements seq 1: the record is missing|not known here/,
    );
    await tried(`DELETE FROM journal_fiscal WHERE genre = 'cle' AND cle_id = '${newKey}'`, /is not the one that signed last/);
    const own = Deno.readTextFileSync(`${dir}/fiscal.key`);
    Deno.copyFileSync(`${oldDir}/fiscal.key`, `${dir}/fiscal.key`);
    const { code, out } = await verify(dir);
    assert.deepEqual([code, /is not the one that signed last/.test(out)], [1, true], out);
    Deno.writeTextFileSync(`${dir}/fiscal.key`, own);
    await assertWhole(dir);
    shop.server = await shop.server.restart();
  });
  await Deno.remove(oldDir, { recursive: true });
});

Deno.test("with its key files the shop moves to another PC under the same key", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  await bread(shop.chloe);
  const file = await backup(shop);
  const dir = await Deno.makeTempDir({ prefix: "comptoir-new-pc-" });
  for (const name of ["fiscal.key", "journal.key"]) Deno.copyFileSync(`${shop.server.dir}/${name}`, `${dir}/${name}`);
  const { code, out, err } = await comptoir("restore", file, "--data", dir, "--last-number", "C1=1");
  assert.equal(code, 0, err);
  assert.doesNotMatch(out, /From now on the key/);
  const said = await assertWhole(dir);
  assert.equal(said.match(/[0-9a-f]{32}: \d+ records/g)!.length, 1);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a database that cannot be read any more: the signed file beside it knows the numbers; a forged one is not believed", async () => {
  for (const forged of [false, true]) {
    await using shop = await Shop.open(["chloe"]);
    const { chloe } = shop;
    ok(await openTill(chloe));
    await bread(chloe);
    const file = await backup(shop);
    for (let n = 2; n <= 4; n++) await bread(chloe);
    await shop.server.stop();
    const { dir } = shop.server;
    Deno.writeTextFileSync(`${dir}/comptoir.db`, "nothing of the kind ".repeat(500));
    const head = Deno.readTextFileSync(`${dir}/fiscal.head`);
    assert.ok(head.includes('\\"numero\\":4'), "the premise: it says how far the till was");
    if (forged) Deno.writeTextFileSync(`${dir}/fiscal.head`, head.replace('\\"numero\\":4', '\\"numero\\":900000'));
    const { code, out, err } = await comptoir("restore", file, "--data", dir);
    assert.equal(code, 0, err);
    assert.match(out, forged ? /C1-000002[\s\S]*fiscal\.head does not fit/ : /C1-000005 [\s\S]*last second held may be missing/);
    await assertWhole(dir);
    shop.server = await shop.server.restart();
    await signIn(shop, [chloe]);
    assert.equal(await bread(chloe), number(forged ? 2 : 5));
    const ticket = recordsIn(`${dir}/comptoir.db`).filter(({ serie }) => serie === "tickets:C1").at(-1)!;
    assert.equal(ticket.seq, 1_000_001, "what was lost is not known: the series leaves room for it");
    await assertWhole(dir);
  }
});

Deno.test("an older database put in place by hand is told, recorded as a defect, and gives no number twice", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe } = shop;
  ok(await openTill(chloe));
  await bread(chloe);
  const file = await backup(shop);
  for (let n = 2; n <= 3; n++) await bread(chloe);
  await shop.server.stop();
  for (const suffix of ["-wal", "-shm"]) await Deno.remove(`${shop.server.dir}/comptoir.db${suffix}`).catch(() => {});
  Deno.copyFileSync(file, `${shop.server.dir}/comptoir.db`);
  shop.server = await shop.server.restart();
  assert.match(shop.server.log, /not as it was left/);
  await signIn(shop, [chloe, shop.owner]);
  assert.equal(await bread(chloe), number(4));
  const [defect] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'defaut'");
  assert.equal(JSON.parse(defect.contenu).code, 90);
  assert.equal((await verify(shop.server.dir)).code, 1, "and it is not excused: only a restoration is");
});
