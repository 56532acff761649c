/** What is prepared elsewhere: a slip for each printer when the ticket is paid, never twice, with a number that starts again each day. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { answerOf, type Person } from "../support/server.ts";
import {
  CAFE,
  cancel,
  card,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  POMMES,
  refund,
  refused,
  sent,
  Shop,
  ticket,
} from "../support/shop.ts";

/** Coffee and apples are made at the kitchen, bread at the bar, lamps nowhere. */
async function kitchens(shop: Shop, kitchen: TestPrinter, bar: TestPrinter): Promise<void> {
  const { owner } = shop;
  const add = "INSERT INTO imprimantes (id, nom, adresse) VALUES (?, ?, ?)";
  ok(await owner.query("insert", add, [1, "Cuisine", kitchen.address]));
  ok(await owner.query("insert", add, [2, "Bar", bar.address]));
  for (const [id, name, goods] of [[1, "Plats", [CAFE, POMMES]], [2, "Boissons", [PAIN]]] as const) {
    ok(await owner.query("insert", "INSERT INTO categories (id, nom, imprimante_id) VALUES (?, ?, ?)", [id, name, id]));
    for (const one of goods) ok(await owner.query("update", "UPDATE produits SET categorie_id = ? WHERE id = ?", [id, one]));
  }
  ok(await owner.query("update", "UPDATE produits SET unite = 'kg' WHERE id = ?", [POMMES]));
  ok(await owner.query("update", "UPDATE boutique SET numeros_retrait = 1"));
}
const arrive = (printer: TestPrinter, count: number) =>
  eventually(() => printer.documents.length === count, `${count} slips arrive, not ${printer.documents.length}`);
const ends = (person: Person, id: number, etat: string) =>
  eventually(async () => ok(await answerOf(await person.get(`/api/impressions/${id}`))).etat === etat, `the slip is ${etat}`);
const lines = (printer: TestPrinter, at: number) =>
  printer.documents[at]!.lines.map((line) => line.trim()).filter((line) => line !== "");

Deno.test("a ticket that is paid prints its lines where they are prepared, each printer its own, once; sent, dropped or for practice it prints none", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  await using kitchen = await TestPrinter.open();
  await using bar = await TestPrinter.open();
  const { owner, nora, chloe, marc } = shop;
  await kitchens(shop, kitchen, bar);
  ok(await openTill(chloe));
  const sale = await sent(nora, [{ produit: CAFE, quantite: 2000 }, PAIN, LAMPE, { produit: POMMES, quantite: 1250 }]);
  const dropped = await sent(nora, [CAFE]);
  ok(await cancel(nora, dropped, { motif: "changé d'avis" }));
  assert.deepEqual(await shop.rows("SELECT * FROM impressions"), []);
  const key = crypto.randomUUID();
  const { total_ttc, version } = await ticket(chloe, sale);
  const receipt = ok(await pay(chloe, { ...sale, version }, [card(total_ttc)], key));
  assert.equal(receipt.retrait, 1);
  assert.deepEqual(receipt.cuisine.map(({ genre, titre }: { genre: string; titre: string }) => [genre, titre]), [
    ["cuisine", `Cuisine ${receipt.numero}`],
    ["cuisine", `Bar ${receipt.numero}`],
  ]);
  // Asked for again, with its key and without.
  ok(await pay(chloe, { ...sale, version }, [card(total_ttc)], key));
  const again = ok(await pay(chloe, sale, [card(total_ttc)]));
  assert.deepEqual([again.deja_encaisse, again.retrait, again.cuisine], [true, 1, undefined]);
  await arrive(kitchen, 1);
  await arrive(bar, 1);
  const [place, pickup, at, seller, , ...made] = lines(kitchen, 0);
  assert.deepEqual([place, pickup, seller, ...made], [
    "Cuisine",
    "RETRAIT 1",
    "nora",
    "2 × Café",
    "1,250\u00a0kg × Pommes (kg)",
  ]);
  assert.ok(at!.startsWith(receipt.numero));
  assert.deepEqual(lines(bar, 0).slice(5), ["1 × Pain"]);
  assert.ok(kitchen.documents[0]!.cut && !kitchen.documents[0]!.lines.join().includes("€"));

  // Nothing of it is prepared: no slip, and no number.
  const lamp = ok(await pay(chloe, await draft(chloe, [LAMPE]), [card(2000)]));
  assert.deepEqual([lamp.retrait, lamp.cuisine], [undefined, undefined]);
  ok(await refund(chloe, sale, { [sale.lignes[0]!]: 1000 }, [card(500)]));
  const next = ok(await pay(chloe, await draft(chloe, [CAFE]), [card(500)]));
  assert.equal(next.retrait, 2);
  await arrive(kitchen, 2);
  // A copy of the receipt has its number.
  assert.equal(ok(await command(chloe, `/api/ventes/${sale.id}/duplicata`)).retrait, 1);

  const [{ id: person }] = await shop.rows("SELECT id FROM equipe WHERE nom = 'marc'");
  ok(await command(owner, `/api/equipe/${person}/formation`, { formation: true }));
  ok(await openTill(marc, 0, "C2"));
  const practice = ok(await pay(marc, await draft(marc, [CAFE]), [card(500)]));
  assert.deepEqual([practice.formation, practice.retrait, practice.cuisine], [true, undefined, undefined]);

  // Without numbers the ticket's own stands large; without its printer a category is prepared nowhere.
  ok(await owner.query("update", "UPDATE boutique SET numeros_retrait = 0"));
  const plain = ok(await pay(chloe, await draft(chloe, [PAIN]), [card(120)]));
  await arrive(bar, 2);
  assert.deepEqual([plain.retrait, lines(bar, 1)[1]], [undefined, plain.numero]);
  ok(await owner.query("delete", "DELETE FROM imprimantes WHERE nom = 'Bar'"));
  assert.equal(ok(await pay(chloe, await draft(chloe, [PAIN]), [card(120)])).cuisine, undefined);
  assert.equal(kitchen.documents.length, 2);
  refused(await chloe.query("update", "UPDATE categories SET imprimante_id = NULL"), 403, "forbidden");
});

