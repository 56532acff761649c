/** Payments that are not everyday's: a gift card sold, a rate of VAT that changed while its ticket waited, more cash than the law takes. */
import type { Page } from "playwright-core";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { enter, keys, settled } from "../pace.ts";
import { ok, type Sale, sent } from "../shop.ts";
import { giveBack } from "./caisse_goods.ts";
import type { Show } from "./stop.ts";

/** From the queue and back to it. */
export async function tourSpecial(shop: DemoShop, page: Page, show: Show): Promise<void> {
  await giftCard(page, show);
  await changedRate(shop, page, show);
  await muchCash(shop, page, show);
}

async function giftCard(page: Page, show: Show): Promise<void> {
  await keys(page, "F2");
  await page.getByPlaceholder("Chercher un produit").fill("carte cadeau");
  await page.locator(".tile").first().click();
  await page.locator(".direct-line", { hasText: "Carte cadeau" }).waitFor();
  await show("caisse-gift-card", page);
  await enter(page);
  await page.locator(".payment").waitFor();
  await enter(page);
  const card = page.locator(".preview-paper .receipt-voucher");
  await card.waitFor();
  await card.scrollIntoViewIfNeeded();
  await show("caisse-gift-card-paid", page);
  await enter(page);
  await page.locator(".queue").waitFor();
}

async function toPayment(page: Page, { id }: Sale): Promise<void> {
  await page.locator(`[data-ticket="${id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
}

async function changedRate(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const rates = "SELECT tva FROM produits WHERE id = ?";
  const [{ tva }] = ok(await shop.owner.query("select", rates, [GOODS.eclair])).rows;
  const put = async (rate: number) =>
    ok(await shop.owner.query("update", "UPDATE produits SET tva = ? WHERE id = ?", [rate, GOODS.eclair]));
  const sale = await sent(await shop.person("vendeur1"), [GOODS.baguette, GOODS.eclair]);
  await put(2000);
  await toPayment(page, sale);
  await enter(page);
  await page.getByText(/^TVA changée depuis l’ajout/).waitFor();
  await show("caisse-paid-rate", page);
  await enter(page);
  await page.locator(".queue").waitFor();
  await put(tva);
}

async function muchCash(shop: DemoShop, page: Page, show: Show): Promise<void> {
  await toPayment(page, await sent(await shop.person("vendeur1"), [{ produit: GOODS.eclair, quantite: 400_000 }]));
  await enter(page);
  const word = page.locator(".owners-word");
  await word.waitFor();
  await show("caisse-cash-limit", page);
  await word.getByLabel("Code du propriétaire").fill("000000");
  await word.getByLabel("Motif").fill("Touriste, résident étranger");
  await keys(page, "Enter");
  await page.getByText("Ce code d'accord n'est pas valable").waitFor();
  await show("caisse-cash-limit-wrong", page);
  await keys(page, "Escape");
  await giveBack(page);
}
