/** What is weighed, what has no price of its own, and what comes back for something else or for a voucher. */
import type { Page } from "playwright-core";
import { spacedVoucherCode } from "../../../shared/voucher_code.ts";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { enter, keys, settled } from "../pace.ts";
import { cash, type Item, ok, sent, sold } from "../shop.ts";
import type { Show } from "./stop.ts";

const OPEN_PRICE = 5_000_001;
const BASKET: readonly (Item | number)[] = [{ produit: GOODS.comte, quantite: 320 }, { produit: GOODS.eclair, quantite: 2_000 }];

/** From the queue and back to it. */
export async function tourWeights(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const divers = "INSERT INTO produits (id, libelle, prix_ttc, tva, prix_libre) VALUES (?, 'Divers 20 %', 0, 2000, 1)";
  ok(await shop.owner.query("insert", divers, [OPEN_PRICE]));
  await keys(page, "F2");
  await page.getByRole("button", { name: "Vider" }).click();
  const search = page.getByPlaceholder("Chercher un produit");
  const dialog = page.getByRole("dialog");
  await search.fill("pommes gala");
  await page.locator(".tile").first().click();
  await dialog.getByRole("heading", { name: /^Poids/ }).waitFor();
  await keys(page, "1", ",", "2");
  await show("caisse-weight", page);
  await keys(page, "5", "Enter");
  await page.locator(".direct-line", { hasText: "1,250" }).waitFor();
  await search.fill("divers 20");
  await page.locator(".tile").first().click();
  await dialog.waitFor();
  await keys(page, "4", ",", "5");
  await show("caisse-open-price", page);
  await keys(page, "Enter");
  await page.locator(".direct-line", { hasText: "Divers" }).waitFor();
  await page.locator(".direct-line", { hasText: "Pommes" }).locator(".line-row").click();
  await show("caisse-direct-weight", page);
  await keys(page, "F8");
  await page.getByText(/Ticket mis en attente/).waitFor();
  await keys(page, "Escape");
  await page.locator(".queue").waitFor();

  // Another's ticket is changed in hand.
  const sale = await sent(await shop.person("vendeur1"), BASKET);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await page.getByRole("button", { name: /^Quantité de Éclair/ }).click();
  await dialog.waitFor();
  await show("caisse-hand-line", page);
  await keys(page, "Escape");
  await dialog.waitFor({ state: "detached" });
  await giveBack(page);
}

export async function giveBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rendre à la file" }).click();
  await page.getByRole("button", { name: "Mauvais ticket" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rendre", exact: true }).click();
  await page.locator(".queue").waitFor();
}

/** From the queue and back to it. */
export async function tourReturns(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const camille = await shop.person("caisse1");
  const { numero } = await sold(camille, BASKET, [cash(50_00)]);
  await lookUp(page, numero);
  await page.locator(".refund-weight > .input").fill("0,120");
  await show("caisse-refund-weight", page);
  await page.getByRole("button", { name: "Tout rembourser" }).click();
  await page.getByRole("button", { name: "Échanger" }).click();
  await page.locator(".direct").getByText(`repris de ${numero}`).first().waitFor();
  await show("caisse-exchange", page);
  await page.getByPlaceholder("Chercher un produit").fill("baguette trad");
  await page.locator(".tile").first().click();
  await page.getByRole("button", { name: /^Rendre \d/ }).click();
  await page.getByRole("group", { name: "Remis au client en" }).waitFor();
  await show("caisse-exchange-back", page);
  await page.getByRole("button", { name: "Vente directe" }).or(page.getByRole("button", { name: "Retour" })).first().click();
  await page.locator(".direct").waitFor();
  await page.getByRole("button", { name: "Vider" }).click();
  await keys(page, "Escape");
  await page.locator(".queue").waitFor();

  await lookUp(page, numero);
  await page.getByRole("button", { name: "Tout rembourser" }).click();
  await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Avoir" }).click();
  await page.getByRole("button", { name: "Ne convient pas" }).click();
  await page.getByRole("button", { name: /^Rembourser \d/ }).click();
  await page.locator(".preview-paper").getByText("AVOIR : bon à valoir").waitFor();
  await page.locator(".preview-paper").getByText("AVOIR : bon à valoir").scrollIntoViewIfNeeded();
  await show("caisse-voucher-given", page);
  await enter(page);
  await page.locator(".queue").waitFor();
  const [{ code }] = ok(await shop.owner.query("select", "SELECT code FROM bons ORDER BY rowid DESC LIMIT 1")).rows;
  await payByVoucher(shop, page, show, code);
}

async function lookUp(page: Page, number: string): Promise<void> {
  await keys(page, "F4");
  await page.getByLabel("Numéro du ticket").fill(number);
  await keys(page, "Enter");
  await page.getByRole("heading", { name: number }).waitFor();
}

/** A ticket of more than ten thousand euros, and one for which far too much is typed. */
async function payByVoucher(shop: DemoShop, page: Page, show: Show, code: string): Promise<void> {
  const sale = await sent(await shop.person("vendeur1"), [{ produit: GOODS.eclair, quantite: 4_000_000 }]);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await show("caisse-payment-large", page);
  await settled(page);
  await keys(page, "b");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Code").fill("B123");
  await keys(page, "Enter");
  await dialog.getByText("Ce n'est pas le code d'un bon").waitFor();
  await show("caisse-voucher-none", page);
  await dialog.getByLabel("Code").fill(spacedVoucherCode(code));
  await keys(page, "Enter");
  await dialog.getByText(/^Solde/).waitFor();
  await show("caisse-voucher", page);
  await keys(page, "Escape");
  await dialog.waitFor({ state: "detached" });
  await giveBack(page);
  const little = await sent(await shop.person("vendeur1"), [GOODS.eclair]);
  await page.locator(`[data-ticket="${little.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
  await keys(page, "5", "0", "0");
  await enter(page);
  await page.getByText("validez encore une fois").waitFor();
  await show("caisse-payment-sure", page);
  await keys(page, "Escape");
  await giveBack(page);
}
