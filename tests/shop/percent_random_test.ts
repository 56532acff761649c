/** Random discounts in per cent, changed in random order: lines, rates and VAT make the total, and what was paid comes back. */
import assert from "node:assert/strict";
import { discountOf, lineTotal } from "../../shared/vat.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import { CAFE, cash, LAMPE, ok, openTill, PAIN, pay, POMMES, PRODUCTS, refund, Shop, ticket } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

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
