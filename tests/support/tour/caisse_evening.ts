/** The end of a day at a till, and what the next morning finds: practice that waits, a receipt by telephone, a till left open. */
import type { Page } from "playwright-core";
import { CashDesks } from "../cash_desks.ts";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { enter, keys, settled } from "../pace.ts";
import { PASSWORD } from "../server.ts";
import { CAFE, command, LAMPE, ok, openTill, PAIN, sent } from "../shop.ts";
import type { Show } from "./stop.ts";

/** From the queue and back to it. */
export async function tourEvening(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const learner = { username: "lea", name: "Léa Morel", password: PASSWORD, role: "vendeur" };
  await (await shop.owner.post("/api/users", learner)).body?.cancel();
  const [{ id }] = ok(await shop.owner.query("select", "SELECT id FROM equipe WHERE nom = 'Léa Morel'")).rows;
  ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
  const lea = shop.server.at("127.0.0.7");
  await lea.signIn("lea", PASSWORD);
  const practice = await sent(lea, [GOODS.eclair]);
  lea.client.close();
  await page.locator(`[data-ticket="${practice.id}"] button:disabled`).waitFor();
  await show("caisse-queue-training", page);

  ok(await shop.owner.query("update", "UPDATE boutique SET recu = 'qr'"));
  const sale = await sent(await shop.person("vendeur1"), [GOODS.baguette]);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
  await enter(page);
  await page.getByText("Le client scanne son reçu").waitFor();
  await page.locator(".paid svg").last().waitFor();
  await show("caisse-paid-qr", page);
  await enter(page);
  await page.locator(".queue").waitFor();
  ok(await shop.owner.query("update", "UPDATE boutique SET recu = 'aucun'"));

  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.getByRole("dialog").getByText("Le tiroir n’est pas compté").waitFor();
  await show("caisse-leave-open", page);
  await page.getByRole("button", { name: "Rester" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** In a shop whose clock can be put: its till was left open by who had it the day before, and tickets of that day still wait. */
export async function tourMorning(show: Show): Promise<void> {
  // It counts how long a ticket waits by the moment that it is.
  const morning = Date.now();
  const evening = new Date(morning - 86_400_000).toISOString();
  await using desks = await CashDesks.open({ at: evening, zone: "UTC" });
  const { chloe, nora } = desks.shop;
  ok(await openTill(chloe, 10_00));
  for (const item of [CAFE, LAMPE]) await sent(nora, [item]);
  desks.shop.server.clock.put(new Date(morning).toISOString());
  const { page } = await desks.desk("marc", "127.0.0.4");
  await page.getByText("La caisse C1 est restée ouverte").waitFor();
  await page.getByRole("button", { name: /^C1/ }).click();
  await page.getByRole("button", { name: "Compter et reprendre C1 à chloe" }).waitFor();
  await show("caisse-left-open", page);
  await page.getByRole("button", { name: "Compter et reprendre C1 à chloe" }).click();
  await page.getByRole("heading", { name: "Reprendre C1 à chloe" }).waitFor();
  await show("caisse-left-open-count", page);
  await keys(page, "Escape");
  await page.getByRole("button", { name: /^C2/ }).click();
  await page.getByRole("button", { name: /^Ouvrir C2/ }).click();
  await nora.signIn("nora", PASSWORD);
  await sent(nora, [PAIN]);
  await page.locator("[data-ticket]").nth(2).waitFor();
  await show("caisse-queue-yesterday", page);
  await keys(page, "2", "Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Aucun ticket n° 2 d’aujourd’hui").waitFor();
  await show("caisse-recall-day", page);
  await dialog.getByRole("button", { name: "n° 2 d’hier" }).click();
  await page.getByRole("heading", { name: "Ticket n° 2 d’hier" }).waitFor();
  await show("caisse-payment-yesterday", page);
}
