/** The customers of the owner's console: their list, one of them, and whom to join. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

export async function tourCustomers(page: Page, show: Show): Promise<void> {
  await openSection(page, "Clients");
  for (const name of ["Hélène Dupré", "Helene Dupre"]) {
    await page.getByRole("link", { name: "Ajouter un client" }).click();
    await page.getByLabel("Nom", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await page.getByRole("heading", { level: 2, name }).waitFor();
    if (name === "Hélène Dupré") await page.getByRole("link", { name: "Tous les clients" }).click();
  }
  await page.getByRole("group", { name: "Accord : E-mail" }).getByRole("button", { name: "Oui" }).click();
  await page.getByText(/donné, /).waitFor();
  await show("owner-customer", page);
  await page.getByRole("button", { name: "Fusionner…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /Hélène/ }).waitFor();
  await show("owner-customer-merge", page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Tous les clients" }).click();
  await page.locator("[data-row]").first().waitFor();
  await show("owner-customers", page);
  await page.getByLabel("Doivent encore").check();
  await page.locator("[data-row]", { hasText: "Mairie de quartier" }).getByRole("link").first().click();
  await page.getByRole("heading", { name: "Compte client" }).scrollIntoViewIfNeeded();
  await show("owner-customer-account", page);
}
