/** Money that goes back to a card by the till's terminal: before it is given anywhere else, never more than the card paid, and written exactly once. */
import assert from "node:assert/strict";
import { askedOf, backToCard, CardTills, lamp, operation, paidByCard, settleCard, tendersOf } from "../support/card_tills.ts";
import { uuidv7 } from "../support/server.ts";
import { CAFE, cancel, card, cash, command, draft, LAMPE, ok, type Paid, pay, refund, refused, ticket } from "../support/shop.ts";

const tills = new CardTills();

Deno.test("money goes back to the card while the ticket is not paid: taken back or credited, refused by the terminal, or by the word of who looked", async () => {
  const { chloe } = tills.shop;
  for (const kind of ["annulation", "credit"] as const) {
    const sale = await lamp(chloe);
    const { id } = await paidByCard(chloe, sale, 2_000);
    tills.terminal.behaviour = "refused";
    const no = ok(await backToCard(chloe, id, kind));
    assert.equal((await operation(chloe, no.id, "refusee")).raison, "refus");
    assert.equal((await tendersOf(chloe, sale)).length, 1);
    tills.terminal.behaviour = "ok";
    const back = ok(await backToCard(chloe, id, kind));
    await operation(chloe, back.id, "acceptee");
    assert.equal(tills.terminal.requests.at(-1)!.fields["CD"], kind === "credit" ? "1" : "2");
    assert.deepEqual([await tendersOf(chloe, sale), tills.terminal.taken], [[], 0]);
    refused(await backToCard(chloe, id, kind), 404, "not_found");
    ok(await command(chloe, `/api/ventes/${sale.id}/annuler`, { motif: "le client renonce" }));
  }
  const sale = await lamp(chloe);
  const { id } = await paidByCard(chloe, sale, 2_000);
  tills.terminal.behaviour = "cut_after";
  const lost = ok(await backToCard(chloe, id));
  await operation(chloe, lost.id, "inconnue");
  refused(await pay(chloe, sale, [card(2_000)]), 409, "card_payment_open");
  refused(await settleCard(chloe, lost.id, 500), 409, "payment_implausible");
  ok(await settleCard(chloe, lost.id, 0));
  assert.equal((await tendersOf(chloe, sale)).length, 1);
  const body = { annonce_id: id, motif: "annulée au terminal", au_terminal: true };
  assert.deepEqual(ok(await command(chloe, `/api/ventes/${sale.id}/retirer`, body)).annonces, []);
  ok(await pay(chloe, sale, [cash(2_000)]));
});

Deno.test("a refund to a card is credited first, no more than was paid by it, and is written with what was credited exactly once", async () => {
  const { chloe } = tills.shop;
  const sale = await lamp(chloe);
  await paidByCard(chloe, sale, 1_500);
  ok(await pay(chloe, sale, [card(1_500), cash(500)]));
  const [line] = sale.lignes;
  const credit = (montant: number, operation_id = uuidv7()) =>
    command(chloe, `/api/ventes/${sale.id}/crediter`, { operation_id, montant, motif: "cassée" });
  const tried = (paiements: unknown) =>
    command(chloe, `/api/ventes/${sale.id}/rembourser/essai`, {
      ...{ avoir_id: uuidv7(), lignes: [{ id: uuidv7(), ligne_id: line, quantite: 1_000 }], paiements, motif: "cassée" },
    });
  refused(await credit(1_501), 409, "refund_exceeds");
  refused(await tried([card(2_100)]), 409, "payment_mismatch");
  const tickets = await tills.shop.rows("SELECT count(*) AS n FROM ventes");
  assert.deepEqual(ok(await tried([card(1_500), cash(500)])), { total_ttc: 2_000 });
  assert.deepEqual(await tills.shop.rows("SELECT count(*) AS n FROM ventes"), tickets, "nothing of it stays");

  tills.terminal.behaviour = "cut_after";
  const unknown = ok(await credit(1_500));
  await operation(chloe, unknown.id, "inconnue");
  refused(await refund(chloe, sale, { [line!]: 1_000 }, [card(1_500), cash(500)]), 409, "card_payment_open");
  refused(await credit(1_500), 409, "card_payment_open");
  ok(await settleCard(chloe, unknown.id, 0));
  tills.terminal.behaviour = "ok";
  const { id } = ok(await credit(1_500));
  await operation(chloe, id, "acceptee");
  // Found again by who looks the ticket up, and by the owner.
  assert.deepEqual(ok(await askedOf(chloe, `/api/ventes/${sale.id}/cartes`)).operations.map(({ id }: { id: string }) => id), [
    id,
  ]);
  assert.ok(ok(await askedOf(tills.shop.owner, "/api/cartes")).operations.some((one: { id: string }) => one.id === id));
  refused(await credit(1), 409, "refund_exceeds");
  refused(await refund(chloe, sale, { [line!]: 1_000 }, [cash(2_000)]), 409, "card_credit_left_out");
  refused(await refund(chloe, sale, { [line!]: 1_000 }, [card(1_500), card(500)]), 409, "card_not_charged");
  // Nor does it come back with another ticket: the customer has the card's money for it.
  const other = await lamp(chloe);
  const retours = [{ id: uuidv7(), vente_id: sale.id, ligne_id: line, quantite: 1_000 }];
  const { version } = await ticket(chloe, other);
  const exchanged = await command(chloe, `/api/ventes/${other.id}/encaisser`, {
    version,
    paiements: [],
    retours,
    motif: "échange",
  });
  refused(exchanged, 409, "card_credit_left_out");
  ok(await cancel(chloe, other, { motif: "gardé" }));
  const given = ok(await refund(chloe, sale, { [line!]: 1_000 }, [card(1_500), cash(500)]));
  assert.deepEqual(given.paiements[0], { mode: "carte", montant: -1_500, rendu: 0, autorisation: "A1B2C3", carte: "1234" });
  assert.deepEqual(ok(await askedOf(chloe, `/api/ventes/${sale.id}/cartes`)).operations, []);
  const counted = await tills.shop.rows("SELECT count(*) AS n FROM paiements WHERE operation_id = ?", [id]);
  assert.equal(counted[0].n, 1);
});

