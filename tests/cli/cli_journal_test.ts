/** The command line and the journal: it waits for whoever works on the folder, and tells a changed record. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openLock } from "../../server/cli/lock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { run } from "../support/command_line.ts";
import { PASSWORD, startServer } from "../support/server.ts";
import { newFolder } from "../support/own_folder.ts";

Deno.test("journal verify waits like any command for whoever works on its folder", async () => {
  const [dir, other] = await Promise.all([newFolder(), newFolder()]);
  for (const shop of [dir, other]) {
    const added = await run(["user", "add", "--username", "un", "--role", "caisse", "--password-stdin", "--data", shop], {
      input: PASSWORD,
    });
    assert.equal(added.code, 0, added.err);
  }
  const lock = await openLock(new DataFolder(dir));
  let over = false;
  const verifying = run(["journal", "verify", "--data", dir]).finally(() => over = true);
  try {
    // A whole command elsewhere takes longer than to look through a journal of a few records.
    assert.equal((await run(["user", "list", "--data", other])).code, 0);
    assert.equal((await run(["journal", "verify", "--data", other])).code, 0);
    assert.equal(over, false, "it looked into a folder that another holds");
  } finally {
    lock.release();
  }
  assert.equal((await verifying).code, 0);
});

Deno.test("journal verify is 0 for a whole journal and 1 for a changed one, naming the record", async () => {
  const server = await startServer();
  using owner = await server.owner();
  const { body } = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('x')");
  assert.equal((await run(["journal", "verify", "--data", server.dir])).code, 0, "while the server runs");
  await server.stop();
  const whole = await run(["journal", "verify", "--data", server.dir]);
  assert.deepEqual([whole.code, whole.err], [0, ""]);
  const db = new DatabaseSync(joinPath(server.dir, "comptoir.db"));
  db.exec("DROP TRIGGER _journal_keeps_update");
  db.prepare("UPDATE _journal SET username = 'personne' WHERE seq = ?").run(body.seq);
  db.close();
  const changed = await run(["journal", "verify", "--data", server.dir]);
  assert.equal(changed.code, 1);
  assert.match(changed.out + changed.err, new RegExp(`\\b${body.seq}\\b.*username`));
  await Deno.remove(server.dir, { recursive: true });
});
