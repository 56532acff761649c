/** Stock: whatever changes it leaves a movement that says how much, why and by whom. */
import assert from "node:assert/strict";
import { type Person } from "../support/server.ts";
import { cash, command, draft, LAMPE, ok, openTill, PAIN, pay, POMMES, refund, refused, Shop } from "../support/shop.ts";

const [OWNER, CHLOE] = [1, 3] as const;

let shop: Shop;
Deno.test.beforeAll(async () => void (shop = await Shop.open(["nora", "chloe"])));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

interface Move {
  readonly motif: string;
  readonly quantite: number;
  readonly note?: string;
}
const move = (person: Person, id: number, body: Move, key?: string) => command(person, `/api/produits/${id}/stock`, body, key);
const stockOf = async (id: number) => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [id]))[0].stock as number;
const movements = (id: number) =>
  shop.rows("SELECT motif, quantite, vente_id, par_id, note FROM mouvements_stock WHERE produit_id = ? ORDER BY id", [id]);

/** Each change beside its movement; what stands before is not looked at again. */
async function assertMoved(id: number, change: () => Promise<unknown>, wanted: readonly unknown[][]): Promise<void> {
  const [before, known] = [await stockOf(id), (await movements(id)).length];
  await change();
  const made = (await movements(id)).slice(known);
  assert.deepEqual(made.map(({ motif, quantite, par_id }) => [motif, quantite, par_id]), wanted);
  assert.equal(await stockOf(id) - before, made.reduce((sum, { quantite }) => sum + quantite, 0), "the stock is what moved");
}

Deno.test("deliveries and returns add, losses take off, a count sets; each leaves its one movement", async () => {
  const steps = [
    ["livraison", 24_000, 24_000],
    ["retour", 1_000, 1_000],
    ["perte", 5_000, -5_000],
    ["inventaire", 118_500, -1_500],
    ["inventaire", 118_500, 0],
    ["perte", 118_500, -118_500],
    ["perte", 500, -500],
    ["inventaire", 0, 500],
  ] as const;
  for (const [motif, quantite, change] of steps) {
    await assertMoved(LAMPE, async () => {
      const { produit, mouvement } = ok(await move(shop.owner, LAMPE, { motif, quantite, note: `bon de ${motif}` }));
      assert.equal(produit.stock, await stockOf(LAMPE));
      assert.deepEqual([mouvement.produit_id, mouvement.quantite, mouvement.motif, mouvement.note, mouvement.vente_id], [
        LAMPE,
        change,
        motif,
        `bon de ${motif}`,
        null,
      ]);
    }, [[motif, change, OWNER]]);
  }
  ok(await move(shop.owner, LAMPE, { motif: "inventaire", quantite: 100_000 }));
});

Deno.test("a move sent again under its key is made once", async () => {
  const key = crypto.randomUUID();
  await assertMoved(LAMPE, async () => {
    const first = ok(await move(shop.owner, LAMPE, { motif: "livraison", quantite: 1_000 }, key));
    assert.deepEqual(ok(await move(shop.owner, LAMPE, { motif: "livraison", quantite: 1_000 }, key)), first);
  }, [["livraison", 1_000, OWNER]]);
});

Deno.test("the owner's own SQL leaves a movement too, one for each product that it changed", async () => {
  const sql = (text: string) => shop.owner.query("update", text);
  await assertMoved(POMMES, async () => void ok(await sql(`UPDATE produits SET stock = 42000 WHERE id = ${POMMES}`)), [
    ["inventaire", -8_000, OWNER],
  ]);
  await assertMoved(POMMES, async () => void ok(await sql(`UPDATE produits SET stock = 42000 WHERE id = ${POMMES}`)), []);
  await assertMoved(POMMES, async () => void ok(await sql(`UPDATE produits SET prix_ttc = 300 WHERE id = ${POMMES}`)), []);
  await assertMoved(POMMES, async () => void ok(await sql("UPDATE produits SET stock = stock + 1000 WHERE suivi_stock = 1")), [
    ["inventaire", 1_000, OWNER],
  ]);
  const upsert = `INSERT INTO produits (id, libelle, prix_ttc) VALUES (${POMMES}, 'Pommes', 333)
    ON CONFLICT (id) DO UPDATE SET stock = stock - 3000`;
  await assertMoved(POMMES, async () => void ok(await shop.owner.query("insert", upsert)), [["inventaire", -3_000, OWNER]]);
  const refusedBatch = await shop.owner.batch([
    { type: "update", query: `UPDATE produits SET stock = 1 WHERE id = ${POMMES}` },
    { type: "update", query: "UPDATE produits SET stock = 'x'" },
  ]);
  refused(refusedBatch, 409, "constraint_violation");
  await assertMoved(POMMES, () => Promise.resolve(), []);
});

Deno.test("sales and refunds move stock by themselves, once, with their ticket", async () => {
  ok(await openTill(shop.chloe));
  const sale = await draft(shop.chloe, [LAMPE, PAIN]);
  await assertMoved(LAMPE, async () => void ok(await pay(shop.chloe, sale, [cash(2_120)])), [["vente", -1_000, CHLOE]]);
  const back = { [sale.lignes[0]!]: 1_000 };
  await assertMoved(LAMPE, async () => void ok(await refund(shop.chloe, sale, back, [cash(2_000)])), [["avoir", 1_000, CHLOE]]);
  assert.deepEqual(await movements(PAIN), [], "what is not followed does not move");
});

Deno.test("what is no move is refused and moves nothing", async () => {
  await assertMoved(LAMPE, async () => {
    for (
      const body of [
        { motif: "livraison", quantite: 0 },
        { motif: "perte", quantite: -1 },
        { motif: "inventaire", quantite: -1 },
        { motif: "retour", quantite: 1.5 },
        { motif: "vente", quantite: 1_000 },
        { motif: "avoir", quantite: 1_000 },
        { motif: "livraison", quantite: 1_000, note: " " },
        { motif: "livraison", quantite: 1_000_000_001 },
      ]
    ) refused(await move(shop.owner, LAMPE, body), 400, "invalid_body");
    for (const person of [shop.nora, shop.chloe]) {
      refused(await move(person, LAMPE, { motif: "livraison", quantite: 1_000 }), 403, "forbidden");
      refused(await person.query("update", `UPDATE produits SET stock = 0 WHERE id = ${LAMPE}`), 403, "forbidden");
    }
    const into = "INSERT INTO mouvements_stock (produit_id, quantite, motif, cree_le) VALUES (3, 1, 'livraison', '')";
    refused(await shop.owner.query("insert", into), 403, "forbidden");
    refused(await shop.owner.query("delete", "DELETE FROM mouvements_stock"), 403, "forbidden");
  }, []);
  refused(await move(shop.owner, 99, { motif: "livraison", quantite: 1_000 }), 404, "not_found");
  refused(await move(shop.owner, PAIN, { motif: "livraison", quantite: 1_000 }), 409, "constraint_violation");
  await shop.aside((db) => {
    for (const change of ["DELETE FROM mouvements_stock", "UPDATE mouvements_stock SET quantite = 0"]) {
      assert.throws(() => db.exec(change), /ne change pas|ne se supprime pas/, "the file itself refuses it");
    }
  });
});
