/** The seller's screens: products, the ticket in hand, tickets that wait, every question asked, and what goes wrong. */
import type { Page } from "playwright-core";
import { type Problem, problem } from "../../../shared/errors.ts";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { scan } from "../scanner.ts";
import { ok } from "../shop.ts";
import { HAND } from "../pace.ts";
import { holdBack, type Show } from "./stop.ts";
import { add, onProducts, onTicket, search, tile } from "./vendeur_views.ts";
import { tourColleague, tourOffline, tourWaiting } from "./vendeur_waiting.ts";

export async function tourVendeur(shop: DemoShop, show: Show): Promise<void> {
  const desk = await shop.device("vendeur1");
  const { page } = desk;
  const held = await holdBack(page, "**/api/query");
  await shop.signIn(desk, "vendeur1");
  await page.getByText("Chargement du catalogue…").waitFor();
  await show("vendeur-loading", page);
  await held.release();
  await tile(page, "Baguette tradition").waitFor();

  await finding(page, show);
  await counting(page, show);
  await ticketInHand(shop, page, show);
  await troubles(page, show);
  await sending(page, show);
  await tourWaiting(shop, page, show);
  await tourColleague(shop, page, show);
  await tourOffline(shop, page, show);
  await desk.context.close();
}

async function finding(page: Page, show: Show): Promise<void> {
  await show("vendeur-empty", page, onProducts);
  await show("vendeur-empty-ticket", page, { ...onTicket, onlyNarrow: true });
  await search(page).pressSequentially("creme", HAND);
  await page.getByText(/Crème/).first().waitFor();
  await show("vendeur-search", page, onProducts);
  await search(page).fill("chaussures de ski");
  await page.getByText("Rien ne correspond").waitFor();
  await show("vendeur-search-none", page, onProducts);
  await search(page).fill("");
  await page.getByRole("button", { name: /^Fruits/ }).click();
  await show("vendeur-category", page, onProducts);
  await page.getByRole("button", { name: "Tous", exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Favoris de cet appareil" }).click();
  await page.locator(".favourite-row").nth(1).click();
  await page.locator(".favourite-row[aria-pressed=true]").waitFor();
  await show("vendeur-favourites", page);
  await page.locator(".favourite-row[aria-pressed=true]").click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Touches", exact: true }).click();
  await page.getByRole("dialog", { name: "Touches" }).waitFor();
  await show("vendeur-keys", page);
  await page.keyboard.press("Escape");
}

async function counting(page: Page, show: Show): Promise<void> {
  await page.getByRole("button", { name: /Quantité du prochain article/ }).click();
  await page.getByRole("dialog").waitFor();
  await show("vendeur-quantity-pad", page);
  for (const key of ["0", "Virgule", "3"]) await page.getByRole("button", { name: key, exact: true }).click();
  await show("vendeur-quantity-pad-typed", page);
  await page.getByRole("button", { name: "Valider" }).click();
  await show("vendeur-quantity-armed", page, onProducts);
  await add(page, "Pommes Gala");
}

async function ticketInHand(shop: DemoShop, page: Page, show: Show): Promise<void> {
  for (const label of ["Baguette tradition", "Baguette tradition", "Éclair au café", "Pain complet 400 g"]) {
    await add(page, label);
  }
  await show("vendeur-ticket", page, onTicket);
  await show("vendeur-ticket-products", page, { ...onProducts, onlyNarrow: true });
  await page.keyboard.press("F3");
  await page.getByRole("dialog", { name: "Consignes rendues" }).getByRole("button", { name: /^Une de plus/ }).first().click();
  await show("vendeur-deposits", page);
  await page.keyboard.press("Escape");
  // Where the phone's view stands does not matter on a wide screen.
  await page.locator(".ticket-line", { hasText: "Éclair au café" }).locator(".line-row").click();
  await page.getByRole("button", { name: /^Quantité de Éclair au café/ }).click();
  await page.getByRole("dialog").waitFor();
  await show("vendeur-line-quantity", page);
  await page.keyboard.press("Escape");

  await customers(page, show);
  await page.getByPlaceholder(/Note/).fill("emballage cadeau, repasse à 18 h");
  await show("vendeur-ticket-customer", page, onTicket);

  // The owner changes the catalogue under the ticket.
  const price = "UPDATE produits SET prix_ttc = ?, actif = ? WHERE id = ?";
  ok(await shop.owner.query("update", price, [310, 1, GOODS.eclair]));
  ok(await shop.owner.query("update", price, [279, 0, GOODS.pommes]));
  await page.getByText("N’est plus en vente").waitFor();
  await page.getByText(/Prix changé/).waitFor();
  await show("vendeur-ticket-changed", page, onTicket);
  ok(await shop.owner.query("update", price, [290, 1, GOODS.eclair]));
  ok(await shop.owner.query("update", price, [279, 1, GOODS.pommes]));
  await page.getByText("N’est plus en vente").waitFor({ state: "detached" });
}

async function customers(page: Page, show: Show): Promise<void> {
  await page.getByRole("button", { name: "Ajouter un client" }).click();
  await page.getByRole("dialog").getByText("Anaïs Lefèvre").waitFor();
  await show("vendeur-customer", page);
  await page.getByPlaceholder("Nom, téléphone ou e-mail").fill("Zébulon");
  await page.getByText("Personne ne correspond").waitFor();
  await show("vendeur-customer-none", page);
  await page.getByRole("button", { name: "Nouveau client" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("");
  await page.getByRole("button", { name: "Ajouter et choisir" }).click();
  await page.getByText("À remplir.").waitFor();
  await show("vendeur-customer-new", page);
  await page.getByRole("button", { name: "Retour à la liste" }).click();
  await page.getByPlaceholder("Nom, téléphone ou e-mail").fill("bistrot");
  await page.getByRole("button", { name: /Bistrot de la Place/ }).click();
  await page.getByRole("button", { name: /Client : Bistrot/ }).waitFor();
}

async function troubles(page: Page, show: Show): Promise<void> {
  await scan(page, "3017620422003");
  await page.getByText("Code inconnu").waitFor();
  await scan(page, "2000000000014", "us on azerty");
  await page.getByText("Code mal lu").waitFor();
  await show("vendeur-scan-unknown", page, onTicket);
  await page.getByRole("button", { name: /Effacer le code/ }).first().click();
  await page.getByRole("button", { name: /Effacer le code/ }).first().click();

  const answer = await answerBatches(page, problem("invalid_state", { etat: "payee" }, "fr"));
  await page.keyboard.press("F9");
  await page.getByText("Une vente n’a pas été acceptée").waitFor();
  await show("vendeur-refused", page, onTicket);
  await answer.stop();
  await page.getByRole("button", { name: "Compris" }).click();
}

/** Every write of a ticket is answered with this. */
async function answerBatches(page: Page, answer: Problem): Promise<{ stop(): Promise<void> }> {
  await page.route("**/api/query", async (route) => {
    if (route.request().postDataJSON()?.type !== "batch") return await route.continue();
    await route.fulfill({ status: answer.status, contentType: "application/problem+json", json: answer });
  });
  return { stop: () => page.unroute("**/api/query") };
}

async function sending(page: Page, show: Show): Promise<void> {
  const held = await holdBack(page, "**/api/query");
  await page.keyboard.press("F9");
  await page.getByText("Envoi en cours…").waitFor();
  await show("vendeur-sending", page, onTicket);
  await held.release();
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  await show("vendeur-sent", page, onTicket);

  await add(page, "Croissant au beurre");
  await page.getByRole("button", { name: "Vider" }).click();
  await page.getByRole("button", { name: "Rétablir" }).waitFor();
  await show("vendeur-cleared", page, onTicket);

  // The server fails at it, again and again.
  const answer = await answerBatches(page, problem("internal", {}, "fr"));
  await page.getByRole("button", { name: "Rétablir" }).click();
  await page.keyboard.press("F9");
  await page.getByText("Un envoi n’a pas abouti").waitFor();
  await show("vendeur-stuck", page, onTicket);
  await page.getByRole("button", { name: "Voir" }).click();
  await page.getByRole("dialog").getByText("1 × Croissant au beurre").waitFor();
  await show("vendeur-stuck-shown", page);
  await page.getByRole("button", { name: "Abandonner…" }).click();
  await show("vendeur-stuck-sure", page);
  await page.getByRole("button", { name: "Le garder" }).click();
  await answer.stop();
  await page.getByRole("dialog").getByRole("button", { name: "Réessayer" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^n° 2/ }).waitFor();
}
