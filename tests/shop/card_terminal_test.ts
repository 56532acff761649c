/** A till's card terminal: money that it took counts once, is on its ticket, and nothing is asked twice. */
import assert from "node:assert/strict";
import { type Behaviour } from "../support/card_terminal.ts";
import { askedOf, byCard, CardTills, lamp, operation, paidByCard, settleCard, tendersOf } from "../support/card_tills.ts";
import { eventually } from "../support/feed.ts";
import { uuidv7 } from "../support/server.ts";
import { cancel, card, cash, command, ok, pay, refused, send } from "../support/shop.ts";

const tills = new CardTills();

Deno.test("the owner gives a till its terminal at a private address alone, tries it out without money, and the till knows", async () => {
  const { owner, chloe } = tills.shop;
  const set = (column: string, value: unknown) =>
    owner.query("update", `UPDATE caisses SET ${column} = ? WHERE nom = 'C2'`, [value]);
  for (
    const address of [
      "8.8.8.8",
      "172.32.0.1",
      "169.254.169.254",
      "192.168.1.2.3",
      "terminal.local",
      "10.0.0.1:8888",
      "010.0.0.1",
      "",
    ]
  ) {
    assert.equal(
      refused(await set("terminal_adresse", address), 409, "constraint_violation").constraint,
      "rule:terminal_address",
      address,
    );
  }
  for (const port of [22, 80, 70_000, -1]) refused(await set("terminal_port", port), 409, "constraint_violation");
  for (const identifier of ["1", "01234567890a", "0123456789012"]) {
    refused(await set("terminal_identifiant", identifier), 409, "constraint_violation");
  }
  refused(await chloe.query("update", "UPDATE caisses SET terminal_adresse = '10.0.0.1'"), 403, "forbidden");
  refused(await chloe.query("select", "SELECT * FROM operations_carte"), 400, "sql_error");

  const { caisses } = ok(await askedOf(chloe, "/api/caisses"));
  assert.deepEqual(caisses.map(({ nom, terminal }: { nom: string; terminal: boolean }) => [nom, terminal]), [["C1", true], [
    "C2",
    false,
  ]]);
  const trial = async (how: Behaviour) => {
    tills.terminal.behaviour = how;
    const { id } = ok(await command(owner, "/api/caisses/C1/terminal/essai", { operation_id: uuidv7() }));
    const { etat, raison } = await operation(owner, id, "acceptee", "refusee");
    return [etat, raison];
  };
  assert.deepEqual(await trial("ok"), ["acceptee", null]);
  assert.deepEqual(await trial("junk"), ["refusee", "illisible"]);
  assert.deepEqual(tills.terminal.requests.map(({ fields }) => [fields["CB"], fields["CD"]]), [[undefined, undefined], [
    undefined,
    undefined,
  ]]);
  await tills.terminal.turnOff();
  assert.deepEqual(await trial("ok"), ["refusee", "absent"]);
  await tills.terminal.turnOn();
  refused(await command(owner, "/api/caisses/C2/terminal/essai", { operation_id: uuidv7() }), 404, "not_found");
  refused(await command(chloe, "/api/caisses/C1/terminal/essai", { operation_id: uuidv7() }), 403, "forbidden");
});

