/** What happens to the shop's system is signed with its known number: starts, stops, accounts, settings, tills, defects. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import { processClock } from "../../server/database/clock.ts";
import { makeWriter } from "../../server/database/writing/make_writer.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { engineCommands } from "../../server/security/engine_commands.ts";
import { SERVER } from "../../server/database/actors.ts";
import { shop as application } from "../../server/shop/application.ts";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { lookedAfterStart } from "../support/own_processes.ts";
import { answerOf, PASSWORD, startServer } from "../support/server.ts";
import { cash, close, closeTill, draft, ok, openTill, PAIN, pay, Shop, sold } from "../support/shop.ts";

interface Event {
  readonly genre: string;
  // deno-lint-ignore no-explicit-any -- contents of every shape
  readonly contenu: any;
}

const events = async (shop: Shop): Promise<Event[]> =>
  (await shop.rows("SELECT genre, contenu FROM journal_fiscal WHERE serie = 'evenements' ORDER BY seq"))
    .map(({ genre, contenu }) => ({ genre, contenu: JSON.parse(contenu) }));
const named = (list: readonly Event[]) => list.map(({ genre, contenu }) => [genre, contenu.code]);
const verifyCode = async (dir: string) => (await comptoir("journal", "verify", "--data", dir)).code;

Deno.test("a shop's first records are its key and its beginning; accounts, settings, tills, stops and starts follow", async () => {
  await using shop = await Shop.open(["nora"]);
  const { owner, nora } = shop;
  const before = await events(shop);
  assert.deepEqual(named(before), [
    ["cle", 270],
    ["initialisation", 260],
    ["compte_cree", 130],
    ["compte_cree", 130],
    ["caisse_ajoutee", 126],
    // The test's shop is a copy of one that was stopped.
    ["arret", 40],
    ["demarrage", 80],
  ]);
  assert.deepEqual([before[0]!.contenu.precedente, before[1]!.contenu.demonstration], [null, false]);
  assert.deepEqual([before[3]!.contenu.compte, before[3]!.contenu.role, before[3]!.contenu.par], ["nora", "vendeur", "patron"]);

  ok(await owner.query("update", "UPDATE boutique SET nom = 'Le Comptoir', adresse = '1 rue du Port'"));
  ok(await owner.query("update", "UPDATE boutique SET nom = 'Le Comptoir'"));
  ok(await owner.query("update", "UPDATE caisses SET active = 0 WHERE nom = 'C2'"));
  ok(await owner.query("update", "UPDATE caisses SET libelle = 'Fond' WHERE nom = 'C2'"));
  ok(await owner.batch([{ type: "update", query: "UPDATE caisses SET active = 1 WHERE nom = 'C2'" }]));
  const change = async (body: unknown) =>
    assert.equal((await answerOf(await owner.send("PATCH", "/api/users/2", body))).status, 200);
  await change({ role: "caisse" });
  await change({ role: "caisse" });
  await change({ password: "un autre mot de passe" });
  await change({ active: false });
  const refused = await answerOf(await nora.post("/api/auth", { username: "nora", password: "un mauvais mot" }));
  assert.equal(refused.status, 401, "a refused sign-in is no event");
  assert.equal((await nora.query("update", "UPDATE boutique SET nom = 'x'")).status, 401, "nor what was refused");

  await shop.server.stop();
  shop.server = await shop.server.restart();
  const after = (await events(shop)).slice(before.length);
  assert.deepEqual(named(after), [
    ["reglages", 270],
    ["caisse_desactivee", 127],
    ["caisse_activee", 126],
    ["compte_modifie", 130],
    ["compte_modifie", 130],
    ["compte_modifie", 130],
    ["arret", 40],
    ["demarrage", 80],
  ]);
  assert.deepEqual(after[0]!.contenu, {
    code: 270,
    avant: { nom: "", adresse: "" },
    apres: { nom: "Le Comptoir", adresse: "1 rue du Port" },
    par: "patron",
  });
  assert.deepEqual([after[3]!.contenu.avant.role, after[3]!.contenu.apres.role], ["vendeur", "caisse"]);
  assert.equal(after[4]!.contenu.mot_de_passe_change, true);
  assert.ok(!JSON.stringify(after).includes("autre mot"), "no password is in it");
  assert.match(after[7]!.contenu.logiciel, /^Comptoir \d+\.\d+\.\d+/);
  assert.equal(await verifyCode(shop.server.dir), 0);
});

Deno.test("a sale is signed once, and nothing is added to it; a closing says its number, an archive that it left the shop", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe } = shop;
  ok(await openTill(chloe));
  const count = async () => (await shop.rows("SELECT count(*) AS n FROM journal_fiscal"))[0].n;
  const before = await count();
  await sold(chloe, [PAIN], [cash(120)]);
  assert.equal(await count(), before + 1);
  ok(await closeTill(chloe, 120));
  assert.equal(ok(await close(owner, "jour", shop.jour())).code, 50);
  await (await owner.get(`/api/archives/${shop.jour()}`)).body?.cancel();
  const last = (await events(shop)).at(-1)!;
  assert.deepEqual([last.genre, last.contenu.code, last.contenu.periode], ["export", 110, shop.jour()]);
  assert.equal(last.contenu.manifeste.length, 64);
});

Deno.test("a folder in which nothing was done yet is started and stopped without a word", async () => {
  const server = await startServer();
  await server.stop();
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  assert.equal(db.prepare("SELECT count(*) AS n FROM journal_fiscal").get()!["n"], 0);
  db.close();
  await Deno.remove(server.dir, { recursive: true });
});

Deno.test("another version of the program is told at its first start", async () => {
  const server = await startServer();
  using _owner = await server.owner();
  await server.stop();
  const folder = new DataFolder(server.dir);
  for (const version of ["9.8.7", "9.8.7"]) {
    // What a writer lays beside the tables belongs to its connection.
    const db = openWriter(folder.database);
    const commands = engineCommands(application.people);
    const input = { kind: "server_started", detail: { version } };
    const work = { kind: "command", name: "engine.note", input } as const;
    const writer = makeWriter(db, { folder, application, commands, version, clock: processClock() });
    const [answer] = writer.run([{
      actor: SERVER,
      work,
      idempotency: null,
    }]);
    assert.ok(answer!.ok);
    db.close();
  }
  const db = new DatabaseSync(folder.database, { readOnly: true });
  const told = db.prepare(
    "SELECT genre, contenu ->> 'avant' AS avant, contenu ->> 'apres' AS apres FROM journal_fiscal WHERE genre IN ('version', 'demarrage') ORDER BY seq",
  )
    .all();
  db.close();
  assert.deepEqual(told.map(({ genre }) => genre), ["version", "demarrage", "demarrage"]);
  assert.match(String(told[0]!["avant"]), /^Comptoir 0\./);
  assert.equal(told[0]!["apres"], "Comptoir 9.8.7");
  await Deno.remove(server.dir, { recursive: true });
});

/** Changes a stored record as another program would, while nothing runs. */
const tamper = (shop: Shop, seq: number) =>
  shop.aside((db) => {
    const rule = (db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'journal_fiscal_change'").get() as { sql: string }).sql;
    db.exec("DROP TRIGGER journal_fiscal_change");
    db.exec(
      `UPDATE journal_fiscal SET contenu = replace(contenu, '"Pain"', '"Pays"') WHERE serie = 'tickets:C1' AND seq = ${seq}`,
    );
    db.exec(rule);
  });

Deno.test("a record changed since the last closing is found after the start, told and recorded; the shop sells on", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe } = shop;
  ok(await openTill(chloe));
  for (let n = 0; n < 3; n++) await sold(chloe, [PAIN], [cash(120)]);
  const waiting = await draft(chloe, [PAIN]);
  await tamper(shop, 2);
  const paid = pay(chloe, waiting, [cash(120)]);
  const defects = async () => (await events(shop)).filter(({ genre }) => genre === "defaut").map(({ contenu }) => contenu);
  await eventually(async () => (await defects()).length > 0, "the defect", 60_000);
  assert.equal(ok(await paid).numero, "C1-000004");
  assert.deepEqual(await defects(), [{
    code: 90,
    controle: "demarrage",
    enregistrement: "tickets:C1 seq 2",
    probleme: "its content was changed",
  }]);
  assert.match(shop.server.log, /ne sont plus intacts.*tickets:C1 seq 2/);
  const { records } = (await answerOf(await owner.get("/api/journal?kind=integrity_defect"))).body;
  assert.equal(records[0].detail.record, "tickets:C1 seq 2");
  const asked = (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.deepEqual([asked.ok, asked.fiscal.ok, asked.fiscal.first_wrong], [true, false, "tickets:C1 seq 2"]);
  assert.equal((await defects()).length, 1, "one finding is recorded once while the server runs");
});

