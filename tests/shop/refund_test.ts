/** Refunds: documents of their own, to the cent, never more than was sold. */
import assert from "node:assert/strict";
import {
  CAFE,
  card,
  cash,
  command,
  draft,
  duplicate,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  POMMES,
  refund,
  refused,
  Shop,
  sold,
  ticket,
} from "../support/shop.ts";
import { uuidv7 } from "../support/server.ts";
import { Dice } from "../support/generator.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe, 10_000));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

/** A sale of the cashier's, paid by card. */
async function bought(items: Parameters<typeof draft>[1], total: number, remise = 0) {
  const sale = await draft(shop.chloe, items, remise);
  return { ...sale, receipt: ok(await pay(shop.chloe, sale, total === 0 ? [] : [card(total)])) };
}
const numberOf = ({ numero }: { numero: string }) => Number(/^C1-(\d{6})$/.exec(numero)![1]);

Deno.test("a refund is a negative document of its own with the next number of the same series, and names the sale", async () => {
  const { id, lignes: [pain, lampe], receipt } = await bought([PAIN, { produit: LAMPE, quantite: 2000 }], 4120);
  const avoir = uuidv7();
  const given = ok(await refund(shop.chloe, { id }, { [lampe!]: 1000 }, [card(2000)], { avoir, motif: "cassée" }));
  assert.equal(numberOf(given), numberOf(receipt) + 1);
  assert.equal(given.type, "avoir");
  assert.equal(given.numero_origine, receipt.numero);
  assert.equal(given.motif, "cassée");
  assert.deepEqual([given.total_ttc, given.total_ht, given.total_tva], [-2000, -1667, -333]);
  assert.deepEqual(given.taux, [{ taux: 2000, ttc: -2000, ht: -1667, tva: -333 }]);
  assert.deepEqual(given.paiements, [{ mode: "carte", montant: -2000, rendu: 0 }]);
  assert.equal(given.lignes.length, 1);
  assert.deepEqual([given.lignes[0].quantite, given.lignes[0].total_ttc, given.lignes[0].total_ht], [-1000, -2000, -1667]);
  const [row] = await shop.rows("SELECT * FROM ventes WHERE id = ?", [avoir]);
  assert.deepEqual([row.type, row.etat, row.vente_origine_id, row.caisse], ["avoir", "payee", id, "C1"]);
  const [line] = await shop.rows("SELECT * FROM lignes_vente WHERE vente_id = ?", [avoir]);
  assert.equal(line.ligne_origine_id, lampe);
  const next = await sold(shop.chloe, [PAIN], [card(120)]);
  assert.equal(numberOf(next), numberOf(given) + 1, "sales and refunds count in one series");
  ok(await refund(shop.chloe, { id }, { [pain!]: 1000 }, [card(120)]));
  assert.equal((await ticket(shop.chloe, { id })).total_ttc, 4120, "the sale itself stays as it was");
});

Deno.test("three thirds of a discounted line give back all that was paid, to the cent", async () => {
  // 3 × 5.00 less 5.00 of discount: 10.00 paid; 3.33 + 3.33 + 3.34.
  const { id, lignes: [cafe] } = await bought([{ produit: CAFE, quantite: 3000, remise: 500 }], 1000);
  const amounts: number[] = [];
  for (const expected of [333, 333, 334]) {
    refused(await refund(shop.chloe, { id }, { [cafe!]: 1000 }, [cash(expected + 1)]), 409, "payment_mismatch");
    refused(await refund(shop.chloe, { id }, { [cafe!]: 1000 }, [cash(expected - 1)]), 409, "payment_mismatch");
    amounts.push(ok(await refund(shop.chloe, { id }, { [cafe!]: 1000 }, [cash(expected)])).total_ttc);
  }
  assert.deepEqual(amounts, [-333, -333, -334]);
  const body = refused(await refund(shop.chloe, { id }, { [cafe!]: 1 }, [cash(1)]), 409, "refund_exceeds");
  assert.equal(body.reste, 0);
});

Deno.test("a ticket's discount is given back no more than the lines: each line refunds what was paid for it", async () => {
  // 1.20 + 20.00 + 5.00 = 26.20, less 2.62 (10 %): 1.08 + 18.00 + 4.50.
  const { id, lignes: [pain, lampe, cafe] } = await bought([PAIN, LAMPE, CAFE], 2358, 262);
  ok(await refund(shop.chloe, { id }, { [lampe!]: 1000 }, [card(1800)]));
  ok(await refund(shop.chloe, { id }, { [pain!]: 1000, [cafe!]: 1000 }, [card(558)]));
  const [{ left }] = await shop.rows("SELECT sum(total_ttc) AS left FROM ventes WHERE id = ? OR vente_origine_id = ?", [id, id]);
  assert.equal(left, 0);
});

