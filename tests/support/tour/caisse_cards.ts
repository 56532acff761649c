/** The till's card terminal: asked, refused, in part, not known, given back, and what waits in the queue. */
import { TestTerminal } from "../card_terminal.ts";
import { giveTerminal } from "../card_tills.ts";
import { CashDesks } from "../cash_desks.ts";
import { enter, keys, settled } from "../pace.ts";
import { LAMPE, ok, openTill, sent } from "../shop.ts";
import type { Show } from "./stop.ts";

/** In a shop that sells: the demo asks nothing of a terminal. */
export async function tourCards(show: Show): Promise<void> {
  await using desks = await CashDesks.open();
  await using terminal = await TestTerminal.open();
  const { shop } = desks;
  await giveTerminal(shop, terminal);
  ok(await openTill(shop.chloe, 50_00));
  const { page } = await desks.desk("chloe", "127.0.0.4");
  const dialog = page.getByRole("dialog");
  const press = (name: string | RegExp) => dialog.getByRole("button", { name }).click();
  const sale = await sent(shop.nora, [LAMPE]);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);

  const pays = terminal.customerWaits();
  await keys(page, "F4");
  await dialog.getByText("Le client suit le terminal").waitFor();
  await show("caisse-card", page);
  await press("Masquer");
  await show("caisse-card-hidden", page);
  terminal.behaviour = "refused";
  pays();
  await dialog.getByText("La carte est refusée").waitFor();
  await show("caisse-card-refused", page);
  terminal.behaviour = "partial";
  await press("Redemander au terminal");
  await dialog.getByText("La carte n’a payé que").waitFor();
  await show("caisse-card-partial", page);
  await press("Continuer");
  await page.locator(".tender").getByRole("button").click();
  await dialog.getByText("son argent repart par le terminal").waitFor();
  await show("caisse-card-back", page);
  await keys(page, "Escape");
  terminal.behaviour = "cut_after";
  await keys(page, "F4");
  await dialog.getByText("À vérifier au terminal").waitFor();
  await show("caisse-card-unknown", page);
  await press("Fermer");
  await page.getByRole("button", { name: "Rendre à la file" }).waitFor();
  await page.getByText("À vérifier au terminal").waitFor();
  await show("caisse-card-unknown-hidden", page);
  // To the queue, with the ticket in hand.
  await page.evaluate(() => scrollTo(0, 0));
  await page.reload();
  await dialog.getByText("À vérifier au terminal").waitFor();
  await press(/^Payé au terminal/);
  await dialog.waitFor({ state: "detached" });
  await settled(page);
  await enter(page);
  await page.getByRole("button", { name: "Imprimer le reçu" }).waitFor();
  await show("caisse-card-paid", page);
  await enter(page);
  await page.locator(".queue").waitFor();

  // What another page left, in the queue.
  const left = await sent(shop.nora, [LAMPE]);
  await page.locator(`[data-ticket="${left.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
  await keys(page, "F4");
  await dialog.getByText("À vérifier au terminal").waitFor();
  await page.evaluate(() => localStorage.removeItem(Object.keys(localStorage).find((key) => key.startsWith("comptoir.paying"))!));
  await page.reload();
  await page.getByText("Un paiement par carte vous attend").waitFor();
  await show("caisse-cards-waiting", page);
  await page.getByRole("button", { name: "Voir" }).click();
  await show("caisse-cards-list", page);
  await press("Régler");
  await press("Rien n’a été débité");
  await dialog.getByText("Cartes à vérifier").waitFor({ state: "detached" });
}
