/** A till's printer puts out its X, the slip of a cash move and a gift receipt; the owner's page its reports: each said, none of it twice. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { openConsole } from "../support/owner_console.ts";
import { enter } from "../support/pace.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, card, command, draft, LAMPE, ok, openTill, pay, sent, type Shop } from "../support/shop.ts";

routed();

async function installed(shop: Shop, printer: TestPrinter): Promise<void> {
  ok(await shop.owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES ('Comptoir', ?)", [printer.address]));
  ok(await shop.owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
}
const printed = (printer: TestPrinter, text: string) =>
  printer.documents.filter(({ lines }) => lines.some((line) => line.trim() === text)).length;

Deno.test("a cashier's X, slip and gift receipt come out of the till's printer", BROWSER, async () => {
  await using desks = await CashDesks.open();
  await using printer = await TestPrinter.open();
  const { shop } = desks;
  await installed(shop, printer);
  ok(await openTill(shop.chloe, 100_00));
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  const ticket = await sent(shop.nora, [CAFE]);
  await page.locator(`[data-ticket="${ticket.id}"]`).click();
  await page.getByLabel("Montant saisi").waitFor();
  await enter(page);
  await page.getByText("Payé 5,00").waitFor();
  await page.getByRole("button", { name: "Ticket cadeau" }).click();
  await page.locator("[data-print=imprimee]").waitFor();
  assert.equal(printed(printer, "TICKET CADEAU"), 1);
  // The receipt itself is not out by that.
  await page.getByRole("button", { name: /^Imprimer le reçu/ }).waitFor();
  await enter(page);
  await page.locator(".queue").waitFor();
  await page.keyboard.press("F8");
  await page.getByRole("button", { name: /^Imprimer/ }).click();
  await page.locator("[data-print=imprimee]").waitFor();
  assert.equal(printed(printer, "RAPPORT X"), 1);
  await page.keyboard.press("Escape");
  await page.locator(".queue").waitFor();
  await page.keyboard.press("F7");
  await page.getByRole("button", { name: "Fournisseur" }).click();
  await page.getByLabel("Motif").fill("pain");
  for (const key of ["2", "0"]) await page.locator(".pad-side").getByRole("button", { name: key, exact: true }).click();
  await enter(page);
  await page.getByRole("button", { name: "Imprimer le bon" }).click();
  await page.locator("[data-print=imprimee]").waitFor();
  assert.equal(printed(printer, "SORTIE D'ESPÈCES"), 1);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "the browser prints where the server cannot be asked for the till's printer: an X, and a copy of what that put out",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    await using printer = await TestPrinter.open();
    const { shop } = desks;
    await installed(shop, printer);
    ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé Martin')"));
    ok(await command(shop.owner, "/api/clients/1/plafond", { plafond: 2_000 }));
    ok(await openTill(shop.chloe, 100_00));
    const lamp = await draft(shop.chloe, [LAMPE]);
    ok(await shop.chloe.query("update", "UPDATE ventes SET client_id = 1 WHERE id = ?", [lamp.id]));
    ok(await pay(shop.chloe, lamp, [{ mode: "compte", montant: 20_00 }]));
    const { page } = await desks.desk("chloe", "127.0.0.4");
    await page.locator(".queue").waitFor();
    await page.evaluate(() => {
      const printed: string[] = [];
      Object.assign(globalThis, {
        printed,
        print: () => printed.push(document.querySelector(".print-only")?.textContent ?? "X"),
      });
    });
    const onPaper = (count: number) =>
      page.waitForFunction((count) => (globalThis as unknown as { printed: string[] }).printed.length === count, count);
    await page.keyboard.press("F10");
    await page.getByRole("button", { name: /^Zoé Martin doit 20,00/ }).click();
    await page.getByRole("button", { name: /^Encaisser 20,00/ }).click();
    await page.getByRole("button", { name: /^Imprimer le reçu/ }).click();
    await page.locator("[data-print=imprimee]").waitFor();
    await page.route("**/api/impressions", (route) => route.abort());
    await page.getByRole("button", { name: /^Imprimer/ }).click();
    await page.getByText("Duplicata 1 imprimé").waitFor();
    await onPaper(1);
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    await page.keyboard.press("F8");
    await page.getByRole("button", { name: /^Imprimer/ }).click();
    await onPaper(2);
  },
);

Deno.test("the owner's X goes to a receipt printer as it stands on the page", BROWSER, async () => {
  await using console = await openConsole(["chloe"], {});
  await using printer = await TestPrinter.open();
  const { desk: { page, complaints }, shop } = console;
  await installed(shop, printer);
  ok(await openTill(shop.chloe, 100_00));
  ok(await pay(shop.chloe, await draft(shop.chloe, [CAFE]), [card(5_00)]));
  await page.goto(`${page.url().split("#")[0]}#/books/sessions/C1`);
  await page.getByRole("button", { name: /^Comptoir/ }).click();
  await page.getByText("Envoyé à l’imprimante Comptoir").waitFor();
  for (let look = 0; printer.documents.length === 0 && look < 100; look++) await page.waitForTimeout(100);
  const [document] = printer.documents;
  assert.ok(document!.lines.length > 20 && document!.cut);
  const shown = (await page.locator(".one-sheet").textContent())!.replaceAll(/\s/g, "");
  for (const line of document!.lines) {
    for (const part of line.split(/ {2,}/).map((text) => text.replaceAll(/\s/g, "").replaceAll(">", "→"))) {
      if (!/^-*$/.test(part)) assert.ok(shown.includes(part), `${part} is on the page`);
    }
  }
  assert.deepEqual(complaints, []);
});
