/** Payment: what is owed, given and given back, the receipt, the number, the stock. */
import assert from "node:assert/strict";
import {
  CAFE,
  card,
  cash,
  closeTill,
  command,
  draft,
  JOURNAL,
  LAMPE,
  ok,
  openTill,
  type Paid,
  PAIN,
  pay,
  POMMES,
  refused,
  sent,
  Shop,
  sold,
  take,
  ticket,
  TIMBRE,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe, 5_000));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const meal: Paid = { mode: "titre_restaurant", montant: 0 };
const meals = (montant: number): Paid => ({ ...meal, montant });

/** A lamp of 20.00, and what is given for it: the change, or null where it is refused. */
const GIVEN: readonly [claim: string, paiements: readonly Paid[], rendu: number | null][] = [
  ["exact in cash", [cash(2000)], 0],
  ["exact by card", [card(2000)], 0],
  ["a note of fifty", [cash(5000)], 3000],
  ["three means, exact", [cash(500), card(1000), meals(500)], 0],
  ["card and too much cash", [card(1500), cash(1000)], 500],
  ["cash twice with change", [cash(1000), cash(2000)], 1000],
  ["a cheque and a transfer", [{ mode: "cheque", montant: 1999 }, { mode: "virement", montant: 1 }], 0],
  ["nothing", [], null],
  ["a cent too little", [cash(1999)], null],
  ["a cent too much by card", [card(2001)], null],
  ["too much by meal voucher", [meals(2500)], null],
  ["change that exceeds the cash given", [card(2500), cash(400)], null],
  ["cash on top of a card that pays all: the cash itself goes back", [card(2000), cash(400)], 400],
];
for (const [claim, paiements, rendu] of GIVEN) {
  Deno.test(`20.00 paid with ${claim}: ${rendu === null ? "refused" : `${rendu} cents back`}`, async () => {
    const sale = await draft(shop.chloe, [LAMPE]);
    const answer = await pay(shop.chloe, sale, paiements);
    const stored = await shop.rows("SELECT mode, montant, rendu FROM paiements WHERE vente_id = ? ORDER BY id", [sale.id]);
    if (rendu === null) {
      const body = refused(answer, 409, "payment_mismatch");
      assert.deepEqual([body.total, body.paye], [2000, paiements.reduce((sum, { montant }) => sum + montant, 0)]);
      assert.deepEqual(stored, []);
      assert.equal((await ticket(shop.owner, sale)).etat, "brouillon");
      return;
    }
    const receipt = ok(answer);
    assert.equal(receipt.rendu, rendu);
    assert.deepEqual(receipt.paiements, stored);
    assert.deepEqual(stored.map(({ mode, montant }) => ({ mode, montant })), paiements, "amounts are kept as given");
    assert.equal(stored.reduce((sum, { montant, rendu }) => sum + montant - rendu, 0), 2000);
    for (const { mode, rendu } of stored) assert.ok(rendu === 0 || mode === "especes", "only cash gives change");
  });
}

Deno.test("a code scanned into the amount, or a credit note without its voucher, pays nothing; a large note is still change", async () => {
  const sale = await draft(shop.chloe, [LAMPE]);
  const code = refused(await pay(shop.chloe, sale, [cash(20_000_000)]), 409, "payment_implausible");
  assert.match(code.detail, /100.000/);
  // Cut in two it is the same cash, and the limit itself is none.
  refused(await pay(shop.chloe, sale, [cash(5_000_000), cash(5_000_001)]), 409, "payment_implausible");
  assert.match(
    refused(await pay(shop.chloe, sale, [{ mode: "avoir", montant: 2_000 }]), 409, "payment_implausible").detail,
    /bon/,
  );
  assert.equal((await ticket(shop.owner, sale)).etat, "brouillon");
  assert.equal(ok(await pay(shop.chloe, sale, [cash(10_000_000)])).rendu, 9_998_000);
});

Deno.test("amounts that are no whole positive cents, or means that nobody knows, are refused as malformed", async () => {
  const sale = await draft(shop.chloe, [LAMPE]);
  const { version } = await ticket(shop.chloe, sale);
  const path = `/api/ventes/${sale.id}/encaisser`;
  for (
    const paiements of [
      [cash(0)],
      [cash(-2000)],
      [cash(2500), cash(-500)],
      [cash(1999.5)],
      [{ mode: "especes", montant: "2000" }],
      [{ mode: "or", montant: 2000 }],
      [{ mode: "especes", montant: 2000, rendu: 100 }],
      [{ mode: "especes" }],
      { mode: "especes", montant: 2000 },
      null,
    ]
  ) refused(await command(shop.chloe, path, { version, paiements }), 400, "invalid_body");
  for (const wrong of [0, -1, 1.5, "1", null]) {
    refused(await command(shop.chloe, path, { version: wrong, paiements: [cash(2000)] }), 400, "invalid_body");
  }
  refused(await command(shop.chloe, path, { paiements: [cash(2000)] }), 400, "invalid_body");
  ok(await command(shop.chloe, path, { version, paiements: [cash(2000)] }));
});

