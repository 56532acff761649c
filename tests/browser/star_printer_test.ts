/** A Star in the owner's console, in a real browser: its language brings its table of letters, and it is not said to answer. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { TestPrinter } from "../support/printer.ts";

Deno.test("the owner adds a Star and tries it; spoken to as the others are it is one of them again", BROWSER, async () => {
  await using console = await openConsole([]);
  await using printer = await TestPrinter.open();
  printer.language = "star";
  const { desk, desk: { page, complaints }, shop } = console;
  const stored = () => shop.rows("SELECT langage, table_codes, repond FROM imprimantes");
  await desk.section("Caisses");
  await page.getByRole("button", { name: "Ajouter une imprimante" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("Star");
  await page.getByLabel("Adresse").fill(printer.address);
  await page.getByLabel("Langage").selectOption("star");
  await page.getByLabel("Table des caractères").and(page.locator("[name=printer-table]")).waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("[name=printer-table]")!.value === "32");
  assert.equal(await page.getByLabel("Elle répond quand on lui demande son état").count(), 0);
  await looked(page, "star-form", page.getByLabel("Langage"));
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByRole("button", { name: "Ticket d’essai sur Star" }).click();
  await eventually(() => printer.documents.length === 1, "the test ticket arrives");
  assert.ok(printer.documents[0]!.lines.some((line) => line.startsWith("32: é")));
  assert.deepEqual(await stored(), [{ langage: "star", table_codes: 32, repond: 0 }]);
  await page.getByRole("button", { name: "Modifier l’imprimante Star" }).click();
  await page.getByLabel("Langage").selectOption("escpos");
  await page.getByLabel("Elle répond quand on lui demande son état").check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await eventually(
    async () => JSON.stringify(await stored()) === JSON.stringify([{ langage: "escpos", table_codes: 16, repond: 1 }]),
    "it is one of the others again",
  );
  assert.deepEqual(complaints, []);
});
