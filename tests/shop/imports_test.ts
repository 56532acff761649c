/** Imports: what a file brings, all or nothing, the same file twice changes nothing, and each is taken back as one action. */
import assert from "node:assert/strict";
import { CAFE, command, draft, LAMPE, ok, PAIN, refused, sent, Shop } from "../support/shop.ts";
import { bring, type Cells, counts, linesOf, undo } from "../support/imports.ts";

let shop: Shop;
Deno.test.beforeAll(async () => void (shop = await Shop.open(["nora"])));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const goods = () =>
  shop.rows(`SELECT p.libelle, p.code_barres, p.prix_ttc, p.tva, p.suivi_stock, p.stock, p.actif, c.nom, k.cout_ht
    FROM produits p LEFT JOIN categories c ON c.id = p.categorie_id LEFT JOIN couts_produits k ON k.produit_id = p.id ORDER BY p.id`);

const COLUMNS = ["code_barres", "libelle", "categorie", "prix_ttc", "tva", "cout_ht", "stock"];
const FILE: readonly Cells[] = [
  ["3760000000017", "Confiture", "Épicerie", 450, 550, 210, 12_000],
  ["3760000000024", "Miel", "Épicerie", 890, 550, null, null],
  [null, "Lampe", "Maison", 2_100, 2000, 900, 90_000],
  [null, "Pain", null, 120, 550, null, null],
];

Deno.test("a file adds what is new and changes what is known, the same file twice changes nothing, and undone all is as before", async () => {
  const before = await goods();
  const head = async () => (await shop.rows("SELECT count(*) AS n FROM imports"))[0].n;
  const tried = ok(await bring(shop, "produits", COLUMNS, FILE, { essai: true }));
  assert.deepEqual([tried.id, counts(tried)], [null, [2, 1, 1]]);
  assert.deepEqual(tried.apercu.map(({ ligne, action }: { ligne: number; action: string }) => [ligne, action]), [
    [2, "ajout"],
    [3, "ajout"],
    [4, "changement"],
  ]);
  assert.deepEqual([tried.apercu[2].avant.prix_ttc, tried.apercu[2].apres.prix_ttc], [2_000, 2_100]);
  assert.deepEqual([await goods(), await head()], [before, 0], "a trial leaves nothing");

  const key = crypto.randomUUID();
  const body = { sorte: "produits", fichier: "articles.csv", colonnes: COLUMNS, lignes: linesOf(FILE) };
  const done = ok(await command(shop.owner, "/api/imports", body, key));
  assert.deepEqual(counts(done), [2, 1, 1]);
  assert.deepEqual(ok(await command(shop.owner, "/api/imports", body, key)), done, "sent again it is the same import");
  const after = await goods();
  assert.deepEqual(after.length, before.length + 2);
  assert.deepEqual(after.at(-2), {
    libelle: "Confiture",
    code_barres: "3760000000017",
    prix_ttc: 450,
    tva: 550,
    suivi_stock: 1,
    stock: 12_000,
    actif: 1,
    nom: "Épicerie",
    cout_ht: 210,
  });
  const lamp = after.find(({ libelle }) => libelle === "Lampe");
  assert.deepEqual([lamp.prix_ttc, lamp.stock, lamp.cout_ht, lamp.nom], [2_100, 90_000, 900, "Maison"]);
  const moves = await shop.rows("SELECT quantite, motif FROM mouvements_stock WHERE produit_id = ?", [LAMPE]);
  assert.deepEqual(moves, [{ quantite: -10_000, motif: "inventaire" }]);

  const again = ok(await bring(shop, "produits", COLUMNS, FILE));
  assert.deepEqual([again.id, counts(again)], [null, [0, 0, 4]]);
  assert.deepEqual(await goods(), after);

  ok(await undo(shop, done.id));
  assert.deepEqual(await goods(), before);
  assert.deepEqual(await shop.rows("SELECT nom FROM categories"), []);
  assert.equal(refused(await undo(shop, done.id), 409, "constraint_violation").constraint, "rule:import_undone");
  assert.equal((await undo(shop, 999)).status, 404);
  const { records } = await (await shop.owner.get("/api/journal?kind=import_annule")).json();
  assert.deepEqual(records.map(({ detail }: { detail: { import_id: number } }) => detail.import_id), [done.id]);
});

