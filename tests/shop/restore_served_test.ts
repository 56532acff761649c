/** A copy put back by the running server: the shop is the copy's or as it was, whatever the copy is and whoever ends the server. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { answerOf, PASSWORD, type Person } from "../support/server.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

const RESTORE = "/api/backups/restore";

async function keep(owner: Person): Promise<string> {
  const { status, body } = await answerOf(await owner.post("/api/backups", {}));
  assert.equal(status, 201, JSON.stringify(body));
  return body.name;
}

/** Until this server, or the one in its place, answers again: with what GET /api/backups says of the restore. */
async function afterwards({ owner }: Shop, signIn: boolean) {
  return await eventually("the server begun anew", async () => {
    try {
      if (signIn) await owner.signIn("patron", PASSWORD);
      const { status, body } = await answerOf(await owner.get("/api/backups"));
      return status === 200 ? body.restored : null;
    } catch {
      return null; // stopped, or its session not ended yet
    }
  });
}

const leftovers = ({ server: { dir } }: Shop) =>
  [...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) => name.startsWith("replacement"));
const tickets = async (shop: Shop) => Number((await shop.rows("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'"))[0].n);

Deno.test("the running server puts a copy back: sessions end, the epoch is another, numbers go on after the last one given", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe, server } = shop;
  ok(await openTill(chloe));
  await sold(chloe, [PAIN], [cash(120)]);
  const file = await keep(owner);
  for (let n = 2; n <= 4; n++) await sold(chloe, [PAIN], [cash(120)]);
  const hello = async (person: Person) => {
    const socket = person.socket();
    const frame = JSON.parse(await new Promise<string>((resolve) => socket.onmessage = ({ data }) => resolve(data)));
    return { socket, frame };
  };
  const { socket, frame: { epoch: before } } = await hello(chloe);
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  const old = owner.token;

  const { status, body } = await answerOf(await owner.post(RESTORE, { file, last_numbers: { C1: 6 } }));
  assert.deepEqual([status, body], [202, { file }]);
  assert.equal(await closed, 1001);
  const restored = await afterwards(shop, true);
  assert.deepEqual(
    [restored.failed, restored.file, restored.sure, restored.next],
    [null, file, true, [
      { number: "C1-000007", copied: "C1-000001", gap: true },
      { number: "C2-000001", copied: null, gap: false },
    ]],
  );
  // It is the same process, on the same port: whoever watches it saw nothing end.
  assert.doesNotMatch(server.log, /takes this one's place/);
  assert.equal(JSON.parse(Deno.readTextFileSync(`${server.dir}/comptoir.lock`)).pid, server.process.pid);
  assert.deepEqual(leftovers(shop), []);
  assert.equal(await tickets(shop), 1);
  owner.token = old;
  assert.equal((await answerOf(await owner.get("/api/auth"))).status, 401);
  assert.equal((await answerOf(await chloe.get("/api/auth"))).status, 401);
  await owner.signIn("patron", PASSWORD);
  await chloe.signIn("chloe", PASSWORD);
  const again = await hello(chloe);
  again.socket.close();
  assert.notEqual(again.frame.epoch, before);
  assert.equal((await sold(chloe, [PAIN], [cash(120)])).numero, "C1-000007");

  // Both lives tell who had it done; the one of before is kept beside the copies.
  const [{ par }] = await shop.rows(
    "SELECT contenu ->> 'par' AS par FROM journal_fiscal WHERE genre = 'restauration' ORDER BY seq DESC LIMIT 1",
  );
  assert.equal(par, "patron");
  const kept = new DatabaseSync(restored.kept, { readOnly: true });
  assert.equal(kept.prepare("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'").get()!["n"], 4);
  assert.equal(kept.prepare("SELECT count(*) AS n FROM _journal WHERE kind = 'restore_begun'").get()!["n"], 1);
  kept.close();
  const verified = await comptoir("journal", "verify", "--data", server.dir);
  assert.equal(verified.code, 0, verified.out + verified.err);
  // And once more, with what was just replaced: the control, the port and the folder are as good as on the first day.
  const [, name] = /([^/]+)$/.exec(restored.kept)!;
  assert.equal((await answerOf(await owner.post(RESTORE, { file: name }))).status, 202);
  assert.equal((await afterwards(shop, true)).file, name);
  assert.equal(await tickets(shop), 4);
});

