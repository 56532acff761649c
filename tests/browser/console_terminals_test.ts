/** Card terminals in the owner's console: set, tried, changed, removed, and what nobody knows of settled from there. */
import assert from "node:assert/strict";
import { findingsOn } from "../support/axe.ts";
import { BROWSER } from "../support/browser.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { lamp, paidByCard } from "../support/card_tills.ts";
import { openConsole } from "../support/owner_console.ts";
import { cash, ok, openTill, pay } from "../support/shop.ts";

Deno.test("the owner gives a till a terminal, tries it, and settles what nobody knows of", BROWSER, async () => {
  await using console = await openConsole(["chloe"]);
  await using terminal = await TestTerminal.open();
  const { desk, desk: { page, complaints }, shop } = console;
  const { chloe } = shop;
  await desk.section("Caisses");
  await page.getByRole("button", { name: "Ajouter un terminal" }).click();
  desk.expected.add("409 /api/query");
  await page.getByLabel("Adresse").fill("8.8.8.8");
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("un terminal de paiement est à une adresse du réseau de la boutique").waitFor();
  await page.getByLabel("Adresse").fill(terminal.host);
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText(`${terminal.host}:8888`).waitFor();

  const tryOut = page.getByRole("button", { name: "Essayer le terminal de C1" });
  await tryOut.click();
  await page.getByText("Il a répondu comme un terminal Caisse-AP.").waitFor();
  await terminal.turnOff();
  await tryOut.click();
  await page.getByText("Personne ne répond à cette adresse.").waitFor();
  await terminal.turnOn();
  assert.equal(terminal.charges, 0);

  ok(await openTill(chloe));
  const sale = await lamp(chloe);
  terminal.behaviour = "cut_after";
  assert.equal((await paidByCard(chloe, sale, 2_000)).etat, "inconnue");
  await page.getByText("Paiements par carte qui vous attendent").waitFor();
  await page.getByText("La liaison avec le terminal a été coupée").waitFor();
  assert.deepEqual((await findingsOn(page)).filter(({ serious }) => serious), []);
  await page.getByRole("button", { name: "Rien n’est passé" }).click();
  await page.getByText("Paiements par carte qui vous attendent").waitFor({ state: "detached" });
  ok(await pay(chloe, sale, [cash(2_000)]));

  const other = await lamp(chloe);
  assert.equal((await paidByCard(chloe, other, 2_000)).etat, "inconnue");
  // As the page is read so the amount is written, and either is understood.
  const amount = page.getByLabel("Montant débité ou rendu");
  assert.equal(await amount.inputValue(), "20,00");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("Card payments that wait for you").waitFor();
  assert.equal(await page.getByLabel("Amount debited or given back").inputValue(), "20.00");
  await page.getByLabel("Amount debited or given back").fill("12.60");
  await page.getByRole("button", { name: "Français" }).click();
  assert.equal(await amount.inputValue(), "12.60", "what was typed stays");
  await amount.fill("12,50");
  await page.getByRole("button", { name: "C’est passé" }).click();
  await page.getByText("Paiements par carte qui vous attendent").waitFor({ state: "detached" });
  ok(await pay(chloe, other, [{ mode: "carte", montant: 1_250 }, cash(750)]));

  await page.getByRole("button", { name: "Modifier le terminal de C1" }).click();
  await page.getByLabel("Port").fill("80");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("le port d'un terminal va de 1024 à 65535").waitFor();
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("button", { name: "Retirer le terminal de C1" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer", exact: true }).click();
  await page.getByText("Aucun terminal").waitFor();
  assert.deepEqual(await shop.rows("SELECT nom FROM caisses WHERE terminal_adresse IS NOT NULL"), []);
  assert.deepEqual(complaints, []);
});
