/** Receipts at the till: on the customer's phone by a code, and today's as a list from which a copy is printed. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, Desk, Forwarder } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { inNetwork } from "../support/lan.ts";
import { enter } from "../support/pace.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, cash, LAMPE, ok, openTill, sent, sold } from "../support/shop.ts";

/** What was handed to the printer, as text. */
async function notePrints(page: Page): Promise<() => Promise<string[]>> {
  const note = () => {
    const printed: string[] = [];
    Object.assign(globalThis, { printed, print: () => printed.push(document.querySelector(".print-only")!.textContent!) });
  };
  await page.addInitScript(note);
  await page.evaluate(note);
  return () => page.evaluate(() => (globalThis as unknown as { printed: string[] }).printed);
}

Deno.test("the customer's phone opens the code that the till shows; a reload shows the same one", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop } = scene;
  ok(await shop.owner.query("update", "UPDATE boutique SET recu = 'qr'"));
  ok(await openTill(shop.chloe));
  const sale = await sent(shop.nora, [LAMPE]);
  const { page, complaints } = await scene.desk("chloe", "127.0.0.4");
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await enter(page);
  const code = page.getByRole("img", { name: "Le client scanne son reçu" });
  await code.waitFor();
  const url = () =>
    page.evaluate(() =>
      (JSON.parse(Object.entries(localStorage).find(([key]) => key.startsWith("comptoir.paid."))![1]) as { shared: string })
        .shared
    );
  const shown = await url();
  assert.match(shown, /^http:\/\/[^/]+:\d+\/r\/[\w-]{24}$/);
  if (!inNetwork.ignore) {
    assert.doesNotMatch(shown, /localhost|127\.0\.0\.1/, "a till on the server PC shows what a phone reaches");
  }
  const drawn = await code.locator("path").getAttribute("d");
  await page.reload();
  await code.waitFor();
  assert.equal(await code.locator("path").getAttribute("d"), drawn);

  // The phone reaches the server by an address of its own.
  const cable = await Forwarder.open("127.0.0.9", shop.server.port);
  const phone = await Desk.open(scene.browser, `${cable.url}${new URL(shown).pathname}`, { width: 390, height: 844 });
  await phone.page.getByText("Lampe").waitFor();
  assert.equal(await phone.page.getByText("chloe").count(), 0);
  assert.deepEqual([...complaints, ...phone.complaints], []);
  await cable.close();
});

