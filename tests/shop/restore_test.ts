/** Restoring a backup: no number and no place in a series is ever given twice, and every gap is explained or found. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { PASSWORD, Person, startServer } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  duplicate,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  Shop,
  sold,
} from "../support/shop.ts";
import { fetchArchive, forgeArchive, verdicts } from "../support/verifier.ts";

interface Record {
  readonly serie: string;
  readonly seq: number;
  readonly genre: string;
  readonly contenu: string;
  readonly signature: string;
  readonly cle_id: string;
}

const number = (n: number, caisse = "C1") => `${caisse}-${String(n).padStart(6, "0")}`;
const bread = async (person: Person) => (await sold(person, [PAIN], [cash(120)])).numero as string;

function recordsIn(file: string): Record[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare("SELECT serie, seq, genre, contenu, signature, cle_id FROM journal_fiscal ORDER BY serie, seq")
      .all() as unknown as Record[];
  } finally {
    db.close();
  }
}

/** Two lives of one shop share what the backup held, and no other place of any series, nor any number. */
function assertNothingTwice(lost: readonly Record[], now: readonly Record[]): void {
  const places = new Map(lost.map((record) => [`${record.serie} ${record.seq}`, record]));
  const numbers = new Map(lost.flatMap((record) => numberOf(record) === null ? [] : [[numberOf(record), record]]));
  for (const record of now) {
    const same = places.get(`${record.serie} ${record.seq}`);
    if (same !== undefined) assert.equal(record.signature, same.signature, `${record.serie} ${record.seq} was given twice`);
    const twin = numbers.get(numberOf(record));
    if (numberOf(record) !== null && twin !== undefined) assert.equal(record.signature, twin.signature, `${numberOf(record)}`);
  }
}

function numberOf({ genre, contenu }: Record): string | null {
  return genre === "vente" || genre === "avoir" ? JSON.parse(contenu).numero : null;
}

const restorationIn = (records: readonly Record[]) =>
  JSON.parse(records.filter(({ genre }) => genre === "restauration").at(-1)!.contenu);
const verify = async (dir: string) => await comptoir("journal", "verify", "--data", dir);
async function assertWhole(dir: string): Promise<string> {
  const { code, out } = await verify(dir);
  assert.equal(code, 0, out);
  return out;
}

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

async function signIn(shop: Shop, who: readonly Person[]): Promise<void> {
  const names = Object.entries({ patron: shop.owner, ...shop.people });
  for (const [name, person] of names) if (who.includes(person)) await person.signIn(name, PASSWORD);
}

async function backup(shop: Shop, name = "copie.db"): Promise<string> {
  const file = `${shop.server.dir}/${name}`;
  const { code, err } = await comptoir("backup", file, "--data", shop.server.dir);
  assert.equal(code, 0, err);
  return file;
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
  old.exec(`DROP TABLE _planchers_series; DROP TABLE _planchers_numeros; DROP INDEX journal_fiscal_cles;
    DROP INDEX journal_fiscal_restaurations; DROP INDEX journal_fiscal_horodatage; PRAGMA secure_delete = ON`);
  old.exec("DELETE FROM _migrations WHERE name = 'shop/003_continuity'");
  old.close();
  await putBack(shop, file, [chloe]);
  assert.equal(await bread(chloe), number(3));
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
