/** A new shop's database, made in one go of what the migrations make one by one. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { wholeSchemaOf } from "../../scripts/compile/whole_schema.ts";
import { knownMigrations, migrate } from "../../server/database/schema/migrations.ts";
import { alteredSchema } from "../../server/database/schema/schema_check.ts";
import type { WholeSchema } from "../../server/database/schema/whole_schema.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";

const NOW = new Date("2026-03-02T08:00:00Z");
const ALL = knownMigrations(MIGRATIONS);

/** A new database, by migrations or by `whole`; what is left of it, to be disposed of. */
async function made(whole: () => WholeSchema | null): Promise<DatabaseSync & Disposable> {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const db = openWriter(join(folder, "comptoir.db"));
  assert.deepEqual(await migrate(db, MIGRATIONS, join(folder, "backups"), NOW, whole), ALL.map(({ name }) => name));
  return Object.assign(db, {
    [Symbol.dispose]() {
      db.close();
      Deno.removeSync(folder, { recursive: true });
    },
  });
}

const rowsOf = (db: DatabaseSync, sql: string) => db.prepare(sql).all().map((row) => ({ ...row }));
/** Of one kind, in the order in which SQLite finds them: triggers fire by it. */
const objectsOf = (db: DatabaseSync, type: string) =>
  rowsOf(db, `SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = '${type}' AND sql IS NOT NULL ORDER BY rowid`);

Deno.test("made whole, a new database is to the letter what the migrations make, and a moment that stands in it is its own", async () => {
  using one = await made(() => null);
  const begun = new Date().toISOString();
  using whole = await made(() => wholeSchemaOf(ALL));
  for (const type of ["table", "index", "trigger"]) assert.deepEqual(objectsOf(whole, type), objectsOf(one, type), type);
  assert.equal(alteredSchema(whole, MIGRATIONS), null);
  let rows = 0;
  for (const { name } of objectsOf(one, "table")) {
    // The epoch is drawn for each database.
    const sql = `SELECT * FROM "${name}" WHERE '${name}' <> '_meta' ORDER BY 1`;
    const told = (db: DatabaseSync) => rowsOf(db, sql).map((row) => ({ ...row, cree_le: "cree_le" in row ? "then" : null }));
    assert.deepEqual(told(whole), told(one), String(name));
    rows += told(one).length;
  }
  assert.ok(rows > ALL.length, "there are first rows besides what was noted of the migrations");
  const [{ cree_le }] = rowsOf(whole, "SELECT cree_le FROM caisses") as [{ cree_le: string }];
  assert.ok(begun <= cree_le && cree_le <= new Date().toISOString(), cree_le);
  assert.deepEqual(rowsOf(whole, "PRAGMA foreign_key_check"), []);
  assert.deepEqual(rowsOf(whole, "PRAGMA integrity_check"), [{ integrity_check: "ok" }]);
  // That it is made another way shows in what that leaves: a table that was made anew leaves pages that are hardly filled.
  const pages = (db: DatabaseSync) => db.prepare("PRAGMA page_count").get()!["page_count"] as number;
  assert.ok(pages(whole) < pages(one), `${pages(whole)} pages instead of ${pages(one)}`);
});

Deno.test("what was made of other migrations makes nothing: a new database then has them one by one", async () => {
  const { migrations, sql } = wholeSchemaOf(ALL);
  const others: WholeSchema[] = [
    { migrations: migrations.slice(0, -1), sql },
    { migrations: [...migrations, "shop/999_later"], sql },
    { migrations: migrations.toReversed(), sql },
  ];
  for (const other of others) {
    using db = await made(() => ({ ...other, sql: "CREATE TABLE wrong (id INTEGER PRIMARY KEY)" }));
    assert.equal(alteredSchema(db, MIGRATIONS), null);
  }
});

Deno.test("a whole schema that fails half way leaves nothing, and is asked for by nobody who has a shop", async () => {
  const broken = { migrations: ALL.map(({ name }) => name), sql: "CREATE TABLE half (id INTEGER PRIMARY KEY); no SQL" };
  const folder = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const db = openWriter(join(folder, "comptoir.db"));
  await assert.rejects(migrate(db, MIGRATIONS, folder, NOW, () => broken), /syntax error/);
  assert.deepEqual(rowsOf(db, "SELECT name FROM sqlite_schema"), []);
  await migrate(db, MIGRATIONS, folder, NOW);
  const never = () => assert.fail("a shop that is there is never made anew");
  assert.deepEqual(await migrate(db, MIGRATIONS, folder, NOW, never), []);
  db.close();
  await Deno.remove(folder, { recursive: true });
});
