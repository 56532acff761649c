/** What is sold and is no turnover: outside VAT, on the ticket, in X and closings, in the day's sums, on paper. */
import assert from "node:assert/strict";
import { FISCAL_FORMAT } from "../../shared/fiscal_record.ts";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "../../server/database/schema/migrations.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { assertSound } from "../support/records.ts";
import { answerOf } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  Shop,
  sold,
  ticket,
  xReport,
} from "../support/shop.ts";

const [CONSIGNE, CADEAU] = [50, 51];

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (?, ?, ?, ?, ?)";
  ok(await shop.owner.query("insert", into, [CONSIGNE, "Consigne bocal", 200, 0, "consigne"]));
  ok(await shop.owner.query("insert", into, [CADEAU, "Carte cadeau 50", 5_000, 0, "carte_cadeau"]));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

Deno.test("what a product is: the owner says it once, outside VAT has no rate, a till invents none", async () => {
  const product = (nature: string, tva: number) =>
    shop.owner.query("insert", "INSERT INTO produits (libelle, prix_ttc, tva, nature) VALUES ('X', 100, ?, ?)", [tva, nature]);
  assert.equal(refused(await product("consigne", 2_000), 409, "constraint_violation").constraint, "rule:product_nature");
  assert.equal(refused(await product("reglement_compte", 0), 409, "constraint_violation").constraint, "rule:product_nature");
  const change = await shop.owner.query("update", "UPDATE produits SET nature = 'bien' WHERE id = ?", [CONSIGNE]);
  assert.equal(refused(change, 409, "constraint_violation").constraint, "rule:product_nature_kept");
  const taxed = await shop.owner.query("update", "UPDATE produits SET tva = 2000 WHERE id = ?", [CONSIGNE]);
  assert.equal(refused(taxed, 409, "constraint_violation").constraint, "rule:product_nature");

  const { id } = await draft(shop.nora, [PAIN]);
  const invented = "INSERT INTO lignes_vente (id, vente_id, produit_id, nature) VALUES (?, ?, ?, 'consigne')";
  refused(await shop.nora.query("insert", invented, [crypto.randomUUID(), id, PAIN]), 403, "forbidden");
  refused(await shop.nora.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('X', 1)"), 403, "forbidden");
});

Deno.test("a line is what its product is, whatever of it the till names; its ticket keeps the sum, and loses it with the line", async () => {
  const { id } = await draft(shop.nora, [PAIN, { produit: CONSIGNE, quantite: 3_000 }]);
  const whole =
    "INSERT INTO lignes_vente (id, vente_id, produit_id, libelle, prix_unitaire_ttc, tva) VALUES (?, ?, ?, 'Carte cadeau 50', 5000, 0)";
  const line = crypto.randomUUID();
  ok(await shop.nora.query("insert", whole, [line, id, CADEAU]));
  const natures = await shop.rows("SELECT nature FROM lignes_vente WHERE vente_id = ? ORDER BY nature", [id]);
  assert.deepEqual(natures.map(({ nature }) => nature), ["bien", "carte_cadeau", "consigne"]);
  const sums = async () => {
    const { total_ttc, hors_champ, nombre_lignes } = await ticket(shop.nora, { id });
    return [total_ttc, hors_champ, nombre_lignes];
  };
  assert.deepEqual(await sums(), [5_720, 5_600, 3]);
  ok(await shop.nora.query("update", "UPDATE lignes_vente SET quantite = 2000 WHERE id = ?", [line]));
  assert.deepEqual(await sums(), [10_720, 10_600, 3]);
  ok(await shop.nora.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [line]));
  assert.deepEqual(await sums(), [720, 600, 2]);
});

