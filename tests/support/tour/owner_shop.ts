/** The shop's settings in the owner's console. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

export async function tourOwnerShop(page: Page, show: Show): Promise<void> {
  await openSection(page, "Boutique");
  await page.getByLabel("Nom de la boutique").waitFor();
  await page.locator(".settings-history tbody tr").first().waitFor();
  await show("owner-shop", page);
  await page.getByLabel("SIRET").fill("123 456 789 00012");
  await page.getByLabel("Message en bas du ticket").fill("Ouvert du mardi au samedi\nde 8 h à 19 h");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Ce SIRET n’existe pas").waitFor();
  await show("owner-shop-wrong", page);
  await page.getByRole("button", { name: "Annuler les changements" }).click();
  await show("owner-shop-caps", page, { middle: page.getByLabel("Remise maximale à la caisse") });
  await show("owner-shop-turns", page, { middle: page.getByLabel("Après chaque ticket") });
  const dayEnd = page.getByLabel("La journée de vente finit à");
  await dayEnd.selectOption("4");
  await show("owner-shop-day-end", page, { middle: dayEnd });
  await dayEnd.selectOption("0");
  const zone = page.getByLabel("Fuseau horaire de la boutique");
  await zone.selectOption("Indian/Reunion");
  await show("owner-shop-zone", page, { middle: zone });
  await page.getByLabel("Régime de TVA de la boutique").selectOption("antilles_reunion");
  await page.getByRole("button", { name: "Ajouter ou modifier un taux" }).click();
  await show("owner-shop-vat", page, { middle: page.getByLabel("Régime de TVA de la boutique") });
}
