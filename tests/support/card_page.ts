/** Chloé's page at C1, which has a card terminal, and what is seen on it while a card is asked. */
import type { Page } from "playwright-core";
import type { TestTerminal } from "./card_terminal.ts";
import { giveTerminal } from "./card_tills.ts";
import type { CashDesks } from "./cash_desks.ts";
import { eventually } from "./feed.ts";
import { settled } from "./pace.ts";
import { LAMPE, ok, openTill, type Sale, sent } from "./shop.ts";

export async function atTheTill(scene: CashDesks, terminal: TestTerminal) {
  const { shop } = scene;
  await giveTerminal(shop, terminal);
  ok(await openTill(shop.chloe, 50_00));
  const { page, complaints, expected } = await scene.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  return { shop, page, complaints, expected };
}

/** A lamp that was sent to the till, at payment. */
export async function toPayment(scene: CashDesks, page: Page): Promise<Sale> {
  const sale = await sent(scene.shop.nora, [LAMPE]);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
  return sale;
}

const given = async (page: Page) =>
  (await page.locator(".tender").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
/** Waits until these are the means that were given. */
export const shown = (page: Page, ...tenders: string[]) =>
  eventually(async () => JSON.stringify(await given(page)) === JSON.stringify(tenders), `given: ${tenders}`);
export const dialog = (page: Page) => page.getByRole("dialog");
export const button = (page: Page, name: string | RegExp) => dialog(page).getByRole("button", { name });
