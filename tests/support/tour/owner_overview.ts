/** The owner's dashboard: a day that is over, its figures, and a year. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

export async function tourOwnerOverview(page: Page, show: Show): Promise<void> {
  await openSection(page, "Tableau de bord");
  const [sold, shut] = [page.locator("[data-group=articles] tbody tr").first(), page.getByText("Rien de vendu ce jour-là.")];
  // On a Monday yesterday was a Sunday.
  do {
    await page.getByRole("link", { name: "La veille" }).click();
    await page.getByRole("link", { name: "Aujourd’hui" }).waitFor();
    await sold.or(shut.first()).first().waitFor();
  } while (!await sold.isVisible());
  await show("owner-yesterday", page);
  await page.getByText("Voir les chiffres").first().click();
  await page.locator("[data-group=means]").scrollIntoViewIfNeeded();
  await show("owner-shares", page);
  await page.getByRole("button", { name: "Un an" }).click();
  await page.getByText("en un an").scrollIntoViewIfNeeded();
  await show("owner-year", page);
}
