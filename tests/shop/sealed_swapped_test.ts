/** Sealed files that are there and are others: nothing is told from them, nothing is missing without a word, and nothing is dropped for their sake. */
import assert from "node:assert/strict";
import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync } from "node:fs";
import { JournalSource } from "../../server/head_office/journal_source.ts";
import { bringSealed, keepSealed } from "../../server/database/sealing/sealed_copies.ts";
import { makeSealed } from "../../server/database/sealing/make_sealed.ts";
import { type Seal, sealsIn } from "../../server/database/journal/seals.ts";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { comptoir } from "../support/command_line.ts";
import { copySync } from "../support/copied.ts";
import { newFolder } from "../support/own_folder.ts";
import { FIRST, pastYears, SECOND } from "../support/past_years.ts";
import { SealSteps } from "../support/seal_steps.ts";
import { forge, inside, oneOf, seal, sealed, sealedFile, verify } from "../support/sealed.ts";
import { answerOf, PASSWORD, startServer } from "../support/server.ts";
import { YearShop } from "../support/year_shop.ts";

const sealsOf = (dir: string) => inside(`${dir}/comptoir.db`, sealsIn);

/** A file in a sealed one's place. */
function put(file: string, path: string): void {
  chmodSync(path, 0o600);
  copyFileSync(file, path);
}

Deno.test("nothing is read from another year's file, another shop's, or one that ends earlier: each is named where its records are asked for", async () => {
  const other = await newFolder();
  await using shop = await YearShop.make({ year: FIRST, seed: 2, every: 8, tickets: 1 });
  assert.ok(makeSealed(shop.db, other, { year: FIRST, until: `${FIRST}-06-01T00:00:00.000Z` }));
  // Half the same year of the same shop, consistent in itself.
  const shorter = await newFolder();
  const whole = await pastYears();
  const live = openReader(`${whole}/comptoir.db`);
  assert.ok(makeSealed(live, shorter, { year: FIRST, until: `${FIRST}-06-01T00:00:00.000Z` }));
  live.close();
  const deeds: readonly [string, (dir: string) => void][] = [
    ["another shop's", (dir) => put(`${other}/journal-${FIRST}.db`, sealedFile(dir, FIRST))],
    ["a shorter one", (dir) => put(`${shorter}/journal-${FIRST}.db`, sealedFile(dir, FIRST))],
    ["another year's", (dir) => put(sealedFile(dir, SECOND), sealedFile(dir, FIRST))],
  ];
  for (const [what, deed] of deeds) {
    const dir = await sealed();
    const [{ last_seq }] = sealsOf(dir) as [Seal];
    deed(dir);
    assert.equal((await verify(dir)).code, 1, what);
    await using server = await startServer({ dir });
    using owner = server.at("127.0.0.1");
    await owner.signIn("patron", PASSWORD);
    for (
      const path of [
        `/api/journal/${last_seq}`,
        `/api/journal?before=${last_seq + 1}`,
        `/api/journal?to=${FIRST}-03-01T00:00:00Z`,
      ]
    ) {
      const { status, body } = await answerOf(await owner.get(path));
      assert.deepEqual([status, body.code], [503, "database_unavailable"], `${what}: ${path}`);
      assert.match(JSON.stringify(body), new RegExp(`journal-${FIRST}\\.db`), what);
    }
    const exported = await owner.get("/api/journal/export").then((answer) => answer.text()).catch(() => "cut off");
    assert.doesNotMatch(exported, /"content"/, `${what}: it begins with records that are not here`);
    const db = openReader(`${dir}/comptoir.db`);
    assert.throws(() => new JournalSource(db, `${dir}/journal`).after({ seq: 0, hash: "" }), { code: "damaged" }, what);
    db.close();
  }
  // One whose end was taken away, whatever it says of itself.
  const dir = await sealed();
  const [{ last_seq }] = sealsOf(dir) as [Seal];
  forge(sealedFile(dir, FIRST), "DELETE FROM _journal WHERE seq = (SELECT max(seq) FROM _journal)");
  const db = openReader(`${dir}/comptoir.db`);
  const source = new JournalSource(db, `${dir}/journal`);
  assert.throws(() => source.after({ seq: last_seq - 1, hash: source.hashAt(last_seq - 1)! }), { code: "damaged" });
  db.close();
});

Deno.test("a copy made between the seal's record and the drop is read without the file, and loses nothing until that is back", async () => {
  const dir = await pastYears();
  const steps = new SealSteps(dir);
  steps.record(steps.make(FIRST));
  await steps.leave();
  renameSync(sealedFile(dir, FIRST), `${dir}/away.db`);
  const records = () => oneOf(dir, "SELECT count(*) FROM _journal WHERE seq < 100");
  assert.equal(records(), 99);
  const refused = await seal(dir, SECOND);
  assert.equal(refused.code, 1);
  assert.match(refused.err, new RegExp(`journal/journal-${FIRST}\\.db is not there as it was sealed`));
  assert.equal(records(), 99);
  {
    const read = await newFolder();
    copySync(dir, read);
    await using server = await startServer({ dir: read });
    using owner = server.at("127.0.0.1");
    await owner.signIn("patron", PASSWORD);
    assert.equal((await answerOf(await owner.get("/api/journal/5"))).body.seq, 5);
    const { body } = await answerOf(await owner.get("/api/journal?before=6&limit=3"));
    assert.deepEqual(body.records.map(({ seq }: { seq: number }) => seq), [5, 4, 3]);
  }
  // Another one in its place is no better.
  const away = await newFolder();
  copyFileSync(`${dir}/away.db`, `${away}/changed.db`);
  forge(`${away}/changed.db`, "DELETE FROM _journal_rows WHERE seq = 90");
  copyFileSync(`${away}/changed.db`, sealedFile(dir, FIRST));
  assert.equal((await seal(dir, SECOND)).code, 1);
  assert.equal(records(), 99);
  put(`${dir}/away.db`, sealedFile(dir, FIRST));
  const done = await seal(dir, SECOND);
  assert.equal(done.code, 0, done.err);
  assert.equal(records(), 0);
  assert.equal((await verify(dir)).code, 0);
});

