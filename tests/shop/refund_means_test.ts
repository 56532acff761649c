/** How money goes back: the means by which the ticket was paid are proposed, and cash that is not there wants the owner's word. */
import assert from "node:assert/strict";
import { refundTenders } from "../../shared/tender.ts";
import { ownersCode } from "../support/owners_code.ts";
import { answerOf, type Person } from "../support/server.ts";
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
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["chloe", "marc"]);
  ok(await openTill(shop.chloe, 1_000));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

async function paid(items: Parameters<typeof draft>[1], by: readonly Paid[], person: Person = shop.chloe): Promise<Sale> {
  const sale = await draft(person, items);
  ok(await pay(person, sale, by));
  return sale;
}
const left = async (person: Person, sale: Sale) => await answerOf(await person.get(`/api/ventes/${sale.id}/remboursable`));
const all = (sale: Sale, at = 0) => ({ [sale.lignes[at]!]: 1_000 });

Deno.test("what is left to give back is told by means", async () => {
  const sale = await paid([LAMPE, CAFE], [card(1_500), cash(5_000)]);
  assert.deepEqual(ok(await left(shop.chloe, sale)), {
    vente_id: sale.id,
    numero: "C1-000001",
    total_ttc: 2_500,
    reste_ttc: 2_500,
    moyens: [{ mode: "carte", reste: 1_500 }, { mode: "especes", reste: 1_000 }],
  });
  ok(await refund(shop.chloe, sale, all(sale), [card(1_200), cash(800)]));
  const { reste_ttc, moyens } = ok(await left(shop.chloe, sale));
  assert.deepEqual([reste_ttc, moyens], [500, [{ mode: "carte", reste: 300 }, { mode: "especes", reste: 200 }]]);
  // By other means than paid: what is left by each is no more than what is left of the ticket.
  ok(await refund(shop.chloe, sale, { [sale.lignes[1]!]: 800 }, [cash(400)]));
  assert.deepEqual(ok(await left(shop.chloe, sale)).moyens, [{ mode: "carte", reste: 100 }]);
  ok(await refund(shop.chloe, sale, { [sale.lignes[1]!]: 200 }, [{ mode: "cheque", montant: 100 }]));
  assert.deepEqual(ok(await left(shop.chloe, sale)).moyens, []);
  const [{ n }] = await shop.rows("SELECT count(*) AS n FROM journal_fiscal WHERE genre = 'accord'");
  assert.equal(n, 0);
});

Deno.test("what wants the owner takes a code that is good once, and is signed with who allowed it", async () => {
  ok(await openTill(shop.marc, 100, "C2"));
  const sale = await paid([PAIN, PAIN], [card(240)], shop.marc);
  refused(await command(shop.marc, "/api/accords"), 403, "forbidden");
  refused(await refund(shop.marc, sale, all(sale), [cash(120)], { accord: "12345" }), 400, "invalid_body");
  const before = await ownersCode(shop);
  const accord = await ownersCode(shop);
  if (before !== accord) {
    refused(await refund(shop.marc, sale, all(sale), [cash(120)], { accord: before }), 403, "approval_invalid");
  }
  ok(await refund(shop.marc, sale, all(sale), [card(120)], { accord }));
  assert.deepEqual(
    (await shop.rows("SELECT genre FROM journal_fiscal WHERE genre = 'accord'")).length,
    0,
    "not needed, not used up",
  );
  const { numero } = ok(await refund(shop.marc, sale, all(sale, 1), [cash(120)], { accord, motif: "carte perdue" }));
  assert.match(numero, /^C2-/);
  const other = await paid([PAIN], [card(120)], shop.marc);
  refused(await refund(shop.marc, other, all(other), [cash(120)], { accord }), 403, "approval_invalid");
  const [record, ...more] = await shop.rows("SELECT serie, contenu FROM journal_fiscal WHERE genre = 'accord'");
  const { code, objet, vente_id, moyens, motif, accorde_par, par } = JSON.parse(record.contenu);
  assert.deepEqual([record.serie, code, objet, vente_id, motif, par, more.length], [
    "evenements",
    130,
    "remboursement",
    sale.id,
    "carte perdue",
    "marc",
    0,
  ]);
  assert.deepEqual(moyens, [{ mode: "especes", montant: 120 }]);
  assert.ok(accorde_par.length > 0);
  const kept = shop.inspect((db) => db.prepare("SELECT count(*) AS n FROM _journal WHERE content LIKE ?").get(`%${accord}%`));
  assert.deepEqual({ ...kept }, { n: 0 }, "the code is nowhere");
  ok(await closeTill(shop.marc, 0, "C2", "de ma poche"));
});

