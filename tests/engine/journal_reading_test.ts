/** The journal as it is read: filtered, paged, and a record of forty thousand rows like any other. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { LIMITS } from "../../shared/limits.ts";
import { DatabaseSync } from "node:sqlite";
import { Feed } from "../support/feed.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { journal, type Journaled } from "../support/journal_records.ts";

Deno.test("the journal is filtered and paged, and wrong filters are named", async () => {
  await using staff = await Staff.open({ nora: "caisse" });
  const { owner, people: { nora: till } } = staff;
  for (let i = 1; i <= 6; i++) await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`c${i}`]);
  await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
  const all = await journal(owner);
  assert.deepEqual((await journal(owner, "&table=ventes")).map(({ tables }) => tables), [["ventes"]]);
  assert.equal((await journal(owner, "&table=vente")).length, 0, "names are whole");
  assert.equal((await journal(owner, "&kind=write&user_id=1")).length, 6);
  const third = all.find(({ changes }) => changes[0]?.after?.nom === "c3");
  const since = await journal(owner, `&from=${third.at}&kind=write`);
  const until = await journal(owner, `&to=${third.at}&kind=write`);
  assert.ok(since.some(({ seq }) => seq === third.seq) && !until.some(({ seq }) => seq === third.seq));
  assert.equal(since.length + until.length, 7);
  const walked: number[] = [];
  for (let before = "";;) {
    const { body } = await answerOf(await owner.get(`/api/journal?limit=4${before}`));
    walked.push(...body.records.map((r: Journaled) => r.seq));
    if (body.next_before === null) break;
    before = `&before=${body.next_before}`;
  }
  assert.deepEqual(walked, all.map(({ seq }) => seq), "newest first, none twice, none missing");
  for (const [query, field] of [["user_id=x", "user_id"], ["from=hier", "from"], ["limit=-1", "limit"], ["color=red", "color"]]) {
    const { status, body } = await answerOf(await owner.get(`/api/journal?${query}`));
    assert.deepEqual([status, body.code, body.field], [400, "invalid_body", field]);
  }
  assert.equal((await answerOf(await till.get("/api/journal"))).status, 403);
  assert.equal((await answerOf(await till.get("/api/journal/verify"))).status, 403);
});

Deno.test("whose records stand where is known of every record, and of what was refused or undone nothing more is told", async () => {
  await using staff = await Staff.open({ nora: "vendeur", karim: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { owner, people: { nora, karim } } = staff;
  const sale = () => ({ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [uuidv7()] });
  for (let round = 0; round < 30; round++) {
    const twice = sale();
    await Promise.all([
      ...Array.from({ length: 5 }, () => nora.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()])),
      nora.batch([twice, twice]),
      ...round % 7 === 3 ? [karim.batch([sale()])] : [],
    ]);
  }
  const all = await journal(owner);
  assert.ok(all.length > 2 * LIMITS.journalStretch, "they fill stretches");
  const told = new Map<number, number[]>();
  for (const { user_id, seq } of all) if (user_id !== null) told.set(user_id, [...told.get(user_id) ?? [], seq]);
  assert.ok(told.size >= 3);
  for (const [user, seqs] of told) assert.deepEqual((await journal(owner, `&user_id=${user}`)).map(({ seq }) => seq), seqs);
  await staff.server.stop();
  const db = new DatabaseSync(join(staff.server.dir, "comptoir.db"), { readOnly: true });
  const missing = db.prepare(
    `SELECT DISTINCT user_id, seq / ${LIMITS.journalStretch} FROM _journal WHERE user_id IS NOT NULL EXCEPT SELECT user_id, stretch FROM _journal_people`,
  ).all();
  db.close();
  assert.deepEqual(missing, []);
});

Deno.test("a write of forty thousand rows is told, replayed, listed and exported like any other", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { owner, people: { nora: till } } = staff;
  const many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)";
  const before = (await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Divers')")).body.seq;
  const made = await owner.query("insert", `${many} INSERT INTO produits (libelle, prix_ttc) SELECT 'Produit ' || i, 100 FROM n`);
  const raised = await owner.query("update", "UPDATE produits SET prix_ttc = prix_ttc + 10");
  assert.deepEqual([made.body.changes, raised.body.changes], [40_000, 40_000]);

  const page = await owner.get("/api/journal?limit=3");
  const text = await page.text();
  assert.ok(text.length < 256 * 1024, `a page of ${text.length} characters`);
  const [last, first, ordinary] = JSON.parse(text).records;
  assert.deepEqual([last, first, ordinary].map(({ seq }) => seq), [raised.body.seq, made.body.seq, before]);
  for (const { truncated, change_count } of [last, first]) assert.deepEqual([truncated, change_count], [true, 40_000]);
  assert.ok(!("truncated" in ordinary) && !("change_count" in ordinary), "an ordinary record is as it ever was");
  const whole = await answerOf(await owner.get(`/api/journal/${raised.body.seq}`));
  assert.equal(whole.status, 200);
  assert.equal(whole.body.changes.length, 40_000);
  const { truncated: _, change_count: __, changes: begun, ...rest } = last;
  assert.ok(begun.length >= 50, `${begun.length} of its changes`);
  assert.deepEqual({ ...rest, changes: whole.body.changes }, whole.body, "all else is the same");
  assert.deepEqual(begun, whole.body.changes.slice(0, begun.length), "the first of its changes");
  assert.deepEqual((await answerOf(await owner.get(`/api/journal/${before}`))).body, ordinary);

  // The history of a row that stands far behind in it.
  const of = await answerOf(await owner.get(`/api/journal?table=produits&key=${encodeURIComponent('{"id":39999}')}`));
  assert.deepEqual(
    of.body.records.map(({ seq, changes: [{ op, key, after }] }: Journaled) => [seq, op, key, after.prix_ttc]),
    [[raised.body.seq, "update", { id: 39_999 }, 110], [made.body.seq, "insert", { id: 39_999 }, 100]],
  );
  assert.equal(new Set(of.body.records[0].changes.map((c: Journaled) => c.key.id)).size, of.body.records[0].changes.length);
  for (const seq of ["0", "999999999", "-1", "1.5", "x", "1e3", "9".repeat(40)]) {
    const { status, body } = await answerOf(await owner.get(`/api/journal/${seq}`));
    assert.deepEqual([status, body.code], [404, "not_found"], seq);
  }
  assert.equal((await answerOf(await till.get(`/api/journal/${before}`))).status, 403);

  const lines = (await (await owner.get("/api/journal/export")).text()).trim().split("\n");
  const listed = lines.map((line) => JSON.parse(line).content.seq);
  assert.deepEqual(listed, Array.from({ length: raised.body.seq }, (_, at) => at + 1), "the export is whole");

  const live = await Feed.open(till);
  const feed = await Feed.open(till, `?epoch=${live.hello.epoch}&since=${before}`);
  await feed.until(() => feed.changes.length === 2, "the replay");
  assert.deepEqual(feed.changes.map(({ seq, truncated, tables }: Journaled) => [seq, truncated, tables]), [
    [made.body.seq, true, ["produits"]],
    [raised.body.seq, true, ["produits"]],
  ]);
});
