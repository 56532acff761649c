/** A page of the journal: records as they are stored, and as many as it holds. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { recordOf } from "../../server/database/journal/page.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";

/** A journal of these texts, with what a page reads of it. */
function journalOf(contents: readonly string[]): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE _journal (seq INTEGER PRIMARY KEY, kind TEXT, tables TEXT, content TEXT, hash TEXT)");
  const into = db.prepare("INSERT INTO _journal VALUES (?, 'write', 'ventes', ?, 'abc')");
  for (const [at, content] of contents.entries()) into.run(at + 1, content);
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