Deno.test("cash that the drawer does not hold wants the owner, and the refusal does not say how much is there", async () => {
  ok(await openTill(shop.marc, 100, "C2"));
  const sale = await paid([CAFE], [cash(500)]);
  const { detail, ...body } = refused(await refund(shop.marc, sale, all(sale), [cash(500)]), 403, "owner_wanted");
  assert.match(detail, /tiroir/);
  assert.doesNotMatch(JSON.stringify({ detail, ...body }), /100|600/);
  ok(await refund(shop.marc, sale, all(sale), [cash(500)], { accord: await ownersCode(shop) }));
  assert.equal(ok(await closeTill(shop.marc, 0, "C2", "de ma poche")).attendu, -400);
});

Deno.test("a code that came with a refund which failed is still good", async () => {
  ok(await openTill(shop.marc, 100, "C2"));
  const sale = await paid([CAFE], [card(500)], shop.marc);
  const accord = await ownersCode(shop);
  refused(await refund(shop.marc, sale, all(sale), [cash(400)], { accord }), 409, "payment_mismatch");
  ok(await refund(shop.marc, sale, all(sale), [cash(500)], { accord }));
  ok(await closeTill(shop.marc, 0, "C2", "de ma poche"));
});

Deno.test("amounts by means of a drawer that somebody else is still to count are told to nobody but the owner", async () => {
  ok(await openTill(shop.marc, 0, "C2"));
  const sale = await paid([LAMPE], [card(1_500), cash(500)], shop.marc);
  const amounts = async (person: Person) =>
    ok(await left(person, sale)).moyens.map(({ mode, reste }: { mode: string; reste: number | null }) => [mode, reste]);
  assert.deepEqual(await amounts(shop.marc), [["carte", 1_500], ["especes", 500]], "who took it was told");
  assert.deepEqual(await amounts(shop.owner), [["carte", 1_500], ["especes", 500]]);
  assert.deepEqual(await amounts(shop.chloe), [["carte", null], ["especes", null]]);
  ok(await closeTill(shop.marc, 500, "C2"));
  assert.deepEqual(await amounts(shop.chloe), [["carte", 1_500], ["especes", 500]]);
  const unpaid = await draft(shop.chloe, [CAFE]);
  refused(await left(shop.chloe, unpaid), 409, "invalid_state");
  refused(await left(shop.chloe, { id: crypto.randomUUID(), lignes: [] }), 404, "not_found");
});

Deno.test("what goes back is split over the means by which the ticket was paid, the chosen one first; another takes all of it", () => {
  const means = [{ mode: "carte", left: 1_500 }, { mode: "especes", left: 1_000 }];
  assert.deepEqual(refundTenders(1_200, "carte", means), [card(1_200)]);
  assert.deepEqual(refundTenders(1_200, "especes", means), [cash(1_000), card(200)]);
  assert.deepEqual(refundTenders(2_500, "carte", means), [card(1_500), cash(1_000)]);
  assert.deepEqual(refundTenders(1_200, "cheque", means), [{ mode: "cheque", montant: 1_200 }], "the ticket was not paid by it");
  const account = (montant: number) => ({ mode: "compte", montant });
  const owing = [{ mode: "compte", left: 900 }, { mode: "carte", left: 600 }];
  assert.deepEqual(refundTenders(800, "especes", owing), [account(800)], "what is still to pay goes back to the account");
  assert.deepEqual(refundTenders(1_500, "carte", owing), [account(900), card(600)]);
  assert.deepEqual(refundTenders(1_500, "compte", owing.slice(0, 1)), [account(900), cash(600)]);
  assert.deepEqual(refundTenders(500, "cheque", []), [{ mode: "cheque", montant: 500 }]);
  assert.deepEqual(refundTenders(700, "especes", [{ mode: "carte", left: null }, { mode: "especes", left: null }]), [cash(700)]);
});

Deno.test("who guesses the owner's code waits, whatever it is given for; what needs none goes on", async () => {
  ok(await openTill(shop.marc, 0, "C2"));
  using elsewhere = shop.server.at("127.0.0.77");
  elsewhere.token = shop.marc.token;
  const accord = await ownersCode(shop);
  const wrong = accord === "000000" ? "000001" : "000000";
  const sale = await paid([LAMPE], [card(2_000)], shop.marc);
  const give = (accord: string) => refund(elsewhere, sale, all(sale), [cash(2_000)], { accord, motif: "carte perdue" });
  const out = (accord: string) =>
    command(elsewhere, "/api/caisses/C2/mouvement", {
      genre: "banque",
      sens: "sortie",
      montant: 100_000,
      motif: "banque",
      accord,
    });
  for (let n = 0; n < 2; n++) {
    refused(await give(wrong), 403, "approval_invalid");
    refused(await out(wrong), 403, "approval_invalid");
  }
  // Not needed here, so that it proves nothing.
  const cheap = await paid([LAMPE], [card(2_000)], shop.marc);
  ok(await refund(elsewhere, cheap, all(cheap), [card(2_000)], { accord: wrong }));
  refused(await give(wrong), 403, "approval_invalid");
  for (const held of [await give(accord), await out(accord)]) refused(held, 429, "too_many_attempts");
  ok(await refund(elsewhere, sale, all(sale), [card(2_000)]));
});
