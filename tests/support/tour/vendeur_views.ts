/** What the seller's page is made of, as a tour reaches it. */
import type { Page } from "playwright-core";

export const tile = (page: Page, label: string) => page.getByRole("button", { name: `Ajouter ${label}` });
const tickets = async (page: Page) => await page.getByRole("button", { name: /^Ticket/ }).click();
const products = async (page: Page) => await page.getByRole("button", { name: "Produits", exact: true }).click();
/** A phone shows products and ticket in turns. */
export const onTicket = { narrow: tickets };
export const onProducts = { narrow: products };
export const search = (page: Page) => page.getByPlaceholder("Chercher un produit");

/** Among three hundred it has to be searched for. */
export async function add(page: Page, label: string): Promise<void> {
  await search(page).fill(label);
  await tile(page, label).first().click();
  await search(page).fill("");
  await search(page).blur();
}
