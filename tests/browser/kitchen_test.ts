/** What is prepared elsewhere, in real browsers: its printer is told its categories by the owner, its number is told on the paid screen, and a slip that is not out is not overlooked. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { enter } from "../support/pace.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, command, ok, openTill, sent } from "../support/shop.ts";

Deno.test("the owner says which categories a printer prepares, and that they have pick-up numbers", BROWSER, async () => {
  await using console = await openConsole([]);
  await using kitchen = await TestPrinter.open();
  const { desk, desk: { page, complaints }, shop } = console;
  ok(await shop.owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Plats'), (2, 'Boissons'), (3, 'Épicerie')"));
  const stored = () => shop.rows("SELECT id, imprimante_id FROM categories ORDER BY id");
  await desk.section("Caisses");
  assert.equal(await page.getByRole("switch", { name: "Numéros de retrait" }).count(), 0);
  await page.getByRole("button", { name: "Ajouter une imprimante" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("Cuisine");
  await page.getByLabel("Adresse").fill(kitchen.address);
  await page.getByLabel("Plats").check();
  await page.getByLabel("Boissons").check();
  await looked(page, "kitchen-form");
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("aucune caisse · préparation\u00a0: Boissons, Plats").waitFor();
  assert.deepEqual(await stored(), [
    { id: 1, imprimante_id: 1 },
    { id: 2, imprimante_id: 1 },
    { id: 3, imprimante_id: null },
  ]);
  await page.getByRole("switch", { name: "Numéros de retrait", checked: false }).click();
  await page.getByRole("switch", { name: "Numéros de retrait", checked: true }).waitFor();
  assert.deepEqual(await shop.rows("SELECT numeros_retrait FROM boutique"), [{ numeros_retrait: 1 }]);
  await page.getByRole("button", { name: "Modifier l’imprimante Cuisine" }).click();
  await page.getByLabel("Boissons").uncheck();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("préparation\u00a0: Plats", { exact: false }).waitFor();
  await eventually(async () => (await stored())[1]!.imprimante_id === null, "the drinks are prepared there no more");
  assert.deepEqual(complaints, []);
});

Deno.test(
  "the paid screen tells the number and how the slip stands: out of paper it is sent again from there",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    await using kitchen = await TestPrinter.open();
    const { shop } = desks;
    ok(
      await shop.owner.query("insert", "INSERT INTO imprimantes (id, nom, adresse) VALUES (1, 'Cuisine', ?)", [kitchen.address]),
    );
    ok(await shop.owner.query("insert", "INSERT INTO categories (id, nom, imprimante_id) VALUES (1, 'Plats', 1)"));
    ok(await shop.owner.query("update", "UPDATE produits SET categorie_id = 1 WHERE id = ?", [CAFE]));
    ok(await shop.owner.query("update", "UPDATE boutique SET numeros_retrait = 1, nom = 'Chez Zoé'"));
    ok(await openTill(shop.chloe));
    kitchen.faults.trouble = "paper";
    const { page, context, complaints } = await desks.desk("chloe", "127.0.0.4");
    await sent(shop.nora, [CAFE]);
    await page.locator(".queued").click();
    await page.getByLabel("Montant saisi").waitFor();
    await enter(page);
    await page.getByText("Retrait 1", { exact: true }).waitFor();
    await page.getByText(/Cuisine C1-000001 · pas imprimé\u00a0: plus de papier/).waitFor();
    await looked(page, "kitchen-paid");
    kitchen.faults.trouble = null;
    await page.getByRole("button", { name: "Réessayer" }).click();
    await page.getByText(/Cuisine C1-000001 · imprimé/).waitFor();
    assert.equal(kitchen.documents.length, 1);
    await page.locator(".receipt-mark", { hasText: "RETRAIT 1" }).first().waitFor();
    // The customer, who takes no paper, reads it on the screen.
    const { caisse, cle, personne_id } = ok(await command(shop.chloe, "/api/caisses/C1/afficheur"));
    const screen = await context.newPage();
    await page.evaluate(
      ([till, key]) => localStorage.setItem(`comptoir.display.${till}`, key!),
      [caisse, JSON.stringify({ key: cle, personId: personne_id })],
    );
    await screen.goto(new URL("/afficheur/C1", page.url()).href);
    await screen.locator(".display-pickup").getByText("1", { exact: true }).waitFor();
    await looked(screen, "display-pickup");
    await screen.close();
    assert.deepEqual(complaints, []);
  },
);
