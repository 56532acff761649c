/** The ticket in the cashier's hand is changed: its quantities, lines, discounts and customer; what goes is signed, and nobody else may. */
import assert from "node:assert/strict";
import { assertSound } from "../support/records.ts";
import { type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cash,
  command,
  draft,
  giveBack,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  sent,
  Shop,
  take,
  ticket,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

async function change(who: Person, sale: { readonly id: string }, body: Record<string, unknown>) {
  const { version } = await ticket(shop.chloe, sale);
  return await command(who, `/api/ventes/${sale.id}/modifier`, { version, ...body });
}
const traces = async (sale: { readonly id: string }) =>
  (await shop.rows(
    "SELECT contenu FROM journal_fiscal WHERE genre = 'lignes_annulees' AND contenu ->> 'vente_id' = ? ORDER BY seq",
    [
      sale.id,
    ],
  )).map(({ contenu }) => JSON.parse(contenu));

Deno.test("lines of the ticket in hand grow, shrink and go; what went is signed with what it was worth, and the rest is paid", async () => {
  const { chloe, nora } = shop;
  const sale = await sent(nora, [{ produit: PAIN, quantite: 3_000 }, CAFE, LAMPE]);
  const [bread, coffee] = sale.lignes as [string, string];
  ok(await take(chloe, sale));
  const answer = ok(await change(chloe, sale, { lignes: [{ id: bread, quantite: 1_000 }, { id: coffee, quantite: 0 }] }));
  assert.deepEqual([answer.total_ttc, answer.lignes.length, answer.etat], [2_120, 2, "en_caisse"]);
  const [trace, ...more] = await traces(sale);
  assert.deepEqual(more, []);
  assert.deepEqual([trace.code, trace.par, trace.vendeur, trace.total_ttc], [190, "chloe", "nora", 740]);
  assert.deepEqual(
    trace.lignes.map(({ libelle, quantite, total_ttc }: Record<string, unknown>) => [libelle, quantite, total_ttc]),
    [
      ["Pain", 2_000, 240],
      ["Café", 1_000, 500],
    ],
  );
  ok(await change(chloe, sale, { lignes: [{ id: bread, quantite: 2_000 }] }));
  assert.equal((await traces(sale)).length, 1, "what is added is no cancellation");
  const twice = await change(chloe, sale, { lignes: [{ id: bread, quantite: 1_000 }, { id: bread, quantite: 3_000 }] });
  assert.match(refused(twice, 400, "invalid_body").detail, /chaque ligne une seule fois/);
  ok(await pay(chloe, sale, [cash(2_240)]));
  await assertSound(shop);
});

Deno.test("the last line stays, and what a price became since is no more of the same line", async () => {
  const { chloe, nora, owner } = shop;
  const sale = await sent(nora, [CAFE]);
  const [line] = sale.lignes as [string];
  ok(await take(chloe, sale));
  const body = refused(await change(chloe, sale, { lignes: [{ id: line, quantite: 0 }] }), 409, "constraint_violation");
  assert.equal(body.constraint, "rule:ticket_without_lines");
  assert.deepEqual(await traces(sale), []);
  ok(await owner.query("update", "UPDATE produits SET prix_ttc = 600 WHERE id = ?", [CAFE]));
  const risen = refused(await change(chloe, sale, { lignes: [{ id: line, quantite: 2_000 }] }), 409, "constraint_violation");
  assert.equal(risen.constraint, "rule:line_price_changed");
  ok(await owner.query("update", "UPDATE produits SET prix_ttc = 500 WHERE id = ?", [CAFE]));
});

Deno.test("discounts follow, and their cap is judged at the payment; a customer comes and goes", async () => {
  const { chloe, nora, owner } = shop;
  ok(await owner.query("update", "UPDATE boutique SET remise_max_caisse = 1000"));
  ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (7, 'Inès Moreau')"));
  const sale = await sent(nora, [LAMPE]);
  const [line] = sale.lignes as [string];
  ok(await take(chloe, sale));
  const answer = ok(
    await change(chloe, sale, { lignes: [{ id: line, remise_taux: 1_000, remise_motif: "rayée" }], client_id: 7 }),
  );
  assert.deepEqual([answer.total_ttc, answer.client_id], [1_800, 7]);
  refused(await change(chloe, sale, { client_id: 99 }), 404, "not_found");
  assert.equal(ok(await change(chloe, sale, { client_id: null, remise: 100 })).client_id, null);
  refused(await pay(chloe, sale, [cash(1_700)]), 403, "owner_wanted");
  ok(await change(chloe, sale, { remise: 0 }));
  ok(await pay(chloe, sale, [cash(1_800)]));
  ok(await owner.query("update", "UPDATE boutique SET remise_max_caisse = 10000"));
});

Deno.test("only who has it in hand changes it, as it is; one's own parked ticket too, once it is taken", async () => {
  const { chloe, marc, nora } = shop;
  const sale = await sent(nora, [CAFE]);
  const [line] = sale.lignes as [string];
  const less = { lignes: [{ id: line, quantite: 500 }] };
  refused(await change(chloe, sale, less), 409, "invalid_state");
  ok(await take(chloe, sale));
  refused(await change(marc, sale, less), 409, "ticket_locked");
  refused(await change(nora, sale, less), 403, "forbidden");
  refused(await command(chloe, `/api/ventes/${sale.id}/modifier`, { version: 1, ...less }), 409, "stale_version");
  refused(await change(chloe, sale, { lignes: [{ id: uuidv7(), quantite: 500 }] }), 404, "not_found");
  ok(await change(chloe, sale, less));
  ok(await giveBack(chloe, sale, { motif: "complète" }));

  const parked = await sent(chloe, [PAIN, CAFE]);
  ok(await take(chloe, parked));
  ok(await change(chloe, parked, { lignes: [{ id: parked.lignes[1]!, quantite: 0 }] }));
  assert.equal((await traces(parked)).length, 1);
  // What was never sent leaves no trace.
  const mine = await draft(chloe, [PAIN, CAFE]);
  ok(await change(chloe, mine, { lignes: [{ id: mine.lignes[0]!, quantite: 0 }] }));
  assert.deepEqual(await traces(mine), []);
});

Deno.test("totals follow the lines however they come: before the sale, discounted, changed, removed", async () => {
  const id = uuidv7();
  const [one, two] = [uuidv7(), uuidv7()];
  const add = (line: string, quantite: number, remise: number) => ({
    type: "insert",
    query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise) VALUES (?, ?, ?, ?, ?)",
    params: [line, id, CAFE, quantite, remise],
  });
  ok(
    await shop.chloe.batch([
      add(one, 1_500, 50),
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      add(two, 333, 0),
    ]),
  );
  const write = (sql: string) => shop.chloe.query(/^\w+/.exec(sql)![0].toLowerCase(), sql);
  const total = async () => (await shop.rows("SELECT total_ttc FROM ventes WHERE id = ?", [id]))[0].total_ttc;
  assert.equal(await total(), 700 + 167); // 7.50 − 0.50 and 1.665
  ok(await write(`UPDATE lignes_vente SET quantite = 1000 WHERE id = '${two}'`));
  assert.equal(await total(), 700 + 500);
  ok(await write(`UPDATE ventes SET remise = 600 WHERE id = '${id}'`));
  assert.equal(await total(), 600);
  ok(await write(`DELETE FROM lignes_vente WHERE id = '${two}'`));
  assert.equal(await total(), 100);
  const { body } = await write(`DELETE FROM lignes_vente WHERE id = '${one}'`);
  assert.equal(body.code, "constraint_violation", "a discount is never left without what it is taken from");
});