Deno.test("a copy that may not take the shop's place is refused with the reason of the command line, and the shop sells on", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe, server: { dir } } = shop;
  ok(await openTill(chloe));
  const whole = await keep(owner);
  const put = (name: string, make: (path: string) => void) => {
    const path = `${dir}/backups/${name}`;
    Deno.copyFileSync(`${dir}/backups/${whole}`, path);
    make(path);
  };
  const changed = (sql: string) => (path: string) => {
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
  };
  put("coupee.db", (path) => Deno.truncateSync(path, 40_000));
  put("vide.db", (path) => Deno.truncateSync(path, 0));
  put("texte.db", (path) => Deno.writeTextFileSync(path, "ce n'est pas une base ".repeat(500)));
  put("autre.db", (path) => {
    Deno.removeSync(path);
    changed("CREATE TABLE clients (nom TEXT)")(path);
  });
  put("future.db", changed("INSERT INTO _migrations (name, applied_at) VALUES ('999_demain', '2027-01-01T00:00:00.000Z')"));
  put("demo.db", (path) => {
    const db = new DatabaseSync(path);
    const guards = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'boutique'").all();
    for (const { name } of guards) db.exec(`DROP TRIGGER "${name}"`);
    db.exec("UPDATE boutique SET demo = 1");
    db.close();
  });
  const refused: readonly (readonly [string, RegExp, RegExp])[] = [
    ["coupee.db", /damaged|malformed|not a database/, /abîmé|pas une base/],
    ["vide.db", /no database of Comptoir/, /pas une base de Comptoir/],
    ["texte.db", /not a database/, /pas une base de Comptoir/],
    ["autre.db", /no database of Comptoir/, /pas une base de Comptoir/],
    ["future.db", /newer version of Comptoir/, /plus récente de Comptoir/],
    ["demo.db", /demo shop's, and this folder holds a real shop/, /démonstration, et ce dossier contient une vraie/],
  ];
  for (const [file, en, fr] of refused) {
    const ask = async (language: string) => await answerOf(await owner.post(RESTORE, { file }, { "accept-language": language }));
    const english = await ask("en");
    assert.deepEqual([english.status, english.body.code], [409, "restore_refused"], file);
    assert.match(english.body.detail, en, file);
    assert.match((await ask("fr")).body.detail, fr, file);
    const told = await comptoir("restore", `${dir}/backups/${file}`, "--data", `${dir}-other`);
    if (file !== "demo.db") assert.match(told.err, en, file);
    assert.deepEqual(leftovers(shop), [], file);
  }
  for (const file of ["absente.db", "../comptoir.db", `${dir}/backups/${whole}`]) {
    const { status, body } = await answerOf(await owner.post(RESTORE, { file }));
    assert.deepEqual([status, body.code], [404, "not_found"], file);
  }
  for (
    const body of [{}, { file: "" }, { file: 3 }, { file: whole, last_numbers: { C1: 0 } }, {
      file: whole,
      last_numbers: { "C 1": 4 },
    }]
  ) {
    const answer = await answerOf(await owner.post(RESTORE, body));
    assert.deepEqual([answer.status, answer.body.code], [400, "invalid_body"], JSON.stringify(body));
  }
  assert.equal((await answerOf(await chloe.post(RESTORE, { file: whole }))).status, 403);
  await sold(chloe, [PAIN], [cash(120)]);
  assert.equal((await answerOf(await owner.get("/api/backups"))).body.restored, null);
});

Deno.test("killed while the copy is looked through or put in place, the shop is as it was or the copy's, and whole; two at once are one", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe } = shop;
  ok(await openTill(chloe));
  await sold(chloe, [PAIN], [cash(120)]);
  const file = await keep(owner);
  for (let n = 2; n <= 3; n++) await sold(chloe, [PAIN], [cash(120)]);
  const again = async () => {
    await shop.server.kill();
    shop.server = await shop.server.restart();
    await owner.signIn("patron", PASSWORD);
    assert.deepEqual(leftovers(shop), []);
    const { code, out, err } = await comptoir("journal", "verify", "--data", shop.server.dir);
    assert.equal(code, 0, out + err);
  };

  const first = owner.post(RESTORE, { file }).then(answerOf, () => null);
  await eventually("the copy beside the shop", () => leftovers(shop).length > 0 ? true : null);
  const { status, body } = await answerOf(await owner.post(RESTORE, { file }));
  assert.deepEqual([status, body.code], [503, "busy"]);
  await again();
  await first;
  assert.equal(await tickets(shop), 3, "as it was");

  const { dir } = shop.server;
  const keptBefore = () => [...Deno.readDirSync(`${dir}/backups`)].filter(({ name }) => name.startsWith("before-restore")).length;
  const there = (name: string) => Deno.statSync(`${dir}/${name}`).isFile;
  /** Each later than the one before; after the last it may be either. */
  const moments: readonly (readonly [string, readonly number[], () => boolean])[] = [
    ["when it is answered", [3], () => true],
    ["when the copy has its new epoch", [3, 1], () => there("replacement.part/journal.head")],
    ["when the database of before is kept", [3, 1], () => keptBefore() > 0],
  ];
  for (const [moment, wanted, come] of moments) {
    assert.equal((await answerOf(await owner.post(RESTORE, { file }))).status, 202);
    const until = Date.now() + 30_000;
    // Looked for without a pause: it is over within milliseconds.
    await eventually(moment, () => {
      for (const pause = Date.now() + 200; Date.now() < pause;) {
        try {
          if (come()) return true;
        } catch {
          if (Date.now() > until) return false;
        }
      }
      return null;
    });
    await again();
    const count = await tickets(shop);
    assert.ok(wanted.includes(count), `${moment}: ${count}`);
    if (count === 1) break;
  }
});

Deno.test("a copy that cannot take the place after all leaves the shop as it was, which goes on and says why", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe, server: { dir } } = shop;
  ok(await openTill(chloe));
  const file = await keep(owner);
  await sold(chloe, [PAIN], [cash(120)]);
  // Another program's folder under the name that the copy is to get.
  Deno.mkdirSync(`${dir}/replacement.ready`);
  Deno.writeTextFileSync(`${dir}/replacement.ready/chose`, "");
  assert.equal((await answerOf(await owner.post(RESTORE, { file }))).status, 202);
  const { failed, kept, next } = await afterwards(shop, false);
  assert.match(failed, /not empty|ENOTEMPTY|exist/i);
  assert.deepEqual([kept, next], [null, []]);
  assert.equal(await tickets(shop), 1);
  await sold(chloe, [PAIN], [cash(120)]);
});
