/** How far a role may discount, and the owner's word for what goes beyond it: when it is written, and when it is paid. */
import assert from "node:assert/strict";
import { ownersCode } from "../support/owners_code.ts";
import { answerOf, type Person, uuidv7 } from "../support/server.ts";
import { CAFE, cash, command, draft, LAMPE, ok, openTill, pay, refused, sent, Shop, take, ticket } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const caps = async (vendeur: number, caisse: number) =>
  ok(await shop.owner.query("update", "UPDATE boutique SET remise_max_vendeur = ?, remise_max_caisse = ?", [vendeur, caisse]));
const setLine = (who: Person, change: string, line: string) =>
  who.query("update", `UPDATE lignes_vente SET ${change} WHERE id = ?`, [line]);
const setSale = (who: Person, change: string, sale: { readonly id: string }) =>
  who.query("update", `UPDATE ventes SET ${change} WHERE id = ?`, [sale.id]);
const allow = (who: Person, sale: { readonly id: string }, body: unknown) =>
  command(who, `/api/ventes/${sale.id}/accorder`, body);
const payWith = async (sale: { readonly id: string }, cents: number, word: Record<string, string>) => {
  const { version } = await ticket(shop.chloe, sale);
  return await command(shop.chloe, `/api/ventes/${sale.id}/encaisser`, { version, paiements: [cash(cents)], ...word });
};

Deno.test("without a cap of their own sellers discount nothing, cashiers whatever they like", async () => {
  const { nora, chloe } = shop;
  await caps(0, 10_000);
  const mine = await draft(nora, [LAMPE]);
  for (const [change, column] of [["remise = 1", "remise"], ["remise_taux = 1", "remise_taux"]] as const) {
    const body = refused(await setLine(nora, change, mine.lignes[0]!), 403, "forbidden");
    assert.deepEqual([body.table, body.column, body.operation], ["lignes_vente", column, "update"]);
  }
  refused(await setSale(nora, "remise_taux = 1", mine), 403, "forbidden");
  const hers = await draft(chloe, [LAMPE]);
  ok(await setLine(chloe, "remise_taux = 10000", hers.lignes[0]!));
  ok(await setSale(chloe, "remise_taux = 10000", hers));
  for (const who of [nora, chloe]) {
    refused(await who.query("update", "UPDATE boutique SET remise_max_caisse = 10000"), 403, "forbidden");
  }
});

Deno.test("a line goes as far as the cap, by rate and by amount, whether its price is given or the catalogue's", async () => {
  const { nora, chloe } = shop;
  await caps(1_000, 2_000);
  for (const [who, rate, cents] of [[nora, 1_000, 200], [chloe, 2_000, 400]] as const) {
    const sale = await draft(who, [LAMPE]);
    const line = sale.lignes[0]!;
    ok(await setLine(who, `remise_taux = ${rate}`, line));
    ok(await setLine(who, `remise_taux = 0, remise = ${cents}`, line));
    for (const over of [`remise = ${cents + 1}`, `remise = 0, remise_taux = ${rate + 1}`]) {
      const body = refused(await setLine(who, over, line), 403, "owner_wanted");
      assert.equal(body.constraint, "rule:discount_cap");
      assert.match(body.detail, /remise.*code/);
    }
    for (const priced of ["", ", prix_unitaire_ttc, libelle, tva"]) {
      const insert = (column: string, value: number) =>
        who.query(
          "insert",
          `INSERT INTO lignes_vente (id, vente_id, produit_id, ${column}${priced}) VALUES (?, ?, ?, ?${
            priced === "" ? "" : ", 2000, 'Lampe', 2000"
          })`,
          [uuidv7(), sale.id, LAMPE, value],
        );
      ok(await insert("remise", cents));
      ok(await insert("remise_taux", rate));
      refused(await insert("remise", cents + 1), 403, "owner_wanted");
      refused(await insert("remise_taux", rate + 1), 403, "owner_wanted");
    }
  }
});

