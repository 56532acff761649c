/** What a cashier does on the page of a till, as far as more than one test does it. */
import type { Page } from "playwright-core";
import { CashDesks } from "./cash_desks.ts";
import { keys, SETTLE_MS } from "./pace.ts";
import { ok, openTill, type Sale } from "./shop.ts";

/** Chloé at C1, which is open. */
export async function atTheTill(scene: CashDesks): Promise<Page> {
  ok(await openTill(scene.shop.chloe));
  const { page } = await scene.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  return page;
}

export const take = (page: Page, { id }: Sale) => page.locator(`[data-ticket="${id}"] button`).click();

export async function toPayment(page: Page): Promise<void> {
  await page.locator(".payment").waitFor();
  await page.waitForTimeout(SETTLE_MS);
}

export async function ringUp(page: Page, ...labels: readonly string[]): Promise<void> {
  await page.keyboard.press("F2");
  for (const label of labels) {
    await page.getByRole("button", { name: `Ajouter ${label}` }).click();
    await page.locator(".direct-line", { hasText: label }).waitFor();
  }
}

export async function nextTicket(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ticket suivant" }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await keys(page, "Enter");
  await page.locator(".queue").waitFor();
}
