/** A copy that was changed since Comptoir wrote it is refused with what is wrong, and changes nothing. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assertSentence, comptoir } from "../support/command_line.ts";
import { join, PASSWORD } from "../support/server.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";

const EVERY_KIND: readonly (readonly [sql: string, wanted: RegExp])[] = [
  [
    "UPDATE _users SET role = 'administrateur' WHERE username = 'chloe'",
    /'chloe' is administrateur, and its journal says caisse/,
  ],
  ["UPDATE _users SET active = 1 WHERE username = 'zoe'", /'zoe' was opened without a record/],
  [
    `INSERT INTO _users (username, username_folded, name, role, password_hash, created_at)
     SELECT 'eve', 'eve', 'Eve', 'administrateur', password_hash, created_at FROM _users WHERE id = 1`,
    /'eve' was never made by Comptoir/,
  ],
  ["DROP TRIGGER _journal_keeps_delete", /trigger '_journal_keeps_delete' is missing/],
  [
    "CREATE TRIGGER gift AFTER UPDATE ON _users BEGIN UPDATE _users SET role = 'administrateur' WHERE id = NEW.id; END",
    /trigger 'gift' is none of Comptoir's/,
  ],
  [
    `DROP TRIGGER _journal_keeps_update;
     CREATE TRIGGER _journal_keeps_update BEFORE UPDATE ON _journal BEGIN SELECT 1; END`,
    /trigger '_journal_keeps_update' was changed/,
  ],
  ["CREATE TABLE mine (x)", /table 'mine' is none of Comptoir's/],
  [
    withoutTrigger("_journal_keeps_update", "UPDATE _journal SET content = content || ' ' WHERE seq = 3"),
    /record 3 of its journal/,
  ],
  [
    withoutTrigger("_journal_keeps_delete", "DELETE FROM _journal WHERE seq = 2"),
    /record 2 of its journal: the record is missing/,
  ],
  ["UPDATE ventes SET total_ttc = total_ttc - 1 WHERE numero = 1", /tickets:C1 seq 1 of its fiscal journal/],
];

/** Something that a trigger forbids, and the trigger put back as it was. */
function withoutTrigger(trigger: string, sql: string): string {
  return `without ${trigger}: ${sql}`;
}

function change(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  const guarded = /^without (\w+): (.*)$/s.exec(sql);
  // Guards of tickets stand in the file: they are set aside for the change alone.
  const aside = guarded === null && !sql.startsWith("UPDATE ventes") ? [] : db.prepare(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND (name = ? OR ? IS NULL AND tbl_name = 'ventes')",
  ).all(guarded?.[1] ?? null, guarded?.[1] ?? null) as { name: string; sql: string }[];
  for (const { name } of aside) db.exec(`DROP TRIGGER ${name}`);
  db.exec(guarded?.[2] ?? sql);
  for (const { sql } of aside) db.exec(sql);
  db.close();
}

Deno.test("roles, accounts, triggers, tables, chains and tickets that were changed in a copy are found, each by its name", async () => {
  await using shop = await Shop.open(["chloe"]);
  const zoe = await join(shop.owner, "zoe", "vendeur", "127.0.0.9");
  zoe.client.close();
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  const { dir } = shop.server;
  assert.equal((await comptoir("user", "disable", "--username", "zoe", "--data", dir)).code, 0);
  const copies = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const whole = joinPath(copies, "whole.db");
  assert.equal((await comptoir("backup", whole, "--data", dir)).code, 0);
  await shop.server.stop();
  const before = await Deno.readFile(joinPath(dir, "comptoir.db"));
  const heads = ["journal.head", "fiscal.head"].map((name) => Deno.readTextFileSync(joinPath(dir, name)));
  for (const [at, [sql, wanted]] of EVERY_KIND.entries()) {
    const copy = joinPath(copies, `${at}.db`);
    await Deno.copyFile(whole, copy);
    change(copy, sql);
    const ended = await comptoir("restore", copy, "--data", dir);
    assert.equal(ended.code, 1, `restored although: ${sql}`);
    assertSentence(ended, 1, wanted);
    assert.match(ended.err, /[Nn]othing was restored.*--accept-changed/, sql);
  }
  assert.deepEqual(await Deno.readFile(joinPath(dir, "comptoir.db")), before);
  assert.deepEqual(["journal.head", "fiscal.head"].map((name) => Deno.readTextFileSync(joinPath(dir, name))), heads);

  // Where there is no other copy the owner decides, and it stands recorded; a whole one needs no word.
  const accepted = await comptoir("restore", joinPath(copies, "0.db"), "--accept-changed", "--data", dir);
  assert.equal(accepted.code, 0, accepted.err);
  const db = new DatabaseSync(joinPath(dir, "comptoir.db"), { readOnly: true });
  const { changed } = db.prepare("SELECT content ->> '$.detail.changed[0]' AS changed FROM _journal WHERE kind = 'restored'")
    .get() as { changed: string };
  db.close();
  assert.match(changed, /'chloe' is administrateur/);
  const restored = await comptoir("restore", whole, "--data", dir);
  assert.equal(restored.code, 0, restored.err);
  shop.server = await shop.server.restart();
  await shop.owner.signIn("patron", PASSWORD);
  await Deno.remove(copies, { recursive: true });
});