Deno.test("lines and ticket together go no further than the cap", async () => {
  const { chloe } = shop;
  await caps(0, 2_000);
  const sale = await draft(chloe, [LAMPE]);
  ok(await setLine(chloe, "remise_taux = 1000", sale.lignes[0]!));
  ok(await setSale(chloe, "remise = 200", sale));
  refused(await setSale(chloe, "remise = 201", sale), 403, "owner_wanted");
  refused(await setSale(chloe, "remise = 0, remise_taux = 1500", sale), 403, "owner_wanted");
  ok(await setSale(chloe, "remise = 0", sale));
  ok(await setSale(chloe, "remise_taux = 1000", sale));
  // The other way round: the ticket first, then a line.
  refused(await setLine(chloe, "remise_taux = 1500", sale.lignes[0]!), 403, "owner_wanted");
  ok(await pay(chloe, sale, [cash(1_620)]));
  const held = await sent(shop.nora, [LAMPE]);
  ok(await take(chloe, held));
  ok(await setSale(chloe, "remise_taux = 2000", held));
  refused(await setSale(chloe, "remise_taux = 2001", held), 403, "owner_wanted");
  ok(await pay(chloe, held, [cash(1_600)]));
});

Deno.test("the owner's code and a reason allow more on one ticket, and are signed; the code is good once", async () => {
  const { chloe, nora } = shop;
  await caps(0, 1_000);
  const sale = await draft(chloe, [LAMPE, CAFE]);
  const [line] = sale.lignes as [string, string];
  refused(await setLine(chloe, "remise_taux = 3000", line), 403, "owner_wanted");
  refused(await allow(chloe, sale, { taux: 3_000 }), 400, "invalid_body");
  refused(await allow(chloe, sale, { taux: 3_000, motif: "abîmée" }), 403, "owner_wanted");
  refused(await allow(nora, sale, { taux: 3_000, motif: "abîmée", accord: await ownersCode(shop) }), 404, "not_found");
  const accord = await ownersCode(shop);
  const answer = ok(await allow(chloe, sale, { taux: 3_000, motif: "abîmée", accord }));
  assert.deepEqual([answer.remise_accord, answer.remise_motif], [3_000, "abîmée"]);
  refused(await setLine(chloe, "remise_taux = 3001", line), 403, "owner_wanted");
  ok(await setLine(chloe, "remise_taux = 3000", line));
  ok(await pay(chloe, sale, [cash(1_900)]));
  const [record] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'accord' ORDER BY seq DESC LIMIT 1");
  const { code, objet, vente_id, taux, motif, par } = JSON.parse(record.contenu);
  assert.deepEqual([code, objet, vente_id, taux, motif, par], [130, "remise", sale.id, 3_000, "abîmée", "chloe"]);
  const other = await draft(chloe, [LAMPE]);
  refused(await allow(chloe, other, { taux: 3_000, motif: "abîmée", accord }), 403, "approval_invalid");
  // Within the cap no code is used up.
  ok(await allow(chloe, other, { taux: 1_000, motif: "fidèle" }));
  // A seller too, with the code.
  const mine = await draft(nora, [LAMPE]);
  ok(await allow(nora, mine, { taux: 500, motif: "rayure", accord: await ownersCode(shop) }));
  ok(await setLine(nora, "remise_taux = 500", mine.lignes[0]!));
  refused(await setLine(nora, "remise_taux = 501", mine.lignes[0]!), 403, "owner_wanted");
});

Deno.test("what is beyond the cap when it is paid wants the owner then, with a reason; nothing is taken before", async () => {
  const { chloe, nora } = shop;
  await caps(0, 10_000);
  const sale = await draft(chloe, [LAMPE]);
  ok(await setLine(chloe, "remise_taux = 5000", sale.lignes[0]!));
  await caps(0, 1_000);
  const { detail } = refused(await payWith(sale, 1_000, {}), 403, "owner_wanted");
  assert.match(detail, /remise/);
  assert.equal((await ticket(chloe, sale)).etat, "brouillon");
  const accord = await ownersCode(shop);
  assert.equal(refused(await payWith(sale, 1_000, { accord }), 400, "invalid_body").field, "motif");
  const receipt = ok(await payWith(sale, 1_000, { accord, motif: "fin de série" }));
  assert.deepEqual([receipt.total_ttc, receipt.remise_motif], [1_000, "fin de série"]);
  // What its seller may give, the cashier takes the money of.
  await caps(3_000, 1_000);
  const theirs = await draft(nora, [LAMPE]);
  ok(await setLine(nora, "remise_taux = 3000, remise_motif = 'rayure'", theirs.lignes[0]!));
  ok(await command(nora, `/api/ventes/${theirs.id}/envoyer`));
  assert.equal(ok(await pay(chloe, theirs, [cash(1_400)])).lignes[0].remise_motif, "rayure");
  const verified = (await answerOf(await shop.owner.get("/api/journal/verify"))).body;
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true]);
});
