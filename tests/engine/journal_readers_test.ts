/** Who asks for much of a long journal keeps no till waiting: a row's history, its replay and its verification. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { eventually, Feed } from "../support/feed.ts";
import { appendRecords, sales } from "../support/long_journal.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { ok, refused } from "../support/shop.ts";

/** Milliseconds that the work takes, the middle of several tries. */
async function middle(tries: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let at = 0; at < tries; at++) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[tries >> 1]!;
}

/** Milliseconds that each of two works takes, by turns and at the least: what else a machine does lengthens the one or the other. */
async function least(
  tries: number,
  ...works: readonly [() => Promise<unknown>, () => Promise<unknown>]
): Promise<[number, number]> {
  const shortest: [number, number] = [Infinity, Infinity];
  for (let at = 0; at < tries; at++) {
    for (const [which, work] of works.entries()) {
      const started = performance.now();
      await work();
      shortest[which as 0 | 1] = Math.min(shortest[which as 0 | 1], performance.now() - started);
    }
  }
  return shortest;
}

Deno.test("in a long journal a row's history costs no more, and what walks all of it keeps no till waiting", async (t) => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  let { server } = staff;
  try {
    const { owner, people: { nora: till } } = staff;
    const records = async (query: string) => ok(await answerOf(await owner.get(`/api/journal?limit=500&${query}`))).records;
    const seqs = async (query: string) => (await records(query)).map(({ seq }: { seq: number }) => seq);
    const history = `table=produits&key=${encodeURIComponent('{"id":3}')}`;
    // Every record tells of a sale, so that none can be left out by its tables alone.
    const sale = `table=ventes&key=${encodeURIComponent(JSON.stringify({ id: uuidv7() }))}`;
    const short = await middle(9, () => records(sale));
    await server.stop();
    const first = appendRecords(server.dir, sales(30_000, 300));
    server = await server.restart();

    await t.step("whole, also of what was written before there was an index", async () => {
      assert.deepEqual(await seqs(history), [first + 299]);
      ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (3, 'Pain', 100)"));
      const { seq } = ok(await owner.query("update", "UPDATE produits SET prix_ttc = 120 WHERE id = 3"));
      assert.deepEqual(await seqs(history), [seq, seq - 1, first + 299]);
      assert.deepEqual(await seqs(`${history}&before=${seq}`), [seq - 1, first + 299]);
      assert.deepEqual(await seqs(`${history}&kind=prix_change`), [first + 299]);
      assert.deepEqual(await seqs(`${history}&user_id=1`), [seq, seq - 1]);
    });

    await t.step("as quick as in a short one", async () => {
      const long = await middle(9, () => records(sale));
      assert.ok(long < 15 * short, `${long} ms among 30,000 records, ${short} ms among ten`);
    });

    await t.step("a till's look-up comes before the owner's walks that were asked first", async () => {
      let walked = 0;
      const walks = Array.from({ length: 16 }, () => records("user_id=99").then((found) => (walked += 1, found)));
      await records("limit=1"); // the walks are on their way
      const before = walked;
      for (let at = 0; at < 5; at++) ok(await till.query("select", "SELECT id FROM produits WHERE id = 3"));
      assert.ok(walked < 12, `${before} of 16 walks were over before the tills were heard, ${walked} after`);
      assert.deepEqual((await Promise.all(walks)).flat(), []);
    });

    await t.step("every filter finds what it says, newest first, page by page", async () => {
      assert.equal((await records("kind=prix_change")).length, 300);
      const found: number[] = [];
      for (let next: number | null = null;;) {
        const page = ok(
          await answerOf(await owner.get(`/api/journal?limit=200&kind=prix_change${next === null ? "" : `&before=${next}`}`)),
        );
        found.push(...page.records.map(({ seq }: { seq: number }) => seq));
        if ((next = page.next_before) === null) break;
      }
      assert.deepEqual(found, Array.from({ length: 300 }, (_, at) => first + (300 - at) * 100 - 1));
      assert.equal((await records("table=produits")).length, 302);
      const lines = (await (await owner.get("/api/journal/export?table=produits")).text()).trim().split("\n");
      assert.equal(lines.length, 302);
    });

    await t.step("a key that is not the table's is named", async () => {
      const wrong = await answerOf(await owner.get(`/api/journal?table=produits&key=${encodeURIComponent('{"nom":3}')}`));
      assert.match(refused(wrong, 400, "invalid_body").detail, /id/);
    });
  } finally {
    await server.dispose();
  }
});

