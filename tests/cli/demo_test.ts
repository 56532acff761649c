/** `--demo`: a month of a shop that is made up, and holds by every rule of a real one. */
import assert from "node:assert/strict";
import { isEan13 } from "../../shared/ean.ts";
import { DemoBooks } from "../support/demo_books.ts";

const demo = new DemoBooks();
const none = (sql: string) => assert.deepEqual(demo.rows(`${sql} LIMIT 3`), []);

const GOODS = "FROM produits WHERE nature = 'bien'";

Deno.test("a demo shop has 300 products in 12 categories, with distinct and valid in-store codes", () => {
  assert.equal(demo.one(`SELECT count(*) ${GOODS}`), 300);
  assert.equal(demo.one(`SELECT count(DISTINCT code_barres) ${GOODS}`), 300);
  assert.equal(demo.one(`SELECT count(DISTINCT libelle) ${GOODS}`), 300);
  assert.equal(demo.one("SELECT count(DISTINCT categorie_id) FROM produits JOIN categories c ON c.id = categorie_id"), 12);
  for (const { code_barres } of demo.rows("SELECT code_barres FROM produits")) {
    assert.ok(isEan13(code_barres) && /^2[0-9]/.test(code_barres), code_barres);
  }
});

Deno.test("some of its articles come in packs that have valid codes of their own", () => {
  const packs = demo.rows("SELECT code, quantite, libelle FROM codes_produits JOIN produits p ON p.id = produit_id");
  assert.ok(packs.length >= 5 && packs.some(({ libelle }, at) => packs.findIndex((one) => one.libelle === libelle) < at));
  for (const { code, quantite } of packs) assert.ok(isEan13(code) && quantite > 1_000 && quantite % 1_000 === 0, code);
});

Deno.test("prices and rates are plausible, and no stock is below zero", () => {
  none("SELECT libelle, prix_ttc FROM produits WHERE prix_ttc NOT BETWEEN 50 AND 5000");
  assert.deepEqual(demo.rows(`SELECT DISTINCT tva ${GOODS} ORDER BY tva`).map(({ tva }) => tva), [210, 550, 1000, 2000]);
  none("SELECT libelle, stock FROM produits WHERE stock < 0");
});

Deno.test("what articles cost is known and leaves a margin; some are to be ordered, most are not", () => {
  none(`SELECT id ${GOODS} AND id NOT IN (SELECT produit_id FROM couts_produits)`);
  none(
    "SELECT id FROM produits JOIN couts_produits ON produit_id = id WHERE cout_ht * (10000 + tva) >= prix_ttc * 7500 OR cout_ht = 0",
  );
  const counted = demo.one("SELECT count(*) FROM produits WHERE suivi_stock = 1");
  const short = demo.one("SELECT count(*) FROM produits JOIN seuils_stock ON produit_id = id WHERE stock <= seuil");
  assert.ok(short > 0 && short * 3 < counted, `${short} of ${counted}`);
});

Deno.test("what is sold by the kilo asks for its weight, and its sales say so", () => {
  none("SELECT libelle, unite FROM produits WHERE (libelle LIKE '% (kg)') <> (unite = 'kg')");
  none("SELECT libelle, unite FROM lignes_vente WHERE (libelle LIKE '% (kg)') <> (unite = 'kg')");
  assert.ok(demo.one('SELECT count(*) FROM journal_fiscal WHERE contenu LIKE \'%"unite":"kg"%\'') > 0);
});

Deno.test("the month has hundreds of tickets in opening hours, on open days alone", () => {
  const tickets = demo.one("SELECT count(*) FROM ventes WHERE etat = 'payee'");
  assert.ok(tickets >= 500 && tickets <= 1500, `${tickets} tickets`);
  for (const { payee_le, cree_le, modifie_le, jour } of demo.rows("SELECT * FROM ventes WHERE etat = 'payee'")) {
    const at = new Date(payee_le);
    assert.ok(at.getDay() !== 0 && at.getHours() >= 9 && at.getHours() <= 19, payee_le);
    assert.ok(cree_le <= payee_le && modifie_le === payee_le, "made before it is paid, and not changed later");
    assert.ok(new Date(`${jour}T23:59:59`) < new Date(), "up to yesterday");
  }
});

