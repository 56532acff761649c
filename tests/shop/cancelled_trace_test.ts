/** A ticket that was sent and then taken back or cancelled leaves a signed trace; one that nobody saw leaves none. */
import assert from "node:assert/strict";
import { cancel, draft, giveBack, LAMPE, ok, PAIN, send, sent, Shop, take, takeBack } from "../support/shop.ts";
import { assertSigned, contents } from "../support/signed_journal.ts";

Deno.test("a ticket that was sent leaves a signed trace when it is taken back or cancelled, with its lines and by whom", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { nora, chloe } = shop;
  const trace = async () => (await contents(shop, "evenements")).filter(({ rappel }) => rappel !== undefined);
  const never = await draft(nora, [PAIN]);
  ok(await cancel(nora, never, { motif: "jamais envoyé" }));
  assert.deepEqual(await trace(), [], "what never left the seller leaves none");
  const sale = await sent(nora, [LAMPE, { produit: PAIN, quantite: 2_000 }]);
  ok(await takeBack(nora, sale));
  ok(await nora.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [sale.lignes[0]]));
  ok(await send(nora, sale));
  ok(await take(chloe, sale));
  ok(await giveBack(chloe, sale, { motif: "x" }));
  ok(await cancel(chloe, sale, { motif: "erreur de saisie" }));
  const [first, second, ...none] = await trace();
  assert.deepEqual(none, []);
  assert.deepEqual([first.total_ttc, first.par, first.vendeur, first.lignes.length], [2_240, "nora", "nora", 2]);
  assert.deepEqual([second.code, second.total_ttc, second.par, second.motif], [190, 240, "chloe", "erreur de saisie"]);
  const line = { libelle: "Pain", quantite: 2_000, prix_unitaire_ttc: 120, total_ttc: 240 };
  assert.deepEqual(second.lignes, [line]);
  await assertSigned(shop);
});

Deno.test("a ticket that was taken back leaves the same record 190 cancelled by SQL as by the command; one never sent leaves none", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { nora, chloe } = shop;
  const cancelled = async () => (await contents(shop, "evenements")).filter(({ code }) => code === 190);
  const byCommand = await sent(nora, [LAMPE]);
  const bySql = await sent(nora, [LAMPE]);
  for (const sale of [byCommand, bySql]) {
    ok(await take(chloe, sale));
    ok(await giveBack(chloe, sale, { motif: "une vieille raison" }));
    ok(await takeBack(nora, sale));
  }
  const never = await draft(nora, [PAIN]);
  const drop = (id: string) => nora.query("update", "UPDATE ventes SET etat = 'annulee' WHERE id = ?", [id]);
  ok(await drop(never.id));
  assert.deepEqual(await cancelled(), []);
  ok(await cancel(nora, byCommand, { motif: "x" }));
  ok(await drop(bySql.id));
  const [command, sql, ...none] = await cancelled();
  assert.deepEqual(none, []);
  assert.deepEqual({ ...sql, vente_id: "", rappel: 0, motif: "" }, { ...command, vente_id: "", rappel: 0, motif: "" });
  assert.deepEqual([command.vente_id, command.motif, sql.vente_id, sql.motif], [byCommand.id, "x", bySql.id, null]);
  await assertSigned(shop);
});
