/** A means of payment that was typed wrong is corrected at the till where the ticket is looked up. */
import assert from "node:assert/strict";
import { openConsole } from "../support/owner_console.ts";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { settled } from "../support/pace.ts";
import { card, cash, closeTill, LAMPE, ok, openTill, sold, xReport } from "../support/shop.ts";

Deno.test(
  "the cashier looks a ticket up and says that its cash was a card: the reason is asked for, and the till counts a card",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await openTill(shop.chloe, 5000));
    const { numero } = await sold(shop.chloe, [LAMPE], [cash(2000)]);
    const { page, complaints } = await scene.desk("chloe", "127.0.0.4");
    await page.getByText("Caisse C1 ouverte").waitFor();
    await settled(page);
    await page.keyboard.press("F4");
    const number = page.getByLabel("Numéro du ticket");
    await number.fill(numero);
    await number.press("Enter");
    await page.getByRole("heading", { name: numero }).waitFor();
    await page.getByRole("button", { name: "Facture…" }).click();
    const invoice = page.getByRole("dialog", { name: `Facture du ticket ${numero}` });
    await invoice.getByLabel("SIREN de l’entreprise").fill("732 829 320");
    await invoice.getByRole("button", { name: "Noter la demande" }).click();
    await invoice.waitFor({ state: "detached" });
    assert.deepEqual(await shop.rows("SELECT siren FROM factures_demandees"), [{ siren: "732829320" }]);
    await page.getByRole("button", { name: "Corriger le paiement" }).click();
    const dialog = page.getByRole("dialog", { name: `Corriger le paiement de ${numero}` });
    await dialog.getByRole("button", { name: "Corriger", exact: true }).click();
    await dialog.getByText("Choisissez les deux moyens de paiement et un motif.").waitFor();
    assert.equal(
      await dialog.getByRole("group", { name: "Encaissé en" }).getByRole("button", { pressed: true }).innerText(),
      "Espèces",
    );
    await dialog.getByRole("group", { name: "C’était en" }).getByRole("button", { name: "Carte" }).click();
    await dialog.getByRole("button", { name: "Carte tapée en espèces" }).click();
    await dialog.getByRole("button", { name: "Corriger", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    // What would come back comes back by the right means.
    await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte", pressed: true }).waitFor();
    const x = ok(await xReport(shop.owner));
    assert.deepEqual(x.paiements, [{ mode: "carte", nombre: 1, total: card(2000).montant }]);
    const [kept] = await shop.rows("SELECT motif FROM corrections_paiement");
    assert.equal(kept.motif, "Carte tapée en espèces");
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "the owner corrects a ticket of today whose till is counted, in the console, and the payments show it",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { desk: { page, complaints }, desk, shop } = console;
    ok(await openTill(shop.chloe));
    const { numero } = await sold(shop.chloe, [LAMPE], [card(2000)]);
    ok(await closeTill(shop.chloe, 2000, "C1", "tout était en espèces"));
    await desk.section("Livres");
    await page.getByRole("link", { name: "Ventes et avoirs" }).click();
    await page.getByRole("link", { name: numero }).click();
    await page.getByRole("button", { name: "Corriger le paiement" }).click();
    const form = page.getByRole("form", { name: "Corriger le paiement" });
    assert.equal(await form.getByLabel("Encaissé en").inputValue(), "carte");
    await form.getByRole("button", { name: "Corriger le paiement" }).click();
    await form.locator(".field-wrong").waitFor();
    await form.getByLabel("C’était en").selectOption("especes");
    await form.getByLabel("Motif").fill("mauvaise touche");
    await form.getByRole("button", { name: "Corriger le paiement" }).click();
    await form.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Paiements" }).getByRole("cell", { name: "Espèces" }).waitFor();
    const means = await shop.rows("SELECT mode, sum(montant - rendu) AS total FROM paiements GROUP BY mode ORDER BY mode");
    assert.deepEqual(means, [{ mode: "carte", total: 0 }, { mode: "especes", total: 2000 }]);
    assert.deepEqual(complaints, []);
  },
);
