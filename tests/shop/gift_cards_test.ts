/** Gift cards: sold outside turnover, each with a code of its own, used like vouchers, and what they paid comes back as one. */
import assert from "node:assert/strict";
import { answerOf } from "../support/server.ts";
import { card, draft, LAMPE, ok, openTill, PAIN, pay, refund, refused, Shop, sold } from "../support/shop.ts";
import { by, given, left } from "../support/vouchers.ts";

const CADEAU = 60;

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["chloe"]);
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (?, ?, ?, 0, 'carte_cadeau')";
  ok(await shop.owner.query("insert", into, [CADEAU, "Carte cadeau 50", 5_000]));
  ok(await openTill(shop.chloe, 50_000));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

Deno.test("what was paid by a voucher is proposed back as a voucher, and so is what a gift card paid", async () => {
  const { code } = await given(shop);
  const sale = await draft(shop.chloe, [LAMPE]);
  ok(await pay(shop.chloe, sale, [by("avoir", 2_000, code)]));
  const proposed = async (id: string) => ok(await answerOf(await shop.chloe.get(`/api/ventes/${id}/remboursable`))).moyens;
  assert.deepEqual(await proposed(sale.id), [{ mode: "avoir", reste: 2_000 }]);

  const { bons } = await sold(shop.chloe, [CADEAU], [card(5_000)]);
  const other = await draft(shop.chloe, [PAIN, LAMPE]);
  ok(await pay(shop.chloe, other, [by("carte_cadeau", 2_120, bons[0].code)]));
  assert.deepEqual(await proposed(other.id), [{ mode: "avoir", reste: 2_120 }]);
  const back = { [other.lignes[0]!]: 1_000 };
  refused(await refund(shop.chloe, other, back, [by("carte_cadeau", 120)]), 409, "payment_implausible");
  assert.equal(ok(await refund(shop.chloe, other, back, [by("avoir", 120)])).bons[0].montant, 120);
});

Deno.test("a gift card is sold outside turnover, each piece with a code of its own; an unused one is given back, a used one not", async () => {
  const { id, lignes } = await draft(shop.chloe, [{ produit: CADEAU, quantite: 2_000 }]);
  const receipt = ok(await pay(shop.chloe, { id }, [card(10_000)]));
  assert.deepEqual([receipt.total_ht, receipt.total_tva, receipt.hors_champ], [0, 0, [{ nature: "carte_cadeau", ttc: 10_000 }]]);
  const codes = receipt.bons.map(({ code }: { code: string }) => code);
  assert.equal(new Set(codes).size, 2);
  refused(await pay(shop.chloe, await draft(shop.chloe, [PAIN]), [by("avoir", 120, codes[0])]), 409, "payment_implausible");
  const used = await sold(shop.chloe, [PAIN], [by("carte_cadeau", 120, codes[0])]);
  assert.deepEqual([used.total_tva, used.paiements[0].solde_bon], [6, 4_880], "VAT when it is used");
  refused(await refund(shop.chloe, { id }, { [lignes[0]!]: 2_000 }, [card(10_000)]), 409, "gift_card_used");
  refused(await refund(shop.chloe, { id }, { [lignes[0]!]: 500 }, [card(2_500)]), 409, "constraint_violation");
  ok(await refund(shop.chloe, { id }, { [lignes[0]!]: 1_000 }, [card(5_000)]));
  assert.deepEqual([await left(shop, codes[0]), await left(shop, codes[1])], [4_880, 0], "the unused one is cancelled");
  refused(await refund(shop.chloe, { id }, { [lignes[0]!]: 1_000 }, [card(5_000)]), 409, "gift_card_used");
  const half = await draft(shop.chloe, [{ produit: CADEAU, quantite: 1_500 }]);
  const body = refused(await pay(shop.chloe, half, [card(7_500)]), 409, "constraint_violation");
  assert.equal(body.constraint, "rule:gift_card_line");
});

Deno.test("one ticket sells fifty gift cards, on however many lines", async () => {
  const many = (pieces: number) => ({ produit: CADEAU, quantite: pieces * 1_000 });
  const sale = await draft(shop.chloe, [many(25), many(26)]);
  const { constraint } = refused(await pay(shop.chloe, sale, [card(255_000)]), 409, "constraint_violation");
  assert.equal(constraint, "rule:gift_card_line");
});
