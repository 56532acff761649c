/** A demo shop at work: its people sell on with the printed passwords, charge no card, and nobody takes its mark off. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { command, draft, ok, openTill, refused } from "../support/acts.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { byCard, operation } from "../support/card_tills.ts";
import { DemoBooks } from "../support/demo_books.ts";
import { answerOf, uuidv7 } from "../support/server.ts";

const demo = new DemoBooks();

Deno.test("those of the demo sign in with the printed passwords, see the mark, and sell on from there", async () => {
  assert.deepEqual(Object.keys(demo.passwords), ["caisse1", "vendeur1", "vendeur2"]);
  assert.equal(new Set(Object.values(demo.passwords)).size, 3);
  using seller = demo.server.at("127.0.0.3");
  using other = demo.server.at("127.0.0.4");
  using cashier = demo.server.at("127.0.0.2");
  await seller.signIn("vendeur1", demo.passwords["vendeur1"]!);
  await other.signIn("vendeur2", demo.passwords["vendeur2"]!);
  await cashier.signIn("caisse1", demo.passwords["caisse1"]!);
  for (const person of [seller, other, cashier, demo.owner]) {
    assert.deepEqual((await person.query("select", "SELECT demo FROM boutique")).body.rows, [{ demo: 1 }]);
  }
  const last = demo.one("SELECT max(numero) FROM ventes");
  const command = async (path: string, body: unknown) => {
    const response = await cashier.post(path, body, { "idempotency-key": uuidv7() });
    return { status: response.status, body: await response.json() };
  };
  assert.equal((await command("/api/caisses/C1/ouvrir", { fond: 100_00 })).status, 200);
  const id = uuidv7();
  const made = await cashier.batch([
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [uuidv7(), id] },
  ]);
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const [sale] = (await cashier.query("select", "SELECT version, total_ttc FROM ventes WHERE id = ?", [id])).body.rows;
  const paid = await command(`/api/ventes/${id}/encaisser`, {
    version: sale.version,
    paiements: [{ mode: "carte", montant: sale.total_ttc }],
  });
  assert.equal(paid.status, 200, JSON.stringify(paid.body));
  assert.equal(paid.body.demonstration, true);
  assert.equal(paid.body.numero, `C1-${String(last + 1).padStart(6, "0")}`);
});

Deno.test("a demo shop that is given a card terminal charges no card: it may be tried out, and the till takes cards by hand", async () => {
  await using terminal = await TestTerminal.open();
  using cashier = demo.server.at("127.0.0.2");
  await cashier.signIn("caisse1", demo.passwords["caisse1"]!);
  const set = "UPDATE caisses SET terminal_adresse = ?, terminal_port = ? WHERE nom = 'C1'";
  ok(await demo.owner.query("update", set, [terminal.host, terminal.port]));
  const tills = ok(await answerOf(await cashier.get("/api/caisses"))).caisses;
  const open = tills.find(({ nom }: { nom: string }) => nom === "C1");
  if (!open.ouverte) ok(await openTill(cashier));
  assert.equal(open.terminal, false);
  assert.equal(ok(await answerOf(await cashier.get("/api/cartes"))).terminal, false);
  const sale = await draft(cashier, [1]);
  const asked = await byCard(cashier, sale, 1);
  assert.match(refused(asked, 404, "not_found").detail, /démonstration.*vraies cartes/);
  const sold = demo.one("SELECT vente_id FROM paiements WHERE mode = 'carte' AND montant > 0 ORDER BY rowid DESC LIMIT 1");
  const credit = { operation_id: uuidv7(), montant: 1, motif: "cassé" };
  assert.match(refused(await command(cashier, `/api/ventes/${sold}/crediter`, credit), 404, "not_found").detail, /démonstration/);
  // A trial holds no amount.
  const { id } = ok(await command(demo.owner, "/api/caisses/C1/terminal/essai", { operation_id: uuidv7() }));
  await operation(demo.owner, id, "acceptee");
  assert.deepEqual(terminal.requests.map(({ fields }) => fields["CB"]), [undefined]);
  assert.deepEqual([terminal.charges, terminal.taken], [0, 0]);
  ok(await demo.owner.query("update", "UPDATE caisses SET terminal_adresse = NULL"));
});

Deno.test("the passwords are told on the console and kept nowhere", () => {
  const file = new TextDecoder("latin1").decode(Deno.readFileSync(`${demo.server.dir}/comptoir.db`));
  for (const password of Object.values(demo.passwords)) assert.ok(!file.includes(password));
});

Deno.test("nobody takes the mark off: not the owner, not another program", async () => {
  for (const query of ["UPDATE boutique SET demo = 0", "DELETE FROM boutique", "INSERT INTO boutique (id, demo) VALUES (1, 0)"]) {
    const answer = await demo.owner.query(query.split(" ")[0]!.toLowerCase(), query);
    assert.equal(answer.status, 403, JSON.stringify(answer.body));
  }
  assert.equal(
    (await demo.owner.query("update", "UPDATE boutique SET nom = 'Autre'")).status,
    200,
    "the rest of it is the owner's",
  );
  const copy = await Deno.makeTempFile();
  demo.db.exec(`VACUUM INTO '${copy}'`);
  const other = new DatabaseSync(copy);
  for (
    const sql of [
      "UPDATE boutique SET demo = 0",
      "DELETE FROM boutique",
      "INSERT OR REPLACE INTO boutique (id, demo) VALUES (1, 0)",
    ]
  ) assert.throws(() => other.exec(sql), /boutique:/, sql);
  other.close();
  await Deno.remove(copy);
});
