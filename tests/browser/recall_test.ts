/** Recall numbers begin at 1 each day: yesterday's 2 is told from today's wherever a number is shown, said or typed. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { ok, openTill, PAIN, type Sale, sent, type Shop } from "../support/shop.ts";

const plain = (text: string | null) => (text ?? "").replaceAll(/\s+/g, " ").trim();
const shortly = (day: string) =>
  new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));

interface Left {
  readonly desks: CashDesks;
  /** Number 1 and 2 of yesterday, 3 of three days ago, and today's 1. */
  readonly tickets: readonly [Sale, Sale, Sale, Sale];
}

async function leftTickets(): Promise<Left> {
  const desks = await CashDesks.open();
  const { shop } = desks;
  const [first, second, third] = [await sent(shop.nora, [PAIN]), await sent(shop.nora, [PAIN]), await sent(shop.nora, [PAIN])];
  await shop.aside((db) => {
    const put = db.prepare("UPDATE ventes SET rappel_jour = ? WHERE id = ?");
    for (const { id } of [first, second]) put.run(shop.jour(-1), id);
    put.run(shop.jour(-3), third.id);
  });
  return { desks, tickets: [first, second, third, await sent(shop.nora, [PAIN])] };
}

async function typeNumber(page: Page, digit: string): Promise<void> {
  await page.locator(".queue").waitFor();
  await page.keyboard.press(digit);
  await page.getByRole("button", { name: `Prendre le n° ${digit}` }).waitFor();
  await page.keyboard.press("Enter");
}

Deno.test(
  "the queue tells yesterday's numbers from today's; a number that is typed takes today's, or asks",
  BROWSER,
  async () => {
    const { desks, tickets: [first, second, third, today] } = await leftTickets();
    await using _ = desks;
    ok(await openTill(desks.shop.chloe));
    const { page } = await desks.desk("chloe", "127.0.0.10");
    const shown = async ({ id }: Sale) => plain(await page.locator(`[data-ticket="${id}"] .queued-recall`).textContent());
    await page.locator(`[data-ticket="${today.id}"]`).waitFor();
    const old = shortly(desks.shop.jour(-3));
    assert.deepEqual(
      [await shown(first), await shown(second), await shown(third), await shown(today)],
      ["hier 1", "hier 2", `${old} 3`, "1"],
    );
    const name = await page.locator(`[data-ticket="${second.id}"] button`).getAttribute("aria-label");
    assert.ok(plain(name).startsWith("Prendre le ticket hier 2,"), name!);

    // Both days have a number 1.
    await typeNumber(page, "1");
    await page.locator(".payment").waitFor();
    assert.equal(await state(desks.shop, today), "en_caisse");
    await giveBack(page);

    // No 2 of today waits: nothing is taken before it is said which is meant.
    await typeNumber(page, "2");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Aucun ticket n° 2 d’aujourd’hui").waitFor();
    assert.equal(await state(desks.shop, second), "en_attente");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await state(desks.shop, second), "en_attente");
    await typeNumber(page, "2");
    await dialog.getByRole("button", { name: "n° 2 d’hier · nora" }).press("Enter");
    await page.locator(".payment").waitFor();
    await page.getByRole("heading", { name: "Ticket n° 2 d’hier" }).waitFor();
    assert.equal(await state(desks.shop, second), "en_caisse");
    await giveBack(page);

    await typeNumber(page, "3");
    await dialog.getByRole("button", { name: `n° 3 du ${old}` }).press("Enter");
    await page.getByRole("heading", { name: `Ticket n° 3 du ${old}` }).waitFor();
    await giveBack(page);
    await typeNumber(page, "4");
    await page.getByText("Aucun ticket n° 4 n’attend.").waitFor();
  },
);

Deno.test("a seller's own list and ticket say of which day a number is", BROWSER, async () => {
  const { desks, tickets: [, second, third, today] } = await leftTickets();
  await using _ = desks;
  const { page } = await desks.desk("nora", "127.0.0.11");
  const card = ({ id }: Sale) => page.locator(`.waiting-card[data-ticket="${id}"]`);
  await card(today).waitFor();
  const name = async (sale: Sale) => plain(await card(sale).locator(".waiting-name").textContent());
  assert.deepEqual([await name(second), await name(third), await name(today)], [
    "n° 2 d’hier",
    `n° 3 du ${shortly(desks.shop.jour(-3))}`,
    "n° 1",
  ]);
  await card(second).click();
  await page.getByRole("dialog", { name: "n° 2 d’hier" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Reprendre" }).click();
  await page.getByRole("heading", { name: "Ticket n° 2 d’hier" }).waitFor();
});

async function state(shop: Shop, { id }: Sale): Promise<string> {
  return (await shop.rows("SELECT etat FROM ventes WHERE id = ?", [id]))[0].etat;
}

async function giveBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rendre à la file" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Mauvais ticket" }).click();
  await dialog.getByRole("button", { name: "Rendre", exact: true }).click();
  await page.locator(".queue").waitFor();
}
