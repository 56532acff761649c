/** A pack's code at the seller's page and at the till, in a real browser: scanned, typed, and given while the page is open. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { scan } from "../support/scanner.ts";
import { ok, openTill, PAIN } from "../support/shop.ts";
import { Counter } from "../support/vendeur.ts";

const PACK = "3760000000017";
const GIVE = "INSERT INTO codes_produits (code, produit_id, quantite) VALUES (?, ?, 6000)";
const quantity = (page: Page, label: string, shown: string) =>
  page.locator(".ticket-line", { hasText: label }).locator(".line-count", { hasText: new RegExp(`^${shown}$`) });

Deno.test(
  "a pack that the owner has just coded is six for the seller: scanned with 3 before it eighteen, and typed",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    const search = page.getByPlaceholder("Chercher un produit");
    const tiles = page.locator(".tile");
    await search.fill(PACK);
    await page.getByText("Rien ne correspond").waitFor();
    ok(await counter.owner.query("insert", GIVE, [PACK, 1]));
    await tiles.filter({ hasText: "Pain de campagne" }).waitFor();
    assert.equal(await tiles.count(), 1);
    await search.press("Enter");
    await quantity(page, "Pain", "6").waitFor();
    await page.getByRole("button", { name: "Un de plus : Pain de campagne" }).click();
    await quantity(page, "Pain", "7").waitFor();
    // Tapped: keys so near to a scan count as the beginning of it.
    await page.getByRole("button", { name: /Quantité du prochain article/ }).click();
    await page.getByRole("button", { name: "3", exact: true }).click();
    await page.getByRole("button", { name: "Valider" }).click();
    await page.locator(".count-armed").waitFor();
    await scan(page, PACK);
    await quantity(page, "Pain", "25").waitFor();
    // The article's own code is one.
    await scan(page, "2000000000015");
    await quantity(page, "Pain", "26").waitFor();
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "a pack that is scanned in the queue begins a direct sale of six; at the payment it is said as six",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    ok(await shop.owner.query("insert", GIVE, [PACK, PAIN]));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.locator(".queue").waitFor();
    await scan(page, PACK);
    const line = page.locator(".direct-line", { hasText: "Pain" });
    await line.waitFor();
    await line.locator(".line-count", { hasText: /^6$/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByLabel("Montant saisi").waitFor();
    await scan(page, PACK);
    await page.getByText("Non ajouté : 6 × Pain").waitFor();
    assert.deepEqual(complaints, []);
  },
);
