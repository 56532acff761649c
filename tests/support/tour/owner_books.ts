/** The shop's books in the owner's console. */
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { cash, ok, openTill, sold } from "../shop.ts";
import type { Show } from "./stop.ts";

export async function tourOwnerBooks(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const nadia = await shop.person("nadia");
  ok(await openTill(nadia, 100_00, "C2"));
  await sold(nadia, [GOODS.eclair, GOODS.baguette], [cash(10_00)]);
  await openSection(page, "Livres");
  await page.locator(".table tbody tr").first().waitFor();
  await page.locator("[data-due]").first().waitFor();
  await show("owner-closings", page);
  await page.locator("[data-due] button").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Clôturer" }).click();
  await page.getByRole("alert").waitFor();
  await show("owner-closing", page);
  await page.keyboard.press("Escape");
  await page.locator(".table-link").first().click();
  await page.locator(".z").waitFor();
  await show("owner-z", page);
  await print(page, "Imprimer, 80 mm");
  await show("owner-z-80", page, { paper: 80 });
  await print(page, "Imprimer, A4");
  await show("owner-z-a4", page, { paper: 210 });
  await page.evaluate(() => localStorage.setItem("comptoir.paper", "58"));
  await page.reload();
  await print(page, "Imprimer, 58 mm");
  await show("owner-z-58", page, { paper: 58 });
  await page.evaluate(() => localStorage.removeItem("comptoir.paper"));
  await page.evaluate(() => document.querySelector(".paper")?.dispatchEvent(new Event("done")));
  await tickets(page, show);
  await page.getByRole("link", { name: "Caisses et écarts" }).click();
  await page.locator(".table tbody tr").first().waitFor();
  await show("owner-sessions", page);
  await page.getByRole("link", { name: "X de C2" }).click();
  await page.locator(".z").waitFor();
  await show("owner-x", page);
  await page.getByRole("link", { name: "Bons et cartes" }).click();
  await page.locator(".table tbody tr").first().waitFor();
  await show("owner-vouchers", page);
  await page.getByRole("link", { name: /^[A-Z] \d{4} / }).first().click();
  await page.getByRole("heading", { name: /^(Avoir|Carte cadeau) / }).waitFor();
  await show("owner-voucher", page);
  await page.getByRole("link", { name: "Comptable", exact: true }).click();
  await page.getByRole("button", { name: /^Z-/ }).first().click();
  await show("owner-accounting", page);
  await page.getByRole("button", { name: "Régime et plateforme" }).click();
  await page.getByLabel("Matricule de la plateforme").fill("12");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("quatre chiffres ou capitales").waitFor();
  await show("owner-reports", page);
  await page.getByLabel("Matricule de la plateforme").fill("0042");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByRole("button", { name: /^XML,/ }).first().waitFor();
  await show("owner-reports-ready", page);
  await page.getByRole("button", { name: "Cartes bancaires", exact: true }).click();
  await page.getByLabel("Numéro de compte").waitFor();
  await show("owner-account", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("link", { name: "Archives et contrôle" }).click();
  await page.getByRole("button", { name: "Contrôler maintenant" }).click();
  await page.getByText("Les livres sont intacts.").waitFor();
  await page.getByRole("button", { name: "Télécharger" }).click();
  await page.getByText("est dans vos téléchargements").waitFor();
  await page.locator(".table tbody tr").first().waitFor();
  await show("owner-archives", page);
  await print(page, "Imprimer, A4");
  await show("owner-attestation", page, { paper: 210 });
  await page.evaluate(() => document.querySelector(".paper")?.dispatchEvent(new Event("done")));
}

async function tickets(page: Page, show: Show): Promise<void> {
  await page.getByRole("link", { name: "Ventes et avoirs" }).click();
  await page.locator(".table tbody tr").nth(5).waitFor();
  await show("owner-tickets", page);
  await page.getByRole("searchbox").fill("zzz");
  await page.getByText("Aucun ticket de cette sorte").waitFor();
  await show("owner-tickets-none", page);
  await page.getByRole("searchbox").fill("");
  await page.getByLabel("État").selectOption("refunds");
  await page.locator(".table tbody .chip", { hasText: "Avoir" }).first().waitFor();
  await page.locator(".table-link").first().click();
  await page.locator(".history li").first().waitFor();
  await show("owner-ticket", page);
  await page.getByRole("button", { name: "Facture demandée…" }).click();
  await page.getByLabel("SIREN de l’entreprise").fill("732 829 321");
  await page.getByRole("button", { name: "Noter la demande" }).click();
  await page.getByText("celui-ci est mal écrit").waitFor();
  await show("owner-invoice", page);
}

/** Presses a print button; what would go to the printer stays on the page to be looked at. */
async function print(page: Page, button: string): Promise<void> {
  await page.evaluate(() => void Object.assign(globalThis, { print() {} }));
  await page.getByRole("button", { name: button }).click();
  await page.locator("body > .paper").waitFor({ state: "attached" });
}
