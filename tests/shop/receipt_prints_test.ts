/** Receipts on a till's printer: the receipt itself once, copies after it, and the drawer by rule. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "../support/feed.ts";
import { type Printed, TestPrinter } from "../support/printer.ts";
import { answerOf, type Person } from "../support/server.ts";
import { CAFE, card, cash, command, draft, LAMPE, ok, openTill, PAIN, pay, refund, refused, Shop } from "../support/shop.ts";

const print = (person: Person, id: string, body: object = {}) => command(person, `/api/ventes/${id}/imprimer`, body);
const mine = async (person: Person) => await answerOf(await person.get("/api/impressions"));
const has = (printed: Printed | undefined, text: string) => printed?.lines.some((line) => line.includes(text)) === true;

async function till(shop: Shop, printer: TestPrinter): Promise<void> {
  const { owner, chloe } = shop;
  const add = "INSERT INTO imprimantes (nom, adresse, tiroir) VALUES ('Comptoir', ?, 1)";
  const { last_insert_id: id } = ok(await owner.query("insert", add, [printer.address]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [id]));
  ok(await openTill(chloe, 10_000));
}
const arrive = (printer: TestPrinter, count: number) =>
  eventually(() => printer.documents.length === count, `${count} documents arrive, not ${printer.documents.length}`);
const ends = (person: Person, id: number, etat: string) =>
  eventually(async () => ok(await answerOf(await person.get(`/api/impressions/${id}`))).etat === etat, `the print is ${etat}`);

Deno.test("a receipt is printed once, what follows is a DUPLICATA; refused it is sent again, unknown it is not; others see nothing of it", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  await using printer = await TestPrinter.open();
  const { chloe, marc, owner } = shop;
  await till(shop, printer);
  ok(await openTill(marc, 0, "C2"));
  ok(
    await owner.query("update", "UPDATE produits SET libelle = ? WHERE id = ?", [
      "Café\u001bp\u0001\u0019\u0019\nTOTAL 0,00",
      CAFE,
    ]),
  );
  const sale = await draft(chloe, [CAFE]);
  const { numero } = ok(await pay(chloe, sale, [card(500)]));
  const first = ok(await print(chloe, sale.id));
  assert.deepEqual([first.genre, first.titre], ["recu", numero]);
  await ends(chloe, first.id, "imprimee");
  const [ticket] = printer.documents;
  assert.ok(has(ticket, numero) && has(ticket, "Cafép") && has(ticket, "5,00\u00a0€") && !has(ticket, "DUPLICATA"));
  // A card opens nothing, nor does a name that would.
  assert.deepEqual([printer.documents.length, ticket!.openedDrawer, ticket!.codes], [1, false, [numero]]);
  assert.ok(!ticket!.lines.some((line) => line.startsWith("TOTAL 0,00")));

  const copy = ok(await print(chloe, sale.id));
  assert.equal(copy.genre, "duplicata");
  await ends(chloe, copy.id, "imprimee");
  assert.ok(has(printer.documents[1], "DUPLICATA 1"));
  refused(await print(marc, sale.id), 404, "not_found");
  refused(await answerOf(await marc.get(`/api/impressions/${copy.id}`)), 404, "not_found");
  refused(await command(marc, `/api/impressions/${copy.id}/ecarter`), 404, "not_found");
  assert.deepEqual(ok(await mine(marc)), { imprimante: null, impressions: [] });

  const second = await draft(chloe, [PAIN]);
  ok(await pay(chloe, second, [card(120)]));
  printer.faults.trouble = "paper";
  const out = ok(await print(chloe, second.id));
  await ends(chloe, out.id, "refusee");
  assert.deepEqual(ok(await mine(chloe)).impressions.map(({ id, raison }: { id: number; raison: string }) => [id, raison]), [[
    out.id,
    "papier",
  ]]);
  printer.faults.trouble = null;
  assert.equal(ok(await print(chloe, second.id)).id, out.id);
  await ends(chloe, out.id, "imprimee");
  assert.ok(!has(printer.documents[2], "DUPLICATA"));
  assert.deepEqual(ok(await mine(chloe)), { imprimante: "Comptoir", impressions: [] });

  const third = await draft(chloe, [PAIN]);
  ok(await pay(chloe, third, [card(120)]));
  printer.faults.muteThen = true;
  const cut = ok(await print(chloe, third.id));
  await ends(chloe, cut.id, "inconnue");
  printer.faults.muteThen = false;
  const after = ok(await print(chloe, third.id));
  assert.equal(after.genre, "duplicata");
  await ends(chloe, after.id, "imprimee");
  assert.ok(has(printer.documents[4], "DUPLICATA 1"));
  ok(await command(chloe, `/api/impressions/${cut.id}/ecarter`, { sorti: true }));
  assert.deepEqual(ok(await mine(chloe)).impressions, []);
  refused(await owner.query("select", "SELECT * FROM _impressions_documents"), 400, "sql_error");

  // Neither another printer nor the many prints since make an original of what is out.
  await shop.aside((db) => {
    db.exec(`WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ${LIMITS.printJobs + 10})
      INSERT INTO impressions (imprimante_id, genre, titre, etat, cree_le)
      SELECT (SELECT min(id) FROM imprimantes), 'essai', 'x', 'imprimee', '2026-01-01T00:00:00.000Z' FROM n`);
  });
  const [kept] = await shop.rows("SELECT count(*) AS n FROM impressions");
  assert.ok(kept.n < LIMITS.printJobs + 10, "the premise: old ones were forgotten");
  ok(await owner.query("delete", "DELETE FROM imprimantes"));
  const other = ok(await owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES ('Autre', ?)", [printer.address]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [other.last_insert_id]));
  assert.deepEqual([ok(await print(chloe, sale.id)).genre, ok(await print(chloe, second.id)).genre], ["duplicata", "duplicata"]);
});

Deno.test("the drawer springs open for cash, in or out, and for an opening that is kept, never for a card, in training or too late", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  await using printer = await TestPrinter.open();
  const { chloe, marc, owner } = shop;
  await till(shop, printer);
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = (SELECT id FROM imprimantes)"));
  const [{ id: trainee }] = await shop.rows("SELECT id FROM equipe WHERE nom = 'marc'");
  ok(await command(owner, `/api/equipe/${trainee}/formation`, { formation: true }));
  ok(await openTill(marc, 0, "C2"));
  ok(await pay(marc, await draft(marc, [CAFE]), [cash(500)]));
  const sale = await draft(chloe, [CAFE]);
  ok(await pay(chloe, sale, [card(500)]));
  const paid = await draft(chloe, [CAFE]);
  ok(await pay(chloe, paid, [cash(1_000)]));
  await arrive(printer, 1);
  ok(await refund(chloe, paid, { [paid.lignes[0]!]: 1_000 }, [cash(500)]));
  await arrive(printer, 2);
  ok(await command(chloe, "/api/caisses/C1/tiroir", { motif: "faire la monnaie" }));
  await arrive(printer, 3);
  ok(await command(chloe, "/api/caisses/C1/mouvement", { genre: "monnaie", sens: "entree", montant: 100, motif: "pièces" }));
  await arrive(printer, 4);
  assert.ok(printer.documents.every(({ openedDrawer, cut, lines }) => openedDrawer && !cut && lines.length === 0));
  // What a till is told of its prints says nothing of cash.
  assert.deepEqual(ok(await mine(chloe)).impressions, []);
  printer.faults.trouble = "cover";
  ok(await command(chloe, "/api/caisses/C1/tiroir", { motif: "encore" }));
  await eventually(
    async () => (await shop.rows("SELECT etat, raison FROM impressions ORDER BY id DESC LIMIT 1"))[0].etat === "ecartee",
    "a drawer that stays shut is laid aside",
  );
  printer.faults.trouble = null;
  printer.faults.mute = true;
  for (let at = 0; at < 4; at++) ok(await command(chloe, "/api/caisses/C1/tiroir", { motif: "puis le courant saute" }));
  await shop.server.kill();
  printer.faults.mute = false;
  let [arrived, waiting] = [0, 0];
  await shop.aside((db) => {
    arrived = printer.arrived.length;
    waiting = Number(
      db.prepare("UPDATE impressions SET cree_le = '2026-01-01T00:00:00.000Z' WHERE etat = 'en_attente'").run().changes,
    );
  });
  const late = () => shop.rows("SELECT etat FROM impressions WHERE raison = 'perimee'");
  await eventually(async () => (await late()).length === waiting && waiting > 0, `${waiting} drawers of long ago stay shut`);
  assert.equal(printer.documents.length, 4);
  assert.equal(printer.arrived.length, arrived + 1, "one look at the printer was enough for all of them");
});

Deno.test("a power cut between a payment and the receipt that must be printed leaves it to be printed, once", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  const { chloe, owner } = shop;
  await till(shop, printer);
  ok(await owner.query("update", "UPDATE produits SET garantie_legale = 1 WHERE id = ?", [LAMPE]));
  printer.faults.mute = true;
  const sale = await draft(chloe, [LAMPE]);
  const { numero, a_imprimer, imprimante, impression } = ok(await pay(chloe, sale, [card(2_000)]));
  // A till that lost the answer asks again: printed by its browser, the receipt would be out twice.
  const again = ok(await pay(chloe, sale, [card(2_000)]));
  assert.deepEqual([again.deja_encaisse, again.imprimante, again.impression?.id], [true, imprimante, impression.id]);
  await shop.server.kill();
  assert.deepEqual([a_imprimer, impression.genre, impression.titre], [true, "recu", numero]);
  printer.faults.mute = false;
  shop.server = await shop.server.restart();
  await arrive(printer, 1);
  assert.ok(has(printer.documents[0], numero) && has(printer.documents[0], "Lampe"));
  await ends(chloe, impression.id, "imprimee");
  assert.equal(ok(await print(chloe, sale.id)).genre, "duplicata");
});
