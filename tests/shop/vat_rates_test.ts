/** VAT by territory: the shop's rates are data that its owner may add to, and no article has another. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { applyMigrations, knownMigrations } from "../../server/database/schema/migrations.ts";
import { alteredSchema } from "../../server/database/schema/schema_check.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";
import { FISCAL_FORMAT } from "../../shared/fiscal_record.ts";
import { receiptArticle } from "../../shared/receipt/receipt.ts";
import { receiptFr } from "../../shared/receipt/words_fr.ts";
import { signed } from "../support/records.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import { CAFE, card, cash, command, LAMPE, ok, openTill, PAIN, refused, Shop, sold, TIMBRE } from "../support/shop.ts";

const article = (shop: Shop, tva: number) =>
  shop.owner.query("insert", "INSERT INTO produits (libelle, prix_ttc, tva) VALUES ('Essai', 100, ?)", [tva]);
const moveTo = (shop: Shop, territoire: string, taux?: readonly { avant: number; apres: number }[]) =>
  command(shop.owner, "/api/boutique/territoire", { territoire, ...taux === undefined ? {} : { taux } });
const inForce: Readonly<Record<string, readonly number[]>> = {
  metropole: [0, 210, 550, 1000, 2000],
  corse: [0, 90, 210, 550, 1000, 1300, 2000],
  antilles_reunion: [0, 105, 175, 210, 850],
  guyane_mayotte: [0],
  franchise: [0],
};

Deno.test("an article has a rate of the shop's territory: any other is refused with a sentence that names those there are", async () => {
  await using shop = await Shop.open([]);
  for (const [territoire, rates] of Object.entries(inForce)) {
    if (territoire !== "metropole") ok(await moveTo(shop, territoire));
    for (const rate of [0, 90, 105, 175, 210, 550, 850, 1000, 1234, 1300, 1960, 2000]) {
      const answer = await article(shop, rate);
      if (rates.includes(rate)) ok(answer);
      else {
        const { constraint, detail } = refused(answer, 409, "constraint_violation");
        assert.equal(constraint, "rule:vat_rate_unknown");
        if (territoire === "metropole") assert.match(detail, /0 %, 2,1 %, 5,5 %, 10 %, 20 %/);
      }
    }
  }
});

Deno.test("an article's other fields change whatever its rate; its rate becomes one of the territory's alone", async () => {
  await using shop = await Shop.open([]);
  ok(await moveTo(shop, "corse"));
  ok(await shop.owner.query("update", "UPDATE produits SET tva = 1300 WHERE id = ?", [CAFE]));
  ok(await moveTo(shop, "metropole"));
  ok(await shop.owner.query("update", "UPDATE produits SET libelle = 'Café moulu', tva = 1300 WHERE id = ?", [CAFE]));
  refused(await shop.owner.query("update", "UPDATE produits SET tva = 1300 WHERE id = ?", [PAIN]), 409, "constraint_violation");
  const unsaid = await shop.owner.query("update", "UPDATE produits SET tva = 'x' WHERE id = ?", [PAIN]);
  assert.equal(refused(unsaid, 409, "constraint_violation").constraint, "produits.tva");
  assert.deepEqual(await shop.rows("SELECT tva FROM produits WHERE id IN (1, 2) ORDER BY id"), [{ tva: 550 }, { tva: 1300 }]);
});

Deno.test("a change of territory tells which articles have none of its rates, exchanges those it is told, and is signed", async () => {
  await using shop = await Shop.open(["chloe"]);
  const told = ok(
    await moveTo(shop, "antilles_reunion", [{ avant: 2000, apres: 850 }, { avant: 550, apres: 210 }, { avant: 210, apres: 105 }]),
  );
  assert.deepEqual(told, {
    territoire: "antilles_reunion",
    avant: "metropole",
    articles_changes: 4,
    a_revoir: [{ taux: 1000, nombre: 1, articles: [{ id: CAFE, libelle: "Café" }] }],
  });
  // All at once: what became 210 is not exchanged again.
  assert.deepEqual((await shop.rows("SELECT tva FROM produits ORDER BY id")).map(({ tva }) => tva), [
    210,
    1000,
    850,
    105,
    0,
    210,
  ]);
  assert.deepEqual(await signed(shop, "territoire"), [{
    code: 270,
    territoire: "antilles_reunion",
    avant: "metropole",
    taux: [{ avant: 2000, apres: 850 }, { avant: 550, apres: 210 }, { avant: 210, apres: 105 }],
    articles_changes: 4,
    par: "patron",
  }]);
  assert.deepEqual(await signed(shop, "reglages"), []);
  ok(await openTill(shop.chloe));
  const { taux } = await sold(shop.chloe, [LAMPE, CAFE], [card(2500)]);
  assert.deepEqual(taux.map(({ taux }: { taux: number }) => taux), [850, 1000]);
  refused(await moveTo(shop, "metropole", [{ avant: 850, apres: 1234 }]), 409, "constraint_violation");
  assert.deepEqual(await shop.rows("SELECT territoire FROM boutique"), [{ territoire: "antilles_reunion" }]);
  refused(await moveTo(shop, "atlantide"), 400, "invalid_body");
  refused(await command(shop.chloe, "/api/boutique/territoire", { territoire: "corse" }), 403, "forbidden");
  refused(await shop.owner.query("update", "UPDATE boutique SET territoire = 'corse'"), 403, "forbidden");
});

Deno.test("a shop that charges no VAT by its size has one rate, says why on its receipts, and signs that", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  const taxed = await sold(shop.chloe, [PAIN], [cash(120)]);
  assert.equal(taxed.mention_tva, undefined);
  const { articles_changes, a_revoir } = ok(await moveTo(shop, "franchise"));
  assert.deepEqual([articles_changes, a_revoir], [5, []]);
  const receipt = await sold(shop.chloe, [PAIN, TIMBRE], [cash(263)]);
  assert.deepEqual([receipt.mention_tva, receipt.total_tva, receipt.total_ht], ["TVA non applicable, art. 293 B du CGI", 0, 263]);
  const paper = receiptArticle(receipt, receiptFr);
  assert.match(paper, /TVA non applicable, art\. 293 B du CGI/);
  assert.doesNotMatch(paper, /0\s%|receipt-vat/);
  const [, record] = await shop.rows("SELECT version_format, contenu FROM journal_fiscal WHERE genre = 'vente' ORDER BY seq");
  assert.deepEqual([record.version_format, JSON.parse(record.contenu).mention_tva], [
    FISCAL_FORMAT,
    "TVA non applicable, art. 293 B du CGI",
  ]);
  // What was sold with VAT is given back with it.
  const [{ id: ligne_id }] = await shop.rows("SELECT id FROM lignes_vente WHERE vente_id = ?", [taxed.vente_id]);
  const back = ok(
    await command(shop.chloe, `/api/ventes/${taxed.vente_id}/rembourser`, {
      avoir_id: uuidv7(),
      lignes: [{ id: uuidv7(), ligne_id, quantite: 1000 }],
      paiements: [cash(120)],
      motif: "retour",
    }),
  );
  assert.deepEqual([back.mention_tva, back.total_tva], [undefined, -taxed.total_tva]);
  const { ok: sound, fiscal } = ok(await answerOf(await shop.owner.get("/api/journal/verify")));
  assert.deepEqual([sound, fiscal.ok], [true, true]);
  // Every article is at 0 now, whatever it is; of a gift card that is right.
  ok(
    await shop.owner.query(
      "insert",
      "INSERT INTO produits (libelle, prix_ttc, tva, nature) VALUES ('Carte', 100, 0, 'carte_cadeau')",
    ),
  );
  const [zero, ...others] = ok(await moveTo(shop, "metropole")).a_revoir;
  assert.deepEqual([zero.taux, zero.nombre, zero.articles.length, others], [0, 6, 6, []]);
});

Deno.test("the owner adds a rate that the law has made, with its days, and ends another: articles follow, records tell", async () => {
  await using shop = await Shop.open(["chloe"]);
  const rate = (body: Record<string, unknown>) => command(shop.owner, "/api/tva/taux", body);
  refused(await article(shop, 2100), 409, "constraint_violation");
  ok(await rate({ taux: 2100, libelle: "Taux normal 2099", depuis: "2099-01-01" }));
  refused(await article(shop, 2100), 409, "constraint_violation");
  assert.deepEqual(ok(await rate({ taux: 2100, libelle: "Taux normal", depuis: "2026-01-01" })), {
    territoire: "metropole",
    taux: 2100,
    libelle: "Taux normal",
    depuis: "2026-01-01",
    jusqua: null,
  });
  ok(await article(shop, 2100));
  ok(await rate({ taux: 2000, libelle: "Taux normal", jusqua: "2026-01-01" }));
  refused(await article(shop, 2000), 409, "constraint_violation");
  // What has it keeps it until it is changed, and is sold.
  ok(await openTill(shop.chloe));
  assert.deepEqual((await sold(shop.chloe, [LAMPE], [card(2000)])).taux[0].taux, 2000);
  assert.deepEqual(
    (await signed(shop, "taux_tva")).map(({ taux, depuis, jusqua, avant }) => [taux, depuis, jusqua, avant?.libelle ?? null]),
    [
      [2100, "2099-01-01", null, null],
      [2100, "2026-01-01", null, "Taux normal 2099"],
      [2000, null, "2026-01-01", "Taux normal"],
    ],
  );
  const { constraint } = refused(
    await rate({ taux: 1900, libelle: "x", depuis: "2026-02-01", jusqua: "2026-01-01" }),
    409,
    "constraint_violation",
  );
  assert.equal(constraint, "rule:vat_rate_dates");
  for (
    const body of [{ taux: 10_001, libelle: "x" }, { taux: 5.5, libelle: "x" }, { taux: 500, libelle: " " }, {
      taux: 500,
      libelle: "x",
      depuis: "2026-02-30",
    }]
  ) {
    refused(await rate(body), 400, "invalid_body");
  }
  refused(await command(shop.chloe, "/api/tva/taux", { taux: 500, libelle: "x" }), 403, "forbidden");
});

Deno.test("a file from before keeps its articles and lines as they were, whole, and takes the new rates from then on", () => {
  const all = knownMigrations(MIGRATIONS);
  const at = all.findIndex(({ name }) => name === "shop/032_vat_rates");
  using db = new DatabaseSync(":memory:");
  applyMigrations(db, all.slice(0, at), new Date());
  const sale = uuidv7();
  const add = "INSERT INTO produits (id, libelle, prix_ttc, tva) VALUES (?, 'Ancien', 100, ?)";
  for (const [id, rate] of [[1, 550], [2, 2000]]) db.prepare(add).run(id!, rate!);
  db.prepare("INSERT INTO ventes (id) VALUES (?)").run(sale);
  db.prepare("INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)").run(uuidv7(), sale);
  assert.throws(() => db.prepare(add).run(3, 2100), /CHECK constraint failed/);
  const rows = () => [db.prepare("SELECT * FROM produits").all(), db.prepare("SELECT * FROM lignes_vente").all()];
  const before = rows();

  applyMigrations(db, all.slice(at), new Date());
  assert.deepEqual(db.prepare("PRAGMA integrity_check").all().map((row) => row["integrity_check"]), ["ok"]);
  assert.equal(alteredSchema(db, MIGRATIONS), null);
  assert.deepEqual(rows().map((kept) => kept.length), before.map((kept) => kept.length));
  for (const [table, kept] of rows().entries()) {
    for (const [row, had] of before[table]!.entries()) assert.partialDeepStrictEqual(kept[row], had);
  }
  assert.throws(() => db.prepare(add).run(3, 2100), /rule:vat_rate_unknown 0 %, 2,1 %, 5,5 %, 10 %, 20 %/);
  db.exec("INSERT INTO taux_tva (territoire, taux, libelle) VALUES ('metropole', 2100, 'Taux normal')");
  db.prepare(add).run(3, 2100);
  db.prepare("INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 3)").run(uuidv7(), sale);
  // The schema's text is out of reach again.
  assert.throws(() => db.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql"), /may not be modified/);
});
