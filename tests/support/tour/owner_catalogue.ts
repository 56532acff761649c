/** The catalogue of the owner's console. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import { GOODS } from "../demo_shop.ts";
import type { Show } from "./stop.ts";

export async function tourCatalogue(page: Page, show: Show): Promise<void> {
  await openSection(page, "Catalogue");
  await page.locator("[data-row]").first().waitFor();
  await show("owner-catalogue", page);
  await page.getByRole("button", { name: /, Prix TTC : / }).first().click();
  await page.getByRole("textbox", { name: /^Prix TTC : / }).fill("douze");
  await page.keyboard.press("Enter");
  await page.getByText("Un montant comme 12,50.").waitFor();
  await show("owner-catalogue-cell", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Changer en nombre" }).click();
  await page.getByLabel("De combien").fill("+5");
  await page.getByText("à changer").waitFor();
  await show("owner-catalogue-bulk", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("link", { name: "Ajouter un produit" }).click();
  await page.getByLabel("Prix TTC", { exact: true }).fill("douze");
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("Un montant comme 12,50.").waitFor();
  await show("owner-product", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("link", { name: "Catégories" }).click();
  await page.getByRole("button", { name: "Ajouter une catégorie" }).click();
  await show("owner-category", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.goto(new URL(`#/catalogue/${GOODS.baguette}`, page.url()).href);
  await page.locator(".sold-sums").first().waitFor();
  await show("owner-article", page);
  await page.getByLabel("Code", { exact: true }).fill("3017620422003");
  await page.getByLabel("Quantité par lecture").fill("6");
  await page.getByRole("button", { name: "Ajouter ce code" }).click();
  await page.getByText("3017620422003", { exact: true }).waitFor();
  await page.getByLabel("Code", { exact: true }).fill("3,76E+12");
  await page.getByRole("button", { name: "Ajouter ce code" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("heading", { name: "Autres codes et lots" }).scrollIntoViewIfNeeded();
  await show("owner-article-codes", page);
  await page.getByRole("link", { name: "Étiquette", exact: true }).click();
  await page.getByLabel("Étiquettes par article").fill("5");
  await page.getByText("5 étiquettes", { exact: true }).waitFor();
  await show("owner-labels", page);
}
