/** What is paid already while the ticket is not, such as a charged card: it stays with the ticket until it counts, or is taken off with a reason. */
import assert from "node:assert/strict";
import { overcharged } from "../../shared/tender.ts";
import { type Answer, answerOf, type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cancel,
  card,
  cash,
  command,
  draft,
  giveBack,
  LAMPE,
  ok,
  openTill,
  pay,
  refused,
  type Sale,
  send,
  sent,
  Shop,
  take,
  takeBack,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "paul", "chloe", "marc"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const why = { motif: "refusée au terminal" };

/** A lamp of Nora's in Chloé's hand. */
async function inHand(): Promise<Sale> {
  const sale = await sent(shop.nora, [LAMPE]);
  ok(await take(shop.chloe, sale));
  return sale;
}
function announce(person: Person, sale: Sale, montant: number, mode = "carte", id = uuidv7(), key = id): Promise<Answer> {
  return command(person, `/api/ventes/${sale.id}/annoncer`, { annonce_id: id, mode, montant }, key);
}
const takeOff = (person: Person, sale: Sale, annonce_id: string, body: unknown = why) =>
  command(person, `/api/ventes/${sale.id}/retirer`, { annonce_id, ...body as object });
const tenders = async (person: Person, sale: Sale) => await answerOf(await person.get(`/api/ventes/${sale.id}/annonces`));

Deno.test("a charged card stays with its ticket for whoever takes it in hand, and tells nobody else", async () => {
  const sale = await inHand();
  const id = uuidv7();
  const expected = [{ id, mode: "carte", montant: 1_500 }];
  assert.deepEqual(ok(await announce(shop.chloe, sale, 1_500, "carte", id)).annonces, expected);
  // An answer that was lost is asked for again: it is there once.
  assert.deepEqual(ok(await announce(shop.chloe, sale, 1_500, "carte", id)).annonces, expected);
  refused(await announce(shop.chloe, sale, 1_500, "carte", id, uuidv7()), 409, "constraint_violation");
  refused(await tenders(shop.marc, sale), 409, "ticket_locked");
  refused(await tenders(shop.nora, sale), 403, "forbidden");
  refused(await shop.chloe.query("select", "SELECT * FROM paiements_annonces"), 400, "sql_error");

  ok(await giveBack(shop.chloe, sale, { motif: "cherche son chéquier" }));
  refused(await tenders(shop.chloe, sale), 409, "invalid_state");
  ok(await openTill(shop.marc, 0, "C2"));
  assert.deepEqual(ok(await take(shop.marc, sale)).annonces, expected);
  assert.deepEqual(ok(await take(shop.chloe, sale, { motif: "caisse en panne" })).annonces, expected);
  assert.deepEqual(ok(await tenders(shop.chloe, sale)).annonces, expected);
  ok(await pay(shop.chloe, sale, [card(1_500), cash(500)]));
});

Deno.test("a payment that leaves money out that was taken already is refused, and names it", async () => {
  const sale = await inHand();
  ok(await announce(shop.chloe, sale, 500));
  ok(await announce(shop.chloe, sale, 500));
  ok(await announce(shop.chloe, sale, 300, "cheque"));
  const wrong = [
    [cash(2_000)],
    [card(1_000), { mode: "cheque", montant: 300 }, cash(700)],
    [card(500), { mode: "cheque", montant: 300 }, cash(1_200)],
    [card(500), card(500), cash(1_000)],
  ];
  for (const paiements of wrong) {
    assert.equal(refused(await pay(shop.chloe, sale, paiements), 409, "tender_left_out").annonces.length, 3);
  }
  ok(await pay(shop.chloe, sale, [cash(700), { mode: "cheque", montant: 300 }, card(500), card(500)]));
  const paid = await shop.rows("SELECT mode, montant FROM paiements WHERE vente_id = ? ORDER BY id", [sale.id]);
  assert.equal(paid.length, 4);
  refused(await announce(shop.chloe, sale, 100), 409, "invalid_state");
});

Deno.test("it is taken off by who has the ticket in hand, with a reason that stays, and once", async () => {
  const sale = await inHand();
  const id = uuidv7();
  ok(await announce(shop.chloe, sale, 2_000, "carte", id));
  refused(await takeOff(shop.marc, sale, id), 409, "ticket_locked");
  refused(await takeOff(shop.chloe, sale, id, { motif: " " }), 400, "invalid_body");
  refused(await takeOff(shop.chloe, sale, id, {}), 400, "invalid_body");
  refused(await takeOff(shop.chloe, sale, uuidv7()), 404, "not_found");
  assert.deepEqual(ok(await takeOff(shop.chloe, sale, id)).annonces, []);
  refused(await takeOff(shop.chloe, sale, id), 404, "not_found");
  ok(await pay(shop.chloe, sale, [cash(2_000)]));
  const [kept] = await shop.rows(
    "SELECT a.mode, a.montant, a.motif, e.nom FROM paiements_annonces a JOIN equipe e ON e.id = a.retire_par_id WHERE a.id = ?",
    [id],
  );
  assert.deepEqual(kept, { mode: "carte", montant: 2_000, motif: why.motif, nom: "chloe" });
  const journal = shop.inspect((db) =>
    db.prepare("SELECT content FROM _journal WHERE content LIKE ? ORDER BY seq").all(`%${id}%`).map(({ content }) =>
      String(content)
    )
  );
  assert.ok(
    journal.some((text) => text.includes('"paiement_annonce"')) && journal.some((text) => text.includes('"paiement_retire"')),
  );
});

Deno.test("no road cancels a ticket that carries such money, or leads it back to its seller", async () => {
  const sale = await inHand();
  const id = uuidv7();
  ok(await announce(shop.chloe, sale, 500, "titre_restaurant", id));
  const sentence = (answer: Answer) => {
    const { constraint, detail } = refused(answer, 409, "constraint_violation");
    assert.equal(constraint, "rule:ticket_with_tender");
    assert.match(detail, /un paiement déjà fait .* avec un motif/);
  };
  sentence(await cancel(shop.chloe, sale, { motif: "parti" }));
  ok(await giveBack(shop.chloe, sale, { motif: "attend" }));
  sentence(await takeBack(shop.nora, sale));
  sentence(await cancel(shop.nora, sale, { motif: "parti" }));
  ok(await take(shop.chloe, sale));
  ok(await takeOff(shop.chloe, sale, id));
  ok(await cancel(shop.chloe, sale, { motif: "parti" }));

  // One's own draft: by SQL as well, and parked it waits with what was paid.
  const own = await draft(shop.chloe, [CAFE]);
  ok(await announce(shop.chloe, own, 500));
  refused(await announce(shop.marc, own, 500), 409, "invalid_state");
  sentence(await shop.chloe.query("update", "UPDATE ventes SET etat = 'annulee' WHERE id = ?", [own.id]));
  ok(await send(shop.chloe, own));
  assert.equal(ok(await take(shop.chloe, own)).annonces.length, 1);
  ok(await pay(shop.chloe, own, [card(500)]));
});

Deno.test("what is no cash gives no change: more of it than is due cannot be paid with", () => {
  const tenders = [{ mode: "carte", amount: 1_500 }, { mode: "especes", amount: 2_000 }] as const;
  assert.deepEqual([1_499, 1_500, 3_500].map((total) => overcharged(total, tenders)), [1, 0, 0]);
});
