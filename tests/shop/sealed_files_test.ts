/** The journal's sealed files: what is not right with one is told by name, and copies of the database have them beside them. */
import assert from "node:assert/strict";
import { chmodSync, renameSync, statSync } from "node:fs";
import { DataFolder } from "../../server/database/files/folder.ts";
import { journalHead } from "../../server/database/files/head_file.ts";
import { verifyJournal } from "../../server/database/journal/verification.ts";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { makeSealed } from "../../server/database/sealing/make_sealed.ts";
import { comptoir } from "../support/command_line.ts";
import { copySync } from "../support/copied.ts";
import { newFolder } from "../support/own_folder.ts";
import { FIRST, pastYears, SECOND } from "../support/past_years.ts";
import { forge, inside, oneOf, sealed, sealedFile, verify } from "../support/sealed.ts";
import { SealSteps } from "../support/seal_steps.ts";
import { answerOf, CHECKOUT, PASSWORD, startServer } from "../support/server.ts";
import { YearShop } from "../support/year_shop.ts";

Deno.test("a sealed file that is not there is told by its name, and is no forgery; all else is answered", async () => {
  const dir = await sealed();
  const gone = `journal-${FIRST}.db`;
  renameSync(sealedFile(dir, FIRST), `${dir}/elsewhere.db`);
  const told = await verify(dir);
  assert.equal(told.code, 1);
  assert.match(told.out, new RegExp(`whole as far as it is here[^]*${gone} is not there: records 1 to \\d+ were not judged`));
  await using server = await startServer({ dir });
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  const { body } = await answerOf(await owner.get("/api/journal/verify"));
  assert.deepEqual([body.ok, body.absent, body.problem], [true, [gone], null]);
  const { status, body: refused } = await answerOf(await owner.get("/api/journal/5"));
  assert.deepEqual([status, refused.code], [503, "database_unavailable"]);
  assert.match(refused.reason?.en ?? JSON.stringify(refused), new RegExp(gone));
  // The page before it ends in front of it; the one after that says why there is no more.
  const last = inside(sealedFile(dir, SECOND), (db) => db.prepare("SELECT min(seq) AS seq FROM _journal").get()) as {
    seq: number;
  };
  const page = (await answerOf(await owner.get(`/api/journal?before=${last.seq + 3}`))).body;
  assert.deepEqual([page.records.map(({ seq }: { seq: number }) => seq), page.next_before], [
    [last.seq + 2, last.seq + 1, last.seq],
    last.seq,
  ]);
  assert.equal((await answerOf(await owner.get(`/api/journal?before=${last.seq}`))).status, 503);
  assert.equal((await owner.query("insert", "INSERT INTO categories (nom) VALUES ('thés')")).status, 200);
});

Deno.test("a sealed file that was changed, damaged, or is another shop's is told by its name and its record", async () => {
  const whole = await sealed();
  const other = await newFolder();
  await using shop = await YearShop.make({ year: FIRST, seed: 2, every: 8, tickets: 1 });
  assert.ok(makeSealed(shop.db, other, { year: FIRST, until: `${FIRST + 1}-01-01T00:00:00.000Z` }));
  const name = `journal-${FIRST}\\.db`;
  const cases: readonly [string, (file: string, dir: string) => void, RegExp][] = [
    [
      "a record",
      (file) => forge(file, "UPDATE _journal SET content = replace(content, 'camille', 'camilla') WHERE seq = 90"),
      /seq 90: .*was changed/,
    ],
    [
      "a column",
      (file) => forge(file, "UPDATE _journal SET username = 'x' WHERE seq = 12"),
      new RegExp(`seq 12: in ${name}, its column 'username'`),
    ],
    [
      "a missing record",
      (file) => forge(file, "DELETE FROM _journal WHERE seq = 40"),
      new RegExp(`seq 40: in ${name}, the record is missing`),
    ],
    [
      "its end",
      (file) => forge(file, "DELETE FROM _journal WHERE seq = (SELECT max(seq) FROM _journal)"),
      new RegExp(`in ${name}, the record is missing`),
    ],
    [
      "its index",
      (file) => forge(file, "DELETE FROM _journal_rows WHERE seq = 90"),
      new RegExp(`${name} was changed, beside its records`),
    ],
    ["its own word", (file) => forge(file, "UPDATE _seal SET year = 1999"), new RegExp(`${name} does not say of itself`)],
    [
      "another shop's",
      (file) => (chmodSync(file, 0o600), Deno.copyFileSync(`${other}/journal-${FIRST}.db`, file)),
      new RegExp(`${name} is another shop's`),
    ],
    ["damaged", (file) => (chmodSync(file, 0o600), Deno.truncateSync(file, 5_000)), new RegExp(`${name} cannot be read`)],
    [
      "what the database says",
      (_, dir) =>
        inside(
          `${dir}/comptoir.db`,
          (db) => db.exec("DROP TRIGGER _journal_seals_keep_update; UPDATE _journal_seals SET size_bytes = 1"),
        ),
      /was changed, beside its records|another 'size_bytes' is known/,
    ],
  ];
  for (const [what, deed, said] of cases) {
    const dir = await newFolder();
    copySync(whole, dir);
    deed(sealedFile(dir, FIRST), dir);
    const told = await verify(dir);
    assert.equal(told.code, 1, what);
    assert.match(told.out, said, what);
  }
  assert.equal((await verify(whole)).code, 0);
});

