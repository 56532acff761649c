/** Deposits: sold with a bottle, given back without a ticket, in one ticket with what is bought, whichever way it goes. */
import assert from "node:assert/strict";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { answerOf, type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  sent,
  Shop,
  take,
  ticket,
  xReport,
} from "../support/shop.ts";

const [CONSIGNE, CASIER, LIBRE] = [50, 51, 52];
const bottles = (pieces: number) => ({ produit: CONSIGNE, quantite: 1_000 * pieces });

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  const into =
    "INSERT INTO produits (id, libelle, prix_ttc, tva, nature, prix_libre, suivi_stock) VALUES (?, ?, ?, 0, 'consigne', ?, 1)";
  ok(await shop.owner.query("insert", into, [CONSIGNE, "Consigne bouteille", 15, 0]));
  ok(await shop.owner.query("insert", into, [CASIER, "Consigne casier", 210, 0]));
  ok(await shop.owner.query("insert", into, [LIBRE, "Consigne libre", 0, 1]));
  ok(await openTill(shop.chloe, 500));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const change = (person: Person, id: string, version: number, line: object) =>
  command(person, `/api/ventes/${id}/modifier`, { version, lignes: [line] });

Deno.test("an article names the deposit that is sold with it: a deposit, and with goods alone", async () => {
  const name = (id: number, deposit: number | null) =>
    shop.owner.query("update", "UPDATE produits SET consigne_id = ? WHERE id = ?", [deposit, id]);
  ok(await name(CAFE, CONSIGNE));
  assert.equal(refused(await name(CAFE, LAMPE), 409, "constraint_violation").constraint, "rule:product_deposit");
  assert.equal(refused(await name(CAFE, 9_999), 409, "constraint_violation").constraint, "rule:product_deposit");
  assert.equal(refused(await name(CASIER, CONSIGNE), 409, "constraint_violation").constraint, "rule:product_deposit_of_goods");
  const gone = await shop.owner.query("delete", "DELETE FROM produits WHERE id = ?", [CONSIGNE]);
  refused(gone, 409, "constraint_violation");
  assert.deepEqual(await shop.rows("SELECT consigne_id FROM produits WHERE id = ?", [CAFE]), [{ consigne_id: CONSIGNE }]);
});

Deno.test("deposits alone come back without their ticket, at the catalogue's price and undiscounted, whoever writes them", async () => {
  for (const person of [shop.nora, shop.chloe]) {
    const { id, lignes } = await draft(person, [PAIN, bottles(-2)]);
    assert.deepEqual([(await ticket(person, { id })).total_ttc, (await ticket(person, { id })).type], [90, "vente"]);
    const negative = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite) VALUES (?, ?, ?, -1000)";
    refused(await person.query("insert", negative, [uuidv7(), id, PAIN]), 403, "forbidden");
    refused(await person.query("update", "UPDATE lignes_vente SET quantite = -1000 WHERE id = ?", [lignes[0]]), 403, "forbidden");
    const free = await person.query("insert", negative, [uuidv7(), id, LIBRE]);
    refused(free, 409, "constraint_violation");
    const said =
      "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, prix_unitaire_ttc, prix_motif) VALUES (?, ?, ?, -1000, 9000, 'x')";
    assert.notEqual((await person.query("insert", said, [uuidv7(), id, CONSIGNE])).status, 200);
    assert.notEqual((await person.query("insert", said, [uuidv7(), id, LIBRE])).status, 200);
    for (const remise of [-500, 5]) {
      const off = await person.query("update", "UPDATE lignes_vente SET remise = ? WHERE id = ?", [remise, lignes[1]]);
      assert.notEqual(off.status, 200, `a discount of ${remise}`);
    }
    const other = await person.query(
      "update",
      "UPDATE lignes_vente SET prix_unitaire_ttc = 9000, prix_motif = 'x' WHERE id = ?",
      [
        lignes[1],
      ],
    );
    assert.notEqual(other.status, 200);
    assert.equal((await ticket(person, { id })).total_ttc, 90, "nothing of it came about");
  }
  const hand = await sent(shop.nora, [PAIN]);
  const { version } = ok(await take(shop.chloe, hand));
  const add = (produit_id: number) =>
    command(shop.chloe, `/api/ventes/${hand.id}/ajouter`, { version, lignes: [{ id: uuidv7(), produit_id, quantite: -1_000 }] });
  for (const one of [CAFE, LIBRE]) refused(await add(one), 409, "constraint_violation");
  const bread = await change(shop.chloe, hand.id, version, { id: hand.lignes[0], quantite: -1_000 });
  assert.equal(refused(bread, 409, "constraint_violation").constraint, "rule:line_negative");
  ok(await add(CONSIGNE));
  assert.equal((await ticket(shop.chloe, hand)).total_ttc, 105);
});

