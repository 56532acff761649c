/** A seller's tickets that wait, colleagues who come and go, and a server that is away. */
import type { Page } from "playwright-core";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { command, draft, giveBack, ok, openTill, sent, take } from "../shop.ts";
import type { Show } from "./stop.ts";
import { onProducts, onTicket } from "./vendeur_views.ts";

/** Tickets in every state: waiting, given back, at the till, put aside. */
export async function tourWaiting(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const lucie = await shop.person("vendeur1");
  const camille = await shop.person("caisse1");
  ok(await openTill(camille, 150_00));
  const returned = await sent(lucie, [GOODS.comte, { produit: GOODS.pommes, quantite: 1_250 }]);
  ok(await take(camille, returned));
  ok(await giveBack(camille, returned, { motif: "prix du comté à vérifier" }));
  const held = await sent(lucie, [GOODS.baguette, { produit: GOODS.eclair, quantite: 4_000 }]);
  ok(await take(camille, held));
  const aside = await draft(lucie, [GOODS.eclair]);
  await page.getByRole("button", { name: /De côté/ }).waitFor();
  await page.getByRole("button", { name: /Rendu/ }).waitFor();
  await show("vendeur-waiting", page, onTicket);
  await show("vendeur-waiting-products", page, { ...onProducts, onlyNarrow: true });

  await card(page, returned.id).click();
  await page.getByRole("dialog").getByText(/Comté/).waitFor();
  await show("vendeur-waiting-returned", page);
  await page.keyboard.press("Escape");
  await card(page, held.id).click();
  await page.getByRole("dialog").getByText(/s’en occupe/).waitFor();
  await show("vendeur-waiting-locked", page);
  await page.keyboard.press("Escape");
  await card(page, returned.id).click();
  await page.getByRole("button", { name: "Annuler le ticket" }).click();
  await page.getByRole("dialog", { name: "Annuler le ticket ?" }).waitFor();
  await show("vendeur-cancel", page);
  await page.keyboard.press("Escape");

  await card(page, aside.id).click();
  await page.getByRole("button", { name: "Reprendre", exact: true }).click();
  await page.getByRole("button", { name: "Annuler ce ticket" }).waitFor();
  await show("vendeur-taken-back", page, onTicket);
}

const card = (page: Page, id: string) => page.locator(`[data-ticket="${id}"]`);

export async function tourOffline(shop: DemoShop, page: Page, show: Show): Promise<void> {
  await shop.away(async () => {
    await page.getByText("Connexion au serveur perdue").waitFor();
    await show("vendeur-offline", page, onProducts);
    await page.keyboard.press("F9");
    await page.getByText("Gardé sur ce poste").waitFor();
    await show("vendeur-offline-kept", page, onTicket);
  });
  await page.locator('[data-phase="ready"]').waitFor();
}

/** Hugo comes, and is still learning. */
export async function tourColleague(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const desk = await shop.device("vendeur2");
  const his = await shop.signIn(desk, "vendeur2");
  await page.getByRole("button", { name: "Autres personnes connectées : 1" }).click();
  await page.getByRole("dialog").getByText("Hugo Petit").waitFor();
  await show("vendeur-presence", page);
  await page.keyboard.press("Escape");
  const [{ id }] = ok(await shop.owner.query("select", "SELECT id FROM equipe WHERE nom = 'Hugo Petit'")).rows;
  ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
  await his.getByText("FORMATION").waitFor();
  await show("vendeur-training", his, onProducts);
  await desk.context.close();
  await page.getByRole("button", { name: "Personne d’autre n’est connecté" }).waitFor();
}