Deno.test("a ticket's discount is of its goods alone: by rate, by amount, and never more than they are", async () => {
  ok(await openTill(shop.chloe, 10_000));
  const { id, lignes } = await draft(shop.chloe, [LAMPE, CONSIGNE, CADEAU]);
  ok(await shop.chloe.query("update", "UPDATE ventes SET remise_taux = 1000 WHERE id = ?", [id]));
  assert.deepEqual([(await ticket(shop.chloe, { id })).remise, (await ticket(shop.chloe, { id })).total_ttc], [200, 7_000]);
  ok(await shop.chloe.query("update", "UPDATE ventes SET remise_taux = 0 WHERE id = ?", [id]));
  const own = await shop.chloe.query("update", "UPDATE lignes_vente SET remise = 1 WHERE id = ?", [lignes[1]]);
  assert.equal(refused(own, 409, "constraint_violation").constraint, "rule:line_outside_discount");
  const beyond = await shop.chloe.query("update", "UPDATE ventes SET remise = 2001 WHERE id = ?", [id]);
  assert.equal(refused(beyond, 409, "constraint_violation").constraint, "rule:ticket_discount_exceeds");
  ok(await shop.chloe.query("update", "UPDATE ventes SET remise = 2000 WHERE id = ?", [id]));
  const { lignes: paid } = ok(await pay(shop.chloe, { id }, [card(5_200)]));
  assert.deepEqual(paid.map(({ remise_ticket }: { remise_ticket: number }) => remise_ticket), [2_000, 0, 0]);
});

Deno.test("a ticket says what of it is outside VAT, which has no row of VAT; total = HT + VAT + outside; its refund turns the sign", async () => {
  const { id, lignes } = await draft(shop.chloe, [CAFE, { produit: CONSIGNE, quantite: 2_000 }]);
  const receipt = ok(await pay(shop.chloe, { id }, [cash(1_000)]));
  assert.deepEqual([receipt.total_ttc, receipt.total_ht, receipt.total_tva, receipt.rendu], [900, 455, 45, 100]);
  assert.deepEqual(receipt.hors_champ, [{ nature: "consigne", ttc: 400 }]);
  assert.deepEqual(receipt.taux.map(({ taux }: { taux: number }) => taux), [1_000]);
  assert.deepEqual(receipt.lignes.map(({ nature }: { nature?: string }) => nature), [undefined, "consigne"]);
  const [row] = await shop.rows("SELECT * FROM ventes WHERE id = ?", [id]);
  assert.equal(row.total_ht + row.total_tva + row.hors_champ, row.total_ttc);
  const back = ok(await refund(shop.chloe, { id }, { [lignes[1]!]: 1_000 }, [cash(200)]));
  assert.deepEqual([back.total_ttc, back.total_ht, back.hors_champ, back.taux], [
    -200,
    0,
    [{ nature: "consigne", ttc: -200, rendu: 200 }],
    [],
  ]);
  const [stored] = await shop.rows("SELECT version_format FROM journal_fiscal WHERE contenu ->> 'vente_id' = ?", [id]);
  assert.equal(stored.version_format, FISCAL_FORMAT);

  const paper = receiptHtml(receipt, { locale: "fr" });
  assert.match(paper, /Consigne bocal[\s\S]*hors champ[\s\S]*4,00/);
  assert.match(paper, /<td>Consigne<\/td><td>hors champ<\/td><td><\/td><td>4,00/);
  const plain = await sold(shop.chloe, [CAFE], [card(500)]);
  assert.equal("hors_champ" in plain || "nature" in plain.lignes[0], false, "a plain ticket's record is as small as before");
});