Deno.test("what the terminal accepts stays with its ticket, is paid with exactly once, and its signed record keeps the authorisation", async () => {
  const { chloe, marc } = tills.shop;
  const sale = await lamp(chloe);
  const pays = tills.terminal.customerWaits();
  const id = uuidv7();
  const first = ok(await byCard(chloe, sale, 1_500, id));
  assert.deepEqual([first.genre, first.etat, first.montant], ["paiement", "demandee", 1_500]);
  await eventually(() => tills.terminal.requests.length === 1, "the terminal is asked");
  // It was kept before the first byte left.
  assert.equal(
    tills.shop.inspect((db) => db.prepare("SELECT etat FROM operations_carte WHERE id = ?").get(id)!["etat"]),
    "envoyee",
  );
  // A second press, a second tab, an answer that was lost under another key.
  assert.equal(refused(await byCard(chloe, sale, 1_500), 409, "card_payment_open").operation.id, id);
  assert.equal(ok(await byCard(chloe, sale, 1_500, id)).id, id);
  refused(await byCard(chloe, sale, 1_400, id), 409, "constraint_violation");
  refused(await byCard(chloe, await lamp(chloe), 100), 409, "terminal_busy");
  // Nobody else waits for it, at this till either.
  ok(await pay(chloe, await lamp(chloe), [cash(2_000)]));
  // Nothing is sold and nothing is dropped while nobody knows.
  refused(await pay(chloe, sale, [cash(2_000)]), 409, "card_payment_open");
  refused(await pay(chloe, sale, [card(1_500), cash(500)]), 409, "card_payment_open");
  const dropped = refused(await cancel(chloe, sale, { motif: "erreur" }), 409, "constraint_violation");
  assert.equal(dropped.constraint, "rule:ticket_card_open");
  refused(await send(chloe, sale), 409, "constraint_violation");
  refused(await settleCard(chloe, id, 1_500), 409, "invalid_state");
  refused(await settleCard(marc, id, 1_500), 404, "not_found");
  refused(await askedOf(marc, `/api/cartes/${id}`), 404, "not_found");
  assert.deepEqual(ok(await askedOf(chloe, `/api/ventes/${sale.id}/cartes`)).operations.map(({ id }: { id: string }) => id), [
    id,
  ]);
  pays();
  const known = await operation(chloe, id, "acceptee");
  assert.deepEqual([known.accepte, known.autorisation, known.carte, known.mode], [1_500, "A1B2C3", "1234", "carte"]);
  assert.deepEqual(await tendersOf(chloe, sale), [{ id, mode: "carte", montant: 1_500, carte: "1234" }]);

  refused(await pay(chloe, sale, [cash(2_000)]), 409, "tender_left_out");
  refused(await pay(chloe, sale, [card(1_500), card(500)]), 409, "card_not_charged");
  refused(await byCard(chloe, sale, 501), 409, "payment_mismatch");
  refused(await cancel(chloe, sale, { motif: "erreur" }), 409, "constraint_violation");
  refused(await command(chloe, `/api/ventes/${sale.id}/retirer`, { annonce_id: id, motif: "erreur" }), 409, "card_charged");
  const receipt = ok(await pay(chloe, sale, [card(1_500), cash(500)]));
  assert.deepEqual(receipt.paiements, [
    { mode: "carte", montant: 1_500, rendu: 0, autorisation: "A1B2C3", carte: "1234" },
    { mode: "especes", montant: 500, rendu: 0 },
  ]);
  const [{ contenu }] = await tills.shop.rows("SELECT contenu FROM journal_fiscal WHERE contenu ->> 'vente_id' = ?", [sale.id]);
  assert.equal(JSON.parse(contenu).paiements[0].autorisation, "A1B2C3");
  assert.ok(!tills.shop.inspect((db) => JSON.stringify(db.prepare("SELECT * FROM operations_carte").all())).includes("497010"));
  // It was not typed wrong: nobody corrects it to money that is in no drawer. What was typed beside it is.
  const correct = (de: string, montant: number) =>
    command(chloe, `/api/ventes/${sale.id}/corriger-paiement`, { de, vers: "cheque", montant, motif: "erreur" });
  refused(await correct("carte", 1_500), 409, "correction_refused");
  refused(await correct("carte", 1), 409, "correction_refused");
  ok(await correct("especes", 500));
  assert.equal(ok(await pay(chloe, { ...sale, version: 1 }, [card(1_500), cash(500)])).deja_encaisse, true);
  assert.deepEqual([tills.terminal.charges, tills.terminal.taken], [1, 1_500]);
  assert.ok((await askedOf(tills.shop.owner, "/api/journal/verify")).body.ok);
});