Deno.test("an exchange that gives money back credits the card first, for the ticket that comes back, and is written with that exactly once", async () => {
  const { chloe } = tills.shop;
  const sold = await lamp(chloe);
  await paidByCard(chloe, sold, 2_000);
  ok(await pay(chloe, sold, [card(2_000)]));
  const taken = await draft(chloe, [CAFE]);
  const retours = [{ id: uuidv7(), vente_id: sold.id, ligne_id: sold.lignes[0], quantite: 1_000 }];
  const asks = async (paiements: readonly Paid[], more = "", sale = taken) => {
    const { version } = await ticket(chloe, sale);
    return await command(chloe, `/api/ventes/${sale.id}/encaisser${more}`, { version, paiements, retours, motif: "Échange" });
  };
  const credit = (montant: number) =>
    command(chloe, `/api/ventes/${sold.id}/crediter`, { operation_id: uuidv7(), montant, motif: "Échange" });
  const rows = () => tills.shop.rows("SELECT (SELECT count(*) FROM paiements) + (SELECT count(*) FROM lignes_vente) AS n");
  const before = await rows();
  assert.deepEqual(ok(await asks([card(1_500)], "/essai")), { total_ttc: -1_500 });
  refused(await asks([card(1_400)], "/essai"), 409, "payment_mismatch");
  assert.deepEqual(await rows(), before, "nothing of it stays");
  refused(await credit(2_001), 409, "refund_exceeds");

  tills.terminal.behaviour = "cut_after";
  const unknown = ok(await credit(1_500));
  await operation(chloe, unknown.id, "inconnue");
  refused(await asks([card(1_500)], "/essai"), 409, "card_payment_open");
  refused(await asks([cash(1_500)]), 409, "card_payment_open");
  ok(await settleCard(chloe, unknown.id, 0));
  tills.terminal.behaviour = "ok";
  const { id } = ok(await credit(1_500));
  await operation(chloe, id, "acceptee");
  assert.ok(
    ok(await askedOf(tills.shop.owner, "/api/cartes")).operations.some((one: { id: string }) => one.id === id),
    "it waits",
  );
  refused(await asks([cash(1_500)]), 409, "card_credit_left_out");
  refused(await asks([card(1_000), cash(500)]), 409, "card_credit_left_out");
  refused(await asks([card(750), card(750)]), 409, "card_credit_left_out");
  // Nor is it left behind by an exchange that costs as much as comes back.
  const even = await lamp(chloe);
  refused(await asks([], "", even), 409, "card_credit_left_out");
  ok(await cancel(chloe, even, { motif: "gardé" }));
  const receipt = ok(await asks([card(1_500)]));
  assert.deepEqual(receipt.paiements, [{ mode: "carte", montant: -1_500, rendu: 0, autorisation: "A1B2C3", carte: "1234" }]);
  assert.equal(ok(await asks([card(1_500)])).deja_encaisse, true);
  // Tried once more it would not pass: no card is credited for what was exchanged already.
  refused(await asks([card(1_500)], "/essai"), 409, "invalid_state");
  assert.deepEqual(await tills.shop.rows("SELECT count(*) AS n FROM paiements WHERE operation_id = ?", [id]), [{ n: 1 }]);
  assert.ok(
    !ok(await askedOf(tills.shop.owner, "/api/cartes")).operations.some((one: { id: string }) => one.id === id),
    "it waits no more",
  );
  refused(await credit(1), 409, "refund_exceeds");
  assert.ok((await askedOf(tills.shop.owner, "/api/journal/verify")).body.ok);
});

