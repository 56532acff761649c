/** The end of a day at a till, and what the next morning finds: practice that waits, a receipt by telephone, a till left open. */
import type { Page } from "playwright-core";
import { CashDesks } from "../cash_desks.ts";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { enter, settled } from "../pace.ts";
import { PASSWORD } from "../server.ts";
import { command, ok, openTill, sent } from "../shop.ts";
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

/** In a shop whose clock can be put: its till was left open by who had it the day before. */
export async function tourMorning(show: Show): Promise<void> {
  await using desks = await CashDesks.open({ at: "2026-11-20T17:00:00.000Z", zone: "Europe/Paris" });
  ok(await openTill(desks.shop.chloe, 10_00));
  desks.shop.server.clock.put("2026-11-21T08:00:00.000Z");
  const { page } = await desks.desk("marc", "127.0.0.4");
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.getByText("La caisse C1 est restée ouverte").waitFor();
  await page.getByRole("button", { name: /^C1/ }).click();
  await page.getByRole("button", { name: "Compter et reprendre C1 à chloe" }).waitFor();
  await show("caisse-left-open", page);
  await page.getByRole("button", { name: "Compter et reprendre C1 à chloe" }).click();
  await page.getByRole("heading", { name: "Reprendre C1 à chloe" }).waitFor();
  await show("caisse-left-open-count", page);
}
