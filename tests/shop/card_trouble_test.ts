/** Card payments that are none, or whose end nobody knows: they are no sale and are not asked again, until somebody has looked. */
import assert from "node:assert/strict";
import { answerLength } from "../support/card_terminal.ts";
import {
  askedOf,
  backToCard,
  byCard,
  CardTills,
  giveTerminal,
  lamp,
  operation,
  paidByCard,
  settleCard,
  tendersOf,
} from "../support/card_tills.ts";
import { uuidv7 } from "../support/server.ts";
import {
  card,
  cash,
  closeTill,
  command,
  giveBack,
  LAMPE,
  ok,
  openTill,
  pay,
  refund,
  refused,
  sent,
  Shop,
  take,
  ticket,
} from "../support/shop.ts";

const tills = new CardTills();

Deno.test("an end that nobody knows is settled by who looks at the terminal, and until then nothing else begins; the owner sees it too", async () => {
  const { chloe, marc, owner } = tills.shop;
  for (const [how, reason] of [["cut_after", "coupure"], ["junk", "illisible"], ["more", "montant"]] as const) {
    const sale = await lamp(chloe);
    tills.terminal.behaviour = how;
    const { id, etat, raison } = await paidByCard(chloe, sale, 2_000);
    assert.deepEqual([etat, raison], ["inconnue", reason]);
    const asked = tills.terminal.requests.length;
    refused(await byCard(chloe, sale, 2_000), 409, "card_payment_open");
    refused(await pay(chloe, sale, [card(2_000)]), 409, "card_payment_open");
    const listed = async (person: Shop["chloe"]) =>
      ok(await askedOf(person, "/api/cartes")).operations.map(({ id }: { id: string }) => id);
    assert.deepEqual([await listed(chloe), await listed(owner), await listed(marc)], [[id], [id], []]);
    refused(await settleCard(marc, id, 0), 404, "not_found");
    for (const wrong of [-1, 1.5, "2000", null, 1e15]) refused(await settleCard(chloe, id, wrong as number), 400, "invalid_body");
    if (how !== "more") refused(await settleCard(chloe, id, 2_001), 409, "payment_implausible");
    const said = how === "cut_after" ? 2_000 : how === "junk" ? 0 : 2_001;
    const settled = ok(await settleCard(how === "junk" ? owner : chloe, id, said));
    assert.deepEqual([settled.etat, settled.raison], [said > 0 ? "acceptee" : "refusee", "constat"]);
    refused(await settleCard(chloe, id, 0), 409, "invalid_state");
    assert.deepEqual(await listed(owner), []);
    assert.equal(tills.terminal.requests.length, asked, "it was never asked again");
    tills.terminal.behaviour = "ok";
    if (said === 2_000) ok(await pay(chloe, sale, [card(2_000)]));
    if (said === 0) ok(await pay(chloe, sale, [cash(2_000)]));
    // More than it costs is given back before anything else.
    if (said === 2_001) {
      refused(await pay(chloe, sale, [card(2_001)]), 409, "payment_mismatch");
      const { id: back } = ok(await backToCard(chloe, id));
      await operation(chloe, back, "acceptee");
      ok(await pay(chloe, sale, [cash(2_000)]));
    }
  }
});

Deno.test("the plug pulled at any byte of the answer: money told is money taken, and what is not told is neither a sale nor asked again", async () => {
  const { chloe } = tills.shop;
  let unknown = 0;
  for (let at = 0; at <= answerLength(2_000); at++) {
    tills.terminal.pulledAt = at;
    tills.terminal.amountLast = at % 2 === 1;
    const sale = await lamp(chloe);
    const before = tills.terminal.charges;
    const { id, etat, accepte } = await paidByCard(chloe, sale, 2_000);
    assert.equal(tills.terminal.charges, before + 1, `${at}`);
    if (etat === "inconnue") {
      unknown++;
      refused(await pay(chloe, sale, [card(2_000)]), 409, "card_payment_open");
      refused(await byCard(chloe, sale, 2_000), 409, "card_payment_open");
      ok(await settleCard(chloe, id, 2_000));
    } else assert.deepEqual([etat, accepte], ["acceptee", 2_000], `${at}`);
    ok(await pay(chloe, sale, [card(2_000)]));
    assert.equal(tills.terminal.charges, before + 1, `${at}`);
  }
  assert.ok(unknown > 0 && unknown < answerLength(2_000));
  assert.equal(tills.terminal.taken, 2_000 * (answerLength(2_000) + 1));
});

Deno.test("a ticket that went on to another till keeps its card, and what is not known of it, for whoever has it in hand", async () => {
  const { nora, chloe, marc } = tills.shop;
  const sale = await sent(nora, [LAMPE]);
  ok(await take(chloe, sale));
  tills.terminal.behaviour = "cut_after";
  const { id } = await paidByCard(chloe, sale, 2_000);
  assert.equal(
    refused(await giveBack(chloe, sale, { motif: "pause" }), 409, "constraint_violation").constraint,
    "rule:ticket_card_open",
  );
  ok(await take(marc, sale, { motif: "caisse en panne" }));
  assert.deepEqual(ok(await askedOf(marc, `/api/ventes/${sale.id}/cartes`)).operations.map(({ id }: { id: string }) => id), [id]);
  ok(await settleCard(marc, id, 2_000));
  ok(await pay(marc, sale, [card(2_000)]));
  assert.equal(tills.terminal.charges, 1);
});