Deno.test("the replay of records of megabytes reads their keys alone, and tells what was told live", async (t) => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  let { server } = staff;
  try {
    const { owner, people: { nora: till } } = staff;
    const live = await Feed.open(till);
    const { epoch, seq: start } = live.hello;
    const many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)";
    const into = `${many} INSERT INTO produits (id, libelle, prix_ttc) SELECT i, ? || i, 100 FROM n`;
    const made = ok(await owner.query("insert", into, ["é".repeat(190)])).seq;
    ok(await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Pains')"));
    await live.change(made + 1);
    const missed = async (since: number, count: number) => {
      const feed = await Feed.open(till, `?epoch=${epoch}&since=${since}`);
      await feed.until(() => feed.changes.length === count, "the replay");
      await feed.close();
      return feed.changes;
    };
    await t.step("as live", async () => assert.deepEqual(await missed(start, 2), live.changes));
    await server.stop();
    const long = Array.from({ length: 900 }, (_, at) => ({ table: "produits", key: { id: at + 1 }, text: 16_000 }));
    const first = appendRecords(server.dir, [
      ...Array.from({ length: 3 }, () => ({ kind: "write", changes: long })),
      ...Array.from({ length: 3 }, () => ({ kind: "write", changes: long.slice(0, 1).map((row) => ({ ...row, text: 1 })) })),
    ]);
    server = await server.restart();
    await t.step("as quick as of short ones, also of what was written before", async () => {
      const keys = (await missed(first - 1, 6)).map(({ changes }) => changes.map(({ key }) => key["id"]));
      assert.deepEqual(keys, [...Array(3).fill(long.map(({ key }) => key.id)), [1], [1], [1]]);
      const [longMs, shortMs] = await least(7, () => missed(first - 1, 6), () => missed(first + 2, 3));
      assert.ok(longMs < 20 * shortMs, `${longMs} ms with records of 15 MB, ${shortMs} ms without`);
    });
  } finally {
    await server.dispose();
  }
});

Deno.test("thirty who have the journal verified at once wait for one walk, the command line with them", async () => {
  await using staff = await Staff.open({}, { flags: ["--rate-limit", "0"] });
  let { server } = staff;
  try {
    const { owner } = staff;
    await server.stop();
    appendRecords(server.dir, sales(5_000, 300));
    server = await server.restart();
    const verified = async () => ok(await answerOf(await owner.get("/api/journal/verify")));
    const alone = await middle(3, verified);
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 30 }, verified));
    const together = performance.now() - started;
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0].ok, true);
    assert.ok(together < 5 * alone, `${together} ms for thirty, ${alone} ms for one`);

    const db = new DatabaseSync(`${server.dir}/comptoir.db`, { timeout: 2_000 });
    db.exec("DROP TRIGGER _journal_keeps_update; UPDATE _journal SET username = 'personne' WHERE seq = 5");
    db.close();
    const found = await comptoir("journal", "verify", "--data", server.dir);
    assert.equal(found.code, 1);
    assert.match(found.out, /seq 5: its column 'username' was changed/);
    // The running server was asked: it tells of what it found.
    await eventually(() => server.log.includes("its column 'username' was changed"), "the finding on the server's console");
  } finally {
    await server.dispose();
  }
});
