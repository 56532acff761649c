/** A restore whose parts fail it: nothing of it stays, or it is decided and is told as such. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Backups } from "../../server/backups.ts";
import { processClock } from "../../server/database/clock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { settle } from "../../server/database/files/replacement.ts";
import type { DatabaseService } from "../../server/database/service.ts";
import type { LongWork } from "../../server/long_work.ts";
import type { RestoreTried } from "../../server/restoring/restore_tried.ts";
import { stageShop } from "../../server/restoring/shop_copy.ts";
import { Restores } from "../../server/restores.ts";
import { shop as application } from "../../server/shop/application.ts";
import { comptoir, run } from "../support/command_line.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { where } from "../support/where.ts";

const FILE = "copie.db";
const ACTOR = { userId: 1, username: "patron" } as unknown as Parameters<Restores["begin"]>[1];

/** The restores of a shop at rest with three tickets, of which a copy has one; `note` is what the database says to the journal's line. */
async function atRest(shop: Shop, note: () => Promise<unknown>) {
  const { chloe, server } = shop;
  ok(await openTill(chloe));
  await sold(chloe, [PAIN], [cash(120)]);
  const folder = new DataFolder(server.dir);
  const file = folder.backups + `/${FILE}`;
  assert.equal((await comptoir("backup", file, "--data", server.dir)).code, 0);
  for (let n = 2; n <= 3; n++) await sold(chloe, [PAIN], [cash(120)]);
  await server.stop();
  const begun: (() => Promise<RestoreTried>)[] = [];
  const restores = new Restores(
    {
      folder,
      application,
      version: "1.0.0",
      clock: processClock(),
      anew: (meanwhile) => begun.push(meanwhile),
      restored: null,
    },
    { folder, list: () => [{ name: FILE, size_bytes: 1 }] } as unknown as Backups,
    { command: note, metrics: () => ({ size_bytes: 1, wal_bytes: 1 }) } as unknown as DatabaseService,
    {
      stage: async (file: string, now: number) => {
        await stageShop(folder, file, { now: new Date(now), hear: assert.fail, progressOf: () => () => {} });
        return { refused: null };
      },
    } as unknown as LongWork,
  );
  return { folder, restores, begun };
}

/** Whether strace lets a disk fail here. */
const canInject = await new Deno.Command("strace", {
  args: ["-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"],
  stderr: "null",
})
  .output()
  .then(({ success }) => success, () => false);

function ticketsIn({ database }: DataFolder): unknown {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    return db.prepare("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'").get()!["n"];
  } finally {
    db.close();
  }
}

Deno.test("a copy that was staged goes again when what comes after it fails, and another may be asked for", async () => {
  await using shop = await Shop.open(["chloe"]);
  let broken = true;
  const { folder, restores, begun } = await atRest(shop, () => {
    assert.ok(existsSync(folder.beside("replacement.part")), "staged");
    return broken ? Promise.reject(new Error("disk I/O error")) : Promise.resolve();
  });
  await assert.rejects(restores.begin({ file: FILE, last_numbers: {} }, ACTOR), /disk I\/O error/);
  assert.deepEqual([existsSync(folder.beside("replacement.part")), begun.length], [false, 0]);
  broken = false;
  await restores.begin({ file: FILE, last_numbers: {} }, ACTOR);
  assert.deepEqual([existsSync(folder.beside("replacement.part")), begun.length], [true, 1]);
});

Deno.test("a copy that was staged and cannot be thrown away hides no trouble, and another may be asked for", async () => {
  await using shop = await Shop.open(["chloe"]);
  let broken = true;
  const { folder, restores, begun } = await atRest(shop, () => {
    if (!broken) return Promise.resolve();
    // Nothing in it can be removed, as far as the file system goes.
    Deno.renameSync(folder.path, `${folder.path}.aside`);
    Deno.writeTextFileSync(folder.path, "no folder");
    return Promise.reject(new Error("disk I/O error"));
  });
  await assert.rejects(restores.begin({ file: FILE, last_numbers: {} }, ACTOR), /disk I\/O error/);
  Deno.removeSync(folder.path);
  Deno.renameSync(`${folder.path}.aside`, folder.path);
  broken = false;
  await restores.begin({ file: FILE, last_numbers: {} }, ACTOR);
  assert.deepEqual([existsSync(folder.beside("replacement.part")), begun.length], [true, 1]);
});

Deno.test("a copy that is decided and could not be put in place at once is no failed restore: whoever goes on puts it there", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { folder, restores, begun } = await atRest(shop, () => Promise.resolve());
  await restores.begin({ file: FILE, last_numbers: {} }, ACTOR);
  // A program that holds on to a file, as far as the file system goes.
  const held = folder.beside("journal.head");
  Deno.renameSync(held, `${held}.aside`);
  Deno.mkdirSync(`${held}/held`, { recursive: true });
  const tried = await begun[0]!();
  assert.deepEqual([tried.failed, tried.file, tried.sure, existsSync(tried.kept!)], [null, FILE, true, true]);
  assert.ok(existsSync(folder.beside("replacement.ready")));
  Deno.removeSync(held, { recursive: true });
  settle(folder);
  assert.equal(ticketsIn(folder), 1);
});

Deno.test(
  "a copy that is decided is no failed restore although the disk does not confirm the folder: it is told, and the next start puts it there",
  where(canInject, "no strace on this machine that lets a disk fail"),
  async () => {
    await using shop = await Shop.open(["chloe"]);
    const { folder } = await atRest(shop, () => Promise.resolve());
    const failing = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", folder.path, "-e", "inject=fsync,fdatasync:error=EIO"];
    const restore = ["restore", `${folder.backups}/${FILE}`, "--data", folder.path];
    const { code, out, err } = await run(restore, { under: failing });
    assert.ok(existsSync(folder.beside("replacement.ready")), `the premise: ${out}${err}`);
    assert.equal(code, 1);
    assert.match(err, /not in the shop's place yet: .*Starting Comptoir on this folder puts it there/);
    const kept = /The database of before is kept as (\S+\.db)\.$/m.exec(err)?.[1];
    assert.ok(existsSync(kept!), err);
    assert.doesNotMatch(out + err, /Nothing was restored/);
    settle(folder);
    assert.equal(ticketsIn(folder), 1);
  },
);