Deno.test("bought and brought back are one ticket, to the cent, whichever way it goes; what was agreed holds for what was there", async () => {
  const stock = async () => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [CONSIGNE]))[0].stock;
  const before = await stock();
  // A seller's ticket, sent while it came to less than nothing.
  const { id, lignes } = await sent(shop.nora, [bottles(-10), PAIN]);
  const [waiting] = await shop.rows("SELECT type, total_ttc FROM ventes WHERE id = ?", [id]);
  assert.deepEqual({ ...waiting }, { type: "avoir", total_ttc: -30 });
  let { version } = ok(await take(shop.chloe, { id }));
  ({ version } = ok(await change(shop.chloe, id, version, { id: lignes[0], quantite: -12_000 })));
  refused(await pay(shop.chloe, { id }, [cash(61)]), 409, "payment_mismatch");
  const receipt = ok(await pay(shop.chloe, { id }, [cash(60)]));
  assert.deepEqual([receipt.type, receipt.total_ttc, receipt.total_ht + receipt.total_tva], ["avoir", -60, 120]);
  assert.deepEqual(receipt.hors_champ, [{ nature: "consigne", ttc: -180, rendu: 180 }]);
  assert.equal(receipt.paiements[0].montant, -60);
  assert.equal(await stock(), before + 12_000);
  assert.match(receiptHtml(receipt, { locale: "fr" }), /<td>Consignes rendues<\/td><td>hors champ<\/td><td><\/td><td>-?[−-]1,80/);

  // Full ones are taken along, empty ones came back; a discount is of the goods alone, and no more than they are.
  const both = await draft(shop.chloe, [LAMPE, bottles(6), bottles(-4), { produit: CASIER, quantite: -1_000 }]);
  ok(await shop.chloe.query("update", "UPDATE ventes SET remise_taux = 1000 WHERE id = ?", [both.id]));
  const paid = ok(await pay(shop.chloe, both, [cash(2_000)]));
  assert.deepEqual([paid.type, paid.remise, paid.total_ttc, paid.rendu], ["vente", 200, 1_620, 380]);
  assert.deepEqual(paid.hors_champ, [{ nature: "consigne", ttc: -180, rendu: 270 }]);
  const lone = await draft(shop.chloe, [PAIN, bottles(-20)]);
  const beyond = await shop.chloe.query("update", "UPDATE ventes SET remise = 121 WHERE id = ?", [lone.id]);
  assert.equal(refused(beyond, 409, "constraint_violation").constraint, "rule:ticket_discount_exceeds");
  const plain = await draft(shop.chloe, [PAIN, PAIN], 200);
  const less = await shop.chloe.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [plain.lignes[0]]);
  assert.equal(refused(less, 409, "constraint_violation").constraint, "rule:ticket_discount_exceeds");

  // A price that changes pays out no more than was said for what was there.
  const old = await sent(shop.nora, [bottles(-1)]);
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 30 WHERE id = ?", [CONSIGNE]));
  ({ version } = ok(await take(shop.chloe, old)));
  const more = await change(shop.chloe, old.id, version, { id: old.lignes[0], quantite: -2_000 });
  assert.equal(refused(more, 409, "constraint_violation").constraint, "rule:line_price_changed");
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 15 WHERE id = ?", [CONSIGNE]));
  assert.equal(ok(await pay(shop.chloe, old, [cash(15)])).total_ttc, -15);
});

