/** The server's plug pulled while a card is at the terminal, and a backup put back: money is told or unknown, and never asked for again. */
import assert from "node:assert/strict";
import { answerLength, TestTerminal } from "../support/card_terminal.ts";
import { byCard, giveTerminal, lamp, operation, settleCard, tendersOf } from "../support/card_tills.ts";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { PASSWORD, uuidv7 } from "../support/server.ts";
import { card, ok, openTill, pay, refused, Shop } from "../support/shop.ts";

Deno.test("a server that is killed at any moment of a payment never asks twice: what was begun is unknown, what was not is over", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using terminal = await TestTerminal.open();
  await giveTerminal(shop, terminal);
  ok(await openTill(shop.chloe));
  const { chloe } = shop;

  // The customer looks for the card.
  const sale = await lamp(chloe);
  const pays = terminal.customerWaits();
  const id = uuidv7();
  ok(await byCard(chloe, sale, 2_000, id, id));
  await eventually(() => terminal.requests.length === 1, "the terminal is asked");
  await shop.server.kill();
  pays();
  shop.server = await shop.server.restart();
  assert.deepEqual([(await operation(chloe, id, "inconnue")).raison, terminal.charges], ["coupure", 1]);
  // The page asks again what it asked, under its key: it is the same.
  assert.equal(ok(await byCard(chloe, sale, 2_000, id, id)).id, id);
  refused(await byCard(chloe, sale, 2_000), 409, "card_payment_open");
  refused(await pay(chloe, sale, [card(2_000)]), 409, "card_payment_open");
  ok(await settleCard(chloe, id, 2_000));
  ok(await pay(chloe, sale, [card(2_000)]));

  // Killed once so many bytes of the answer have left the terminal: the first, in the amount, behind the word that it is done, but
  // for one, and all of them. Each is a start of the server; where the terminal itself pulls its plug, every byte is tried elsewhere.
  for (const at of [1, 40, 70, answerLength(2_000) - 1, answerLength(2_000)]) {
    const before = terminal.charges;
    const torn = await lamp(chloe);
    const answers = terminal.customerWaits();
    terminal.pulledAt = at;
    const requests = terminal.requests.length;
    const { id: asked } = ok(await byCard(chloe, torn, 2_000));
    await eventually(() => terminal.requests.length === requests + 1, "the terminal is asked");
    assert.equal(terminal.charges, before);
    answers();
    await eventually(() => terminal.charges === before + 1, "the card is charged");
    await shop.server.kill();
    shop.server = await shop.server.restart();
    const found = await operation(chloe, asked, "inconnue", "acceptee");
    if (found.etat === "inconnue") ok(await settleCard(chloe, asked, 2_000));
    else assert.equal(found.accepte, 2_000);
    assert.equal((await tendersOf(chloe, torn)).length, 1);
    ok(await pay(chloe, torn, [card(2_000)]));
    assert.equal(terminal.charges, before + 1, `${at}`);
  }
  terminal.pulledAt = null;

  // Not begun: its customer is gone by the time the server is back.
  const late = await lamp(chloe);
  const asked = terminal.requests.length;
  const { id: never } = ok(await byCard(chloe, late, 2_000));
  await operation(chloe, never, "acceptee");
  await shop.aside((db) => {
    db.exec("DROP TRIGGER operations_carte_changent; DROP TRIGGER paiements_annonces_restent");
    db.prepare("DELETE FROM paiements_annonces WHERE id = ?").run(never);
    db.prepare("UPDATE operations_carte SET etat = 'demandee', accepte = NULL, autorisation = NULL WHERE id = ?").run(never);
  });
  assert.equal((await operation(chloe, never, "refusee")).raison, "arret");
  assert.equal(terminal.requests.length, asked + 1);
});

Deno.test("a payment that was on its way in a backup that is put back may have ended in any way since: it is unknown", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using terminal = await TestTerminal.open();
  await giveTerminal(shop, terminal);
  ok(await openTill(shop.chloe));
  const sale = await lamp(shop.chloe);
  const pays = terminal.customerWaits();
  const { id } = ok(await byCard(shop.chloe, sale, 2_000));
  await eventually(() => terminal.requests.length === 1, "the terminal is asked");
  const backup = `${shop.server.dir}.copy.db`;
  try {
    const made = await comptoir("backup", backup, "--data", shop.server.dir);
    assert.equal(made.code, 0, made.err);
    pays();
    await operation(shop.chloe, id, "acceptee");
    ok(await pay(shop.chloe, sale, [card(2_000)]));
    await shop.server.stop();
    const { code, err } = await comptoir("restore", backup, "--data", shop.server.dir);
    assert.equal(code, 0, err);
    shop.server = await shop.server.restart();
    await shop.owner.signIn("patron", PASSWORD);
    assert.equal((await operation(shop.owner, id, "inconnue")).raison, "coupure");
    assert.equal(terminal.requests.length, 1);
    ok(await settleCard(shop.owner, id, 2_000));
  } finally {
    await Deno.remove(backup).catch(() => {});
  }
});
