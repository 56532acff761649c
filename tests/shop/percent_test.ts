/** Discounts in per cent stay per cent, on lines and on tickets, until they are paid. */
import assert from "node:assert/strict";
import { FISCAL_FORMAT } from "../../shared/fiscal_record.ts";
import { uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cash,
  draft,
  giveBack,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  send,
  sent,
  Shop,
  take,
  takeBack,
  ticket,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const write = (sql: string, params: readonly unknown[] = [], who = shop.chloe) =>
  who.query(/^\w+/.exec(sql)![0].toLowerCase(), sql, params);
const setLine = (change: string, line: string, who = shop.chloe) =>
  write(`UPDATE lignes_vente SET ${change} WHERE id = ?`, [line], who);
const setSale = (change: string, sale: { readonly id: string }) => write(`UPDATE ventes SET ${change} WHERE id = ?`, [sale.id]);
const lineOf = async (id: string) =>
  (await shop.rows("SELECT quantite, remise, remise_taux, total_ttc FROM lignes_vente WHERE id = ?", [id]))[0];
const moneyOf = async (sale: { readonly id: string }) => {
  const { remise, remise_taux, total_ttc } = await ticket(shop.chloe, sale);
  return { remise, remise_taux, total_ttc };
};

Deno.test("20 % of a lamp at 20,00 is 4,00, and of two 8,00: whoever changes the quantity, and whatever else", async () => {
  const { chloe, nora } = shop;
  const sale = await draft(chloe, [LAMPE]);
  const line = sale.lignes[0]!;
  ok(await setLine("remise_taux = 2000, remise_motif = 'défaut'", line));
  assert.deepEqual(await lineOf(line), { quantite: 1_000, remise: 400, remise_taux: 2_000, total_ttc: 1_600 });
  ok(await setLine("quantite = 2000", line));
  assert.deepEqual(await lineOf(line), { quantite: 2_000, remise: 800, remise_taux: 2_000, total_ttc: 3_200 });
  ok(await setLine("quantite = 1000", line));
  assert.deepEqual(await lineOf(line), { quantite: 1_000, remise: 400, remise_taux: 2_000, total_ttc: 1_600 });
  assert.equal((await ticket(chloe, sale)).total_ttc, 1_600);
  ok(await setLine("quantite = 2000", line));
  // A seller who takes a discounted ticket back changes quantities, and the per cent stay.
  ok(await send(chloe, sale));
  const hers = await sent(nora, [PAIN]);
  ok(await take(chloe, hers));
  ok(await setSale("remise_taux = 5000", hers));
  assert.deepEqual(await moneyOf(hers), { remise: 60, remise_taux: 5_000, total_ttc: 60 });
  ok(await giveBack(chloe, hers, { motif: "il en veut plus" }));
  ok(await takeBack(nora, hers));
  ok(await setLine("quantite = 3000", hers.lignes[0]!, nora));
  assert.deepEqual(await moneyOf(hers), { remise: 180, remise_taux: 5_000, total_ttc: 180 });
  ok(await takeBack(chloe, sale));

  const receipt = ok(await pay(chloe, sale, [cash(3_200)]));
  const { remise, remise_taux, remise_motif, total_ttc } = receipt.lignes[0];
  assert.deepEqual([remise, remise_taux, remise_motif, total_ttc], [800, 2_000, "défaut", 3_200]);
  const [signed] = await shop.rows(
    "SELECT version_format, contenu FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? AND genre = 'vente'",
    [sale.id],
  );
  assert.equal(signed.version_format, FISCAL_FORMAT);
  assert.deepEqual(JSON.parse(signed.contenu).lignes[0].remise_taux, 2_000);
});

Deno.test("a ticket's rate follows its lines, however they come and go, and is signed with it", async () => {
  const { chloe } = shop;
  const sale = await draft(chloe, [LAMPE]);
  ok(await setSale("remise_taux = 1000", sale));
  assert.deepEqual(await moneyOf(sale), { remise: 200, remise_taux: 1_000, total_ttc: 1_800 });
  const added = uuidv7();
  ok(await write("INSERT INTO lignes_vente (id, vente_id, produit_id, quantite) VALUES (?, ?, ?, 2000)", [added, sale.id, CAFE]));
  assert.deepEqual(await moneyOf(sale), { remise: 300, remise_taux: 1_000, total_ttc: 2_700 });
  ok(await write("DELETE FROM lignes_vente WHERE id = ?", [sale.lignes[0]!]));
  assert.deepEqual(await moneyOf(sale), { remise: 100, remise_taux: 1_000, total_ttc: 900 });
  ok(await setLine("remise_taux = 5000", added));
  assert.deepEqual(await moneyOf(sale), { remise: 50, remise_taux: 1_000, total_ttc: 450 });
  const receipt = ok(await pay(chloe, sale, [cash(450)]));
  assert.deepEqual([receipt.remise, receipt.remise_taux, receipt.lignes[0].remise_ticket], [50, 1_000, 50]);

  // The sale after its lines, with its rate; and before any of them.
  for (const first of [true, false]) {
    const id = uuidv7();
    const head = { type: "insert", query: "INSERT INTO ventes (id, remise_taux) VALUES (?, 2500)", params: [id] };
    const lines = [LAMPE, CAFE].map((product) => ({
      type: "insert",
      query: "INSERT INTO lignes_vente (id, vente_id, produit_id, remise_taux) VALUES (?, ?, ?, 1000)",
      params: [uuidv7(), id, product],
    }));
    ok(await chloe.batch(first ? [head, ...lines] : [...lines, head]));
    // 18,00 + 4,50 less a quarter.
    assert.deepEqual(await moneyOf({ id }), { remise: 563, remise_taux: 2_500, total_ttc: 1_687 });
  }
});

Deno.test("a discount is a rate or an amount: both are refused, one takes the other's place, and 0 ends it", async () => {
  const { chloe } = shop;
  const sale = await draft(chloe, [LAMPE]);
  const line = sale.lignes[0]!;
  const insert = (columns: string, values: string) =>
    write(`INSERT INTO lignes_vente (id, vente_id, produit_id, ${columns}) VALUES (?, ?, ?, ${values})`, [
      uuidv7(),
      sale.id,
      LAMPE,
    ]);
  for (
    const refusal of [
      await insert("remise, remise_taux", "400, 2000"),
      await setLine("remise = 300, remise_taux = 2000", line),
      await setSale("remise = 300, remise_taux = 2000", sale),
      await write("INSERT INTO ventes (id, remise, remise_taux) VALUES (?, 300, 2000)", [uuidv7()]),
    ]
  ) {
    const body = refused(refusal, 409, "constraint_violation");
    assert.equal(body.constraint, "rule:discount_twice");
    assert.match(body.detail, /taux/);
  }
  for (const wrong of ["remise_taux = -1", "remise_taux = 10001"]) {
    assert.equal(refused(await setLine(wrong, line), 409, "constraint_violation").constraint, "rule:line_discount_rate");
    assert.equal(refused(await setSale(wrong, sale), 409, "constraint_violation").constraint, "rule:ticket_discount_rate");
  }
  const off = async () => [(await lineOf(line)).remise, (await lineOf(line)).remise_taux];
  const offTicket = async () => [(await moneyOf(sale)).remise, (await moneyOf(sale)).remise_taux];
  for (
    const [change, after] of [
      ["remise = 300", [300, 0]],
      ["remise_taux = 2000", [400, 2_000]],
      ["remise_taux = 2000", [400, 2_000]],
      ["remise_taux = 1000", [200, 1_000]],
      ["remise = 150, remise_taux = 0", [150, 0]],
      ["remise_taux = 10000", [2_000, 10_000]],
      ["remise_taux = 0", [0, 0]],
      ["remise_taux = 5000", [1_000, 5_000]],
      ["remise = 0", [0, 0]],
    ] as const
  ) {
    ok(await setLine(change, line));
    assert.deepEqual(await off(), after, change);
    assert.equal((await ticket(chloe, sale)).total_ttc, 2_000 - after[0], change);
  }
  for (
    const [change, after] of [
      ["remise = 300", [300, 0]],
      ["remise_taux = 2000", [400, 2_000]],
      ["remise_taux = 10000", [2_000, 10_000]],
      ["remise = 150, remise_taux = 0", [150, 0]],
      ["remise_taux = 3333", [667, 3_333]],
      ["remise_taux = 0", [0, 0]],
      ["remise_taux = 5000", [1_000, 5_000]],
      ["remise = 0", [0, 0]],
    ] as const
  ) {
    ok(await setSale(change, sale));
    assert.deepEqual(await offTicket(), after, change);
    assert.equal((await ticket(chloe, sale)).total_ttc, 2_000 - after[0], change);
  }
  // An amount on what has a rate is refused as long as the rate stands.
  ok(await setLine("remise_taux = 2000", line));
  assert.equal(refused(await setLine("remise = 300", line), 409, "constraint_violation").constraint, "rule:discount_twice");
});