Deno.test("a receipt carries what the law wants: number, time, till, both people, lines, VAT per rate, payments, signature", async () => {
  const into = "UPDATE boutique SET nom = 'Chez Nora', siret = '12345678900011', adresse = '1 rue du Port'";
  ok(await shop.owner.query("update", into));
  const items = [PAIN, { produit: CAFE, quantite: 3000 }, LAMPE, JOURNAL, TIMBRE, { produit: POMMES, quantite: 1500 }];
  const sale = await sent(shop.nora, items);
  ok(await take(shop.chloe, sale));
  const before = Date.now();
  const receipt = ok(await pay(shop.chloe, sale, [card(1000), cash(5000)]));
  // 1.20 + 15.00 + 20.00 + 1.00 + 1.43 + 5.00 (4.995) = 43.63
  assert.equal(receipt.total_ttc, 4363);
  assert.equal(receipt.rendu, 1637);
  assert.deepEqual(receipt.taux, [
    { taux: 0, ttc: 143, ht: 143, tva: 0 },
    { taux: 210, ttc: 100, ht: 98, tva: 2 },
    { taux: 550, ttc: 620, ht: 588, tva: 32 },
    { taux: 1000, ttc: 1500, ht: 1364, tva: 136 },
    { taux: 2000, ttc: 2000, ht: 1667, tva: 333 },
  ]);
  assert.deepEqual([receipt.total_ht, receipt.total_tva], [3860, 503]);
  assert.match(receipt.numero, /^C1-\d{6}$/);
  assert.ok(Date.parse(receipt.date) >= before && Date.parse(receipt.date) <= Date.now());
  assert.deepEqual([receipt.caisse, receipt.vendeur, receipt.caissier, receipt.type], ["C1", "nora", "chloe", "vente"]);
  assert.deepEqual([receipt.boutique.nom, receipt.boutique.siret], ["Chez Nora", "12345678900011"]);
  assert.match(receipt.logiciel, /^Comptoir \d+\.\d+\.\d+/);
  assert.deepEqual([receipt.duplicata, receipt.deja_encaisse], [null, false]);
  const lines = receipt.lignes.map((line: Record<string, unknown>) => [
    line["libelle"],
    line["quantite"],
    line["prix_unitaire_ttc"],
    line["tva"],
    line["total_ttc"],
    line["total_ht"],
  ]);
  assert.deepEqual(lines, [
    ["Pain", 1000, 120, 550, 120, 114],
    ["Café", 3000, 500, 1000, 1500, 1364],
    ["Lampe", 1000, 2000, 2000, 2000, 1667],
    ["Journal", 1000, 100, 210, 100, 98],
    ["Timbre", 1000, 143, 0, 143, 143],
    ["Pommes (kg)", 1500, 333, 550, 500, 474],
  ]);
  const [{ signature }] = await shop.rows("SELECT signature FROM journal_fiscal WHERE contenu ->> 'vente_id' = ?", [sale.id]);
  assert.equal(receipt.signature, [3, 7, 13, 19].map((at) => signature[at - 1]).join(""));
  const row = await ticket(shop.owner, sale);
  assert.deepEqual([row.etat, row.total_ttc, row.total_ht, row.total_tva, row.bail_jusqua], ["payee", 4363, 3860, 503, null]);
});

Deno.test("discounts on a line and on the ticket are spread before VAT, and lines still add up", async () => {
  // 20.00 − 2.00 on the lamp, bread 1.20 ×3, coffee 5.00: 26.60; 3.33 off the ticket: 23.27.
  // Shares of 333 over 1800/360/500 of 2660: 225.34, 45.07, 62.59 → 225, 45, 63.
  const items = [{ produit: LAMPE, remise: 200 }, { produit: PAIN, quantite: 3000 }, CAFE];
  const receipt = await sold(shop.chloe, items, [card(2327)], 333);
  assert.equal(receipt.remise, 333);
  const shares = receipt.lignes.map((line: { remise_ticket: number }) => line.remise_ticket);
  assert.deepEqual(shares, [225, 45, 63]);
  assert.deepEqual(receipt.taux, [
    { taux: 550, ttc: 315, ht: 299, tva: 16 },
    { taux: 1000, ttc: 437, ht: 397, tva: 40 },
    { taux: 2000, ttc: 1575, ht: 1313, tva: 262 },
  ]);
});

