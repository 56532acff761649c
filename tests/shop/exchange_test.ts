/** Exchanges: what comes back and what is bought are one ticket, to the cent, whichever way its balance goes. */
import assert from "node:assert/strict";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { answerOf, type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  type Paid,
  PAIN,
  pay,
  refund,
  refused,
  type Sale,
  Shop,
  ticket,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe, 50_000));
  ok(await openTill(shop.marc, 1_000, "C2"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

async function bought(items: Parameters<typeof draft>[1], total: number, remise = 0): Promise<Sale> {
  const sale = await draft(shop.chloe, items, remise);
  ok(await pay(shop.chloe, sale, [card(total)]));
  return sale;
}
/** Pays a ticket with lines of `from` coming back, in thousandths. */
async function exchange(
  person: Person,
  sale: Sale,
  from: Sale,
  quantities: Readonly<Record<string, number>>,
  paiements: readonly (Paid & { readonly code?: string })[],
) {
  const retours = Object.entries(quantities).map(([ligne_id, quantite]) => ({
    id: uuidv7(),
    vente_id: from.id,
    ligne_id,
    quantite,
  }));
  const { version } = await ticket(person, sale);
  return await command(person, `/api/ventes/${sale.id}/encaisser`, { version, paiements, retours, motif: "Échange" });
}
const sold = async ({ id }: { readonly id: string }) => (await shop.rows("SELECT * FROM ventes WHERE id = ?", [id]))[0];

Deno.test("a dearer article for a returned one: one numbered sale of the difference, its VAT net per rate, the goods both ways", async () => {
  const first = await bought([LAMPE, CAFE], 2_500);
  const [{ stock }] = await shop.rows("SELECT stock FROM produits WHERE id = ?", [LAMPE]);
  const next = await draft(shop.chloe, [{ produit: LAMPE, quantite: 2_000 }]);
  refused(await exchange(shop.chloe, next, first, { [first.lignes[1]!]: 1_000 }, [card(4_000)]), 409, "payment_mismatch");
  const receipt = ok(
    await exchange(shop.chloe, next, first, { [first.lignes[0]!]: 1_000, [first.lignes[1]!]: 1_000 }, [cash(2_000)]),
  );
  assert.deepEqual([receipt.type, receipt.total_ttc, receipt.rendu], ["vente", 1_500, 500]);
  assert.deepEqual(receipt.taux, [
    { taux: 1_000, ttc: -500, ht: -455, tva: -45 },
    { taux: 2_000, ttc: 2_000, ht: 1_666, tva: 334 },
  ]);
  assert.deepEqual(receipt.lignes.map(({ quantite }: { quantite: number }) => quantite), [2_000, -1_000, -1_000]);
  const numero = `C1-${String((await sold(first)).numero).padStart(6, "0")}`;
  assert.deepEqual(receipt.echange_de, [numero]);
  assert.match(receiptHtml(receipt), new RegExp(`ÉCHANGE</strong>\\s*<p>repris du ticket ${numero}`));
  const row = await sold(next);
  assert.equal(row.total_ht + row.total_tva, row.total_ttc);
  assert.equal((await shop.rows("SELECT stock FROM produits WHERE id = ?", [LAMPE]))[0].stock, stock - 1_000);
});

Deno.test("a cheaper article for a returned one: a numbered avoir that gives back the difference, as money or as a voucher", async () => {
  for (const back of ["especes", "avoir"]) {
    const first = await bought([LAMPE], 2_000);
    const next = await draft(shop.chloe, [CAFE]);
    refused(
      await exchange(shop.chloe, next, first, { [first.lignes[0]!]: 1_000 }, [{ mode: back, montant: 1_501 }]),
      409,
      "payment_mismatch",
    );
    assert.equal((await sold(next)).type, "vente", "what is refused leaves the ticket as it was");
    const receipt = ok(await exchange(shop.chloe, next, first, { [first.lignes[0]!]: 1_000 }, [{ mode: back, montant: 1_500 }]));
    assert.deepEqual([receipt.type, receipt.total_ttc, receipt.motif], ["avoir", -1_500, "Échange"]);
    assert.equal(receipt.paiements[0].montant, -1_500);
    assert.equal(receipt.bons?.[0].montant, back === "avoir" ? 1_500 : undefined);
    // What was bought on it can come back in its turn.
    ok(await refund(shop.chloe, next, { [next.lignes[0]!]: 1_000 }, [cash(500)]));
  }
});

Deno.test("like for like: nothing is paid, and it is a ticket with a number all the same", async () => {
  const first = await bought([LAMPE], 2_000);
  const next = await draft(shop.chloe, [LAMPE]);
  const receipt = ok(await exchange(shop.chloe, next, first, { [first.lignes[0]!]: 1_000 }, []));
  assert.deepEqual([receipt.type, receipt.total_ttc, receipt.total_ht, receipt.total_tva], ["vente", 0, 0, 0]);
  assert.match(receipt.numero, /^C1-\d{6}$/);
});

Deno.test("never more comes back than was sold, by whichever road: exchanges and refunds count together, to the last cent of VAT", async () => {
  // 3 × 5.00 less 0.50 on the ticket, at 10 %.
  const first = await bought([{ produit: CAFE, quantite: 3_000 }], 1_450, 50);
  const [line] = first.lignes;
  const one = await draft(shop.chloe, [LAMPE]);
  ok(await exchange(shop.chloe, one, first, { [line!]: 1_000 }, [card(2_000 - 483)]));
  const left = ok(await answerOf(await shop.chloe.get(`/api/ventes/${first.id}/remboursable`)));
  assert.equal(left.reste_ttc, 967);
  const back = ok(await refund(shop.chloe, first, { [line!]: 1_000 }, [card(483)]));
  assert.equal(back.total_ttc, -483);
  const two = await draft(shop.chloe, [LAMPE]);
  refused(await exchange(shop.chloe, two, first, { [line!]: 2_000 }, [card(1_000)]), 409, "refund_exceeds");
  ok(await exchange(shop.chloe, two, first, { [line!]: 1_000 }, [card(2_000 - 484)]));
  const [sums] = await shop.rows(
    `SELECT sum(total_ttc - coalesce(remise_ticket, 0)) AS ttc, sum(total_ht) AS ht FROM lignes_vente WHERE id = ?1 OR ligne_origine_id = ?1`,
    [line],
  );
  assert.deepEqual({ ...sums }, { ttc: 0, ht: 0 });
  refused(await refund(shop.chloe, first, { [line!]: 1 }, [card(1)]), 409, "refund_exceeds");
  const three = await draft(shop.chloe, [PAIN]);
  const foreign = { [two.lignes[0]!]: 1_000 };
  refused(await exchange(shop.chloe, three, first, foreign, []), 404, "not_found");
  refused(await exchange(shop.chloe, three, three, { [three.lignes[0]!]: 1_000 }, []), 409, "invalid_state");
});

Deno.test("a discount of the new ticket is of what is bought; a drawer that cannot hold what goes back asks the owner", async () => {
  const first = await bought([LAMPE], 2_000);
  const next = await draft(shop.chloe, [LAMPE, LAMPE]);
  ok(await shop.chloe.query("update", "UPDATE ventes SET remise_taux = 1000 WHERE id = ?", [next.id]));
  const receipt = ok(await exchange(shop.chloe, next, first, { [first.lignes[0]!]: 1_000 }, [card(1_600)]));
  assert.deepEqual([receipt.remise, receipt.total_ttc], [400, 1_600]);

  const other = await bought([LAMPE], 2_000);
  const small = await draft(shop.marc, [CAFE]);
  refused(await exchange(shop.marc, small, other, { [other.lignes[0]!]: 1_000 }, [cash(1_500)]), 403, "owner_wanted");
  ok(await exchange(shop.marc, small, other, { [other.lignes[0]!]: 1_000 }, [card(1_500)]));
  assert.equal(ok(await answerOf(await shop.owner.get("/api/journal/verify"))).ok, true);
});

Deno.test("who asks a drawer for one amount after the other finds out nothing: after three all that goes back is the owner's", async () => {
  const { chloe, owner } = shop;
  ok(await closeTill(shop.marc, 1_000, "C2"));
  ok(await openTill(shop.marc, 1_000, "C2"));
  const lamp = await bought([LAMPE], 2_000);
  const coffee = await bought([CAFE], 500);
  const back = { [coffee.lignes[0]!]: 1_000 };
  for (let asked = 0; asked < 3; asked++) {
    refused(await refund(shop.marc, lamp, { [lamp.lignes[0]!]: 1_000 }, [cash(2_000)]), 403, "owner_wanted");
  }
  const { detail } = refused(await refund(shop.marc, coffee, back, [cash(500)]), 403, "owner_wanted");
  assert.match(detail, /trop de sorties/);
  const accord = ok(await command(owner, "/api/accords")).code as string;
  ok(await refund(shop.marc, coffee, back, [cash(500)], { accord }));
  ok(await refund(chloe, lamp, { [lamp.lignes[0]!]: 1_000 }, [cash(2_000)]));
});