Deno.test("more cash than the drawer holds is the owner's word; what came back is refunded no more", async () => {
  const many = await draft(shop.chloe, [bottles(-200)]);
  refused(await pay(shop.chloe, many, [cash(3_000)]), 403, "owner_wanted");
  const voucher = ok(await pay(shop.chloe, many, [{ mode: "avoir", montant: 3_000 }]));
  assert.equal(voucher.bons[0].montant, 3_000);
  refused(await refund(shop.chloe, many, { [many.lignes[0]!]: 1_000 }, [cash(15)]), 409, "invalid_state");
  // What is sold on a ticket comes back by a refund of it as before.
  const sold = await draft(shop.chloe, [bottles(2), bottles(-1)]);
  ok(await pay(shop.chloe, sold, [card(15)]));
  ok(await refund(shop.chloe, sold, { [sold.lignes[0]!]: 1_000 }, [cash(15)]));
  refused(await refund(shop.chloe, sold, { [sold.lignes[1]!]: 1_000 }, [cash(15)]), 409, "refund_exceeds");
});

Deno.test("X, Z and the accountant's entry tell deposits taken from those given back; turnover, VAT and what is reported have none of it", async () => {
  const rows = await shop.rows(
    `SELECT sum(iif(quantite > 0, l.total_ttc, 0)) AS taken, -sum(iif(quantite < 0, l.total_ttc, 0)) AS rendu,
       count(DISTINCT vente_id) AS nombre FROM lignes_vente l JOIN ventes v ON v.id = l.vente_id WHERE nature = 'consigne' AND jour IS NOT NULL`,
  );
  const { taken, rendu, nombre } = rows[0];
  assert.deepEqual([taken, rendu], [6 * 15 + 2 * 15, 180 + 270 + 15 + 3_000 + 15 + 15], "the premise");
  const outside = [{ nature: "consigne", nombre, total: taken - rendu, rendu }];
  const x = ok(await xReport(shop.owner));
  assert.deepEqual(x.hors_champ, outside);
  for (const { id } of await shop.rows("SELECT id FROM ventes WHERE etat = 'en_caisse'")) {
    ok(await command(shop.chloe, `/api/ventes/${id}/annuler`, { motif: "fin" }));
  }
  ok(await closeTill(shop.chloe, x.especes_attendues));
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual(z.hors_champ, outside);
  const goods = await shop.rows(
    "SELECT sum(l.total_ttc - l.remise_ticket) AS ttc FROM lignes_vente l JOIN ventes v ON v.id = l.vente_id WHERE nature = 'bien' AND jour IS NOT NULL",
  );
  assert.equal(z.total_ttc, goods[0].ttc);
  assert.equal(z.taux.reduce((sum: number, { ttc }: { ttc: number }) => sum + ttc, 0), z.total_ttc);
  const { ecritures, totaux } = ok(await answerOf(await shop.owner.get(`/api/ecritures/${shop.jour()}`)));
  const posted = ecritures[0].lignes.filter(({ compte }: { compte: string }) => compte === "419600");
  assert.deepEqual(posted.map(({ debit, credit }: { debit: number; credit: number }) => [debit, credit]), [[0, taken], [
    rendu,
    0,
  ]]);
  assert.match(posted[1].libelle, /consignes rendues/);
  assert.equal(totaux.some(({ lettre }: { lettre: string }) => lettre === "G"), false);
  const { ok: whole, fiscal } = ok(await answerOf(await shop.owner.get("/api/journal/verify")));
  assert.deepEqual([whole, fiscal.ok], [true, true]);
});
