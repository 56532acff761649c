/** A ticket that goes on its customer's account, and the customer who comes to pay it. */
import type { Page } from "playwright-core";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { enter, keys, settled } from "../pace.ts";
import { command, draft, ok, send } from "../shop.ts";
import type { Show } from "./stop.ts";

const CUSTOMER = 4_000_001;

/** From the queue and back to it. */
export async function tourAccounts(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const insert = "INSERT INTO clients (id, nom, telephone) VALUES (?, 'Solène Kervella', '06 12 34 56 78')";
  ok(await shop.owner.query("insert", insert, [CUSTOMER]));
  ok(await command(shop.owner, `/api/clients/${CUSTOMER}/plafond`, { plafond: 50_00 }));
  const lucie = await shop.person("vendeur1");
  const sale = await draft(lucie, [GOODS.comte]);
  ok(await lucie.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [CUSTOMER, sale.id]));
  ok(await send(lucie, sale));
  const waiting = page.locator(`[data-ticket="${sale.id}"] button`);
  await waiting.getByText("Solène Kervella").waitFor();
  await show("caisse-queue-customer", page);
  await waiting.click();
  await page.locator(".payment").waitFor();
  await settled(page);
  await keys(page, "c");
  const put = page.getByRole("dialog").getByRole("button", { name: /sur le compte/ });
  await put.waitFor();
  await show("caisse-account", page);
  await put.click();
  await page.getByText("Le compte est bon").waitFor();
  await show("caisse-account-given", page);
  await enter(page);
  await page.locator(".preview-paper").getByText("À payer (compte client)").waitFor();
  await show("caisse-account-paid", page);
  await enter(page);
  await page.locator(".queue").waitFor();
  await keys(page, "F10");
  await page.getByRole("button", { name: /^Solène Kervella/ }).click();
  await show("caisse-accounts", page);
  await enter(page);
  await page.getByText("réglés, inscrits.").waitFor();
  await show("caisse-accounts-settled", page);
  await page.getByRole("button", { name: "Nouveau règlement" }).click();
  await page.getByRole("button", { name: "Reçus précédents…" }).click();
  await page.locator(".settled-list button").first().waitFor();
  await show("caisse-accounts-receipts", page);
  await keys(page, "Escape");
  await page.getByRole("button", { name: "Reçus précédents…" }).waitFor();
  await keys(page, "Escape");
  await page.locator(".queue").waitFor();
}
