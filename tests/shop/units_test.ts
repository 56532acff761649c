/** What is sold by the kilo, the litre or the metre: its line says so from the catalogue to the signed record, the receipt and the archive. */
import assert from "node:assert/strict";
import { FISCAL_FORMAT } from "../../shared/fiscal_record.ts";
import { receiptArticle } from "../../shared/receipt/receipt.ts";
import { receiptFr as fr } from "../../shared/receipt/words_fr.ts";
import { formatMeasure, formatTimes, formatUnitPrice } from "../../shared/units.ts";
import { uuidv7 } from "../support/server.ts";
import { cash, draft, LAMPE, ok, openTill, PAIN, pay, POMMES, refund, refused, Shop } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await shop.owner.query("update", "UPDATE produits SET unite = 'kg' WHERE id = ?", [POMMES]));
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const signedLines = async (sale: { readonly id: string }) => {
  const [{ contenu, version_format }] = await shop.rows(
    "SELECT contenu, version_format FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? AND genre IN ('vente', 'avoir')",
    [sale.id],
  );
  assert.equal(version_format, FISCAL_FORMAT);
  return JSON.parse(contenu).lignes;
};

Deno.test("an article is sold by the piece unless its owner says by the kilo, the litre or the metre", async () => {
  assert.deepEqual(await shop.rows("SELECT unite FROM produits WHERE id IN (?, ?) ORDER BY id", [PAIN, POMMES]), [
    { unite: "piece" },
    { unite: "kg" },
  ]);
  const body = refused(
    await shop.owner.query("update", "UPDATE produits SET unite = 'pouce' WHERE id = ?", [PAIN]),
    409,
    "constraint_violation",
  );
  assert.equal(body.constraint, "rule:product_unit");
  assert.match(body.detail, /au kilo/);
  refused(await shop.chloe.query("update", "UPDATE produits SET unite = 'kg' WHERE id = ?", [PAIN]), 403, "forbidden");
});

Deno.test("a line is in its article's unit however it is written, and a till cannot say another", async () => {
  const { chloe } = shop;
  const sale = await draft(chloe, [{ produit: POMMES, quantite: 1_250 }, LAMPE]);
  const given = uuidv7();
  ok(
    await chloe.query(
      "insert",
      "INSERT INTO lignes_vente (id, vente_id, produit_id, libelle, prix_unitaire_ttc, tva) VALUES (?, ?, ?, 'Pommes (kg)', 333, 550)",
      [given, sale.id, POMMES],
    ),
  );
  const lines = await shop.rows("SELECT id, unite, total_ttc FROM lignes_vente WHERE vente_id = ? ORDER BY total_ttc", [sale.id]);
  assert.deepEqual(lines.map(({ unite, total_ttc }) => [unite, total_ttc]), [["kg", 333], ["kg", 416], ["piece", 2_000]]);
  refused(await chloe.query("update", "UPDATE lignes_vente SET unite = 'l' WHERE id = ?", [given]), 403, "forbidden");
});

Deno.test("what was weighed is signed, printed and given back by its unit, whatever the catalogue says by then", async () => {
  const { chloe, owner } = shop;
  const sale = await draft(chloe, [{ produit: POMMES, quantite: 1_250 }, PAIN]);
  const paid = ok(await pay(chloe, sale, [cash(536)]));
  const [weighed, counted] = await signedLines(sale);
  assert.equal(weighed.unite, "kg");
  assert.ok(!("unite" in counted));
  const html = receiptArticle(paid, fr);
  assert.match(html, /1,250\u00a0kg × 3,33\u00a0€\/kg/);
  assert.match(html, />1 × 1,20\u00a0€</);
  ok(await owner.query("update", "UPDATE produits SET unite = 'l' WHERE id = ?", [POMMES]));
  const back = ok(await refund(chloe, sale, { [sale.lignes[0]!]: 500 }, [cash(166)]));
  const [line] = await signedLines({ id: back.vente_id });
  assert.deepEqual([line.unite, line.quantite], ["kg", -500]);
  ok(await owner.query("update", "UPDATE produits SET unite = 'kg' WHERE id = ?", [POMMES]));
});

Deno.test("measures are written whole and in one piece, in both languages", () => {
  assert.equal(formatMeasure(1_250, "kg", "fr"), "1,250\u00a0kg");
  assert.equal(formatMeasure(500, "l", "en"), "0.500\u00a0l");
  assert.equal(formatMeasure(3_000, "piece", "fr"), "3");
  assert.equal(formatUnitPrice(240, "m", "fr"), "2,40\u00a0€/m");
  assert.equal(formatTimes(1_250, 240, "kg", "en"), "1.250\u00a0kg × €2.40/kg");
});