Deno.test("a card is credited no more than it paid, whatever part of that went back with an exchange", async () => {
  const { chloe } = tills.shop;
  const sold = await draft(chloe, [LAMPE, LAMPE]);
  await paidByCard(chloe, sold, 1_500);
  ok(await pay(chloe, sold, [card(1_500), cash(2_500)]));
  const [first, second] = sold.lignes;
  const credit = (montant: number) =>
    command(chloe, `/api/ventes/${sold.id}/crediter`, { operation_id: uuidv7(), montant, motif: "Échange" });
  const { id } = ok(await credit(1_000));
  await operation(chloe, id, "acceptee");
  const taken = await draft(chloe, [CAFE, CAFE]);
  const { version } = await ticket(chloe, taken);
  const retours = [{ id: uuidv7(), vente_id: sold.id, ligne_id: first, quantite: 1_000 }];
  const body = { version, paiements: [card(1_000)], retours, motif: "Échange" };
  ok(await command(chloe, `/api/ventes/${taken.id}/encaisser`, body));
  refused(await credit(501), 409, "refund_exceeds");
  const { moyens } = ok(await askedOf(chloe, `/api/ventes/${sold.id}/remboursable`));
  assert.deepEqual(moyens.map(({ mode, reste }: { mode: string; reste: number }) => [mode, reste]), [["especes", 2_000], [
    "carte",
    500,
  ]]);
  const rest = ok(await credit(500));
  await operation(chloe, rest.id, "acceptee");
  ok(await refund(chloe, sold, { [second!]: 1_000 }, [card(500), cash(1_500)]));
});

Deno.test("where a meal card is credited, that is written, whatever the till thought of: the refund can be finished", async () => {
  const { chloe } = tills.shop;
  const sold = await draft(chloe, [LAMPE, LAMPE]);
  await paidByCard(chloe, sold, 4_000);
  ok(await pay(chloe, sold, [card(4_000)]));
  const [first, second] = sold.lignes;
  const credit = async () => {
    const body = { operation_id: uuidv7(), montant: 2_000, motif: "cassée" };
    await operation(chloe, ok(await command(chloe, `/api/ventes/${sold.id}/crediter`, body)).id, "acceptee");
  };
  tills.terminal.behaviour = "meal_card";
  await credit();
  const told = { montant: -2_000, rendu: 0, autorisation: "A1B2C3", carte: "1234" };
  const given = ok(await refund(chloe, sold, { [first!]: 1_000 }, [card(2_000)]));
  assert.deepEqual(given.paiements, [{ mode: "titre_restaurant", ...told }]);
  tills.terminal.behaviour = "ok";
  await credit();
  refused(
    await refund(chloe, sold, { [second!]: 1_000 }, [{ mode: "titre_restaurant", montant: 2_000 }]),
    409,
    "card_credit_left_out",
  );
  assert.deepEqual(ok(await refund(chloe, sold, { [second!]: 1_000 }, [card(2_000)])).paiements, [{ mode: "carte", ...told }]);
});

Deno.test("what two tills have credited for one ticket is given back by one sum, each credit written once", async () => {
  const { chloe } = tills.shop;
  const sold = await lamp(chloe);
  await paidByCard(chloe, sold, 2_000);
  ok(await pay(chloe, sold, [card(2_000)]));
  const ids = [];
  for (const montant of [500, 700]) {
    const body = { operation_id: uuidv7(), montant, motif: "cassée" };
    const { id } = ok(await command(chloe, `/api/ventes/${sold.id}/crediter`, body));
    await operation(chloe, id, "acceptee");
    ids.push(id);
  }
  const whole = { [sold.lignes[0]!]: 1_000 };
  for (const other of [[card(1_100), cash(900)], [card(500), cash(1_500)], [cash(2_000)]]) {
    refused(await refund(chloe, sold, whole, other), 409, "card_credit_left_out");
  }
  const { paiements } = ok(await refund(chloe, sold, whole, [card(1_200), cash(800)]));
  assert.deepEqual(paiements.map(({ mode, montant }: Paid) => [mode, montant]), [["carte", -500], ["carte", -700], [
    "especes",
    -800,
  ]]);
  const written = await tills.shop.rows("SELECT operation_id FROM paiements WHERE operation_id IN (?, ?) ORDER BY id", ids);
  assert.deepEqual(written.map(({ operation_id }) => operation_id), ids);
});
