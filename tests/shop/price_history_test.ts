/** The prices that an article has had: noted whoever changes it and however, and made out of the journal for a shop of before. */
import assert from "node:assert/strict";
import { answerOf, uuidv7 } from "../support/server.ts";
import { CAFE, command, ok, PAIN, refused, Shop } from "../support/shop.ts";

const pricesOf = async (shop: Shop, id: number) => ok(await answerOf(await shop.owner.get(`/api/produits/${id}/prix`))).prix;
// deno-lint-ignore no-explicit-any -- rows of the answer
const told = (prices: any[]) => prices.map(({ avant, prix_ttc, par }) => [avant, prix_ttc, par]);
const UPDATE = "UPDATE produits SET prix_ttc = ? WHERE id = ?";

Deno.test("each price is told with who set it, by a statement, a batch, an import and its undoing; the same again is none", async () => {
  await using shop = await Shop.open(["nora"]);
  const { owner, nora } = shop;
  const [first] = await pricesOf(shop, PAIN);
  assert.deepEqual([first.avant, first.prix_ttc], [null, 120]);
  ok(await owner.query("update", UPDATE, [130, PAIN]));
  ok(await owner.query("update", UPDATE, [130, PAIN]));
  ok(await owner.query("update", "UPDATE produits SET libelle = 'Pain de seigle' WHERE id = ?", [PAIN]));
  refused(await nora.query("update", UPDATE, [1, PAIN]), 403, "forbidden");
  refused(
    await owner.batch([{ type: "update", query: UPDATE, params: [140, PAIN] }, {
      type: "update",
      query: UPDATE,
      params: [-1, CAFE],
    }]),
    409,
    "constraint_violation",
  );
  ok(await command(owner, "/api/produits/lot", { changements: { prix_ttc: [[PAIN, 130, 150], [CAFE, 500, 550]] } }));
  const { body: imported } = await command(owner, "/api/imports", {
    sorte: "produits",
    colonnes: ["libelle", "code_barres", "prix_ttc", "tva"],
    lignes: [{ ligne: 2, valeurs: ["Vis", "V1", 30, 2000] }],
  });
  const [{ id: vis }] = await shop.rows("SELECT id FROM produits WHERE code_barres = 'V1'");
  assert.deepEqual(told(await pricesOf(shop, vis)).map(([avant, prix]) => [avant, prix]), [[null, 30]]);
  ok(await command(owner, `/api/imports/${imported.id}/annuler`, {}));
  refused(await answerOf(await owner.get(`/api/produits/${vis}/prix`)), 404, "not_found");
  const prices = await pricesOf(shop, PAIN);
  const { par } = prices[0];
  assert.match(par, /patron/i);
  assert.deepEqual(told(prices), [[130, 150, par], [120, 130, par], [null, 120, par]]);
  assert.ok(prices.every(({ depuis }: { depuis: string }, at: number) => at === 0 || depuis <= prices[at - 1].depuis));
  for (const id of ["0", "x", "9007199254740993", "-1"]) {
    refused(await answerOf(await owner.get(`/api/produits/${id}/prix`)), 404, "not_found");
  }
  refused(await answerOf(await nora.get(`/api/produits/${PAIN}/prix`)), 403, "forbidden");
});

Deno.test("in a shop of before, the journal tells what its prices were; the day's sales tell nothing", async () => {
  await using shop = await Shop.open(["nora"]);
  const { owner } = shop;
  for (const price of [130, 110, 125]) ok(await owner.query("update", UPDATE, [price, PAIN]));
  ok(await owner.query("update", "UPDATE produits SET prix_ttc = prix_ttc + 1"));
  const all = async () => [await pricesOf(shop, PAIN), await pricesOf(shop, CAFE)];
  const before = await all();
  assert.deepEqual(before.map((prices) => prices.length), [5, 2], "the premise");
  await shop.aside((db) => {
    db.exec("DROP TABLE _prix_produits; DELETE FROM _migrations WHERE name LIKE 'shop/%_price_history'");
  });
  assert.deepEqual(await all(), before);
  ok(await owner.query("update", UPDATE, [200, PAIN]));
  assert.deepEqual((await pricesOf(shop, PAIN)).slice(1), before[0]);
});

Deno.test("a ticket that was in hand when a price changed keeps the one of before; a later ticket has no claim to it", async () => {
  await using shop = await Shop.open(["nora"]);
  const { owner, nora } = shop;
  const HOUR_MS = 3_600_000;
  const rung = (id: string, price: number) =>
    nora.batch([
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      {
        type: "insert",
        query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, prix_unitaire_ttc) VALUES (?, ?, ?, ?, ?)",
        params: [uuidv7(), id, PAIN, 2_000, price],
      },
    ]);
  const [inHand, longAgo] = [uuidv7(Date.now() - 60_000), uuidv7(Date.now() - 2 * HOUR_MS)];
  refused(await rung(inHand, 120 + 1), 403, "forbidden");
  ok(await owner.query("update", UPDATE, [150, PAIN]));
  ok(await owner.query("update", UPDATE, [160, PAIN]));
  ok(await rung(inHand, 120));
  assert.deepEqual(await shop.rows("SELECT total_ttc FROM ventes WHERE id = ?", [inHand]), [{ total_ttc: 240 }]);
  ok(await rung(longAgo, 150));
  // Of a till whose clock is some minutes ahead; it was in hand all the same.
  ok(await rung(uuidv7(Date.now() + 5 * 60_000), 120));
  const late = await rung(uuidv7(Date.now() + HOUR_MS), 120);
  refused(late, 409, "constraint_violation");
  assert.equal(late.body.constraint, "rule:former_price");
  assert.match(late.body.detail, /ce prix n'est plus celui de l'article/);
  refused(await rung(uuidv7(Date.now() - 60_000), 119), 403, "forbidden");
  ok(await rung(uuidv7(Date.now() + HOUR_MS), 160));
});
