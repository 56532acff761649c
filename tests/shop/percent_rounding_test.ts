/** A discount by its rate comes to the same cents in the database and on every screen; and an old file's discounts stay what they were. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { applyMigrations, knownMigrations } from "../../server/database/schema/migrations.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";
import { discountOf, lineTotal } from "../../shared/vat.ts";
import { uuidv7 } from "../support/server.ts";

const LARGEST = { quantity: 1_000_000_000, price: 10_000 };

function open(before?: string): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  const all = knownMigrations(MIGRATIONS);
  applyMigrations(db, all.slice(0, all.findIndex(({ name }) => name === before) + 1 || all.length), new Date());
  return db;
}

Deno.test("SQL and TypeScript round 5,000 discounts alike, the halves among them", () => {
  const db = open();
  let seed = 20_261_128;
  // The high bits: the low ones of such a generator repeat.
  const random = (below: number) => Math.floor(((seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31) * below);
  const sale = uuidv7();
  db.prepare("INSERT INTO ventes (id) VALUES (?)").run(sale);
  const line = db.prepare(
    `INSERT INTO lignes_vente (id, vente_id, libelle, tva, quantite, prix_unitaire_ttc, remise_taux) VALUES (?, ?, 'x', 2000, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET quantite = excluded.quantite, prix_unitaire_ttc = excluded.prix_unitaire_ttc, remise_taux = excluded.remise_taux,
       prix_motif = 'un autre prix'`,
  );
  const kept = db.prepare("SELECT brut_ttc, remise, total_ttc FROM lignes_vente WHERE id = ?");
  const id = uuidv7();
  let halves = 0;
  for (let n = 0; n < 5_000; n++) {
    const quantity = n === 0 ? LARGEST.quantity : random(2) === 0 ? 1_000 * (1 + random(20)) : 1 + random(20_000);
    const price = n === 0 ? LARGEST.price : 500 + random(random(2) === 0 ? 1_000 : 1_000_000);
    const rate = n === 0 ? 3_333 : random(2) === 0 ? 500 * (1 + random(20)) : 1 + random(10_000);
    line.run(id, sale, quantity, price, rate);
    const full = lineTotal(quantity, price, 0);
    const remise = discountOf(full, rate);
    if ((full * rate) % 10_000 === 5_000) halves++;
    assert.deepEqual(
      { ...kept.get(id) },
      { brut_ttc: full, remise, total_ttc: full - remise },
      `${quantity} × ${price} at ${rate}`,
    );
    const { total_ttc, avant_remises } = db.prepare("SELECT total_ttc, avant_remises FROM ventes").get()!;
    assert.deepEqual([total_ttc, avant_remises], [full - remise, full]);
  }
  assert.ok(halves > 100, `the premise: ${halves} halves`);
  assert.deepEqual([discountOf(125, 1_000), discountOf(4_000, 2_000), discountOf(1, 10_000), discountOf(0, 5_000)], [
    13,
    800,
    1,
    0,
  ]);
  db.close();
});

Deno.test("an old file's discounts are amounts as before, paid or not, and its tickets go on", () => {
  const db = open("shop/014_rate_at_payment");
  const [draft, paid, credit] = [uuidv7(), uuidv7(), uuidv7()];
  const [first, second, sold, back] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  db.exec(`
    INSERT INTO equipe (id, nom, role) VALUES (90, 'Anne', 'caisse');
    INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Lampe', 2000);
    INSERT INTO ventes (id, vendeur_id) VALUES ('${draft}', 90), ('${paid}', 90);
    INSERT INTO ventes (id, vendeur_id, type, vente_origine_id) VALUES ('${credit}', 90, 'avoir', '${paid}');
    INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise) VALUES
      ('${first}', '${draft}', 1, 2000, 800), ('${second}', '${draft}', 1, 1500, 0), ('${sold}', '${paid}', 1, 3000, 1000);
    INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, ligne_origine_id) VALUES ('${back}', '${credit}', 1, -3000, 1500, '${sold}');
    UPDATE ventes SET remise = 500 WHERE id IN ('${draft}', '${paid}');
    UPDATE ventes SET etat = 'payee', numero = 1, caisse = 'C1', payee_le = '2026-01-05T10:00:00.000Z' WHERE id IN ('${paid}');
  `);
  const lines = () => db.prepare("SELECT id, quantite, remise, total_ttc, ligne_origine_id FROM lignes_vente ORDER BY id").all();
  const sales = () => db.prepare("SELECT id, total_ttc, remise, version, nombre_lignes FROM ventes ORDER BY id").all();
  const before = [lines(), sales()];
  const all = knownMigrations(MIGRATIONS);
  applyMigrations(db, all.slice(all.findIndex(({ name }) => name === "shop/014_rate_at_payment") + 1), new Date());
  assert.deepEqual([lines(), sales()], before);
  assert.deepEqual(db.prepare("PRAGMA foreign_key_check").all(), []);
  const kept = (id: string) => ({
    ...db.prepare("SELECT avant_remises, sous_total, total_ttc, remise_taux FROM ventes WHERE id = ?").get(id),
  });
  assert.deepEqual(kept(draft), { avant_remises: 7_000, sous_total: 6_200, total_ttc: 5_700, remise_taux: 0 });
  assert.deepEqual(kept(paid), { avant_remises: 6_000, sous_total: 5_000, total_ttc: 4_500, remise_taux: 0 });
  assert.deepEqual(kept(credit), { avant_remises: -6_000, sous_total: -4_500, total_ttc: -4_500, remise_taux: 0 });
  assert.throws(() => db.exec(`UPDATE ventes SET remise_taux = 1000 WHERE id = '${paid}'`), /ne change plus/);
  // An amount stays one when the quantity changes; a rate takes its place.
  db.exec(`UPDATE lignes_vente SET quantite = 3000 WHERE id = '${first}'`);
  assert.deepEqual(kept(draft), { avant_remises: 9_000, sous_total: 8_200, total_ttc: 7_700, remise_taux: 0 });
  db.exec(`UPDATE ventes SET remise_taux = 1000 WHERE id = '${draft}'`);
  assert.deepEqual(kept(draft), { avant_remises: 9_000, sous_total: 8_200, total_ttc: 7_380, remise_taux: 1_000 });
  db.close();
});
