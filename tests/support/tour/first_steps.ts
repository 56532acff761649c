/** The steps of a first run, once the owner's account is made. */
import type { Page } from "playwright-core";
import type { Show } from "./stop.ts";

export async function tourFirstSteps(page: Page, show: Show): Promise<void> {
  const heading = (name: string) => page.getByRole("heading", { level: 2, name }).waitFor();
  await heading("Comment s’appelle");
  await show("setup-shop", page);
  await page.getByRole("link", { name: "Plus tard" }).click();
  await heading("Qui vend");
  await page.getByLabel("Une seule machine").check();
  await show("setup-people", page);
  await page.getByRole("button", { name: "Continuer" }).click();
  await heading("Que vendez-vous");
  await show("setup-articles", page);
  await page.getByRole("link", { name: "Plus tard" }).click();
  await heading("Où encaisse-t-on");
  await page.getByRole("link", { name: "Ouvrir la caisse sur ce PC" }).waitFor();
  await show("setup-tills", page);
}
