/** The writer beside the database: what it may have to undo is kept in memory. */
import assert from "node:assert/strict";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { onLinux } from "../support/where.ts";

/** Changes more pages within a savepoint than SQLite keeps in memory by itself. */
const SPILLS = `import { DatabaseSync } from "node:sqlite";
  const db = new DatabaseSync(Deno.makeTempFileSync());
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) " +
    "INSERT INTO t SELECT zeroblob(2000) FROM n; BEGIN; SAVEPOINT s; UPDATE t SET a = zeroblob(1999); RELEASE s; COMMIT");`;

Deno.test("a payment makes no file of its own, however many pages it changes", onLinux(), async () => {
  // Where SQLite makes files that are gone at once: the folder's own time tells of them.
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const watch = () => Deno.utimeSync(dir, 0, 0);
  const isUntouched = () => Deno.statSync(dir).mtime?.getTime() === 0;
  watch();
  await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-config", SPILLS], env: { SQLITE_TMPDIR: dir } }).output();
  assert.ok(!isUntouched(), "the premise");

  Deno.env.set("SQLITE_TMPDIR", dir);
  await using shop = await Shop.open();
  Deno.env.delete("SQLITE_TMPDIR");
  ok(await openTill(shop.chloe));
  watch();
  await sold(shop.chloe, Array.from({ length: 30 }, () => PAIN), [cash(30 * 120)]);
  assert.ok(isUntouched(), "a file was made");
  await Deno.remove(dir, { recursive: true });
});