Deno.test("an account is not what a record says that somebody put among those that were dropped", async () => {
  const dir = await sealed();
  assert.equal((await comptoir("backup", `${dir}/copy.db`, "--data", dir)).code, 0);
  inside(`${dir}/copy.db`, (db) =>
    db.exec(`
      INSERT INTO _journal (seq, at, kind, user_id, username, role, mode, tables, content, hash)
        SELECT 50, j.at, 'user_changed', j.user_id, j.username, j.role, j.mode, '', json_set('{}', '$.detail', json_object('user_id', u.id,
          'username', u.username, 'to', json_object('role', 'administrateur', 'active', json('true')))), 'x'
        FROM _journal j, _users u WHERE u.username = 'camille' ORDER BY j.seq LIMIT 1;
      UPDATE _users SET role = 'administrateur' WHERE username = 'camille';`));
  const { code, err } = await comptoir("restore", `${dir}/copy.db`, "--data", await newFolder());
  assert.equal(code, 1);
  assert.match(err, /'camille' is administrateur, and its journal says caisse/);
});

Deno.test("what cannot be sealed leaves no half of a file on the disk", async () => {
  const dir = await pastYears();
  const db = openReader(`${dir}/comptoir.db`);
  const year = { year: FIRST, until: `${SECOND}-01-01T00:00:00.000Z` };
  assert.throws(() => makeSealed(db, `${dir}/journal`, year, 20_000), /not enough room on the disk/);
  db.close();
  assert.equal(existsSync(`${dir}/journal`), false);
  inside(
    `${dir}/comptoir.db`,
    (db) => db.exec("DROP TRIGGER _journal_keeps_update; UPDATE _journal SET content = content || ' ' WHERE seq = 300"),
  );
  const { code, err } = await seal(dir, FIRST);
  assert.equal(code, 1);
  assert.match(err, /the journal is not whole from record 300 on/);
  assert.deepEqual(readdirSync(`${dir}/journal`), []);
  const other = await pastYears();
  inside(
    `${other}/comptoir.db`,
    (db) => db.exec("DROP TRIGGER _journal_keeps_update; UPDATE _journal SET username = 'x' WHERE seq = 300"),
  );
  assert.match((await seal(other, FIRST)).err, /the journal is not whole from record 1 on/, "a column that repeats its text");
  assert.deepEqual(readdirSync(`${other}/journal`), []);
});

Deno.test("copies of either life of a shop keep the files of their own, and one file that is gone keeps no other from being copied", async () => {
  const dir = await sealed();
  const seals = sealsOf(dir);
  // Restored from a copy of before, the shop has sealed the first year otherwise.
  const again = await pastYears();
  const live = openReader(`${again}/comptoir.db`);
  const lived = makeSealed(live, `${again}/journal`, { year: FIRST, until: `${FIRST}-06-01T00:00:00.000Z` })!;
  live.close();
  const kept = await newFolder();
  keepSealed(seals, `${dir}/journal`, kept);
  keepSealed([lived], `${again}/journal`, kept);
  for (const [of, whose] of [[seals, "the first"], [[lived], "the second"]] as const) {
    assert.deepEqual(bringSealed(of, kept, `${await newFolder()}/journal`), [], whose);
  }
  keepSealed(seals, `${dir}/journal`, kept);
  assert.deepEqual(bringSealed([lived], kept, `${await newFolder()}/journal`), []);
  assert.equal(readdirSync(kept).length, 3);

  renameSync(sealedFile(dir, FIRST), `${dir}/away.db`);
  const elsewhere = await newFolder();
  assert.throws(
    () => keepSealed(seals, `${dir}/journal`, elsewhere),
    new RegExp(`^Error: journal/journal-${FIRST}\\.db is not there$`),
  );
  assert.deepEqual(readdirSync(elsewhere), [`journal-${SECOND}.db`]);
});

Deno.test("a copy of either life of a shop is verified with the files of its own, whichever bears the name", async () => {
  const copies = await newFolder();
  const lives = { first: await sealed(), second: await pastYears() };
  const steps = new SealSteps(lives.second);
  steps.record(steps.make(FIRST, `${FIRST}-06-01T00:00:00.000Z`));
  for (const _ of steps.drop());
  await steps.leave();
  for (const [name, dir] of Object.entries(lives)) {
    const { code, err } = await comptoir("backup", `${copies}/${name}.db`, "--data", dir);
    assert.equal(code, 0, err);
  }
  const [kept] = [...Deno.readDirSync(copies)].filter(({ isDirectory }) => isDirectory);
  assert.equal(
    readdirSync(`${copies}/${kept!.name}`).filter((name) => name.includes(`journal-${FIRST}`)).length,
    2,
    "the premise",
  );
  for (const name of Object.keys(lives)) {
    const { code, out } = await comptoir("journal", "verify", `${copies}/${name}.db`);
    assert.equal(code, 0, `${name}: ${out}`);
  }
});
