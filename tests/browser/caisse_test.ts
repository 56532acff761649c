/** The cashier's day in a real browser: by keys alone, by touch alone, and with two tills. */
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { BROWSER, Desk, Forwarder } from "../support/browser.ts";
import { nextTicket } from "../support/caisse_page.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { keys, SETTLE_MS } from "../support/pace.ts";
import { PASSWORD } from "../support/server.ts";
import { CAFE, LAMPE, ok, openTill, PAIN, sent, takeBack } from "../support/shop.ts";

async function openByKeys(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Ouvrir la caisse" }).waitFor();
  await page.getByRole("button", { name: "C1", exact: true }).click();
  await keys(page, "1", "0", "0", "Enter");
  await page.getByText("Caisse C1 ouverte").waitFor();
}

const words = async (page: Page, selector: string) => (await page.locator(selector).innerText()).replace(/\s+/g, " ");

Deno.test("a cashier's day by keys alone, from the float to a count that is short", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop } = scene;
  const desk = await scene.desk("chloe", "127.0.0.4");
  const { page } = desk;
  await openByKeys(page);
  await page.getByText("Aucun ticket en attente").waitFor();

  const sale = await sent(shop.nora, [PAIN, CAFE, { produit: LAMPE, quantite: 2000 }]);
  await page.locator(`[data-ticket="${sale.id}"]`).waitFor();
  assert.match(await page.locator(".queue [aria-live]").innerText(), /Nouveau ticket n° 1, nora, 46,20/);

  await keys(page, "1", "Enter");
  await page.locator(".payment").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  // 20 € by card, a cheque and meal vouchers that would be too much, then a 50 € note.
  await keys(page, "2", "0", "F4");
  assert.match(await words(page, ".due"), /Reste à payer.*26,20 €/);
  await keys(page, "9", "9", "F8");
  await page.getByText("Seules les espèces peuvent dépasser").waitFor();
  await keys(page, "F9");
  await page.getByText(/titres-restaurant.*25,00/).waitFor();
  await keys(page, "Backspace", "Backspace", "5", "0");
  await page.getByRole("button", { name: /Encaisser · rendre 23,80/ }).waitFor();
  await keys(page, "Enter");
  await page.getByRole("button", { name: "Imprimer le reçu" }).waitFor();
  assert.match(await words(page, ".paid-change"), /À rendre 23,80 €/);

  // The receipt on one key, then a copy of it.
  await page.evaluate(() => {
    const printed: string[] = [];
    Object.assign(globalThis, { printed, print: () => printed.push(document.querySelector(".print-only")!.textContent!) });
  });
  await keys(page, "F2");
  await page.getByRole("button", { name: "Imprimer un duplicata" }).waitFor();
  await keys(page, "F2");
  await page.waitForFunction(() => (globalThis as unknown as { printed: string[] }).printed.length === 2);
  const [first, copy] = await page.evaluate(() => (globalThis as unknown as { printed: string[] }).printed);
  assert.match(first!, /C1-000001/);
  assert.doesNotMatch(first!, /DUPLICATA/);
  assert.match(copy!, /DUPLICATA 1/);
  await nextTicket(page);

  // Rung up here, with 10 % off, paid exactly.
  await keys(page, "F2");
  await page.locator(".tile").first().waitFor();
  await page.keyboard.type("2*lampe", { delay: 80 });
  await keys(page, "Enter");
  await page.locator(".direct-line").waitFor();
  // Lines by keys: one more, one less; another article comes and goes.
  const counts = () => page.locator(".direct-line .line-count").allInnerTexts();
  await keys(page, "+", "+", "-");
  assert.deepEqual(await counts(), ["3"]);
  await page.keyboard.type("pain", { delay: 80 });
  await keys(page, "Enter", "ArrowUp", "-");
  assert.deepEqual(await counts(), ["2", "1"]);
  await page.keyboard.type("pain", { delay: 80 });
  await keys(page, "Enter", "Delete");
  assert.deepEqual(await counts(), ["2"]);
  await keys(page, "F4", "1", "0", "Enter");
  await page.getByRole("button", { name: "Encaisser 36,00" }).waitFor();
  await keys(page, "Enter");
  await page.locator(".payment").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await keys(page, "Enter");
  await nextTicket(page);

  // One of the lamps comes back.
  await keys(page, "F4", "2", "Enter");
  await page.locator(".refund-line").waitFor();
  await page.getByRole("button", { name: "Un de plus : Lampe" }).press("Enter");
  await page.getByRole("button", { name: "Ne convient pas" }).press("Enter");
  await page.getByLabel("Autre motif").press("Enter");
  await page.getByText("À remettre au client").waitFor();
  assert.match(await words(page, ".paid-change"), /18,00 €/);
  await nextTicket(page);

  await keys(page, "F8");
  await page.locator(".x-count", { hasText: "2" }).waitFor();
  assert.doesNotMatch(await page.locator(".x-report").innerText(), /€/);
  await keys(page, "Escape", "F9");
  await page.getByLabel("Nombre de 500 €").waitFor();
  // 144,20 € should be there; 140 are.
  await keys(page, "Enter", "Enter", "1", "Enter", "Enter", "2", "Enter");
  await page.getByLabel("Remarque").press("Enter");
  await keys(page, "Enter");
  await page.locator("dialog").waitFor();
  await keys(page, "Enter");
  await page.getByText("Il manque 4,20 €").waitFor();
  const [session] = await shop.rows("SELECT attendu, compte, ecart FROM sessions_caisse");
  assert.deepEqual(session, { attendu: 144_20, compte: 140_00, ecart: -4_20 });
  await keys(page, "Enter");
  await page.getByRole("heading", { name: "Ouvrir la caisse" }).waitFor();
  assert.deepEqual(desk.complaints, []);
});

