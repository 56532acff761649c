/** The journal in the owner's console. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

export async function tourOwnerJournal(page: Page, show: Show): Promise<void> {
  await openSection(page, "Journal");
  await page.locator(".journal tbody tr").first().waitFor();
  await show("owner-journal", page);
  await page.getByLabel("Table").selectOption("boutique");
  await page.locator(".journal tbody .table-link").first().click();
  await page.locator(".record-row").first().waitFor();
  await show("owner-journal-record", page);
  await page.keyboard.press("Escape");
}