Deno.test("random tickets given back in random parts: price, net and VAT come to nothing, per rate and in all", async () => {
  const dice = new Dice(12);
  const random = (below: number) => dice.below(below);
  for (let n = 0; n < 25; n++) {
    const items = Array.from({ length: 1 + random(4) }, () => {
      const produit = [PAIN, CAFE, LAMPE, POMMES][random(4)]!;
      const quantite = produit === POMMES ? 500 + random(4_000) : 1_000 * (1 + random(4));
      return { produit, quantite, remise: random(3) === 0 ? random(100) : 0 };
    });
    const sale = await draft(shop.chloe, items, random(3) === 0 ? random(120) : 0);
    const { total_ttc } = await ticket(shop.chloe, sale);
    ok(await pay(shop.chloe, sale, [card(total_ttc)]));
    const left = new Map(sale.lignes.map((id, at) => [id, items[at]!.quantite]));
    while (left.size > 0) {
      const part = [...left].filter(() => random(2) === 0).map(([id, quantity]) =>
        [id, random(2) === 0 || quantity < 2 ? quantity : 1 + random(quantity)] as const
      );
      if (part.length === 0) continue;
      const asked = await refund(shop.chloe, sale, Object.fromEntries(part), []);
      const total = asked.status === 200 ? 0 : -refused(asked, 409, "payment_mismatch").total;
      if (total !== 0) ok(await refund(shop.chloe, sale, Object.fromEntries(part), [card(-total)]));
      for (const [id, quantity] of part) {
        if (left.get(id) === quantity) left.delete(id);
        else left.set(id, left.get(id)! - quantity);
      }
    }
    const family = `IN (SELECT id FROM ventes WHERE '${sale.id}' IN (id, vente_origine_id))`;
    const rates = await shop.rows(
      `SELECT taux, sum(ttc) AS ttc, sum(ht) AS ht, sum(tva) AS tva, min(vente_id = '${sale.id}' OR (ht <= 0 AND tva <= 0)) AS right
       FROM ventes_tva WHERE vente_id ${family} GROUP BY taux`,
    );
    for (const { ttc, ht, tva, right } of rates) assert.deepEqual([ttc, ht, tva, right], [0, 0, 0, 1], JSON.stringify(items));
    const [sums] = await shop.rows(
      `SELECT sum(total_ttc) AS ttc, sum(total_ht) AS ht, sum(total_tva) AS tva,
         (SELECT sum(total_ht) FROM lignes_vente WHERE vente_id ${family}) AS lines FROM ventes WHERE id ${family}`,
    );
    assert.deepEqual(sums, { ttc: 0, ht: 0, tva: 0, lines: 0 });
  }
});

Deno.test("a free line is given back for nothing", async () => {
  const { id, lignes: [cafe] } = await bought([CAFE], 0, 500);
  refused(await refund(shop.chloe, { id }, { [cafe!]: 1000 }, [cash(500)]), 409, "payment_mismatch");
  const given = ok(await refund(shop.chloe, { id }, { [cafe!]: 1000 }, []));
  assert.deepEqual([given.total_ttc, given.paiements], [0, []]);
});

Deno.test("goods by weight are refunded in any parts, and the last part gives exactly what is left", async () => {
  // 1.5 kg at 3.33 = 4.995, paid 5.00.
  const almost = await bought([{ produit: POMMES, quantite: 1500 }], 500);
  assert.equal(ok(await refund(shop.chloe, almost, { [almost.lignes[0]!]: 1499 }, [cash(500)])).total_ttc, -500);
  assert.equal(ok(await refund(shop.chloe, almost, { [almost.lignes[0]!]: 1 }, [])).total_ttc, 0);
  // 0.100 kg at 3.33 = 33 cents; one gram is 0.33 cents, which is nothing; the rest carries it all.
  const small = await bought([{ produit: POMMES, quantite: 100 }], 33);
  for (let n = 0; n < 4; n++) assert.equal(ok(await refund(shop.chloe, small, { [small.lignes[0]!]: 1 }, [])).total_ttc, 0);
  assert.equal(ok(await refund(shop.chloe, small, { [small.lignes[0]!]: 96 }, [cash(33)])).total_ttc, -33);
});

Deno.test("never more than was sold: not at once, not in parts, not twice in one request", async () => {
  const { id, lignes: [lampe] } = await bought([{ produit: LAMPE, quantite: 3000 }], 6000);
  const again = { [lampe!]: 2000 };
  refused(await refund(shop.chloe, { id }, { [lampe!]: 3001 }, [card(6002)]), 409, "refund_exceeds");
  const twice = [uuidv7(), uuidv7()].map((line) => ({ id: line, ligne_id: lampe!, quantite: 2000 }));
  const body = { avoir_id: uuidv7(), lignes: twice, paiements: [card(8000)], motif: "x" };
  refused(await command(shop.chloe, `/api/ventes/${id}/rembourser`, body), 409, "refund_exceeds");
  ok(await refund(shop.chloe, { id }, again, [card(4000)]));
  assert.equal(refused(await refund(shop.chloe, { id }, again, [card(4000)]), 409, "refund_exceeds").reste, 1000);
  ok(await refund(shop.chloe, { id }, { [lampe!]: 1000 }, [card(2000)]));
});

