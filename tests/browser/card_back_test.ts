/** Money that goes back by the till's card terminal, in a real browser: taken off a ticket, refunded, given back in an exchange. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { atTheTill, button, dialog, shown, toPayment } from "../support/card_page.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { card, command, draft, LAMPE, ok, pay, sold } from "../support/shop.ts";

routed();

Deno.test("money whose way back was refused after a reload is never asked for as a payment", BROWSER, async () => {
  await using scene = await CashDesks.open();
  await using terminal = await TestTerminal.open();
  const { page } = await atTheTill(scene, terminal);
  await toPayment(scene, page);
  await keys(page, "8", "F4");
  await shown(page, "Carte 8,00 €");
  const { charges, taken } = terminal;
  const answers = terminal.customerWaits();
  await page.getByRole("button", { name: "Retirer Carte 8,00 €" }).click();
  await button(page, "Annuler au terminal").click();
  await eventually(() => terminal.requests.length === 2, "the terminal is asked to give it back");
  await page.reload();
  await dialog(page).waitFor();
  terminal.behaviour = "refused";
  answers();
  await button(page, "Redemander au terminal").click();
  await dialog(page).waitFor({ state: "detached" });
  terminal.behaviour = "ok";
  await shown(page, "Carte 8,00 €");
  assert.deepEqual([terminal.requests.length, terminal.charges, terminal.taken], [2, charges, taken]);
});

Deno.test(
  "a refund to the card is credited at the terminal first, and what nobody knows of waits on the till's list and the owner's",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using terminal = await TestTerminal.open();
    const { shop, page, complaints } = await atTheTill(scene, terminal);
    await toPayment(scene, page);
    await keys(page, "F4");
    await shown(page, "Carte 20,00 €");
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    await enter(page);

    const lookUp = async () => {
      await page.getByText("Caisse C1 ouverte").waitFor();
      await keys(page, "F4");
      const number = page.getByLabel("Numéro du ticket");
      await number.fill("1");
      await number.press("Enter");
      await page.getByRole("button", { name: "Tout rembourser" }).click();
      await page.locator(".refund-screen .reason-choice").first().click();
    };
    await lookUp();
    terminal.behaviour = "refused";
    await page.getByRole("button", { name: /^Rembourser 20,00/ }).click();
    await dialog(page).getByText("La carte est refusée.").waitFor();
    assert.equal((await shop.rows("SELECT 1 FROM ventes WHERE type = 'avoir'")).length, 0);
    terminal.behaviour = "cut_after";
    await button(page, "Redemander au terminal").click();
    await dialog(page).getByText("La carte a peut-être été créditée").waitFor();
    await button(page, "Fermer").click();
    await dialog(page).waitFor({ state: "detached" });
    await keys(page, "Escape", "Escape");
    await page.getByText("Un paiement par carte vous attend").waitFor();
    await page.getByRole("button", { name: "Voir" }).click();
    await button(page, "Régler").click();
    await button(page, "Rendu à la carte : 20,00 €").click();
    // Credited, and not written: the refund is finished, and nothing is credited again.
    await dialog(page).getByText("créditée, sans son remboursement").waitFor();
    await button(page, "Fermer").click();
    const credits = terminal.charges;
    await lookUp();
    await page.getByRole("button", { name: /^Rembourser 20,00/ }).click();
    await page.getByText("Remboursé 20,00").waitFor();
    assert.equal(terminal.charges, credits);
    assert.equal((await shop.rows("SELECT 1 FROM paiements WHERE operation_id IS NOT NULL AND montant < 0")).length, 1);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("an exchange that comes to less than nothing is credited at the terminal before it is written", BROWSER, async () => {
  await using scene = await CashDesks.open();
  await using terminal = await TestTerminal.open();
  const { shop, page, complaints } = await atTheTill(scene, terminal);
  const { numero } = await sold(shop.chloe, [LAMPE], [card(20_00)]);
  await keys(page, "F4");
  await page.getByLabel("Numéro du ticket").fill(numero);
  await keys(page, "Enter");
  await page.getByRole("button", { name: "Tout rembourser" }).click();
  await page.getByRole("button", { name: "Échanger" }).click();
  await page.getByRole("button", { name: "Ajouter Café" }).click();
  await page.getByRole("button", { name: /^Rendre 15,00/ }).click();
  await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
  await settled(page);
  terminal.behaviour = "refused";
  await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
  await dialog(page).getByText("La carte est refusée.").waitFor();
  await looked(page, "card-exchange-refused");
  const written = () => shop.rows("SELECT montant, operation_id IS NOT NULL AS kept FROM paiements WHERE montant < 0");
  assert.deepEqual(await written(), []);
  terminal.behaviour = "cut_after";
  await button(page, "Redemander au terminal").click();
  await dialog(page).getByText("La carte a peut-être été créditée").waitFor();
  // Found again by the next page, and not asked for again.
  await page.reload();
  await page.locator(".payment .due-amount").getByText("15,00").waitFor();
  await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
  await settled(page);
  await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
  await button(page, "Rendu à la carte : 15,00 €").click();
  await page.getByText("Remboursé 15,00").waitFor();
  assert.deepEqual(await written(), [{ montant: -15_00, kept: 1 }]);
  assert.deepEqual([terminal.charges, terminal.taken], [1, -15_00]);
  assert.deepEqual(complaints.filter((one) => !one.includes("409")), []);
});

Deno.test(
  "of an exchange that is still to pay on an account the card gets what is left, and nothing where that is all",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using terminal = await TestTerminal.open();
    const { shop, page } = await atTheTill(scene, terminal);
    ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé Martin')"));
    ok(await command(shop.owner, "/api/clients/1/plafond", { plafond: 50_00 }));
    for (const onAccount of [5_00, 20_00]) {
      const lamp = await draft(shop.chloe, [LAMPE]);
      ok(await shop.chloe.query("update", "UPDATE ventes SET client_id = 1 WHERE id = ?", [lamp.id]));
      const rest = onAccount === 20_00 ? [] : [card(20_00 - onAccount)];
      const { numero } = ok(await pay(shop.chloe, lamp, [{ mode: "compte", montant: onAccount }, ...rest]));
      await page.getByText("Caisse C1 ouverte").waitFor();
      await keys(page, "F4");
      await page.getByLabel("Numéro du ticket").fill(numero);
      await keys(page, "Enter");
      await page.getByRole("button", { name: "Tout rembourser" }).click();
      await page.getByRole("button", { name: "Échanger" }).click();
      await page.getByRole("button", { name: "Ajouter Café" }).click();
      await page.getByRole("button", { name: /^Rendre 15,00/ }).click();
      await page.locator(".payment").waitFor();
      await settled(page);
      await keys(page, "c");
      await dialog(page).getByRole("button", { name: /^Zoé Martin/ }).click();
      await page.locator(".hand").getByRole("button", { name: "Zoé Martin" }).waitFor();
      if (await dialog(page).count() > 0) await button(page, "Fermer").click();
      await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
      await settled(page);
      await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
      await page.getByText("Remboursé 15,00").waitFor();
      await enter(page);
      const given = await shop.rows(
        "SELECT mode, montant, operation_id IS NOT NULL AS kept FROM paiements WHERE montant < 0 ORDER BY id DESC LIMIT 2",
      );
      if (onAccount === 5_00) {
        assert.deepEqual(given, [{ mode: "carte", montant: -10_00, kept: 1 }, { mode: "compte", montant: -5_00, kept: 0 }]);
      } else assert.deepEqual(given[0], { mode: "compte", montant: -15_00, kept: 0 });
      assert.deepEqual([terminal.charges, terminal.taken], [1, -10_00]);
    }
  },
);
