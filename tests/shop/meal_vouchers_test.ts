/** Meal vouchers pay what is marked for them, up to the day's ceiling, without change: at the payment and where a means is corrected. */
import assert from "node:assert/strict";
import {
  CAFE,
  card,
  cash,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  type Paid,
  PAIN,
  pay,
  refused,
  Shop,
  xReport,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe, 10_000));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const meals = (montant: number): Paid => ({ mode: "titre_restaurant", montant });
const mark = async (...products: readonly number[]) => {
  ok(await shop.owner.query("update", "UPDATE produits SET titre_restaurant = 0"));
  for (const id of products) ok(await shop.owner.query("update", "UPDATE produits SET titre_restaurant = 1 WHERE id = ?", [id]));
};
const ceiling = async (cents: number) =>
  ok(await shop.owner.query("update", "UPDATE boutique SET titre_restaurant_max = ?", [cents]));

Deno.test("a shop that has marked nothing takes vouchers for anything, up to 25,00 € of a ticket", async () => {
  const { chloe } = shop;
  const sale = await draft(chloe, [LAMPE, LAMPE]);
  const body = refused(await pay(chloe, sale, [meals(2_501), card(1_499)]), 409, "constraint_violation");
  assert.deepEqual([body.constraint, body.montant], ["rule:meal_voucher_ceiling", 2_500]);
  assert.match(body.detail, /25,00\s€ au plus/);
  ok(await pay(chloe, sale, [meals(2_500), card(1_500)]));
});

Deno.test("what is marked alone is paid by them, the ticket's discount taken off, to the cent, and no change is given", async () => {
  const { chloe, owner } = shop;
  await mark(PAIN, CAFE);
  const sale = await draft(chloe, [{ produit: PAIN, quantite: 3_000 }, LAMPE]);
  const part = refused(await pay(chloe, sale, [meals(361), card(1_999)]), 409, "constraint_violation");
  assert.deepEqual([part.constraint, part.montant], ["rule:meal_voucher_part", 360]);
  ok(await chloe.query("update", "UPDATE ventes SET remise_taux = 1000 WHERE id = ?", [sale.id]));
  assert.equal(refused(await pay(chloe, sale, [meals(325), card(1_799)]), 409, "constraint_violation").montant, 324);
  refused(await pay(chloe, sale, [meals(324), cash(0 + 1_799)]), 409, "payment_mismatch");
  ok(await pay(chloe, sale, [meals(324), card(1_800)]));
  const lamp = await draft(chloe, [LAMPE]);
  assert.equal(refused(await pay(chloe, lamp, [meals(1), card(1_999)]), 409, "constraint_violation").montant, 0);
  const bread = await draft(chloe, [PAIN]);
  refused(await pay(chloe, bread, [meals(200)]), 409, "payment_mismatch");
  refused(
    await owner.query(
      "insert",
      "INSERT INTO produits (libelle, prix_ttc, tva, nature, titre_restaurant) VALUES ('C', 1, 0, 'consigne', 1)",
    ),
    409,
    "constraint_violation",
  );
});

Deno.test("the ceiling is a known customer's of the day, whatever the till; and 0 takes none", async () => {
  const { chloe, owner } = shop;
  await mark(PAIN);
  await ceiling(500);
  const { last_insert_id: client } = ok(await owner.query("insert", "INSERT INTO clients (nom) VALUES ('Inès')"));
  const forInes = async () => {
    const sale = await draft(chloe, [{ produit: PAIN, quantite: 3_000 }]);
    ok(await chloe.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [client, sale.id]));
    return sale;
  };
  ok(await pay(chloe, await forInes(), [meals(360)]));
  const second = await forInes();
  assert.equal(refused(await pay(chloe, second, [meals(360)]), 409, "constraint_violation").montant, 140);
  ok(await pay(chloe, second, [meals(140), card(220)]));
  // Whoever is not known has had none.
  ok(await pay(chloe, await draft(chloe, [{ produit: PAIN, quantite: 3_000 }]), [meals(360)]));
  await ceiling(0);
  refused(await pay(chloe, await draft(chloe, [PAIN]), [meals(120)]), 409, "constraint_violation");
  await ceiling(2_500);
});

Deno.test("a means is corrected to meal vouchers as far as they could have paid, and they stand in X by themselves", async () => {
  const { chloe } = shop;
  await mark(PAIN);
  const sale = await draft(chloe, [PAIN, LAMPE]);
  ok(await pay(chloe, sale, [card(2_120)]));
  const inX = async () => {
    const { paiements } = ok(await xReport(shop.owner));
    return paiements.find(({ mode }: { mode: string }) => mode === "titre_restaurant").total as number;
  };
  const before = await inX();
  const correct = (montant: number) =>
    command(chloe, `/api/ventes/${sale.id}/corriger-paiement`, {
      de: "carte",
      vers: "titre_restaurant",
      montant,
      motif: "carte resto",
    });
  assert.equal(refused(await correct(121), 409, "constraint_violation").montant, 120);
  ok(await correct(120));
  assert.equal(await inX() - before, 120);
});
