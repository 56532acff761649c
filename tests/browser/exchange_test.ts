/** An exchange in a real browser: what comes back is chosen on its ticket, what is taken instead is rung up, the balance goes either way. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { scan } from "../support/scanner.ts";
import { CAFE, card, LAMPE, ok, openTill, sold } from "../support/shop.ts";

const LAMPE_CODE = "2000000000022";

/** From the queue: all of a paid ticket comes back for something else; `meanwhile` is done with the ticket on the screen. */
async function bringBack(page: Page, number: string, meanwhile = async () => {}): Promise<void> {
  await keys(page, "F4");
  await page.getByLabel("Numéro du ticket").fill(number);
  await keys(page, "Enter");
  await page.getByRole("heading", { name: number }).waitFor();
  await page.getByRole("button", { name: "Tout rembourser" }).click();
  await meanwhile();
  await page.getByRole("button", { name: "Échanger" }).click();
  await page.locator(".direct").getByText(`repris de ${number}`).waitFor();
}

Deno.test(
  "an exchange is paid by the difference on one ticket, and gives the difference back as a voucher",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 10_000));
    ok(await shop.owner.query("update", "UPDATE produits SET code_barres = ? WHERE id = ?", [LAMPE_CODE, LAMPE]));
    const coffee = await sold(shop.chloe, [CAFE], [card(500)]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.getByText("Caisse C1 ouverte").waitFor();
    // What is taken instead was scanned too early: it is added beside what comes back.
    await bringBack(page, coffee.numero, async () => {
      await scan(page, LAMPE_CODE);
      await page.getByText("Non ajouté : Lampe").waitFor();
    });
    await page.locator(".caisse-notice").getByRole("button", { name: /^Ajouter/ }).click();
    await page.locator(".direct-line", { hasText: "Lampe" }).waitFor();
    // A reload loses neither what is bought nor what comes back.
    await page.reload();
    await page.getByText("Caisse C1 ouverte").waitFor();
    await keys(page, "F2");
    await page.getByRole("button", { name: /^Encaisser 15,00/ }).click();
    await page.locator(".payment .due-amount").getByText("15,00").waitFor();
    await page.locator(".pay-screen").getByText(`repris de ${coffee.numero}`).waitFor();
    await settled(page);
    await keys(page, "F4");
    await page.locator(".tender").getByText("15,00").waitFor();
    await enter(page);
    await page.getByText("Payé 15,00").waitFor();
    await page.locator(".preview-paper").getByText("ÉCHANGE").waitFor();
    const [lamp] = await shop.rows("SELECT caisse, numero, total_ttc, type FROM ventes ORDER BY numero DESC LIMIT 1");
    assert.deepEqual([lamp.total_ttc, lamp.type], [1_500, "vente"]);

    await enter(page);
    await bringBack(page, `C1-${String(lamp.numero).padStart(6, "0")}`);
    await page.getByRole("button", { name: "Ajouter Café" }).click();
    await page.getByRole("button", { name: /^Rendre 15,00/ }).click();
    await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Avoir" }).click();
    await settled(page);
    await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
    await page.locator(".preview-paper").getByText("AVOIR : bon à valoir 15,00").waitFor();
    assert.deepEqual(await shop.rows("SELECT montant, solde FROM bons"), [{ montant: 1_500, solde: 1_500 }]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("what comes back with nothing bought is not there for the next customer", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  ok(await openTill(shop.chloe, 10_000));
  const { numero } = await sold(shop.chloe, [LAMPE], [card(2_000)]);
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  for (const leave of [() => keys(page, "Escape"), async () => void await page.reload()]) {
    await bringBack(page, numero);
    await leave();
    await page.locator(".queue").waitFor();
    await keys(page, "F2");
    await page.getByText("Touchez un produit ou scannez un article.").waitFor();
    assert.equal(await page.getByText(`repris de ${numero}`).count(), 0);
    await keys(page, "Escape");
    await page.locator(".queue").waitFor();
  }
  assert.deepEqual(complaints, []);
});
