/** A page of the journal: records as they are stored, and as many as it holds. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import { exportedText } from "../../server/database/journal/export.ts";
import { JournalParts } from "../../server/database/journal/parts.ts";
import { pageOfRecords, recordOf } from "../../server/database/journal/page.ts";
import { planned } from "../../server/database/journal/plan.ts";
import { findRecords, type JournalSearch, writeRecords } from "../../server/database/journal/search.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";

const ALL: JournalSearch = {
  kind: null,
  userId: null,
  table: null,
  key: null,
  from: null,
  to: null,
  after: 0,
  before: Number.MAX_SAFE_INTEGER,
  order: "ASC",
  limit: LIMITS.journalPage,
};

/** A journal of these texts, with what a page reads of it. */
function journalOf(contents: readonly string[]): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec(`CREATE TABLE _journal (seq INTEGER PRIMARY KEY, kind TEXT, tables TEXT, content TEXT, hash TEXT);
    CREATE TABLE _journal_rows (table_name TEXT, row_key ANY, seq INTEGER, PRIMARY KEY (table_name, row_key, seq)) WITHOUT ROWID;
    CREATE TABLE _journal_frames (seq INTEGER PRIMARY KEY, row_count INTEGER, changes TEXT)`);
  const into = db.prepare("INSERT INTO _journal VALUES (?, 'write', 'ventes', ?, 'abc')");
  const row = db.prepare("INSERT INTO _journal_rows VALUES ('ventes', 1, ?)");
  for (const [at, content] of contents.entries()) {
    into.run(at + 1, content);
    row.run(at + 1);
  }
  return db;
}

Deno.test("a record is told as it is stored, its hash behind it", () => {
  const stored = '{"seq":1,"changes":[{"after":{"id":9007199254740993,"prix":450.0,"nom":"\\u00e9}"}}]}';
  const db = journalOf([stored]);
  const statements = new StatementCache(db);
  assert.equal(recordOf(statements, 1), `${stored.slice(0, -1)},"hash":"abc"}`);
  assert.equal(recordOf(statements, 2), "null");
  db.close();
});

Deno.test("what somebody has put in a record's place is told as the text it is, and the page is one that can be read", () => {
  const long = `{"seq":1,"changes":[{"table":"ventes","op":"insert","key":{"id":1},"after":"${
    "x".repeat(LIMITS.journalRecordBytes)
  }"}`;
  for (
    const forged of [
      "",
      "not json",
      "{}",
      "[]",
      '{"seq":1}',
      `${long}]`,
      `${long}}]}\n`,
      "x".repeat(LIMITS.journalRecordBytes + 1),
    ]
  ) {
    const db = journalOf([forged, '{"seq":2,"changes":[]}']);
    if (forged.length > LIMITS.journalRecordBytes) db.exec("INSERT INTO _journal_frames VALUES (1, 1, '[]')");
    const statements = new StatementCache(db);
    for (const row of [ALL, { table: "ventes", key: { id: 1 } }]) {
      const [first, second] = JSON.parse(`[${pageOfRecords(statements, [1, 2], row)}]`);
      assert.equal(second.seq, 2);
      assert.equal(first.seq, 1);
      assert.equal(first.hash, "abc");
      assert.ok(Array.isArray(first.changes), forged.slice(0, 20));
      if (!forged.startsWith('{"seq":1,')) {
        assert.deepEqual([first.kind, first.tables, first.detail], ["write", ["ventes"], { unreadable: forged }]);
      }
    }
    assert.equal(JSON.parse(recordOf(statements, 1)).hash, "abc");
    const lines = writeRecords(statements, [1, 2], "csv").trimEnd().split("\r\n");
    assert.ok(lines.length === 2 && lines.every((line) => line.endsWith(";abc")), "a row each");
    db.close();
  }
});

Deno.test("a page holds no more than it may, whether its long records changed rows and are told in part, or come whole", () => {
  const text = "x".repeat(LIMITS.journalPageBytes / 2);
  const changes = [{ table: "ventes", op: "insert", key: { id: 1 }, before: null, after: { note: text } }];
  const db = journalOf([
    ...Array.from({ length: 6 }, (_, at) => JSON.stringify({ seq: at + 1, detail: text, changes: [] })),
    ...Array.from({ length: 6 }, (_, at) => JSON.stringify({ seq: at + 7, changes })),
  ]);
  db.exec("INSERT INTO _journal_frames SELECT seq, 1, '[]' FROM _journal WHERE seq > 6");
  const statements = new StatementCache(db);
  const pages: number[][] = [];
  for (let after = 0; after < 12; after = pages.at(-1)!.at(-1)!) {
    const { seqs } = findRecords(statements, planned(statements, { ...ALL, after }), LIMITS.journalRecordBytes);
    pages.push([...seqs]);
    assert.ok(seqs.length === 1 || pageOfRecords(statements, seqs, ALL).length <= LIMITS.journalPageBytes, seqs.join());
  }
  assert.deepEqual(pages, [[1], [2], [3], [4], [5], [6, 7], [8, 9, 10, 11], [12]]);
  db.close();
});

Deno.test("an export of many pages counts once how many records touched its table", () => {
  const db = journalOf(Array.from({ length: 3 * LIMITS.journalPage }, () => "{}"));
  const asked: string[] = [];
  const statements = new class extends StatementCache {
    override get(sql: string) {
      asked.push(sql);
      return super.get(sql);
    }
  }(db);
  const pages = [...exportedText(new JournalParts(statements, ""), { ...ALL, table: "ventes" }, "jsonl", (at) => at)];
  assert.equal(pages.join("").split("\n").length - 1, 3 * LIMITS.journalPage);
  assert.ok(pages.length > 1);
  assert.equal(asked.filter((sql) => /SELECT count\(\*\) .*_journal_rows/s.test(sql)).length, 1);
  db.close();
});
