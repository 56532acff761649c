/** Deliveries with supplier and cost, and counts as of the moment of counting while the shop sells. */
import assert from "node:assert/strict";
import { cash, command, LAMPE, ok, openTill, PAIN, POMMES, refused, Shop, sold } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const deliver = (body: unknown, key?: string) => command(shop.owner, "/api/stock/livraisons", body, key);
const count = (lignes: readonly unknown[]) => command(shop.owner, "/api/stock/inventaires", { lignes });
const stockOf = async (id: number) => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [id]))[0].stock as number;
/** Later than all that was done. */
const now = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return new Date().toISOString();
};

Deno.test("counted 10 and sold 2 since leaves 8; what was sold before the count is in it", async () => {
  ok(await count([{ produit_id: LAMPE, compte: 20_000 }]));
  await sold(shop.chloe, [{ produit: LAMPE }], [cash(2000)]);
  const compte_le = await now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await sold(shop.chloe, [{ produit: LAMPE, quantite: 2000 }], [cash(4000)]);
  const { comptages } = ok(await count([{ produit_id: LAMPE, compte: 10_000, compte_le }]));
  assert.equal(await stockOf(LAMPE), 8_000);
  assert.deepEqual(comptages, [{ produit_id: LAMPE, compte: 10_000, attendu: 19_000, ecart: -9_000, stock: 8_000 }]);
  const [last] = await shop.rows("SELECT quantite, motif, compte, compte_le FROM mouvements_stock ORDER BY id DESC LIMIT 1");
  assert.deepEqual(last, { quantite: -9_000, motif: "inventaire", compte: 10_000, compte_le });
});

Deno.test("a count that is overtaken by a later one is refused with all that came along, and one of the future too", async () => {
  const early = await now();
  ok(await count([{ produit_id: LAMPE, compte: 30_000 }]));
  const before = [await stockOf(LAMPE), await stockOf(POMMES)];
  const overtaken = await count([{ produit_id: POMMES, compte: 1_000 }, { produit_id: LAMPE, compte: 9_000, compte_le: early }]);
  refused(overtaken, 409, "constraint_violation");
  assert.deepEqual([overtaken.body.constraint, overtaken.body.ligne], ["rule:count_older", 1]);
  assert.match(overtaken.body.detail, /Lampe/);
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  refused(await count([{ produit_id: LAMPE, compte: 9_000, compte_le: ahead }]), 409, "constraint_violation");
  assert.deepEqual([await stockOf(LAMPE), await stockOf(POMMES)], before);
});

Deno.test("a delivery adds its goods at once, keeps its supplier and its costs, and is made once under its key", async () => {
  const [lamps, apples] = [await stockOf(LAMPE), await stockOf(POMMES)];
  const body = {
    fournisseur: "Lumières du Nord",
    reference: "BL-77",
    lignes: [{ produit_id: LAMPE, quantite: 6_000, cout_ht: 875 }, { produit_id: POMMES, quantite: 12_500 }],
  };
  const key = crypto.randomUUID();
  const made = ok(await deliver(body, key));
  assert.deepEqual(ok(await deliver(body, key)), made);
  assert.deepEqual([await stockOf(LAMPE), await stockOf(POMMES)], [lamps + 6_000, apples + 12_500]);
  assert.deepEqual(
    await shop.rows("SELECT produit_id, quantite, cout_ht FROM mouvements_stock WHERE livraison_id = ? ORDER BY id", [made.id]),
    [{ produit_id: LAMPE, quantite: 6_000, cout_ht: 875 }, { produit_id: POMMES, quantite: 12_500, cout_ht: null }],
  );
  assert.deepEqual(await shop.rows("SELECT cout_ht FROM couts_produits WHERE produit_id = ?", [LAMPE]), [{ cout_ht: 875 }]);
  const [{ fournisseur, reference }] = await shop.rows("SELECT * FROM livraisons WHERE id = ?", [made.id]);
  assert.deepEqual([fournisseur, reference], ["Lumières du Nord", "BL-77"]);
});

Deno.test("of a delivery with one article that is not known or not followed nothing is taken, and its line is named", async () => {
  const before = await stockOf(LAMPE);
  for (const [produit_id, status, code] of [[999, 404, "not_found"], [PAIN, 409, "constraint_violation"]] as const) {
    const answer = await deliver({ lignes: [{ produit_id: LAMPE, quantite: 1_000 }, { produit_id, quantite: 1_000 }] });
    refused(answer, status, code);
    assert.equal(answer.body.ligne, 1);
  }
  refused(await deliver({ lignes: [] }), 400, "invalid_body");
  assert.equal(await stockOf(LAMPE), before);
  refused(await command(shop.chloe, "/api/stock/inventaires", { lignes: [{ produit_id: LAMPE, compte: 1 }] }), 403, "forbidden");
});

Deno.test("the owner says from when on an article is to be ordered, and no till reads that or what a delivery cost", async () => {
  const set =
    "INSERT INTO seuils_stock (produit_id, seuil) VALUES (?, ?) ON CONFLICT (produit_id) DO UPDATE SET seuil = excluded.seuil";
  ok(await shop.owner.query("insert", set, [LAMPE, 50_000]));
  ok(await shop.owner.query("insert", set, [LAMPE, 40_000]));
  assert.deepEqual(await shop.rows("SELECT seuil FROM seuils_stock"), [{ seuil: 40_000 }]);
  refused(await shop.owner.query("insert", set, [LAMPE, -1]), 409, "constraint_violation");
  for (const table of ["seuils_stock", "livraisons"]) {
    refused(await shop.chloe.query("select", `SELECT * FROM ${table}`), 400, "sql_error");
  }
  refused(await shop.owner.query("delete", "DELETE FROM livraisons"), 403, "forbidden");
});
