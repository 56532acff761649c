/** What comes out of the printer: receipts and reports whole, never a screen, and no copy that is called one without need. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { enter } from "../support/pace.ts";
import { startServer } from "../support/server.ts";
import { cash, LAMPE, ok, openTill, type Sale, sent, sold } from "../support/shop.ts";
import { builtPage } from "../support/verifier.ts";

Deno.test("no page of ours is for the browser's translator: it would rewrite amounts and names", async () => {
  await using server = await startServer();
  const page = async (path: string) => await (await fetch(`${server.url}${path}`)).text();
  for (const html of [await page("/"), await page("/api/docs"), await builtPage(), receiptHtml(RECEIPT)]) {
    assert.match(html, /<html lang="\w\w" translate="no">/);
    assert.match(html, /<meta name="google" content="notranslate"\s*\/?>/);
  }
});

/** Sheets as they lay beside the page whenever it asked to print; like a tablet's, this printer says nothing when it is asked. */
async function slowPrinter(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const sheets: string[] = [];
    Object.assign(globalThis, {
      sheets,
      print: () => sheets.push(document.querySelector("body > .sheet")?.textContent ?? "page"),
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { sheets: string[] }).sheets);
}

async function pay(page: Page, { id }: Sale): Promise<void> {
  await page.locator(`[data-ticket="${id}"] button`).click();
  await page.locator(".payment").waitFor();
  await page.getByRole("button", { name: "50 €" }).click();
  await enter(page);
  await page.getByRole("button", { name: "Imprimer le reçu" }).waitFor();
}

/** What a printer would get, as a reader sees it. */
async function onPaper(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  const text = await page.locator("body").innerText();
  await page.emulateMedia({ media: null });
  return text;
}

Deno.test(
  "a receipt lies there until it is printed, Ctrl+P prints it and never the screen, and what did not come out is no copy",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 100_00));
    const [first, second] = [await sent(shop.nora, [LAMPE]), await sent(shop.nora, [LAMPE])];
    const { page } = await desks.desk("chloe", "127.0.0.10");
    await page.locator(`[data-ticket="${first.id}"]`).waitFor();
    const sheets = await slowPrinter(page);
    const printed = (count: number) => eventually(async () => (await sheets()).length === count, `${count} prints`);
    const screen = await onPaper(page);
    assert.match(screen, /Rien à imprimer ici/);
    assert.doesNotMatch(screen, /20,00|Prendre/, "no screen on paper");

    await pay(page, first);
    await page.keyboard.press("Control+p");
    await printed(1);
    const unprinted = page.getByRole("button", { name: "Rien n’est sorti" });
    await unprinted.click();
    await page.getByRole("button", { name: "Imprimer le reçu" }).click();
    await printed(2);
    await page.getByRole("button", { name: "Imprimer un duplicata" }).waitFor();
    await page.keyboard.press("Control+p");
    await printed(3);
    await unprinted.waitFor({ state: "detached" });
    const [one, again, copy] = await sheets();
    assert.match(one!, /C1-000001/);
    assert.doesNotMatch(one!, /DUPLICATA/);
    assert.equal(again, one, "what did not come out is printed as it was");
    assert.match(copy!, /DUPLICATA 1/);

    // The next customer is served while the printer still thinks.
    await enter(page);
    await page.locator(`[data-ticket="${second.id}"]`).waitFor();
    const paper = await onPaper(page);
    assert.match(paper, /DUPLICATA 1/);
    assert.doesNotMatch(paper, /Tickets en attente|Rien à imprimer/);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.locator("body > .sheet").waitFor({ state: "detached" });

    await page.keyboard.press("F8");
    await page.locator(".x-report .fact").first().waitFor();
    await page.keyboard.press("Control+p");
    await printed(4);
    assert.equal((await sheets())[3], "page", "a report is its own page");
  },
);

Deno.test("an X is whole on a roll of 58 and of 80 mm: one page, nothing beyond its edge", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Épicerie fine des Halles et du Vieux Port'"));
  ok(await openTill(shop.chloe, 100_00));
  await sold(shop.chloe, [LAMPE], [cash(2_000)]);
  const { page } = await desks.desk("chloe", "127.0.0.10");
  await page.locator(".queue").waitFor();
  await page.keyboard.press("F8");
  await page.locator(".x-count", { hasText: "1" }).waitFor();
  for (const width of [58, 80]) {
    const pdf = (await page.pdf({ width: `${width}mm`, height: "200mm" })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, `${width} mm`);
    await page.setViewportSize({ width: Math.floor(width / 25.4 * 96), height: 756 });
    await page.emulateMedia({ media: "print" });
    const beyond = await page.locator(".x-report").evaluate(
      (report, edge) =>
        [...report.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > edge)
          .map((part) => `${part.className || part.tagName}: ${part.textContent}`),
      (width - 2) / 25.4 * 96,
    );
    assert.deepEqual(beyond, [], `${width} mm`);
    await page.emulateMedia({ media: null });
  }
});

const RECEIPT: Parameters<typeof receiptHtml>[0] = {
  type: "vente",
  numero: "C1-000001",
  date: "2026-11-28T10:00:00.000Z",
  caisse: "C1",
  vendeur: "Lucie",
  caissier: "Camille",
  boutique: { nom: "", adresse: "", telephone: "", siret: "", tva_intracommunautaire: "", message: "" },
  lignes: [],
  remise: 0,
  total_ttc: 0,
  total_ht: 0,
  total_tva: 0,
  taux: [],
  paiements: [],
  rendu: 0,
  numero_origine: null,
  motif: null,
  logiciel: "Comptoir",
  signature: "ABCD",
  duplicata: null,
};
