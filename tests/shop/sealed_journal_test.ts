/** The journal of years past in sealed files: all that is asked of the journal is answered as before, and only what may be sealed is. */
import assert from "node:assert/strict";
import { existsSync, renameSync, statSync } from "node:fs";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { JournalSource } from "../../server/head_office/journal_source.ts";
import { writeLink } from "../../server/head_office/link_file.ts";
import { comptoir } from "../support/command_line.ts";
import { copySync } from "../support/copied.ts";
import { Feed } from "../support/feed.ts";
import { newFolder } from "../support/own_folder.ts";
import { FIRST, pastYears, SECOND, YEARS } from "../support/past_years.ts";
import { inside, oneOf, seal, sealed, sealedFile } from "../support/sealed.ts";
import { answerOf, PASSWORD, type Person, startServer } from "../support/server.ts";

/** All pages of a search, the newest first. */
async function pagesOf(owner: Person, filters: string, before: number): Promise<unknown[]> {
  const records: unknown[] = [];
  for (let at: number | null = before; at !== null;) {
    const { status, body } = await answerOf(await owner.get(`/api/journal?limit=90&before=${at}${filters}`));
    assert.equal(status, 200, JSON.stringify(body));
    records.push(...body.records);
    at = body.next_before;
  }
  return records;
}

Deno.test("what is sealed has left the database, and whoever reads the journal sees no difference", async () => {
  const dir = await pastYears();
  await using server = await startServer({ dir, flags: ["--rate-limit", "0"] });
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  const head = oneOf(dir, "SELECT max(seq) FROM _journal") as number;
  const old = inside(`${dir}/comptoir.db`, (db) => db.prepare("SELECT id FROM ventes ORDER BY cree_le LIMIT 1").get()) as {
    id: string;
  };
  const searches = [
    "",
    "&kind=write",
    "&kind=cloture",
    "&kind=user_added",
    "&user_id=2",
    "&user_id=1&kind=write",
    "&table=clotures",
    "&table=boutique",
    `&table=ventes&key=${encodeURIComponent(JSON.stringify({ id: old.id }))}`,
    `&table=produits&key=${encodeURIComponent('{"id":3}')}`,
    `&from=${FIRST}-03-01T00:00:00Z&to=${FIRST}-04-01T00:00:00Z`,
    `&from=${FIRST}-12-20T00:00:00Z&to=${SECOND}-01-10T00:00:00Z`,
    `&to=${FIRST}-02-01T00:00:00Z&table=ventes`,
  ];
  const asked = async () => {
    const found: unknown[][] = [];
    for (const filters of searches) found.push(await pagesOf(owner, filters, head + 1));
    const text = await (await owner.get("/api/journal/export")).text();
    const csv = await (await owner.get(`/api/journal/export?format=csv&to=${YEARS[2]}-06-01T00:00:00Z`)).text();
    return { found, csv, lines: text.split("\n").slice(0, head), one: (await answerOf(await owner.get("/api/journal/7"))).body };
  };
  const before = await asked();
  for (const [at, records] of before.found.entries()) assert.ok(records.length > 0, String(searches[at]));
  assert.equal(before.found[0]!.length, head);

  let over = false;
  const sealing = seal(dir, SECOND).finally(() => over = true);
  let sold = 0;
  for (; !over; sold++) {
    assert.equal((await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`n${sold}`])).status, 200);
  }
  const told = await sealing;
  assert.equal(told.code, 0, told.err);
  assert.ok(sold > 0, "others write meanwhile");
  const through = oneOf(dir, "SELECT max(last_seq) FROM _journal_seals") as number;
  assert.match(told.out, new RegExp(`journal-${FIRST}\\.db.*\n.*journal-${SECOND}\\.db, records \\d+ to ${through} `));
  for (const table of ["_journal", "_journal_rows", "_journal_frames"]) {
    assert.equal(oneOf(dir, `SELECT count(*) FROM ${table} WHERE seq <= ${through}`), 0, table);
  }
  assert.equal(oneOf(dir, `SELECT count(*) FROM _journal_people WHERE stretch < ${Math.floor(through / 64)}`), 0);
  for (const year of [FIRST, SECOND]) {
    const years = inside(sealedFile(dir, year), (db) => db.prepare("SELECT DISTINCT substr(at, 1, 4) AS y FROM _journal").all());
    // The shop's midnight is before UTC's.
    assert.ok(years.some(({ y }) => y === String(year)) && years.every(({ y }) => Number(y) === year || Number(y) === year - 1));
    assert.equal(statSync(sealedFile(dir, year)).mode & 0o777, 0o400);
  }
  assert.deepEqual(await asked(), before);
  const walked = (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.deepEqual([walked.ok, walked.absent, walked.records], [true, [], walked.head.seq]);
  assert.ok(walked.records > head);

  const { hello } = await Feed.open(owner);
  const late = await Feed.open(owner, `?epoch=${hello.epoch}&since=5`);
  await late.until(() => late.messages.length > 1, "a word on what it missed");
  assert.deepEqual(late.messages[1], { type: "reset", reason: "history_trimmed" });
  const lately = await Feed.open(owner, `?epoch=${hello.epoch}&since=${through}`);
  await lately.until(() => lately.changes.length > 0, "what it missed");
  for (const feed of [late, lately]) feed.socket.close();

  // What is not sealed is kept by the database as ever.
  for (const sql of ["DELETE FROM _journal", "UPDATE _journal SET kind = 'x'", "DELETE FROM _journal_seals"]) {
    assert.throws(() => inside(`${dir}/comptoir.db`, (db) => db.exec(sql)), /append-only/, sql);
  }
});

