/** The team in the owner's console. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

export async function tourOwnerTeam(page: Page, show: Show): Promise<void> {
  await openSection(page, "Équipe");
  await page.locator(".sessions tbody tr").first().waitFor();
  await show("owner-team", page);
  await page.getByRole("button", { name: "Ajouter une personne" }).click();
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("À remplir.").waitFor();
  await show("owner-person-new", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("link", { name: "Lucie Bernard", exact: true }).click();
  await page.getByRole("button", { name: "Nouveau mot de passe" }).waitFor();
  await show("owner-person", page);
  await page.getByRole("button", { name: "Nouveau mot de passe" }).click();
  await page.getByRole("button", { name: "En proposer un" }).waitFor();
  await show("owner-person-password", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Donner un code PIN" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Il faut 4 à 8 chiffres.").waitFor();
  await show("owner-person-pin", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Désactiver" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Annuler", exact: true }).waitFor();
  await show("owner-person-disable", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Voir le tableau" }).click();
  await page.locator(".rights tbody tr").first().waitFor();
  await page.locator(".rights").scrollIntoViewIfNeeded();
  await show("owner-rights", page);
}
