/** How an import knows what is there already: articles and their deposits by code or name, customers by telephone, e-mail or name. */
import assert from "node:assert/strict";
import { CAFE, command, ok, PAIN, refused, Shop } from "../support/shop.ts";
import { bring, type Cells, counts, undo } from "../support/imports.ts";

let shop: Shop;
Deno.test.beforeAll(async () => void (shop = await Shop.open(["nora"])));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

Deno.test("a code is known in each of its spellings, further ones too, and a name that two have is a fault unless one fits", async () => {
  ok(
    await shop.owner.query(
      "insert",
      "INSERT INTO produits (id, libelle, code_barres, prix_ttc) VALUES (700, 'Vis', '036000291452', 10)",
    ),
  );
  ok(await shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id) VALUES ('ABC-1', 700)"));
  for (const code of ["036000291452", "0036000291452", "ABC-1"]) {
    assert.deepEqual(
      counts(ok(await bring(shop, "produits", ["code_barres", "libelle", "prix_ttc"], [[code, "Vis", 10]]))),
      [0, 0, 1],
      code,
    );
  }
  ok(await shop.owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Clou', 5), ('Clou', 6)"));
  const twins: readonly Cells[] = [["Clou", 6], ["Clou", 5]];
  assert.deepEqual(counts(ok(await bring(shop, "produits", ["libelle", "prix_ttc"], twins))), [0, 0, 2]);
  const told = refused(await bring(shop, "produits", ["libelle", "prix_ttc"], [["Clou", 7]]), 409, "import_faulty");
  assert.equal(told.fautes[0].constraint, "rule:import_ambiguous");
  const unknown = refused(
    await bring(shop, "stock", ["libelle", "stock"], [["Lampe", 80_000], ["Inconnu", 1]]),
    409,
    "import_faulty",
  );
  assert.deepEqual([unknown.fautes.length, unknown.fautes[0].ligne], [1, 3]);
});

Deno.test("customers are known by telephone in any spelling, by e-mail or by name, and who was erased is in no import any more", async () => {
  const columns = ["nom", "telephone", "email", "note"];
  const file: readonly Cells[] = [["Zoé Martin", "06 12 34 56 78", null, "fidèle"], ["Yves", null, "yves@exemple.fr", null], [
    "Anne",
    null,
    null,
    null,
  ]];
  const done = ok(await bring(shop, "clients", columns, file));
  assert.deepEqual(counts(done), [3, 0, 0]);
  assert.deepEqual(counts(ok(await bring(shop, "clients", columns, file))), [0, 0, 3]);
  const spelled: readonly Cells[] = [["Zoé Martin", "+33612345678", null, null], ["Yves Petit", null, "YVES@exemple.fr", null]];
  const changed = ok(await bring(shop, "clients", columns, spelled, { essai: true }));
  assert.deepEqual(counts(changed), [0, 2, 0]);
  assert.deepEqual(changed.apercu[1].apres, { nom: "Yves Petit", email: "YVES@exemple.fr" });
  const crossed = refused(
    await bring(shop, "clients", columns, [["Qui ?", "0612345678", "yves@exemple.fr", null]]),
    409,
    "import_faulty",
  );
  assert.equal(crossed.fautes[0].constraint, "rule:import_two_customers");

  const [{ id }] = await shop.rows("SELECT id FROM clients WHERE nom = 'Zoé Martin'");
  ok(await command(shop.owner, `/api/clients/${id}/effacer`));
  const left = "SELECT 1 FROM _imports_lignes WHERE quoi = 'clients' AND cle = ?";
  assert.equal(shop.inspect((db) => db.prepare(left).get(id)), undefined);
  ok(await undo(shop, done.id));
  assert.deepEqual((await shop.rows("SELECT nom FROM clients")).map(({ nom }) => nom), ["—"]);
});

Deno.test("a batch of new articles says whose a code is that is taken", async () => {
  ok(await shop.owner.query("update", "UPDATE produits SET code_barres = '3760000000048' WHERE id = ?", [PAIN]));
  const ajouts = { colonnes: ["libelle", "prix_ttc", "code_barres"], lignes: [["Clou", 20, "3760000000048"]] };
  const told = refused(await command(shop.owner, "/api/produits/lot", { ajouts }), 409, "constraint_violation");
  assert.match(told.detail, /« Pain »/);
});

Deno.test("an article's deposit comes by its name or its code; one that is none, or may be two, is a fault; undone it is as before", async () => {
  const into = `INSERT INTO produits (id, libelle, code_barres, prix_ttc, tva, nature) VALUES
    (70, 'Consigne 75 cl', '3760000000710', 50, 0, 'consigne'), (71, 'Consigne casier', NULL, 300, 0, 'consigne'),
    (72, 'Consigne double', NULL, 10, 0, 'consigne'), (73, 'Consigne double', '3760000000734', 20, 0, 'consigne')`;
  ok(await shop.owner.query("insert", into));
  const of = async () =>
    (await shop.rows("SELECT libelle, consigne_id FROM produits WHERE id IN (?, ?) OR libelle = 'Limonade' ORDER BY id", [
      PAIN,
      CAFE,
    ])).map(({ libelle, consigne_id }) => [libelle, consigne_id]);
  const columns = ["libelle", "prix_ttc", "consigne"];
  const file = (bread: string, coffee: string | null) => [
    ["Pain", null, bread],
    ["Café", null, coffee],
    ["Limonade", 300, "Consigne casier"],
  ];
  const before = await of();
  const done = ok(await bring(shop, "produits", columns, file("Consigne 75 cl", "3760000000734")));
  assert.deepEqual(await of(), [["Pain", 70], ["Café", 73], ["Limonade", 71]]);
  assert.deepEqual(counts(done), [1, 2, 0]);
  const again = ok(await bring(shop, "produits", columns, file("3760000000710", null), { essai: true }));
  assert.deepEqual(counts(again), [0, 0, 3], "said otherwise, and an empty cell takes nothing away");
  for (const wrong of ["Lampe", "Consigne double", "inconnue"]) {
    const { fautes } = refused(await bring(shop, "produits", columns, file(wrong, null)), 409, "import_faulty");
    assert.deepEqual(fautes.map((fault: Record<string, unknown>) => [fault["ligne"], fault["colonne"], fault["constraint"]]), [
      [2, "consigne", "rule:import_unknown_deposit"],
    ]);
  }
  const { fautes } = refused(
    await bring(shop, "produits", columns, [["Consigne casier", null, "Consigne 75 cl"]]),
    409,
    "import_faulty",
  );
  assert.equal(fautes[0].colonne, "consigne", "a deposit has none of its own");
  ok(await undo(shop, done.id));
  assert.deepEqual(await of(), before);
});
