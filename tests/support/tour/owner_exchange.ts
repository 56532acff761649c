/** Imports and exports of the owner's console. */
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { openSection } from "../browser.ts";
import type { Show } from "./stop.ts";

const FILE = `Code-barres;Désignation;Rayon;Prix TTC;TVA
;Savon de Marseille;Maison;4,90;20
;Bougie;Maison;douze;20
3,76E+12;Carafe;Maison;18,50;20
`;

export async function tourExchange(page: Page, show: Show): Promise<void> {
  await openSection(page, "Import et export");
  await page.getByText("Aucun import").waitFor();
  await show("owner-exchange", page);
  const choose = (text: string) =>
    page.locator('input[type="file"]').setInputFiles({ name: "grossiste.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose(FILE);
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.getByText("2 fautes").first().waitFor();
  await show("owner-exchange-faults", page);
  await choose(FILE.split("\n").slice(0, 2).join("\n"));
  await page.getByText("2 fautes").first().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.getByText("À ajouter : 1").waitFor();
  await show("owner-exchange-preview", page);
}