Deno.test("X, closing and the day's sums: turnover without what is outside VAT, that beside it, the means are both", async () => {
  const sum = (rows: readonly { total: number }[]) => rows.reduce((total, one) => total + one.total, 0);
  const [{ ttc, ht, tva }] = await shop.rows(
    "SELECT sum(total_ttc - hors_champ) AS ttc, sum(total_ht) AS ht, sum(total_tva) AS tva FROM ventes WHERE jour IS NOT NULL",
  );
  const outside = [{ nature: "carte_cadeau", nombre: 1, total: 5_000 }, { nature: "consigne", nombre: 3, total: 400 }];
  const apart = [{ ...outside[0], rendu: 0 }, { ...outside[1], rendu: 200 }];
  const x = ok(await xReport(shop.owner));
  assert.deepEqual(x.hors_champ, apart);
  assert.equal(x.tickets.reduce((total: number, one: { total_ttc: number }) => total + one.total_ttc, 0), ttc);
  assert.equal(sum(x.paiements), ttc + 5_400);

  const day = ok(await answerOf(await shop.owner.get("/api/tableau/aujourdhui")));
  assert.deepEqual([day.total.ttc, day.total.ht, day.total.tva], [ttc, ht, tva]);
  assert.deepEqual(
    day.hors_champ.map(({ nature, nombre, total }: Record<string, unknown>) => ({ nature, nombre, total })),
    outside,
  );
  const of = (rows: { ttc: number }[]) => rows.reduce((total, one) => total + one.ttc, 0);
  for (const shares of [day.heures, day.caissiers, day.categories, day.articles]) assert.equal(of(shares), ttc);

  ok(await closeTill(shop.chloe, x.especes_attendues));
  const due = ok(await answerOf(await shop.owner.get("/api/clotures/attente")));
  assert.equal(due.jours.at(-1)!.total_ttc, ttc);
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual([z.total_ttc, z.total_ht, z.total_tva, z.perpetuel], [ttc, ht, tva, ttc]);
  assert.deepEqual(z.hors_champ, apart);
  assert.equal(sum(z.paiements), ttc + 5_400);
  assert.equal(z.caisses[0].total_ttc, ttc);
  await assertSound(shop);
});

Deno.test("a file of before gains it whole: payments with their numbers, triggers and indexes, and all of it is sound", async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await Deno.mkdir(`${dir}/backups`);
  const db = new DatabaseSync(`${dir}/comptoir.db`);
  try {
    const before = MIGRATIONS.findIndex(({ name }) => name === "shop/024_outside_vat");
    await migrate(db, MIGRATIONS.slice(0, before), `${dir}/backups`, new Date());
    const triggers = () =>
      db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL").all()
        .map(({ name }) => name as string);
    const had = triggers();
    db.exec(`
      INSERT INTO equipe (id, nom, role) VALUES (90, 'Anne', 'caisse');
      INSERT INTO sessions_caisse (id, caisse, caissier_id, jour, fond, ouverte_le) VALUES (4, 'C1', 90, '2026-01-05', 0, '2026-01-05T08:00:00.000Z');
      INSERT INTO ventes (id, vendeur_id) VALUES ('00000000-0000-7000-8000-000000000001', 90);
      INSERT INTO paiements (id, vente_id, mode, montant, rendu, session_caisse_id, cree_le)
        VALUES (7, '00000000-0000-7000-8000-000000000001', 'avoir', 500, 0, 4, '2026-01-05T10:00:00.000Z');`);
    await migrate(db, MIGRATIONS, `${dir}/backups`, new Date());
    assert.deepEqual({ ...db.prepare("SELECT id, mode, montant, code_bon FROM paiements").get() }, {
      id: 7,
      mode: "avoir",
      montant: 500,
      code_bon: null,
    });
    assert.throws(() => db.exec("DELETE FROM paiements"), /ne se supprime pas/);
    assert.throws(
      () =>
        db.exec(
          "INSERT INTO paiements (vente_id, mode, montant, session_caisse_id, cree_le) SELECT vente_id, 'troc', 1, 4, cree_le FROM paiements",
        ),
      /payment_mode/,
    );
    const has = new Set(triggers());
    // The change of a line counts it as well when its price comes.
    assert.deepEqual(had.filter((name) => !has.has(name)), ["lignes_vente_total_complete"]);
    assert.deepEqual({ ...db.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
    assert.equal(db.prepare("PRAGMA foreign_key_check").get(), undefined);
  } finally {
    db.close();
    await Deno.remove(dir, { recursive: true });
  }
});
