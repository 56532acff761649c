/** Discounts in per cent stay per cent, on lines and on tickets, until they are paid; and what was paid comes back. */
import assert from "node:assert/strict";
import { FISCAL_FORMAT } from "../../shared/fiscal_record.ts";
import { discountOf, lineTotal } from "../../shared/vat.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
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
  POMMES,
  PRODUCTS,
  refund,
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

Deno.test("random tickets in random order: lines make the total, every rate holds, VAT adds up, and all of it comes back", async () => {
  const { chloe } = shop;
  let seed = 20_261_204;
  const random = (below: number) => Math.floor(((seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31) * below);
  const rate = () => [0, 500, 1_000, 1_250, 2_000, 3_333, 5_000, 9_999, 10_000][random(9)]!;
  let done = 0;
  for (let round = 0; round < 12; round++) {
    const id = uuidv7();
    const lines: string[] = [];
    const product = () => [LAMPE, CAFE, PAIN, POMMES][random(4)]!;
    const add = () => {
      lines.push(uuidv7());
      return {
        type: "insert",
        query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise_taux, position) VALUES (?, ?, ?, ?, ?, ?)",
        params: [lines.at(-1), id, product(), 5 + random(9_000), rate(), random(9)],
      };
    };
    const head = { type: "insert", query: "INSERT INTO ventes (id, remise_taux) VALUES (?, ?)", params: [id, rate()] };
    ok(await chloe.batch(round % 2 === 0 ? [head, add(), add()] : [add(), head, add()]));
    for (let step = 0; step < 12; step++) {
      const line = lines[random(lines.length)]!;
      const update = (change: string, ...params: unknown[]) => ({ type: "update", query: `UPDATE ${change}`, params });
      const changes = Array.from({ length: 3 }, () =>
        [
          () => add(),
          () => update("lignes_vente SET quantite = ? WHERE id = ?", 5 + random(9_000), line),
          () => update("lignes_vente SET quantite = ?, remise_taux = ? WHERE id = ?", 5 + random(9_000), rate(), line),
          () => update("lignes_vente SET remise_taux = ? WHERE id = ?", rate(), line),
          () => update("lignes_vente SET remise = ?, remise_taux = 0 WHERE id = ?", random(3), line),
          () => update("ventes SET remise_taux = ? WHERE id = ?", rate(), id),
          () => ({ type: "delete", query: "DELETE FROM lignes_vente WHERE id = ?", params: [line] }),
        ][random(7)]!());
      const { status, body } = await chloe.batch(changes);
      assert.ok(status === 200 || status === 409, JSON.stringify([changes, body]));
      if (status === 200) done++;
      await expectHeld(id);
    }
    const { total_ttc, nombre_lignes } = await expectHeld(id);
    if (nombre_lignes === 0) continue;
    const receipt = ok(await pay(chloe, { id }, total_ttc === 0 ? [] : [cash(total_ttc)]));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    assert.equal(sum(receipt.taux.map(({ ht, tva }: { ht: number; tva: number }) => ht + tva)), total_ttc);
    // deno-lint-ignore no-explicit-any -- lines of a receipt
    const paid = receipt.lignes.map((line: any) => line.total_ttc - line.remise_ticket);
    assert.equal(sum(paid), total_ttc);
    assert.ok(paid.every((cents: number) => cents >= 0), JSON.stringify(paid));
    // In two parts: what was paid, to the cent.
    // deno-lint-ignore no-explicit-any -- lines of a receipt
    const halves = receipt.lignes.filter((line: any) => line.quantite > 1);
    let left = total_ttc;
    for (const part of [0, 1]) {
      const asked: Record<string, number> = {};
      // deno-lint-ignore no-explicit-any -- lines of a receipt
      for (const line of part === 0 ? halves : receipt.lignes as any[]) {
        const half = halves.includes(line) ? Math.floor(line.quantite / 2) : 0;
        asked[line.id] = part === 0 ? half : line.quantite - half;
      }
      const cents = part === 1 ? left : Math.min(
        left,
        // deno-lint-ignore no-explicit-any -- lines of a receipt
        sum(halves.map((line: any) => Math.round(((line.total_ttc - line.remise_ticket) * asked[line.id]!) / line.quantite))),
      );
      const credit = ok(await refund(chloe, { id }, asked, cents === 0 ? [] : [cash(cents)]));
      assert.equal(credit.total_ttc, 0 - cents);
      left -= cents;
    }
    assert.equal(left, 0);
  }
  assert.ok(done > 100, `the premise: ${done} changes of 144 were made`);
  const verified = (await answerOf(await shop.owner.get("/api/journal/verify"))).body;
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true]);
});

/** The ticket is what its lines and rates make it, by shared/vat.ts. */
async function expectHeld(id: string) {
  const lines = await shop.rows("SELECT * FROM lignes_vente WHERE vente_id = ?", [id]);
  let gross = 0;
  let net = 0;
  for (const { produit_id, quantite, remise, remise_taux, total_ttc, brut_ttc } of lines) {
    const price = PRODUCTS.find(([product]) => product === produit_id)![2];
    const full = lineTotal(quantite, price, 0);
    if (remise_taux > 0) assert.equal(remise, discountOf(full, remise_taux), `${quantite} × ${price} at ${remise_taux}`);
    assert.deepEqual([brut_ttc, total_ttc], [full, full - remise]);
    gross += full;
    net += total_ttc;
  }
  const sale = await ticket(shop.chloe, { id });
  if (lines.length > 0) {
    if (sale.remise_taux > 0) assert.equal(sale.remise, discountOf(net, sale.remise_taux));
    assert.equal(sale.total_ttc, net - sale.remise);
  }
  assert.deepEqual([sale.avant_remises, sale.sous_total, sale.nombre_lignes], [gross, net, lines.length]);
  return sale;
}