Deno.test("a sealed file has the tables of the database it is of, and the indexes that the writer kept of its records", async () => {
  const dir = await pastYears();
  const steps = new SealSteps(dir);
  const { last_seq } = steps.make(SECOND);
  await steps.leave();
  const asked = {
    _journal: `seq <= ${last_seq}`,
    _journal_rows: `seq <= ${last_seq}`,
    _journal_frames: `seq <= ${last_seq}`,
    _journal_people: `stretch < ${Math.floor(last_seq / 64)}`,
    sqlite_schema: "type <> 'trigger' AND tbl_name LIKE '!_journal%' ESCAPE '!' AND tbl_name <> '_journal_seals'",
  };
  for (const [table, where] of Object.entries(asked)) {
    const columns = table === "sqlite_schema" ? "name, sql" : "*";
    const rows = (path: string) =>
      inside(path, (db) => db.prepare(`SELECT ${columns} FROM ${table} WHERE ${where} ORDER BY 1, 2`).all());
    const own = rows(`${dir}/comptoir.db`);
    assert.ok(own.length > 0, table);
    assert.deepEqual(rows(sealedFile(dir, SECOND)), own, table);
  }
});

Deno.test("what is sealed while the journal is walked is no record that is missing", async () => {
  const dir = await pastYears();
  using db = openReader(`${dir}/comptoir.db`);
  let walked = 0;
  const progress = (done: number) => {
    if (walked > 0) return;
    walked = done;
    const [program, ...args] = [...CHECKOUT, "journal", "seal", "--through", String(SECOND), "--data", dir];
    const { success, stderr } = new Deno.Command(program!, { args }).outputSync();
    assert.ok(success, new TextDecoder().decode(stderr));
  };
  const folder = new DataFolder(dir);
  const signed = journalHead(folder, folder.signedBy()).read();
  const found = verifyJournal(db, signed, { progress, sealed: folder.sealed });
  const left = oneOf(dir, "SELECT min(seq) FROM _journal") as number;
  assert.ok(left > walked + 1 && walked > 0, `the premise: records ${walked + 1} to ${left - 1} left in front of the walk`);
  assert.deepEqual([found.ok, found.problem], [true, null]);
});

Deno.test("each copy of the database has the sealed files beside it, once; a restore brings them back, or says which are missing", async () => {
  const dir = await sealed();
  const origin = (oneOf(dir, "SELECT origin FROM _journal_seals") as string).slice(0, 8);
  const kept = `${dir}/backups/journal-${origin}`;
  assert.equal((await comptoir("backup", "--data", dir)).code, 0);
  const [made, again] = [FIRST, SECOND].map((year) => statSync(`${kept}/journal-${year}.db`));
  assert.equal((await comptoir("backup", "--data", dir)).code, 0);
  assert.deepEqual([FIRST, SECOND].map((year) => statSync(`${kept}/journal-${year}.db`).ino), [made!.ino, again!.ino]);
  const copy = [...Deno.readDirSync(`${dir}/backups`)].find(({ name }) => name.startsWith("comptoir-"))!.name;

  const there = await newFolder();
  const restored = await comptoir("restore", `${dir}/backups/${copy}`, "--data", there);
  assert.equal(restored.code, 0, restored.err);
  assert.equal(restored.err, "");
  const told = await verify(there);
  assert.equal(told.code, 0, told.out);
  assert.equal((await comptoir("journal", "verify", `${dir}/backups/${copy}`)).code, 0, "by itself, with what lies beside it");

  renameSync(`${kept}/journal-${FIRST}.db`, `${dir}/away.db`);
  const poorer = await newFolder();
  const without = await comptoir("restore", `${dir}/backups/${copy}`, "--data", poorer);
  assert.equal(without.code, 0, without.err);
  assert.match(without.err, new RegExp(`sealed files journal-${FIRST}\\.db could not be put`));
  assert.match((await verify(poorer)).out, new RegExp(`journal-${FIRST}\\.db is not there`));
  Deno.copyFileSync(`${dir}/away.db`, sealedFile(poorer, FIRST));
  assert.equal((await verify(poorer)).code, 0, "put there by hand");
});