Deno.test("what is not known of one's own draft is settled at the till that one has now, and told to nobody else", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  const { chloe, marc } = shop;
  await giveTerminal(shop, tills.terminal);
  ok(await openTill(chloe, 0));
  ok(await openTill(marc, 0, "C2"));
  const sale = await lamp(chloe);
  tills.terminal.behaviour = "cut_after";
  const { id } = await paidByCard(chloe, sale, 2_000);
  const foreign = await refund(marc, sale, { [sale.lignes[0]!]: 1_000 }, [card(2_000)]);
  assert.ok(foreign.status >= 400 && !("operation" in foreign.body), JSON.stringify(foreign.body));
  refused(await settleCard(marc, id, 2_000), 404, "not_found");
  ok(await closeTill(marc, 0, "C2"));
  ok(await closeTill(chloe, 0));
  ok(await openTill(chloe, 0, "C2"));
  assert.equal(ok(await askedOf(chloe, `/api/cartes/${id}`)).etat, "inconnue");
  ok(await settleCard(chloe, id, 2_000));
  ok(await pay(chloe, sale, [card(2_000)]));
});

Deno.test("a till without a terminal, and one that is open for training, speak to none; a card by hand is as it was", async () => {
  const { marc } = tills.shop;
  const sale = await lamp(marc);
  refused(await byCard(marc, sale, 2_000), 404, "not_found");
  assert.equal(ok(await askedOf(marc, "/api/cartes")).terminal, false);
  const receipt = ok(await pay(marc, sale, [card(2_000)]));
  assert.deepEqual(receipt.paiements, [{ mode: "carte", montant: 2_000, rendu: 0 }]);

  await using practice = await Shop.open(["chloe"]);
  await giveTerminal(practice, tills.terminal);
  const { chloe } = practice;
  const [{ id }] = await practice.rows("SELECT id FROM equipe WHERE nom = 'chloe'");
  ok(await command(practice.owner, `/api/equipe/${id}/formation`, { formation: true }));
  ok(await openTill(chloe));
  const training = await lamp(chloe);
  assert.match(refused(await byCard(chloe, training, 2_000), 404, "not_found").detail, /formation/i);
  ok(await pay(chloe, training, [card(2_000)]));
  assert.equal(tills.terminal.requests.length, 0);
  // At a till that has one, a card may still be taken beside it.
  const beside = await lamp(tills.shop.chloe);
  ok(await pay(tills.shop.chloe, beside, [card(2_000)]));
});

Deno.test("what is no request is refused: no id, another's id, no amount, too much, a ticket that is not in hand or not there", async () => {
  const { nora, chloe } = tills.shop;
  const sale = await lamp(chloe);
  for (
    const body of [
      {},
      { operation_id: "x", montant: 1 },
      { operation_id: uuidv7(), montant: 0 },
      { operation_id: uuidv7(), montant: -5 },
      { operation_id: uuidv7(), montant: 1.5 },
      { operation_id: uuidv7(), montant: "2000" },
      { operation_id: uuidv7(), montant: 1e12 },
      { operation_id: uuidv7(), montant: 100, adresse: "8.8.8.8" },
    ]
  ) refused(await command(chloe, `/api/ventes/${sale.id}/carte`, body), 400, "invalid_body");
  refused(await byCard(chloe, sale, 2_001), 409, "payment_mismatch");
  refused(await byCard(chloe, { id: uuidv7() }, 100), 404, "not_found");
  refused(await byCard(chloe, await sent(nora, [LAMPE]), 100), 409, "invalid_state");
  refused(await byCard(nora, await lamp(nora), 100), 403, "forbidden");
  refused(await command(chloe, `/api/cartes/${uuidv7()}/regler`, { montant: 0 }), 404, "not_found");
  refused(
    await command(chloe, `/api/cartes/${uuidv7()}/rendre`, { operation_id: uuidv7(), genre: "credit", motif: "x" }),
    404,
    "not_found",
  );
  refused(await askedOf(chloe, `/api/cartes/x'y`), 404, "not_found");
  // An id that is a tender's, or becomes one: its money could not be kept.
  const announce = (annonce_id: string) =>
    command(chloe, `/api/ventes/${sale.id}/annoncer`, { annonce_id, mode: "carte", montant: 100 });
  const taken = uuidv7();
  ok(await announce(taken));
  assert.equal(
    refused(await byCard(chloe, sale, 100, taken), 409, "constraint_violation").constraint,
    "rule:card_operation_once",
  );
  assert.equal(tills.terminal.requests.length, 0);
  const pays = tills.terminal.customerWaits();
  const asked = ok(await byCard(chloe, sale, 100));
  refused(await announce(asked.id), 409, "constraint_violation");
  pays();
  await operation(chloe, asked.id, "acceptee");
  assert.equal((await tendersOf(chloe, sale)).length, 2);
  assert.equal((await ticket(chloe, sale)).etat, "brouillon");
});