Deno.test("every faulty line is named with its column, in the reader's language, and nothing of the file is written", async () => {
  const before = await goods();
  const rows: readonly Cells[] = [
    ["3760000000031", "Bon", null, 100, 2000, null, null],
    ["3,76E+12", "Tableur", null, 100, 2000, null, null],
    ["3760000000032", "Faux chiffre", null, 100, 2000, null, null],
    [null, "Sans prix", null, null, 2000, null, null],
    [null, "TVA", null, 100, 1234, null, null],
    ["3760000000031", "Deux fois", null, 100, 2000, null, null],
    [null, null, null, 100, 2000, null, null],
    [null, "Lampe", null, 2_000, 2000, null, -1],
    [null, "x".repeat(201), null, 100, 2000, null, null],
    [null, "Cher", "c".repeat(101), 100, 2000, null, null],
  ];
  const told = refused(await bring(shop, "produits", COLUMNS, rows), 409, "import_faulty");
  assert.equal(told.nombre, 9);
  assert.deepEqual(told.fautes.map(({ ligne, colonne }: { ligne: number; colonne: string }) => [ligne, colonne]), [
    [3, "code_barres"],
    [4, "code_barres"],
    [5, "prix_ttc"],
    [6, "tva"],
    [7, "code_barres"],
    [8, "libelle"],
    [9, "stock"],
    [10, "libelle"],
    [11, "categorie"],
  ]);
  for (const { ligne, reason } of told.fautes) assert.match(reason, /^[\p{L}«]/u, `line ${ligne}: ${reason}`);
  assert.match(told.fautes[0].reason, /tableur/);
  assert.match(told.fautes[4].reason, /ligne 2/);
  assert.ok(!JSON.stringify(told).includes("sqlite"));
  assert.deepEqual(await goods(), before);
});

Deno.test("an import of which something was sold, or changed by hand since, is not taken back: the refusal says what", async () => {
  const one = ok(await bring(shop, "produits", ["libelle", "prix_ttc"], [["Tisane", 300], ["Thé vert", 400]]));
  const [{ id }] = await shop.rows("SELECT id FROM produits WHERE libelle = 'Thé vert'");
  await sent(shop.nora, [id]);
  const sold = refused(await undo(shop, one.id), 409, "constraint_violation");
  assert.deepEqual([sold.constraint, sold.subject], ["rule:import_used", "Thé vert"]);
  assert.equal((await shop.rows("SELECT id FROM produits WHERE libelle = 'Tisane'")).length, 1, "and nothing of it");

  const two = ok(await bring(shop, "produits", ["libelle", "prix_ttc"], [["Pain", 130], ["Café", 510]]));
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 520 WHERE id = ?", [CAFE]));
  assert.equal(refused(await undo(shop, two.id), 409, "constraint_violation").subject, "Café");
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 510 WHERE id = ?", [CAFE]));
  await draft(shop.nora, [PAIN]);
  ok(await undo(shop, two.id));
  const prices = await shop.rows("SELECT prix_ttc FROM produits WHERE id IN (?, ?) ORDER BY id", [PAIN, CAFE]);
  assert.deepEqual(prices.map(({ prix_ttc }) => prix_ttc), [120, 500]);
});

Deno.test("ten thousand lines come in one import, thirty broken ones among them are named; a line more is refused, and so is a column of another sort", async () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, at) => [`B${at}`, `Article long à souhait n° ${at}`, `Rayon ${at % 7}`, 100 + at, 2000, 50 + at, 1_000],
  );
  // Thirty broken ones among them are named, each by its line and column, and none of the others comes in.
  const broken = new Map(
    Array.from(
      { length: 30 },
      (_, at) => [at * 331 + 7, [["prix_ttc", 3, null], ["tva", 4, 1234], ["libelle", 1, null]][at % 3]!],
    ),
  );
  const faulty = rows.map((row, at) => row.map((value, place) => broken.get(at)?.[1] === place ? broken.get(at)![2]! : value));
  const told = refused(await bring(shop, "produits", COLUMNS, faulty), 409, "import_faulty");
  assert.equal(told.nombre, 30);
  assert.deepEqual(
    told.fautes.map(({ ligne, colonne }: { ligne: number; colonne: string }) => [ligne, colonne]),
    [...broken].map(([at, [column]]) => [at + 2, column]),
  );
  assert.equal((await shop.rows("SELECT count(*) AS n FROM produits WHERE code_barres LIKE 'B%'"))[0].n, 0);

  const done = ok(await bring(shop, "produits", COLUMNS, rows));
  assert.deepEqual(counts(done), [10_000, 0, 0]);
  assert.deepEqual(counts(ok(await bring(shop, "produits", COLUMNS, rows))), [0, 0, 10_000], "the same file again");
  refused(await bring(shop, "produits", COLUMNS, [...rows, rows[0]!]), 400, "invalid_body");
  refused(await bring(shop, "clients", ["prix_ttc"], [[1]]), 400, "invalid_body");
  refused(await bring(shop, "clients", ["nom", "nom"], [["a", "b"]]), 400, "invalid_body");
  refused(await command(shop.nora, "/api/imports", { sorte: "stock", colonnes: ["libelle"], lignes: [] }), 403, "forbidden");
  ok(await undo(shop, done.id));
  assert.equal((await shop.rows("SELECT count(*) AS n FROM produits WHERE code_barres LIKE 'B%'"))[0].n, 0);
});
