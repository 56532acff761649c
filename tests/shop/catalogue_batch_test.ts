/** Many changes of the catalogue as one: all or nothing, guarded by what was seen, and taken back by the same list. */
import assert from "node:assert/strict";
import { CAFE, command, LAMPE, ok, PAIN, refused, Shop } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => void (shop = await Shop.open(["nora"])));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const batch = (body: unknown, key?: string) => command(shop.owner, "/api/produits/lot", body, key);
const rows = () => shop.rows("SELECT id, libelle, prix_ttc, tva, actif, categorie_id, code_barres FROM produits ORDER BY id");

Deno.test("a batch changes all it names, and the same list the other way round takes it back", async () => {
  const before = await rows();
  const prix_ttc = [[PAIN, 120, 130], [CAFE, 500, 550]];
  assert.deepEqual(ok(await batch({ changements: { prix_ttc, actif: [[LAMPE, 1, 0]] } })), {
    changements: 3,
    ajouts: null,
    categories: 0,
  });
  const prices = await shop.rows("SELECT prix_ttc FROM produits WHERE id IN (?, ?) ORDER BY id", [PAIN, CAFE]);
  assert.deepEqual(prices, [{ prix_ttc: 130 }, { prix_ttc: 550 }]);
  const back = prix_ttc.map(([id, was, is]) => [id, is, was]);
  ok(await batch({ changements: { prix_ttc: back, actif: [[LAMPE, 0, 1]] } }));
  assert.deepEqual(await rows(), before);
});

Deno.test("where one value is another by now, or one is refused, nothing is written, and the answer names which", async () => {
  const before = await rows();
  const told = refused(
    await batch({ changements: { prix_ttc: [[PAIN, 120, 130], [CAFE, 499, 550]] } }),
    409,
    "constraint_violation",
  );
  assert.deepEqual([told.constraint, told.id, told.column, told.value], ["rule:product_changed", CAFE, "prix_ttc", 500]);
  assert.match(told.detail, /Café/);
  refused(await batch({ changements: { prix_ttc: [[PAIN, 120, 130]], tva: [[CAFE, 1000, 1234]] } }), 409, "constraint_violation");
  refused(await batch({ changements: { prix_ttc: [[PAIN, 120, 130], [999_999, 1, 2]] } }), 404, "not_found");
  const ajouts = { colonnes: ["libelle", "prix_ttc", "code_barres"], lignes: [["Vis", 10, "7"], ["Clou", 20, "7"]] };
  refused(await batch({ changements: { prix_ttc: [[PAIN, 120, 130]] }, ajouts }), 409, "constraint_violation");
  assert.deepEqual(await rows(), before);
});

Deno.test("ten thousand articles come in one batch of less than a body, with categories by name, once", async () => {
  const lignes = Array.from({ length: 10_000 }, (_, at) => [`Article n° ${at}`, 100 + at, 2000, `A${at}`, `Rayon ${at % 7}`]);
  const body = { ajouts: { colonnes: ["libelle", "prix_ttc", "tva", "code_barres", "categorie_id"], lignes } };
  assert.ok(JSON.stringify(body).length < 1024 * 1024);
  const key = crypto.randomUUID();
  const first = ok(await batch(body, key));
  assert.deepEqual(ok(await batch(body, key)), first);
  const { ajouts: { de, a }, categories } = first;
  assert.deepEqual([a - de + 1, categories], [10_000, 7]);
  const [{ n, named }] = await shop.rows(
    "SELECT count(*) AS n, count(DISTINCT c.nom) AS named FROM produits p JOIN categories c ON c.id = p.categorie_id WHERE p.id BETWEEN ? AND ?",
    [de, a],
  );
  assert.deepEqual([n, named], [10_000, 7]);
});

Deno.test("a till may not, and a batch that is none is refused by its field", async () => {
  refused(await command(shop.nora, "/api/produits/lot", { changements: { prix_ttc: [[PAIN, 120, 130]] } }), 403, "forbidden");
  refused(await batch({ changements: { stock: [[PAIN, 0, 1]] } }), 400, "invalid_body");
  refused(await batch({ ajouts: { colonnes: ["libelle", "libelle"], lignes: [] } }), 400, "invalid_body");
  refused(await batch({ ajouts: { colonnes: ["libelle", "prix_ttc"], lignes: [["Vis"]] } }), 400, "invalid_body");
});

Deno.test("many articles get their deposit at once, and lose it again; what is none is no deposit", async () => {
  ok(
    await shop.owner.query(
      "insert",
      "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (900070, 'Bouteille', 50, 0, 'consigne')",
    ),
  );
  const deposits = async () =>
    (await shop.rows("SELECT consigne_id FROM produits WHERE id IN (?, ?) ORDER BY id", [PAIN, CAFE])).map(({ consigne_id }) =>
      consigne_id
    );
  ok(await batch({ changements: { consigne_id: [[PAIN, null, 900_070], [CAFE, null, 900_070]] } }));
  assert.deepEqual(await deposits(), [900_070, 900_070]);
  refused(await batch({ changements: { consigne_id: [[PAIN, null, 900_070]] } }), 409, "constraint_violation");
  refused(await batch({ changements: { consigne_id: [[PAIN, 900_070, LAMPE]] } }), 409, "constraint_violation");
  ok(await batch({ changements: { consigne_id: [[PAIN, 900_070, null], [CAFE, 900_070, null]] } }));
  assert.deepEqual(await deposits(), [null, null]);
});