Deno.test("only years that are closed are sealed, not the last one, and nothing that head office does not have", async () => {
  const dir = await pastYears();
  const [, , last] = YEARS;
  for (
    const [year, said] of [[last, /the one before it stay in the live journal/], [last + 40, /stay in the live journal/]] as const
  ) {
    const { code, err } = await seal(dir, year);
    assert.equal(code, 1);
    assert.match(err, said);
  }
  assert.match((await seal(dir, FIRST - 1)).out, /Nothing to seal/);
  assert.equal((await comptoir("journal", "seal", "--through", "deux", "--data", dir)).code, 2);
  assert.equal((await comptoir("journal", "seal", "--data", dir)).code, 2);

  const joined = await newFolder();
  copySync(dir, joined);
  const nowhere = { host: "127.0.0.1", port: 1, database: "d", tls: false, ca: null, user: "u", password: "p" };
  const link = writeLink({ shop: "s", name: "s", ...nowhere });
  Deno.writeTextFileSync(`${joined}/head-office.key`, JSON.stringify({ link, next: null }));
  assert.match((await seal(joined, FIRST - 1)).out, /Nothing to seal/, "there it may lack what it likes");
  const refused = await seal(joined, FIRST);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /head office does not have all of it/);
  assert.equal(oneOf(joined, "SELECT count(*) FROM _journal_seals"), 0);

  inside(`${dir}/comptoir.db`, (db) => {
    db.exec("DROP TRIGGER clotures_restent");
    db.exec(`DELETE FROM clotures WHERE genre = 'annee' AND periode = '${SECOND}'`);
  });
  const open = await seal(dir, SECOND);
  assert.equal(open.code, 1);
  assert.match(open.err, new RegExp(`the year ${SECOND} is not closed`));
  assert.equal(existsSync(`${dir}/journal`), false, "nothing of what was asked for was done");
});

Deno.test("who sends the journal on reads it from its first record, through the sealed files", async () => {
  const dir = await sealed();
  const db = openReader(`${dir}/comptoir.db`);
  try {
    const source = new JournalSource(db, `${dir}/journal`);
    let head = { seq: 0, hash: "" };
    let signed = 0;
    for (let batch = source.after(head); batch !== null; batch = source.after(head)) {
      head = batch.rows.at(-1)!;
      signed += batch.signed.length;
    }
    assert.equal(head.seq, source.head().seq);
    assert.equal(signed, oneOf(dir, "SELECT count(*) FROM journal_fiscal"));
    assert.equal(source.hashAt(5)?.length, 64);
    renameSync(sealedFile(dir, SECOND), `${dir}/away.db`);
    const poorer = new JournalSource(db, `${dir}/journal`);
    const { last } = inside(sealedFile(dir, FIRST), (one) => one.prepare("SELECT max(seq) AS last FROM _journal").get()) as {
      last: number;
    };
    assert.throws(() => poorer.after({ seq: last, hash: source.hashAt(last)! }), { code: "damaged" });
  } finally {
    db.close();
  }
});

Deno.test("a seal that finds nothing to do asks the writer for nothing", async () => {
  const dir = await sealed();
  await using server = await startServer({ dir });
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  const commits = async () => (await answerOf(await owner.get("/api/metrics"))).body.database.commits;
  const before = await commits();
  const { code, out } = await seal(dir, SECOND);
  assert.deepEqual([code, /Nothing to seal/.test(out)], [0, true], out);
  assert.equal(await commits(), before);
});
