/** The stock in the owner's console. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

export async function tourStock(page: Page, show: Show): Promise<void> {
  await openSection(page, "Stock");
  await page.locator("[data-row]").first().waitFor();
  await show("owner-stock", page);

  await page.getByRole("link", { name: "Livraison" }).click();
  await page.getByLabel("Fournisseur").fill("Lumières du Nord");
  await page.getByLabel("Article à ajouter").fill("ampoule");
  await page.keyboard.press("Enter");
  const line = page.locator("[data-line]").first();
  await line.getByLabel("Quantité").fill("20");
  await line.getByLabel("Coût HT").fill("douze");
  await page.getByRole("button", { name: "Enregistrer la livraison" }).click();
  await show("owner-stock-delivery", page);

  await page.getByRole("link", { name: "Inventaire" }).click();
  const counted = page.getByLabel(/^Compté/);
  await counted.first().fill("10");
  await counted.nth(1).fill("3");
  await show("owner-stock-count", page);
  await page.getByRole("button", { name: "Enregistrer 2 comptages" }).click();
  await page.getByRole("heading", { name: "Comptages enregistrés" }).waitFor();
  await show("owner-stock-counted", page);

  await page.getByRole("link", { name: "À commander" }).click();
  await page.getByRole("heading", { name: "À commander" }).waitFor();
  await show("owner-stock-order", page);
}