Deno.test(
  "a rate of VAT that changed while its ticket waited is told where it is paid, also after a reload",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await openTill(shop.chloe));
    const sale = await sent(shop.nora, [CAFE, LAMPE]);
    ok(await shop.owner.query("update", "UPDATE produits SET tva = 550 WHERE id = ?", [CAFE]));
    const { page, complaints } = await scene.desk("chloe", "127.0.0.4");
    await page.locator(`[data-ticket="${sale.id}"] button`).click();
    await page.locator(".payment").waitFor();
    await enter(page);
    const told = page.getByText(/^TVA changée depuis l’ajout, le prix reste\s: Café 10\s% → 5,5\s%$/);
    await told.waitFor();
    await page.getByText("Payé 25,00").waitFor();
    await page.reload();
    await told.waitFor();
    const next = await sent(shop.nora, [CAFE]);
    await enter(page);
    await page.locator(`[data-ticket="${next.id}"] button`).click();
    await page.locator(".payment").waitFor();
    await enter(page);
    await page.getByText("Payé 5,00").waitFor();
    assert.equal(await page.getByText("TVA changée").count(), 0, "nothing changed since");
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "today's receipts are listed at their till with number, hour and total alone; a copy of one is a DUPLICATA",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await openTill(shop.chloe));
    ok(await openTill(shop.marc, 0, "C2"));
    await sold(shop.chloe, [LAMPE], [cash(20_00)]);
    await sold(shop.marc, [LAMPE], [cash(20_00)]);
    await sold(shop.chloe, [CAFE], [cash(5_00)]);
    const { page, complaints } = await scene.desk("chloe", "127.0.0.4");
    const printed = await notePrints(page);
    await page.getByText("Caisse C1 ouverte").waitFor();
    await page.keyboard.press("F4");
    const list = page.locator(".todays-receipt");
    await list.first().waitFor();
    const texts = (await list.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    assert.equal(texts.length, 2, texts.join(" | "));
    assert.match(texts[0]!, /^C1-000002 \d{2}:\d{2} 5,00 €$/);
    assert.match(texts[1]!, /^C1-000001 \d{2}:\d{2} 20,00 €$/);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "number", "typing goes to the number");
    await list.nth(1).click();
    await page.getByRole("button", { name: "Duplicata" }).click();
    await page.waitForFunction(() => (globalThis as unknown as { printed: string[] }).printed.length === 1);
    assert.match((await printed())[0]!, /DUPLICATA 1/);
    assert.match((await printed())[0]!, /Lampe/);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("what must be given is printed unasked, once", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop } = scene;
  ok(await shop.owner.query("update", "UPDATE produits SET garantie_legale = 1 WHERE id = ?", [LAMPE]));
  ok(await openTill(shop.chloe));
  const sale = await sent(shop.nora, [LAMPE]);
  const { page, complaints } = await scene.desk("chloe", "127.0.0.4");
  const printed = await notePrints(page);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await enter(page);
  await page.getByText("Reçu à remettre").waitFor();
  await page.waitForFunction(() => (globalThis as unknown as { printed: string[] }).printed.length === 1);
  assert.doesNotMatch((await printed())[0]!, /DUPLICATA/);
  await page.reload();
  await page.getByRole("button", { name: "Imprimer un duplicata" }).waitFor();
  assert.deepEqual(await printed(), []);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "a till with a printer prints there, tells what was not printed, and prints here what the printer refused",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using printer = await TestPrinter.open();
    const { shop } = scene;
    const add = "INSERT INTO imprimantes (nom, adresse) VALUES ('Comptoir', ?)";
    const { last_insert_id: id } = ok(await shop.owner.query("insert", add, [printer.address]));
    ok(await shop.owner.query("update", "UPDATE caisses SET imprimante_id = ?", [id]));
    ok(await openTill(shop.chloe));
    const desk = await scene.desk("chloe", "127.0.0.4");
    const { page, complaints } = desk;
    desk.expected.add("lost");
    const printed = await notePrints(page);
    const paid = async () => {
      const sale = await sent(shop.nora, [LAMPE]);
      await page.locator(`[data-ticket="${sale.id}"] button`).click();
      await page.locator(".payment").waitFor();
      await enter(page);
      await page.locator(".paid").waitFor();
      await page.getByRole("button", { name: "Imprimer le reçu" }).click();
    };
    const stands = (etat: string) => page.locator(`[data-print=${etat}]`);
    const goOn = async () => {
      await page.getByRole("button", { name: "Ticket suivant" }).click();
      await page.locator(".paid").waitFor({ state: "detached" });
    };
    await paid();
    await stands("imprimee").waitFor();
    assert.ok(printer.documents[0]!.lines.some((line) => line.includes("C1-000001")));
    const copy = page.getByRole("button", { name: "Imprimer un duplicata" });
    await copy.waitFor();
    // A copy has its number from the server: without it the browser prints none, and no second receipt that says it is the first.
    await shop.server.kill();
    await page.locator('[data-phase="offline"]').waitFor();
    await copy.click();
    await page.locator(".paid-screen .note-bad").waitFor();
    assert.deepEqual(await printed(), []);
    shop.server = await shop.server.restart();
    await desk.live();
    await goOn();

    printer.faults.trouble = "cover";
    await paid();
    await stands("refusee").getByText("pas imprimé\u00a0: capot ouvert.").waitFor();
    assert.deepEqual(await printed(), []);
    await page.getByRole("button", { name: "Imprimer ici" }).click();
    await page.waitForFunction(() => (globalThis as unknown as { printed: string[] }).printed.length === 1);
    assert.match((await printed())[0]!, /C1-000002/);
    assert.doesNotMatch((await printed())[0]!, /DUPLICATA/);
    await goOn();

    await paid();
    await stands("refusee").waitFor();
    await goOn();
    printer.faults.trouble = null;
    await page.keyboard.press("F4");
    await page.getByText("Pas imprimés").waitFor();
    await page.getByRole("button", { name: "Réessayer" }).click();
    await page.getByText("Pas imprimés").waitFor({ state: "detached" });
    await eventually(() => printer.documents.length === 2, "the receipt comes out");
    assert.ok(!printer.documents[1]!.lines.some((line) => line.includes("DUPLICATA")));

    // How a copy of one ticket stands is not said of the next that is looked up.
    await page.getByRole("button", { name: /C1-000001/ }).click();
    await page.getByRole("button", { name: "Duplicata" }).click();
    await stands("imprimee").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /C1-000002/ }).click();
    await page.getByRole("heading", { name: "C1-000002" }).waitFor();
    assert.equal(await page.locator("[data-print]").count(), 0);
    assert.deepEqual(complaints, []);
  },
);