Deno.test("a sale by touch alone, on a phone", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop } = scene;
  await using cable = await Forwarder.open("127.0.0.4", shop.server.port);
  const context: BrowserContext = await scene.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "fr-FR",
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const tap = (name: string | RegExp) =>
    page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).tap();
  await page.goto(cable.url);
  await page.getByLabel("Identifiant").fill("chloe");
  await page.getByLabel("Mot de passe").fill(PASSWORD);
  await tap("Entrer");
  await tap("C1");
  await tap("5");
  await tap("0");
  await tap(/^Ouvrir C1 avec 50,00/);
  const sale = await sent(shop.nora, [LAMPE]);
  await page.locator(`[data-ticket="${sale.id}"] button`).tap();
  await tap("1");
  await tap("5");
  await tap("Chèque");
  await tap("10 €");
  await page.waitForTimeout(SETTLE_MS);
  await tap(/^Encaisser · rendre 5,00/);
  await tap("Imprimer le reçu");
  await page.waitForTimeout(SETTLE_MS);
  await tap("Ticket suivant");
  await page.getByText("Aucun ticket en attente").waitFor();
  const paid = await shop.rows("SELECT mode, montant, rendu FROM paiements ORDER BY id");
  assert.deepEqual(paid, [{ mode: "cheque", montant: 1500, rendu: 0 }, { mode: "especes", montant: 1000, rendu: 500 }]);
});

Deno.test(
  "what one till has in hand the other sees with its name, takes over with a reason, and it is told",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    const sale = await sent(shop.nora, [PAIN]);
    const gone = await sent(shop.nora, [CAFE]);
    ok(await openTill(shop.chloe));
    ok(await openTill(shop.marc, 0, "C2"));
    const chloe = await scene.desk("chloe", "127.0.0.4");
    const marc = await scene.desk("marc", "127.0.0.5");
    const row = (desk: Desk) => desk.page.locator(`[data-ticket="${sale.id}"]`);

    // Taken back by its seller: it leaves the queue by itself.
    await chloe.page.locator(`[data-ticket="${gone.id}"]`).waitFor();
    ok(await takeBack(shop.nora, gone));
    await chloe.page.locator(`[data-ticket="${gone.id}"]`).waitFor({ state: "detached" });

    await row(chloe).getByRole("button").click();
    await chloe.page.locator(".payment").waitFor();
    await row(marc).getByText("En main : chloe").waitFor();
    await row(marc).getByRole("button").click();
    await marc.page.getByRole("button", { name: "Collègue absent" }).click();
    await marc.page.getByRole("button", { name: "Reprendre la main" }).click();
    await marc.page.locator(".payment").waitFor();
    await chloe.page.getByText("marc a pris le ticket n° 1.").waitFor();
    await row(chloe).getByText("En main : marc").waitFor();
    await chloe.page.getByRole("button", { name: "Compris" }).click();

    await marc.page.waitForTimeout(SETTLE_MS);
    await marc.page.keyboard.press("Enter");
    await marc.page.getByText("Payé 1,20").waitFor();
    await row(chloe).waitFor({ state: "detached" });
    assert.equal((await shop.rows("SELECT * FROM paiements")).length, 1);
    for (const desk of [chloe, marc]) assert.deepEqual(desk.complaints, []);
  },
);