Deno.test("ten presses at once, of ten pages, are one payment", async () => {
  const { chloe } = tills.shop;
  const sale = await lamp(chloe);
  const pays = tills.terminal.customerWaits();
  const pressed = await Promise.all(Array.from({ length: 10 }, () => byCard(chloe, sale, 2_000)));
  const begun = pressed.filter(({ status }) => status === 200);
  assert.equal(begun.length, 1);
  for (const other of pressed.filter(({ status }) => status !== 200)) {
    assert.equal(refused(other, 409, "card_payment_open").operation.id, ok(begun[0]!).id);
  }
  pays();
  await operation(chloe, ok(begun[0]!).id, "acceptee");
  // And ten that pay the ticket are one sale.
  const paid = await Promise.all(Array.from({ length: 10 }, () => pay(chloe, { ...sale, version: 2 }, [card(2_000)])));
  assert.equal(new Set(paid.map((answer) => ok(answer).numero)).size, 1);
  const counted = await tills.shop.rows("SELECT sum(montant) AS cents FROM paiements WHERE vente_id = ?", [sale.id]);
  assert.deepEqual([tills.terminal.charges, counted[0].cents], [1, 2_000]);
});

Deno.test("who does not know of what was taken already asks for nothing: an answer was lost, or another page has it", async () => {
  const { chloe } = tills.shop;
  const sale = await lamp(chloe);
  const ask = (deja: number) => command(chloe, `/api/ventes/${sale.id}/carte`, { operation_id: uuidv7(), montant: 500, deja });
  const { id } = ok(await ask(0));
  await operation(chloe, id, "acceptee");
  assert.deepEqual(
    refused(await ask(0), 409, "tender_left_out").annonces.map((one: { id: string; montant: number }) => [one.id, one.montant]),
    [[id, 500]],
  );
  assert.equal(tills.terminal.charges, 1);
  await operation(chloe, ok(await ask(500)).id, "acceptee");
  ok(await pay(chloe, sale, [card(500), card(500), cash(1_000)]));
});

Deno.test("a part that is accepted is that part, a meal card is one, and what is refused leaves the ticket as it was, with its reason", async () => {
  const { chloe } = tills.shop;
  const sale = await lamp(chloe);
  tills.terminal.behaviour = "partial";
  assert.equal((await paidByCard(chloe, sale, 2_000)).accepte, 1_000);
  tills.terminal.behaviour = "segments";
  assert.equal((await paidByCard(chloe, sale, 600)).accepte, 600);
  tills.terminal.behaviour = "meal_card";
  const meal = await paidByCard(chloe, sale, 400);
  assert.equal(meal.mode, "titre_restaurant");
  assert.deepEqual(
    (await tendersOf(chloe, sale)).map(({ mode, montant }: { mode: string; montant: number }) => [mode, montant]),
    [["carte", 1_000], ["carte", 600], ["titre_restaurant", 400]],
  );
  // Two that came to the same sum are not one.
  refused(await pay(chloe, sale, [card(1_600), { mode: "titre_restaurant", montant: 400 }]), 409, "tender_left_out");
  const receipt = ok(await pay(chloe, sale, [card(1_000), card(600), { mode: "titre_restaurant", montant: 400 }]));
  assert.ok(receipt.paiements.every(({ autorisation }: { autorisation?: string }) => autorisation === "A1B2C3"));

  const other = await lamp(chloe);
  for (const [how, reason] of [["refused", "refus"], ["cancelled", "abandon"]] as const) {
    tills.terminal.behaviour = how;
    const { etat, raison, accepte } = await paidByCard(chloe, other, 2_000);
    assert.deepEqual([etat, raison, accepte], ["refusee", reason, null]);
  }
  await tills.terminal.turnOff();
  assert.equal((await paidByCard(chloe, other, 2_000)).raison, "absent");
  await tills.terminal.turnOn();
  assert.deepEqual(await tendersOf(chloe, other), []);
  ok(await pay(chloe, other, [cash(2_000)]));
});
