/** A scanner at the till, in a real browser: receipts, articles, and where neither has a place. */
import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { type Layout, scan, scanHeardLate } from "../support/scanner.ts";
import { CAFE, cash, command, LAMPE, ok, openTill, PAIN, sent, sold } from "../support/shop.ts";

routed();

/** The next paid ticket that is looked up is answered when that is said. */
async function heldLookup(page: Page) {
  const looksUp = (request: Request) => request.postData()?.includes("v.payee_le, v.total_ttc, e.nom AS vendeur") === true;
  const { promise, resolve } = Promise.withResolvers<void>();
  let next = true;
  await page.route("**/api/query", async (route) => {
    if (!next || !looksUp(route.request())) return await route.fallback();
    next = false;
    await promise;
    await route.continue();
  });
  return { asked: () => eventually(() => Promise.resolve(!next), "a ticket is looked up"), answer: resolve };
}

const LAYOUTS: readonly Layout[] = ["us", "us on azerty", "azerty"];

Deno.test(
  "the code on a receipt leads to its ticket from the queue, whatever keyboard the scanner is set to",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await command(shop.owner, "/api/caisses", { nom: "AZ1" }));
    ok(await openTill(shop.chloe, 0, "AZ1"));
    for (const produit of [PAIN, CAFE, LAMPE]) await sold(shop.chloe, [produit], [cash(2000)]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    for (const [at, layout] of LAYOUTS.entries()) {
      await page.locator(".queue").waitFor();
      await scan(page, `AZ1-00000${at + 1}`, layout);
      await page.getByRole("heading", { name: `AZ1-00000${at + 1}` }).waitFor();
      // Another one, with this one on the screen.
      await scan(page, "AZ1-000002", layout);
      await page.getByRole("heading", { name: "AZ1-000002" }).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
    await page.locator(".queue").waitFor();

    // While an answer is awaited, the next scan is the one that is meant; and who leaves is not pulled back by it.
    const heading = (number: number) => page.getByRole("heading", { name: `AZ1-00000${number}` });
    const lookup = await heldLookup(page);
    await scan(page, "AZ1-000001");
    await lookup.asked();
    await scan(page, "AZ1-000003");
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("[name=number]")?.value === "AZ1-000003");
    lookup.answer();
    await heading(3).waitFor();
    const left = await heldLookup(page);
    await scan(page, "AZ1-000001");
    await left.asked();
    await page.keyboard.press("Escape");
    await heading(3).waitFor({ state: "detached" });
    const answered = page.waitForResponse("**/remboursable");
    left.answer();
    await (await answered).finished();
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    // Keys that a slow machine hands over late are a scan by when they were pressed.
    await scanHeardLate(page, "AZ1-000099");
    await page.getByText("Aucun ticket payé ne porte le numéro AZ1-000099").waitFor();
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "an article scanned in the queue begins a direct sale, each of several; at the count a scan lands nowhere",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    const barcode = "UPDATE produits SET code_barres = ? WHERE id = ?";
    ok(await shop.owner.query("update", barcode, ["2000000000015", PAIN]));
    ok(await shop.owner.query("update", barcode, ["2000000000022", CAFE]));
    // As receipts are numbered.
    ok(await shop.owner.query("update", barcode, ["REF-1234", LAMPE]));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const waiting = await sent(shop.nora, [PAIN]);
    await page.locator(`[data-ticket="${waiting.id}"]`).waitFor();
    for (const code of ["2000000000015", "2000000000022", "2000000000015"]) await scan(page, code);
    await page.locator(".direct-line", { hasText: "Café" }).waitFor();
    assert.deepEqual(await page.locator(".direct-line").count(), 2);
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    await scan(page, "REF-1234");
    await page.locator(".direct-line", { hasText: "Lampe" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    assert.equal(await page.locator(`[data-ticket="${waiting.id}"]`).count(), 1);

    await page.keyboard.press("F9");
    await page.getByLabel("Nombre de 500 €").waitFor();
    await scan(page, "2000000000015");
    await page.waitForTimeout(300);
    const counted = await page.locator(".piece-input").evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).value)
    );
    assert.deepEqual(new Set(counted), new Set([""]));
    await page.getByLabel("Nombre de 500 €").waitFor();
    assert.deepEqual(complaints, []);
  },
);
