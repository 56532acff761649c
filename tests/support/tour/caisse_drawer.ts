/** A ticket that comes back, the X report, and the count that closes the till. */
import type { Page } from "playwright-core";
import { printedNumber } from "../demo_shop.ts";
import { enter, keys } from "../pace.ts";
import type { Show } from "./stop.ts";

/** From the queue and back to it; all of a paid ticket of C1 comes back. */
export async function tourLookup(page: Page, show: Show, paid: number): Promise<void> {
  await page.keyboard.press("F4");
  const number = page.getByLabel("Numéro du ticket");
  await number.waitFor();
  await show("caisse-lookup", page);
  await number.fill("999999");
  await page.keyboard.press("Enter");
  await page.getByText("Aucun ticket payé ne porte le numéro").waitFor();
  await show("caisse-lookup-none", page);

  await number.fill(String(paid));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: printedNumber(paid) }).waitFor();
  await show("caisse-refund", page);
  await page.getByRole("button", { name: "Corriger le paiement" }).click();
  await page.getByRole("dialog").waitFor();
  await show("caisse-correct", page);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Tout rembourser" }).click();
  await page.getByRole("button", { name: /^Rembourser \d/ }).click();
  await page.getByText("Choisissez ou écrivez un motif.").waitFor();
  await show("caisse-refund-reason", page);
  await page.getByRole("button", { name: "Ne convient pas" }).click();
  await show("caisse-refund-chosen", page);
  await page.getByRole("button", { name: /^Rembourser \d/ }).click();
  await page.getByText("À remettre au client").waitFor();
  await show("caisse-refunded", page);
  await enter(page);

  await page.keyboard.press("F4");
  await number.fill(String(paid));
  await page.keyboard.press("Enter");
  await page.getByText("Déjà remboursé").first().waitFor();
  await show("caisse-refund-gone", page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.locator(".queue").waitFor();
}

/** From the queue and back to it. */
export async function tourMoves(page: Page, show: Show): Promise<void> {
  await page.keyboard.press("F7");
  await page.getByRole("heading", { name: "Espèces et tiroir" }).waitFor();
  await show("caisse-moves", page);
  await keys(page, "4", "0");
  await page.getByRole("button", { name: "Banque" }).click();
  await page.getByLabel("Motif").fill("Dépôt de midi");
  await show("caisse-moves-filled", page);
  await page.getByRole("button", { name: /^Sortir/ }).click();
  await page.getByText("sortis du tiroir").waitFor();
  await show("caisse-moves-done", page);
  await page.keyboard.press("Escape");
  await page.locator(".queue").waitFor();
}

export async function tourCount(page: Page, show: Show): Promise<void> {
  await page.keyboard.press("F8");
  await page.getByRole("heading", { name: "Rapport X" }).waitFor();
  await page.getByText("Les montants s’affichent après le comptage").waitFor();
  await show("caisse-x", page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("F9");
  await page.getByLabel("Nombre de 500 €").waitFor();
  await show("caisse-count", page);
  const pieces = { "50 €": "2", "20 €": "3", "10 €": "4", "2 €": "7", "1 €": "5", "20 c": "11", "1 c": "3" };
  for (const [piece, count] of Object.entries(pieces)) {
    await page.getByLabel(`Nombre de ${piece}`, { exact: true }).fill(count);
  }
  await show("caisse-count-filled", page);
  await page.getByRole("button", { name: "Fermer la caisse" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await show("caisse-count-sure", page);
  await dialog.getByRole("button", { name: "Fermer la caisse" }).click();
  await page.getByText("Ces chiffres sont gardés avec la journée.").waitFor();
  await show("caisse-counted", page);
  await page.getByRole("button", { name: "Terminer" }).click();
  await page.getByRole("heading", { name: "Ouvrir la caisse" }).waitFor();
}
