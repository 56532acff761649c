/** Before the first customer: the float, the code that makes a device a till, and the queue that fills. */
import type { Page } from "playwright-core";
import type { DemoShop } from "../demo_shop.ts";
import { command, ok } from "../shop.ts";
import { keys } from "../pace.ts";
import { holdBack, type Show } from "./stop.ts";

/** From the sign-in to an empty queue. */
export async function tourOpening(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const held = await holdBack(page, /\/api\/(query|caisses)/);
  await page.getByLabel("Identifiant").fill("caisse1");
  await page.getByLabel("Mot de passe").fill(shop.passwords.caisse1);
  await page.getByRole("button", { name: "Entrer" }).click();
  await page.getByText("Ouverture de la caisse…").waitFor({ state: "attached" });
  await show("caisse-loading", page);
  await held.release();
  await page.getByRole("heading", { name: "Ouvrir la caisse" }).waitFor();
  await show("caisse-opening", page);
  await enrolling(shop, page, show);
  await page.getByRole("button", { name: /^C1/ }).click();
  await keys(page, "1", "5", "0");
  await show("caisse-opening-float", page);
  await page.getByRole("button", { name: "Compter pièce par pièce" }).click();
  await page.getByRole("heading", { name: "Ouvrir C1 : compter le fond" }).waitFor();
  await show("caisse-opening-count", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Ouvrir C1/ }).waitFor();
  await keys(page, "Enter");
  await page.getByText("Caisse C1 ouverte").waitFor();
  const tickets = await holdBack(page, "**/api/query");
  await page.reload();
  await page.getByText("Chargement des tickets…").waitFor({ state: "attached" });
  await show("caisse-queue-loading", page);
  await tickets.release();
  await page.getByText("Aucun ticket en attente").waitFor();
  await show("caisse-queue-empty", page);
}

/** A code that makes this device a till, and a till that opens on another one alone. */
async function enrolling(shop: DemoShop, page: Page, show: Show): Promise<void> {
  await page.getByRole("button", { name: "J’ai un code" }).click();
  await keys(page, "1", "2", "3", "4", "5", "6");
  await show("caisse-opening-code", page);
  await keys(page, "Enter");
  await page.getByRole("alert").waitFor();
  await show("caisse-opening-code-wrong", page);
  ok(await command(shop.owner, "/api/caisses", { nom: "C3" }));
  const { code } = ok(await command(shop.owner, "/api/caisses/C3/inviter"));
  const cle = crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
  ok(await command(await shop.person("nadia"), "/api/caisses/enroler", { code, cle }));
  await page.reload();
  await page.getByRole("button", { name: /^C3/ }).click();
  await page.getByText("C3 ne s’ouvre que sur un autre poste").waitFor();
  await show("caisse-opening-elsewhere", page);
}
