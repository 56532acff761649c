/** Ringing up at the till: articles, discounts, scans, a ticket that is parked. */
import type { Page } from "playwright-core";
import { scan } from "../scanner.ts";
import { HAND } from "../pace.ts";
import type { Show } from "./stop.ts";

/** From the queue and back to it. */
export async function tourDirect(page: Page, show: Show): Promise<void> {
  const tile = (label: string) => page.getByRole("button", { name: `Ajouter ${label}` });
  const search = page.getByPlaceholder("Chercher un produit");
  /** Among three hundred it has to be searched for; the search is empty again afterwards. */
  const add = async (label: string) => {
    await search.fill(label);
    await tile(label).first().click();
    await search.blur();
  };
  await page.keyboard.press("F2");
  await tile("Baguette tradition").waitFor();
  await show("caisse-direct-empty", page);
  const [screen] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("button", { name: "Afficheur client" }).click(),
  ]);
  // What was paid last stays until the next.
  await screen.getByText("Merci, et à bientôt !").waitFor();
  await show("display-thanks", screen);
  await page.bringToFront();
  for (const label of ["Baguette tradition", "Croissant au beurre", "Croissant au beurre", "Éclair au café"]) {
    await add(label);
  }
  await page.keyboard.type("3*", HAND);
  await page.getByText(/Quantité 3 ×/).waitFor();
  await show("caisse-direct-quantity", page);
  await add("Pain au chocolat");
  await show("caisse-direct", page);
  await screen.locator(".display-line", { hasText: "Pain au chocolat" }).waitFor();
  await screen.bringToFront();
  await show("display-lines", screen);
  await screen.close();
  await page.bringToFront();

  await page.locator(".direct-line", { hasText: "Éclair au café" }).locator(".line-row").click();
  await page.getByRole("button", { name: "Remise sur Éclair au café" }).click();
  await page.getByRole("dialog").waitFor();
  await page.getByRole("button", { name: "20 %", exact: true }).click();
  await show("caisse-discount-line", page);
  await page.getByRole("button", { name: /^Appliquer/ }).click();
  await page.keyboard.press("F4");
  await page.getByRole("dialog").waitFor();
  await page.getByRole("button", { name: "En euros" }).click();
  await page.keyboard.type("1", HAND);
  await show("caisse-discount-ticket", page);
  await page.getByRole("button", { name: /^Appliquer/ }).click();
  await show("caisse-direct-discounted", page);
  await page.keyboard.press("F3");
  await page.getByRole("dialog", { name: "Consignes rendues" }).waitFor();
  await show("caisse-direct-deposits", page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Prix de Éclair au café" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("2", HAND);
  await page.getByRole("button", { name: "Fin de série" }).click();
  await show("caisse-price", page);
  await page.keyboard.press("Escape");

  await scan(page, "3017620422003");
  await page.getByText("Code inconnu").waitFor();
  await show("caisse-direct-scan-unknown", page);
  await page.getByRole("button", { name: /Effacer le code/ }).click();

  // Parked it waits in the queue; the next one is left unfinished.
  await page.keyboard.press("F8");
  await page.getByText(/Ticket mis en attente\s: n°/).waitFor();
  await show("caisse-direct-parked", page);
  await add("Baguette tradition");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /Vente directe · / }).waitFor();
  await show("caisse-queue-direct-open", page);
}
