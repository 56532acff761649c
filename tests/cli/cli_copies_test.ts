/** Copies from the command line: made while the shop works, put back when it stands still. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assertSentence, run, UNPRIVILEGED } from "../support/command_line.ts";
import { ADDED_LATER } from "../support/long_journal.ts";
import { answerOf, PASSWORD, startServer } from "../support/server.ts";
import { command, ok } from "../support/shop.ts";
import { onLinux } from "../support/where.ts";
import { newFolder } from "../support/own_folder.ts";

Deno.test("a backup made while the shop works is restored when it stands still, as a new epoch", async () => {
  let server = await startServer();
  using owner = await server.owner();
  const { dir } = server;
  const nom = (name: string) => owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [name]);
  const names = async () =>
    (await owner.query("select", "SELECT nom FROM categories ORDER BY nom")).body.rows.map((r: { nom: string }) => r.nom);
  await nom("avant");
  // Chloé works on this PC, at a till that is bound to it, where PINs may be used.
  assert.equal((await owner.send("PUT", "/api/network", { single_machine: true })).status, 200);
  const { id } = (await answerOf(await owner.post("/api/users", { username: "chloe", password: PASSWORD, role: "caisse" }))).body;
  assert.equal((await owner.send("PUT", `/api/users/${id}/pin`, { pin: "7305" })).status, 204);
  using chloe = server.at("127.0.0.1");
  await chloe.signIn("chloe", PASSWORD);
  ok(await command(owner, "/api/caisses", { nom: "C9" }));
  ok(await owner.query("update", "UPDATE caisses SET codes_pin = 1 WHERE nom = 'C9'"));
  const device = { caisse: "C9", cle: "k".repeat(43) };
  const { code } = ok(await command(owner, "/api/caisses/C9/inviter"));
  ok(await command(chloe, "/api/caisses/enroler", { code, cle: device.cle }));
  assert.equal((await chloe.post("/api/auth/pin/device", device)).status, 204);
  const file = joinPath(dir, "copie.db");
  assert.equal((await run(["backup", file, "--data", dir])).code, 0);
  assertSentence(await run(["backup", file, "--data", dir]), 1, /exists/);
  const automatic = await run(["backup", "--data", dir]);
  assert.equal(automatic.code, 0);
  assert.equal([...Deno.readDirSync(joinPath(dir, "backups"))].length, 1);
  await nom("après");
  assertSentence(await run(["restore", file, "--data", dir]), 1, /stop it/);
  await server.stop();
  await Deno.writeTextFile(joinPath(dir, "faux.db"), "nothing of the kind");
  for (const wrong of ["faux.db", "nulle-part.db"]) {
    assertSentence(await run(["restore", joinPath(dir, wrong), "--data", dir]), 1, /[Nn]othing was restored/);
  }
  server = await server.restart();
  assert.deepEqual(await names(), ["après", "avant"], "a refused restore changes nothing");
  await server.stop();
  const restored = await run(["restore", file, "--data", dir]);
  assert.equal(restored.code, 0, restored.err);
  assert.equal((await run(["journal", "verify", "--data", dir])).code, 0);
  server = await server.restart();
  assert.equal((await answerOf(await owner.get("/api/auth"))).status, 401, "sessions of before have ended");
  await owner.signIn("patron", PASSWORD);
  assert.deepEqual(await names(), ["avant"]);
  const { records } = (await answerOf(await owner.get("/api/journal?kind=restored"))).body;
  assert.deepEqual(records.map(({ detail }: { detail: { single_machine: boolean } }) => detail.single_machine), [true]);
  using db = new DatabaseSync(joinPath(dir, "comptoir.db"), { readOnly: true });
  for (const table of ["_pins", "_pin_devices"]) {
    assert.deepEqual(db.prepare(`SELECT * FROM ${table}`).all(), [], "what was taken away since does not come back");
  }
  await server.dispose();
});

Deno.test("a restore that is refused leaves nothing behind, neither in the folder nor beside the file", async () => {
  const whole = await startServer({ dir: await newFolder() });
  await whole.stop();
  const copies = await newFolder();
  const change = (name: string, sql: string) => {
    Deno.copyFileSync(joinPath(whole.dir, "comptoir.db"), joinPath(copies, name));
    const db = new DatabaseSync(joinPath(copies, name));
    db.exec(sql);
    db.close();
  };
  change("plus-tard.db", "INSERT INTO _migrations VALUES ('999_future', '2030-01-01T00:00:00Z')");
  change("autre.db", "DROP TRIGGER _journal_keeps_delete; PRAGMA foreign_keys = OFF; ALTER TABLE _journal RENAME TO autre");
  change("abîmé.db", "SELECT 1");
  Deno.truncateSync(joinPath(copies, "abîmé.db"), 20_000);
  const names = (dir: string) => [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
  const before = names(copies);
  for (const name of [...before, "nulle-part.db"]) {
    const dir = await newFolder();
    for (const place of [joinPath(dir, "chez", "nous"), dir]) {
      assertSentence(await run(["restore", joinPath(copies, name), "--data", place]), 1, /[Nn]othing was restored/);
      assert.deepEqual(names(dir), [], name);
    }
  }
  assert.deepEqual(names(copies), before);
});

Deno.test("a copy of an older version is brought up to the present with no copy of its own, whether it is accepted or refused", async () => {
  const shop = await startServer({ dir: await newFolder() });
  await shop.stop();
  const old = joinPath(await newFolder(), "ancienne.db");
  Deno.copyFileSync(joinPath(shop.dir, "comptoir.db"), old);
  const change = (sql: string) => {
    using db = new DatabaseSync(old);
    db.exec(sql);
  };
  change(ADDED_LATER);
  const kept = (dir: string) => [...Deno.readDirSync(joinPath(dir, "backups"))].map(({ name }) => name.replace(/\d.*/, "…"));
  const restored = await run(["restore", old, "--data", shop.dir]);
  assert.equal(restored.code, 0, restored.err);
  assert.deepEqual(kept(shop.dir), ["before-restore-…"]);
  using db = new DatabaseSync(joinPath(shop.dir, "comptoir.db"), { readOnly: true });
  assert.ok(db.prepare("SELECT 1 FROM _migrations WHERE name = 'engine/003_journal_index'").get(), "brought up");
  // A record that is another one now, in rules that are as they were: found when it has the present schema.
  const { sql } = db.prepare("SELECT sql FROM sqlite_schema WHERE name = '_journal_keeps_update'").get() as { sql: string };
  change(`DROP TRIGGER _journal_keeps_update; UPDATE _journal SET content = content || ' ' WHERE seq = 1; ${sql}`);
  assertSentence(await run(["restore", old, "--data", shop.dir]), 1, /changed since Comptoir wrote it: record 1/);
  assert.deepEqual(kept(shop.dir), ["before-restore-…"]);
});

Deno.test("a demo's copy does not replace a real shop, though it lies on a disk that cannot be written", onLinux(), async () => {
  const real = await startServer({ dir: await newFolder() });
  await real.stop();
  const demo = await startServer({ dir: await newFolder(), flags: ["--demo"] });
  await demo.stop();
  const copies = await newFolder();
  await Deno.copyFile(joinPath(demo.dir, "comptoir.db"), joinPath(copies, "copie.db"));
  await Deno.chmod(copies, 0o555);
  const copy = ["restore", joinPath(copies, "copie.db"), "--data"];
  assertSentence(await run([...copy, real.dir], { under: UNPRIVILEGED }), 1, /demo shop's.*real shop/);
  assert.deepEqual([...Deno.readDirSync(copies)].map(({ name }) => name), ["copie.db"]);
  assert.equal((await run([...copy, joinPath(await newFolder(), "neu")], { under: UNPRIVILEGED })).code, 0, "the premise");
});