Deno.test("payments are mixed, some tickets are discounted, some refunded, some cancelled, some taken back", () => {
  const modes = demo.rows("SELECT mode, count(*) AS n FROM paiements GROUP BY mode ORDER BY mode");
  assert.deepEqual(modes.map(({ mode }) => mode), [
    ...["avoir", "carte", "carte_cadeau", "cheque", "compte", "especes", "titre_restaurant"],
  ]);
  for (const { mode, n } of modes) assert.ok(n > 0, mode);
  assert.ok(demo.one("SELECT count(*) FROM (SELECT 1 FROM paiements GROUP BY vente_id HAVING count(*) > 1)") > 0);
  assert.ok(demo.one("SELECT count(*) FROM ventes WHERE remise > 0") > 0);
  assert.ok(demo.one("SELECT count(*) FROM lignes_vente WHERE remise > 0 AND quantite > 0") > 0);
  assert.ok(demo.one("SELECT count(*) FROM ventes WHERE type = 'avoir'") > 0);
  assert.ok(demo.one("SELECT count(*) FROM ventes WHERE etat = 'annulee'") > 0);
  assert.ok(demo.one("SELECT count(*) FROM journal_fiscal WHERE genre = 'reprise'") > 0);
  assert.ok(demo.one("SELECT count(*) FROM journal_fiscal WHERE genre = 'duplicata'") > 0);
  none("SELECT id FROM ventes WHERE etat NOT IN ('payee', 'annulee')");
});

Deno.test("customers owe and have settled, bottles went out and came back, vouchers and gift cards are used in part and wait in part, meal vouchers have their articles", () => {
  assert.ok(demo.one("SELECT count(*) FROM comptes_clients WHERE plafond > 0 AND solde > 0") > 0, "somebody still owes");
  none(`SELECT client_id FROM comptes_clients k WHERE solde > plafond OR solde < 0
    OR solde <> (SELECT sum(montant) FROM mouvements_compte m WHERE m.client_id = k.client_id)`);
  assert.ok(demo.one("SELECT count(*) FROM mouvements_compte WHERE genre = 'reglement'") > 1);
  assert.ok(
    demo.one("SELECT count(*) FROM produits WHERE consigne_id = (SELECT id FROM produits WHERE nature = 'consigne')") > 2,
  );
  assert.ok(demo.one("SELECT sum(ttc + rendu) FROM ventes_hors_champ WHERE nature = 'consigne'") > 0, "taken");
  assert.ok(demo.one("SELECT sum(rendu) FROM ventes_hors_champ WHERE nature = 'consigne'") > 0, "given back");
  for (const genre of ["avoir", "carte_cadeau"]) {
    const [bons] = demo.rows(
      "SELECT count(*) AS n, sum(solde = 0) AS used, sum(solde > 0) AS waiting FROM bons WHERE genre = ?",
      genre,
    );
    assert.ok(bons.n > 1 && bons.waiting > 0, JSON.stringify({ genre, ...bons }));
  }
  assert.ok(demo.one("SELECT count(*) FROM bons WHERE solde < montant") > 1);
  none(`SELECT v.id FROM ventes v JOIN paiements p ON p.vente_id = v.id AND p.mode = 'titre_restaurant'
    JOIN lignes_vente l ON l.vente_id = v.id JOIN produits a ON a.id = l.produit_id WHERE a.titre_restaurant = 0`);
  assert.ok(demo.one("SELECT count(*) FROM produits WHERE titre_restaurant = 1") > 100);
});

Deno.test("tickets add up: lines, rates, payments", () => {
  none(`SELECT v.id, v.total_ttc FROM ventes v
    WHERE total_ttc <> (SELECT sum(total_ttc) FROM lignes_vente l WHERE l.vente_id = v.id) - remise`);
  none(`SELECT v.id FROM ventes v WHERE etat = 'payee' AND (total_ht + total_tva + hors_champ <> total_ttc
    OR hors_champ <> (SELECT coalesce(sum(ttc), 0) FROM ventes_hors_champ h WHERE h.vente_id = v.id)
    OR total_ht + total_tva <> (SELECT coalesce(sum(ht + tva), 0) FROM ventes_tva t WHERE t.vente_id = v.id)
    OR total_ht <> (SELECT coalesce(sum(total_ht), 0) FROM lignes_vente l WHERE l.vente_id = v.id AND l.nature = 'bien')
    OR total_ttc <> (SELECT coalesce(sum(montant - rendu), 0) FROM paiements p WHERE p.vente_id = v.id))`);
});

