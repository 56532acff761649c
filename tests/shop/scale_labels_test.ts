/** Labels of scales by SQL and by command: the shop's patterns, and lines whose total is what their label says, whatever the kilo costs. */
import assert from "node:assert/strict";
import { checkDigit } from "../../shared/gtin.ts";
import { CAFE, command, ok, openTill, POMMES, refused, sent, Shop, take } from "../support/shop.ts";

const PRICE = "23IIIIIPPPPPC";
const LABEL = "2301234003408";
const LINE =
  "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, prix_unitaire_ttc, etiquette) VALUES (?, ?, ?, ?, ?, ?)";
let made = 0;
const uuid = () => `01930000-0000-7000-8000-${String(++made).padStart(12, "0")}`;

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const owner = (sql: string, params: readonly unknown[] = []) => shop.owner.query(sql.slice(0, 6).toLowerCase(), sql, params);
const pattern = (text: string) => owner("INSERT INTO modeles_etiquettes (modele) VALUES (?)", [text]);

Deno.test("an impossible pattern cannot be saved, one that an article's code is of neither, and such a code is no article's afterwards", async () => {
  for (
    const text of [
      "21IIIIIWWWWC",
      "30IIIIIWWWWWC",
      "21IIWIIWWWWWC",
      "21IIIIIWWPPPC",
      "21IIIIIWWWWWW",
      "2IIIIVWWWWWWC",
      "21iiiiiwwwwwc",
    ]
  ) {
    refused(await pattern(text), 409, "constraint_violation");
  }
  for (const text of [PRICE, "21IIIIIWWWWWC", "02IIIIVPPPPPC", "28IIIIIFFFFFC"]) ok(await pattern(text));
  refused(await pattern(PRICE), 409, "constraint_violation");
  refused(await owner("UPDATE modeles_etiquettes SET modele = ?", ["25IIIIIWWWWWC"]), 403, "forbidden");
  ok(await owner("UPDATE produits SET code_barres = ? WHERE id = ?", [`240123400340${checkDigit("240123400340")}`, CAFE]));
  const taken = refused(await pattern("24IIIIIPPPPPC"), 409, "constraint_violation");
  assert.match(taken.detail, /« Café »/);
  assert.equal(taken["constraint"], "rule:label_is_code");
  for (
    const [sql, params] of [
      ["UPDATE produits SET code_barres = ? WHERE id = ?", [LABEL, CAFE]],
      ["INSERT INTO codes_produits (code, produit_id) VALUES (?, ?)", [LABEL, CAFE]],
    ] as const
  ) assert.equal(refused(await owner(sql, params), 409, "constraint_violation")["constraint"], "rule:code_is_label");
  // Tills read them and change none.
  assert.equal(ok(await shop.nora.query("select", "SELECT modele FROM modeles_etiquettes")).rows.length, 4);
  refused(await shop.nora.query("delete", "DELETE FROM modeles_etiquettes"), 403, "forbidden");
});

Deno.test("a line by a label costs what the label says, beyond the caps of prices; any other price or article with it is refused", async () => {
  ok(await owner("INSERT INTO codes_produits (code, produit_id) VALUES ('1234', ?)", [POMMES]));
  ok(await owner("UPDATE produits SET unite = 'kg', prix_ttc = 1290 WHERE id = ?", [POMMES]));
  const [sale, line] = [uuid(), uuid()];
  ok(await shop.nora.query("insert", "INSERT INTO ventes (id) VALUES (?)", [sale]));
  const put = (product: number, quantity: number, price: number | null, label: string) =>
    shop.nora.query("insert", LINE, [uuid(), sale, product, quantity, price, label]);
  // 3,40 €: of the kilo's price of today, and of a kilo that was dearer when it was printed.
  ok(await shop.nora.query("insert", LINE, [line, sale, POMMES, 264, 1_288, LABEL]));
  ok(await put(POMMES, 250, 1_360, LABEL));
  ok(await put(POMMES, 1_000, 340, LABEL));
  assert.deepEqual(
    await shop.rows("SELECT total_ttc, prix_libre, prix_ordinaire, etiquette FROM lignes_vente WHERE vente_id = ?", [sale]),
    Array(3).fill({ total_ttc: 340, prix_libre: 1, prix_ordinaire: null, etiquette: LABEL }),
  );
  const mismatch = async (answer: ReturnType<typeof put>) =>
    assert.equal(refused(await answer, 409, "constraint_violation")["constraint"], "rule:label_mismatch");
  await mismatch(put(POMMES, 250, 1_200, LABEL));
  await mismatch(put(POMMES, 250, null, LABEL));
  await mismatch(put(CAFE, 1_000, 340, LABEL));
  await mismatch(put(POMMES, 250, 1_360, "2501234003406"));
  // A label of weight says no price.
  await mismatch(put(POMMES, 550, 1_290, "2101234005507"));
  refused(await put(POMMES, 250, 1_360, "23012340034"), 409, "constraint_violation");
  const fixed = refused(
    await shop.nora.query("update", "UPDATE lignes_vente SET prix_unitaire_ttc = 1, prix_motif = 'x' WHERE id = ?", [line]),
    409,
    "constraint_violation",
  );
  assert.equal(fixed["constraint"], "rule:label_price_fixed");
  // A gram less of it at its price, or none of it at any, is not what the label says either.
  const change = (sql: string) => shop.nora.query("update", `UPDATE lignes_vente SET ${sql} WHERE id = ?`, [line]);
  assert.equal(refused(await change("quantite = 1000"), 409, "constraint_violation")["constraint"], "rule:label_price_fixed");
  assert.equal(refused(await change("prix_unitaire_ttc = NULL"), 409, "constraint_violation")["constraint"], "rule:price_wanted");
  // In francs, as its pattern says: 28,96 F.
  ok(await owner("INSERT INTO codes_produits (code, produit_id) VALUES ('52631', ?)", [CAFE]));
  ok(await put(CAFE, 1_000, 441, "2852631028964"));
});

Deno.test("no label gives an empty bottle another price, by SQL or by command", async () => {
  const deposit =
    ok(await owner("INSERT INTO produits (libelle, prix_ttc, nature, tva) VALUES ('Bocal', 20, 'consigne', 0)")).last_insert_id;
  const sale = uuid();
  ok(await shop.chloe.query("insert", "INSERT INTO ventes (id) VALUES (?)", [sale]));
  const bySql = await shop.chloe.query("insert", LINE, [uuid(), sale, deposit, -1_000, 500_00, "9999999999999"]);
  assert.equal(refused(bySql, 409, "constraint_violation")["constraint"], "rule:label_mismatch");
  const lignes = [{ id: uuid(), produit_id: deposit, quantite: -1_000, prix_unitaire_ttc: 500_00, etiquette: "0000000000000" }];
  const held = await sent(shop.nora, [CAFE]);
  ok(await openTill(shop.chloe));
  const { version } = ok(await take(shop.chloe, held));
  const byCommand = await command(shop.chloe, `/api/ventes/${held.id}/ajouter`, { version, lignes });
  assert.equal(refused(byCommand, 409, "constraint_violation")["constraint"], "rule:label_mismatch");
});
