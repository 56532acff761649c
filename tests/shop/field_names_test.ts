/** What is refused is told by the name of its field, as people see it, and never by a table's. */
import assert from "node:assert/strict";
import { answerOf } from "../support/server.ts";
import { Shop } from "../support/shop.ts";

const TABLES = /\b(produits|clients|ventes|lignes_vente|boutique|categories|codes_produits|equipe|caisses)\b/;

Deno.test("a value that is missing, taken, of another kind or not allowed is told by its field in both languages", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { owner } = shop;
  await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Pains')");
  const cases: readonly (readonly [sql: string, fr: RegExp, en: RegExp])[] = [
    ["UPDATE produits SET libelle = NULL WHERE id = 1", /« libellé » doit avoir une valeur/, /'label' must have a value/],
    ["UPDATE produits SET prix_ttc = -1 WHERE id = 1", /« prix TTC »/, /'price incl. VAT'/],
    [
      "UPDATE produits SET prix_ttc = 'cher' WHERE id = 1",
      /« prix TTC » attend un nombre entier/,
      /'price incl. VAT' takes a whole number/,
    ],
    ["UPDATE boutique SET remise_max_caisse = 20000", /« remise maximale à la caisse »/, /'largest discount at the till'/],
    ["UPDATE boutique SET recu = 'pigeon'", /« reçu après paiement »/, /'receipt after payment'/],
    ["INSERT INTO categories (id, nom) VALUES (2, 'Pains')", /« nom »/, /'name'/],
  ];
  for (const [sql, fr, en] of cases) {
    for (const [language, told] of [["fr", fr], ["en", en]] as const) {
      const type = sql.startsWith("INSERT") ? "insert" : "update";
      const { status, body } = await answerOf(
        await owner.post("/api/query", { type, query: sql, params: [] }, { "accept-language": language }),
      );
      assert.deepEqual([status, body.code], [409, "constraint_violation"], `${sql}: ${JSON.stringify(body)}`);
      assert.match(body.detail, told, sql);
      assert.doesNotMatch(body.detail, TABLES, sql);
      assert.doesNotMatch(body.detail, /_/, sql);
    }
  }
});