Deno.test("numbers are continuous, in the order of payment", () => {
  const numbers = demo.rows("SELECT numero FROM ventes WHERE numero IS NOT NULL ORDER BY payee_le, numero").map(({ numero }) =>
    numero
  );
  assert.deepEqual(numbers, numbers.map((_, at) => at + 1));
});

Deno.test("the till was opened and counted each open day, with some small variances and their reasons", () => {
  const sessions = demo.rows("SELECT * FROM sessions_caisse ORDER BY id");
  assert.equal(sessions.length, demo.one("SELECT count(DISTINCT jour) FROM ventes WHERE jour IS NOT NULL"));
  for (const { fermee_le, fond, attendu, compte, ecart, motif, comptage } of sessions) {
    assert.ok(fermee_le !== null && fond === 150_00 && ecart === compte - attendu && Math.abs(ecart) <= 2_00);
    assert.equal(motif === null, ecart === 0);
    const counted = Object.entries(JSON.parse(comptage) as Record<string, number>).reduce(
      (sum, [value, n]) => sum + Number(value) * n,
      0,
    );
    assert.equal(counted, compte);
  }
  assert.ok(sessions.some(({ ecart }) => ecart !== 0) && sessions.some(({ ecart }) => ecart === 0));
});

Deno.test("every day up to the last open one is closed, and perpetual totals go on from one to the next", () => {
  const days = demo.rows("SELECT * FROM clotures WHERE genre = 'jour' ORDER BY periode");
  const span = (Date.parse(days.at(-1).periode) - Date.parse(days[0].periode)) / 86_400_000 + 1;
  assert.equal(days.length, span);
  let [perpetual, absolute] = [0, 0];
  for (const day of days) {
    const [sold] = demo.rows(
      `SELECT count(*) AS n, coalesce(sum(total_ttc - hors_champ), 0) AS ttc,
         coalesce(sum(abs(total_ttc - hors_champ)), 0) AS absolute FROM ventes WHERE jour = ?`,
      day.periode,
    );
    assert.deepEqual([day.tickets, day.total_ttc], [sold.n, sold.ttc], day.periode);
    assert.deepEqual([day.perpetuel, day.perpetuel_absolu], [perpetual += sold.ttc, absolute += sold.absolute], day.periode);
  }
  assert.equal(perpetual, demo.one("SELECT sum(total_ttc - hors_champ) FROM ventes WHERE etat = 'payee'"));
});

Deno.test("the fiscal chains are continuous, dated in order, and signed by a demo key alone", () => {
  for (const { serie } of demo.rows("SELECT DISTINCT serie FROM journal_fiscal")) {
    let before = { seq: 0, signature: "", horodatage: "" };
    for (const record of demo.rows("SELECT * FROM journal_fiscal WHERE serie = ? ORDER BY seq", serie)) {
      assert.equal(record.seq, before.seq + 1, serie);
      assert.equal(record.signature_precedente, before.signature, `${serie} ${record.seq}`);
      assert.ok(record.horodatage >= before.horodatage, `${serie} ${record.seq}`);
      before = record;
    }
  }
  const keys = [...Deno.readDirSync(demo.server.dir)].map(({ name }) => name).filter((name) => /^fiscal.*\.key$/.test(name));
  assert.deepEqual(keys, ["fiscal-demo.key"]);
  assert.equal(demo.one("SELECT count(DISTINCT cle_id) FROM journal_fiscal"), 1);
  none("SELECT seq FROM journal_fiscal WHERE genre = 'horloge'");
  none("SELECT seq FROM journal_fiscal WHERE serie LIKE 'tickets:%' AND contenu ->> 'demonstration' <> 1");
});

Deno.test("both journals verify", async () => {
  const answer = await (await demo.owner.get("/api/journal/verify")).json();
  assert.deepEqual([answer.ok, answer.fiscal?.ok], [true, true], JSON.stringify(answer));
  assert.ok(answer.records > 2_000 && answer.fiscal.records > 500);
});
