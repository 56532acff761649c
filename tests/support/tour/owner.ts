/** The owner's page on the server PC. */
import type { Page } from "playwright-core";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { openSection } from "../browser.ts";
import { PASSWORD } from "../server.ts";
import { sent } from "../shop.ts";
import { tourOwnerBooks } from "./owner_books.ts";
import { tourCatalogue } from "./owner_catalogue.ts";
import { tourCustomers } from "./owner_customers.ts";
import { tourExchange } from "./owner_exchange.ts";
import { tourOwnerOverview } from "./owner_overview.ts";
import { tourOwnerJournal } from "./owner_journal.ts";
import { tourOwnerShop } from "./owner_shop.ts";
import { tourOwnerTeam } from "./owner_team.ts";
import type { Show } from "./stop.ts";

export async function tourOwner(shop: DemoShop, show: Show): Promise<void> {
  const desk = await shop.blank();
  const { page } = desk;
  await page.goto(shop.server.url);
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  await show("sign-in-server", page);
  await desk.signIn("patron", PASSWORD);
  await page.locator("[data-sale]").first().waitFor();
  await show("owner", page);
  const lucie = await shop.person("vendeur1");
  const sale = await sent(lucie, [GOODS.baguette, GOODS.eclair]);
  await page.locator(`[data-sale="${sale.id}"]`).waitFor();
  await show("owner-arrival", page);
  await tourOwnerOverview(page, show);

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("ajou");
  await show("owner-palette", page);
  await page.keyboard.press("Escape");
  await tills(page, show);
  await tourOwnerTeam(page, show);
  await openSection(page, "Système");
  await page.getByRole("button", { name: "Sauvegarder maintenant" }).click();
  await page.locator(".backups [data-row]").waitFor();
  await page.locator(".server-fact").first().waitFor();
  await show("owner-system", page);
  await page.getByRole("button", { name: /^Remettre la copie du/ }).click();
  await page.getByText("tickets ont été encaissés depuis", { exact: false }).or(page.getByText("Aucun ticket n’a été encaissé"))
    .first().waitFor();
  await show("owner-system-restore", page);
  await page.keyboard.press("Escape");
  await page.locator(".backup-choices > summary").click();
  await page.locator(".backup-plan").waitFor();
  await show("owner-system-backups", page);
  await page.getByRole("button", { name: "Créer une clé" }).click();
  await page.getByLabel("Logiciel", { exact: true }).fill("Prometheus");
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("Cochez ce qu’elle ouvre.").waitFor();
  await page.locator(".access").scrollIntoViewIfNeeded();
  await show("owner-access-new", page);
  await page.getByLabel("Mesures").check();
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.locator(".access [data-row]").waitFor();
  await show("owner-access", page);
  await tourCatalogue(page, show);
  await tourCustomers(page, show);
  await tourExchange(page, show);
  await tourOwnerBooks(shop, page, show);
  await tourOwnerShop(page, show);
  await tourOwnerJournal(page, show);
  await desk.context.close();
}

async function tills(page: Page, show: Show): Promise<void> {
  await openSection(page, "Caisses");
  await page.getByRole("button", { name: "Activer HTTPS" }).click();
  await page.getByRole("switch", { name: "HTTPS seul" }).waitFor();
  await show("owner-https", page);
  await page.locator(".tills .person-link").first().click();
  await page.getByLabel("Libellé", { exact: true }).waitFor();
  await show("owner-till-one", page);
  await page.locator(".till-pane").getByRole("link", { name: "Fermer" }).click();
  await page.getByRole("button", { name: "Ajouter une caisse" }).click();
  await page.getByLabel("Nom court").fill("2C");
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("Une lettre, puis des lettres ou des chiffres").waitFor();
  await show("owner-till", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("button", { name: "Relier un appareil" }).last().click();
  await page.getByRole("dialog").getByLabel("Code").waitFor();
  await show("owner-till-code", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Donner un accord" }).first().click();
  await page.getByRole("dialog").getByText("Un accord, une fois").waitFor();
  await show("owner-approval", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Ajouter une imprimante" }).click();
  await page.getByLabel("Adresse").fill("192.168.1.50");
  await page.locator(".printers").getByRole("button", { name: "Ajouter", exact: true }).scrollIntoViewIfNeeded();
  await show("owner-printer", page);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
}
