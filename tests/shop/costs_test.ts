/** What articles cost the shop. */
import assert from "node:assert/strict";
import { LAMPE, ok, refused, Shop } from "../support/shop.ts";

Deno.test("what an article cost is the owner's to write and to read, and no till's", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const set =
    "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?) ON CONFLICT (produit_id) DO UPDATE SET cout_ht = excluded.cout_ht";
  ok(await shop.owner.query("insert", set, [LAMPE, 900]));
  ok(await shop.owner.query("insert", set, [LAMPE, 950]));
  assert.deepEqual(await shop.rows("SELECT * FROM couts_produits"), [{ produit_id: LAMPE, cout_ht: 950 }]);
  refused(await shop.owner.query("insert", set, [LAMPE, -1]), 409, "constraint_violation");
  for (const person of [shop.nora, shop.chloe]) {
    refused(await person.query("select", "SELECT cout_ht FROM couts_produits"), 400, "sql_error");
    refused(await person.query("update", "UPDATE couts_produits SET cout_ht = 1"), 400, "sql_error");
  }
});