Deno.test("a slip that was refused is sent again as it is; one that may be out is printed again only by a person, and says that it is another", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using kitchen = await TestPrinter.open();
  await using bar = await TestPrinter.open();
  const { chloe } = shop;
  await kitchens(shop, kitchen, bar);
  ok(await openTill(chloe));
  const kept = () => shop.inspect((db) => db.prepare("SELECT count(*) AS n FROM _impressions_documents").get()!["n"]);
  kitchen.faults.trouble = "paper";
  const { cuisine: [slip] } = ok(await pay(chloe, await draft(chloe, [CAFE]), [card(500)]));
  await ends(chloe, slip.id, "refusee");
  const waiting = ok(await answerOf(await chloe.get("/api/impressions")));
  assert.deepEqual(waiting.impressions.map(({ id }: { id: number }) => id), [slip.id]);
  kitchen.faults.trouble = null;
  kitchen.faults.muteThen = true;
  assert.equal(ok(await command(chloe, `/api/impressions/${slip.id}/relancer`)).id, slip.id);
  await ends(chloe, slip.id, "inconnue");
  kitchen.faults.muteThen = false;
  // What was paid is prepared, wherever its articles belong by now.
  const { owner } = shop;
  ok(await owner.query("update", "UPDATE produits SET categorie_id = 2 WHERE id = ?", [CAFE]));
  kitchen.faults.muteThen = true;
  const lost = ok(await command(chloe, `/api/impressions/${slip.id}/relancer`));
  assert.notEqual(lost.id, slip.id);
  await ends(chloe, lost.id, "inconnue");
  kitchen.faults.muteThen = false;
  ok(await owner.query("update", "UPDATE produits SET categorie_id = NULL WHERE id = ?", [CAFE]));
  const other = ok(await command(chloe, `/api/impressions/${lost.id}/relancer`));
  await ends(chloe, other.id, "imprimee");
  const first = lines(kitchen, 0);
  assert.ok(first.includes("RETRAIT 1") && first.includes("1 × Café"));
  assert.deepEqual([lines(kitchen, 1), lines(kitchen, 2)], [["DUPLICATA", ...first], ["DUPLICATA", ...first]]);
  assert.equal(kept(), 0);
  refused(await command(chloe, `/api/impressions/${slip.id}/relancer`), 409, "invalid_state");
  assert.deepEqual(ok(await answerOf(await chloe.get("/api/impressions"))).impressions, []);

  // Who looked, and found it there or wants no other, keeps nothing of it.
  ok(await owner.query("update", "UPDATE produits SET categorie_id = 1 WHERE id = ?", [CAFE]));
  for (const sorti of [true, false]) {
    kitchen.faults.muteThen = true;
    const { cuisine: [doubtful] } = ok(await pay(chloe, await draft(chloe, [CAFE]), [card(500)]));
    await ends(chloe, doubtful.id, "inconnue");
    kitchen.faults.muteThen = false;
    assert.equal(kept(), 1);
    ok(await command(chloe, `/api/impressions/${doubtful.id}/ecarter`, { sorti }));
    assert.equal(kept(), 0);
    refused(await command(chloe, `/api/impressions/${doubtful.id}/relancer`), 409, "invalid_state");
  }
});

Deno.test("pick-up numbers start again with the till's day, and a server that is killed between payment and slip prints it once", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-11-20T20:00:00Z" });
  await using kitchen = await TestPrinter.open();
  await using bar = await TestPrinter.open();
  await kitchens(shop, kitchen, bar);
  const { chloe } = shop;
  const number = async () => ok(await pay(chloe, await draft(chloe, [CAFE]), [card(500)])).retrait;
  ok(await openTill(chloe));
  assert.deepEqual([await number(), await number()], [1, 2]);
  await arrive(kitchen, 2);
  ok(await closeTill(chloe, 0));
  shop.server.clock.put("2026-11-21T08:00:00Z");
  ok(await openTill(chloe));
  kitchen.faults.mute = true;
  assert.equal(await number(), 1);
  await shop.server.kill();
  kitchen.faults.mute = false;
  shop.server = await shop.server.restart();
  await arrive(kitchen, 3);
  assert.ok(lines(kitchen, 2).includes("RETRAIT 1"));
});