Deno.test("a line refunded five times at the same moment is given back once", async () => {
  const { id, lignes: [lampe] } = await bought([LAMPE], 2000);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => refund(shop.chloe, { id }, { [lampe!]: 1000 }, [card(2000)])));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409]);
});

Deno.test("stock comes back, and only what is followed moves", async () => {
  const stock = async () =>
    (await shop.rows("SELECT stock FROM produits WHERE id IN (1, 3) ORDER BY id")).map((row) => row.stock);
  const before = await stock();
  const { id, lignes: [pain, lampe] } = await bought([PAIN, { produit: LAMPE, quantite: 2000 }], 4120);
  assert.deepEqual(await stock(), [before[0], before[1] - 2000]);
  const avoir = uuidv7();
  ok(await refund(shop.chloe, { id }, { [pain!]: 1000, [lampe!]: 500 }, [card(1120)], { avoir }));
  assert.deepEqual(await stock(), [before[0], before[1] - 1500]);
  const moves = await shop.rows("SELECT produit_id, quantite, motif FROM mouvements_stock WHERE vente_id IN (?, ?) ORDER BY id", [
    id,
    avoir,
  ]);
  assert.deepEqual(moves, [
    { produit_id: LAMPE, quantite: -2000, motif: "vente" },
    { produit_id: LAMPE, quantite: 500, motif: "avoir" },
  ]);
});

Deno.test("a refund sent again under its key is one refund; under another key it is refused", async () => {
  const { id, lignes: [lampe] } = await bought([LAMPE], 2000);
  const body = {
    avoir_id: uuidv7(),
    lignes: [{ id: uuidv7(), ligne_id: lampe!, quantite: 1000 }],
    paiements: [cash(2000)],
    motif: "x",
  };
  const key = crypto.randomUUID();
  const path = `/api/ventes/${id}/rembourser`;
  const first = await command(shop.chloe, path, body, key);
  const again = await command(shop.chloe, path, body, key);
  assert.deepEqual(ok(again), ok(first));
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.equal((await command(shop.chloe, path, body)).status, 409);
  const [{ n }] = await shop.rows("SELECT count(*) AS n FROM ventes WHERE vente_origine_id = ?", [id]);
  assert.equal(n, 1);
});

Deno.test("what is not a paid sale is not refunded, nor a line of another's ticket, nor by a seller, nor without a reason", async () => {
  const { id, lignes: [lampe] } = await bought([LAMPE], 2000);
  const other = await bought([LAMPE], 2000);
  const unpaid = await draft(shop.chloe, [LAMPE]);
  refused(await refund(shop.chloe, unpaid, { [unpaid.lignes[0]!]: 1000 }, [cash(2000)]), 409, "invalid_state");
  refused(await refund(shop.chloe, { id: uuidv7() }, { [lampe!]: 1000 }, [cash(2000)]), 404, "not_found");
  refused(await refund(shop.chloe, { id }, { [other.lignes[0]!]: 1000 }, [cash(2000)]), 404, "not_found");
  refused(await refund(shop.nora, { id }, { [lampe!]: 1000 }, [cash(2000)]), 403, "forbidden");
  refused(await refund(shop.owner, { id }, { [lampe!]: 1000 }, [cash(2000)]), 403, "forbidden");
  refused(await refund(shop.chloe, { id }, { [lampe!]: 1000 }, [cash(2000)], { motif: "  " }), 400, "invalid_body");
  refused(await refund(shop.chloe, { id }, {}, []), 400, "invalid_body");
  refused(await refund(shop.chloe, { id }, { [lampe!]: 0 }, []), 400, "invalid_body");
  refused(await refund(shop.chloe, { id }, { [lampe!]: -1000 }, [cash(2000)]), 400, "invalid_body");
  const avoir = uuidv7();
  ok(await refund(shop.chloe, { id }, { [lampe!]: 1000 }, [cash(2000)], { avoir }));
  const [line] = await shop.rows("SELECT id FROM lignes_vente WHERE vente_id = ?", [avoir]);
  refused(await refund(shop.chloe, { id: avoir }, { [line.id]: 1000 }, [cash(2000)]), 409, "invalid_state");
  const copy = ok(await duplicate(shop.chloe, { id: avoir }));
  assert.deepEqual([copy.duplicata, copy.total_ttc], [1, -2000], "a refund's receipt is copied like any other");
});
