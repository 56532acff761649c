/** What is where on the seller's page. */
import type { Page } from "playwright-core";

export const tile = (page: Page, label: string) => page.getByRole("button", { name: `Ajouter ${label}` });
export const line = (page: Page, label: string) => page.locator(".ticket-line", { hasText: label });
export const card = (page: Page, text: string) => page.locator(".waiting-card", { hasText: text });
export const total = async (page: Page) => (await page.locator(".ticket-total strong").innerText()).replace(/\s/g, " ");
export const search = (page: Page) => page.getByPlaceholder("Chercher un produit");