Deno.test("what was changed before the last closing is found when the owner asks, and recorded then", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe } = shop;
  ok(await openTill(chloe));
  for (let n = 0; n < 3; n++) await sold(chloe, [PAIN], [cash(120)]);
  ok(await closeTill(chloe, 360));
  ok(await close(owner, "jour", shop.jour()));
  await tamper(shop, 2);
  await lookedAfterStart(owner);
  assert.deepEqual((await events(shop)).filter(({ genre }) => genre === "defaut"), [], "the start looks at what came since");
  const { fiscal } = (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.deepEqual([fiscal.ok, fiscal.first_wrong], [false, "tickets:C1 seq 2"]);
  const [defect] = (await events(shop)).filter(({ genre }) => genre === "defaut");
  assert.deepEqual([defect!.contenu.code, defect!.contenu.controle], [90, "demande"]);
});

Deno.test("sign-ins, good and refused, and refusals are no events", async () => {
  await using shop = await Shop.open(["chloe"]);
  const before = (await shop.rows("SELECT count(*) AS n FROM journal_fiscal"))[0].n;
  for (let n = 0; n < 3; n++) {
    const answer = await answerOf(await shop.chloe.post("/api/auth", { username: "chloe", password: "faux mot de passe" }));
    assert.equal(answer.status, 401);
  }
  await shop.chloe.signIn("chloe", PASSWORD);
  await shop.chloe.query("delete", "DELETE FROM produits");
  assert.equal((await shop.rows("SELECT count(*) AS n FROM journal_fiscal"))[0].n, before);
});