Deno.test("100 % of discount is exactly 0, on the line and on the ticket, and is paid with nothing", async () => {
  for (const [items, remise] of [[[{ produit: LAMPE, remise: 2000 }], 0], [[LAMPE, PAIN, CAFE], 2620]] as const) {
    const sale = await draft(shop.chloe, items, remise);
    refused(await pay(shop.chloe, sale, [card(1)]), 409, "payment_mismatch");
    const receipt = ok(await pay(shop.chloe, sale, []));
    assert.deepEqual([receipt.total_ttc, receipt.total_ht, receipt.total_tva, receipt.paiements], [0, 0, 0, []]);
    for (const { ttc, ht, tva } of receipt.taux) assert.deepEqual([ttc, ht, tva], [0, 0, 0]);
    assert.match(receipt.numero, /^C1-\d{6}$/, "it has a number like any other");
  }
  const over = await draft(shop.chloe, [LAMPE]);
  const update = "UPDATE ventes SET remise = ? WHERE id = ?";
  ok(await shop.chloe.query("update", update, [2000, over.id]));
  refused(await shop.chloe.query("update", update, [2001, over.id]), 409, "constraint_violation");
});

Deno.test("a paid ticket is paid once: the same key replays, another key answers the same receipt as already paid", async () => {
  const sale = await draft(shop.chloe, [LAMPE]);
  const { version } = await ticket(shop.chloe, sale);
  const path = `/api/ventes/${sale.id}/encaisser`;
  const key = crypto.randomUUID();
  const first = await command(shop.chloe, path, { version, paiements: [cash(5000)] }, key);
  const again = await command(shop.chloe, path, { version, paiements: [cash(5000)] }, key);
  assert.deepEqual(ok(again), ok(first));
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  refused(await command(shop.chloe, path, { version, paiements: [cash(2000)] }, key), 422, "idempotency_key_reused");
  const other = ok(await command(shop.chloe, path, { version, paiements: [card(2000)] }));
  assert.deepEqual(other, { ...first.body, deja_encaisse: true });
  const elsewhere = refused(await command(shop.marc, path, { version, paiements: [card(2000)] }), 409, "invalid_state");
  assert.deepEqual([elsewhere.etat, elsewhere.vente.numero], ["payee", (await ticket(shop.owner, sale)).numero]);
  assert.equal((await shop.rows("SELECT id FROM paiements WHERE vente_id = ?", [sale.id])).length, 1);
});

Deno.test("stock moves by what was sold, below zero too, once, and only for goods that are followed", async () => {
  const stock = async () => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [POMMES]))[0].stock;
  const before = await stock();
  const sale = await draft(shop.chloe, [{ produit: POMMES, quantite: 60_000 }, { produit: POMMES, quantite: 250 }, PAIN]);
  assert.equal(await stock(), before, "a draft moves nothing");
  ok(await pay(shop.chloe, sale, [card(19_980 + 83 + 120)]));
  ok(await pay(shop.chloe, sale, [card(1)]));
  assert.equal(await stock(), before - 60_250);
  const moves = await shop.rows("SELECT produit_id, quantite, motif FROM mouvements_stock WHERE vente_id = ? ORDER BY id", [
    sale.id,
  ]);
  assert.deepEqual(moves, [-60_000, -250].map((quantite) => ({ produit_id: POMMES, quantite, motif: "vente" })));
});

Deno.test("a later price changes no draft that was made before, and the number of a till follows without a gap", async () => {
  const sale = await draft(shop.chloe, [CAFE]);
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 550 WHERE id = ?", [CAFE]));
  assert.equal(ok(await pay(shop.chloe, sale, [cash(500)])).total_ttc, 500);
  assert.equal((await sold(shop.chloe, [CAFE], [cash(550)])).total_ttc, 550);
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 500 WHERE id = ?", [CAFE]));
  const numbers = await shop.rows("SELECT numero FROM ventes WHERE caisse = 'C1' AND numero IS NOT NULL ORDER BY numero");
  assert.deepEqual(numbers.map(({ numero }) => numero), numbers.map((_, at) => at + 1));
});

Deno.test("without an open till nothing is taken, and the ticket waits", async () => {
  const sale = await sent(shop.nora, [LAMPE]);
  refused(await pay(shop.marc, sale, [cash(2000)]), 409, "till_closed");
  assert.equal((await ticket(shop.owner, sale)).numero, null);
  refused(await openTill(shop.marc, 0, "C1"), 409, "till_open");
  refused(await openTill(shop.chloe, 0, "C2"), 409, "till_open");
  refused(await openTill(shop.marc, 0, "C9"), 404, "not_found");
  refused(await openTill(shop.nora, 0, "C2"), 403, "forbidden");
  refused(await openTill(shop.marc, -1, "C2"), 400, "invalid_body");
  ok(await openTill(shop.marc, 0, "C2"));
  assert.equal(ok(await pay(shop.marc, sale, [cash(2000)])).numero, "C2-000001", "each till counts for itself");
  refused(await closeTill(shop.marc, 2000, "C1"), 409, "till_closed");
  ok(await closeTill(shop.marc, 2000, "C2"));
  const after = await draft(shop.marc, [PAIN]);
  refused(await pay(shop.marc, after, [cash(120)]), 409, "till_closed");
});
