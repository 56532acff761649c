/** At the till in a real browser: keys that are held down and double clicks count once. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { atTheTill, ringUp, take, toPayment } from "../support/caisse_page.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { SETTLE_MS } from "../support/pace.ts";
import { CAFE, LAMPE, sent } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

async function holdDown(page: Page, key: string): Promise<void> {
  // The first is the press, the others are its repeats.
  for (let times = 0; times < 12; times++) await page.keyboard.down(key).then(() => page.waitForTimeout(30));
  await page.keyboard.up(key);
}

Deno.test("a key that is held down, and a double click, give one amount and print one receipt", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const lamp = await sent(scene.shop.nora, [LAMPE]);
  const coffee = await sent(scene.shop.nora, [CAFE]);
  const page = await atTheTill(scene);
  await page.evaluate(() => {
    const state = { prints: 0 };
    Object.assign(globalThis, { state, print: () => void state.prints++ });
  });
  const prints = () => page.evaluate(() => (globalThis as unknown as { state: { prints: number } }).state.prints);
  const copies = () => scene.shop.rows("SELECT seq FROM journal_fiscal WHERE genre = 'duplicata'");
  await take(page, lamp);
  await toPayment(page);
  await page.keyboard.press("5");
  await holdDown(page, "F4");
  assert.match((await page.locator(".due").innerText()).replace(/\s+/g, " "), /Reste à payer.*15,00 €/);
  await page.keyboard.press("Enter");
  await page.getByText("Payé 20,00").waitFor();
  await holdDown(page, "F2");
  await eventually("the receipt", async () => await prints() === 1 ? true : null);
  await page.waitForTimeout(SETTLE_MS);
  assert.deepEqual(await copies(), []);
  await page.keyboard.press("F2");
  await eventually("a copy, for a press of its own", async () => await prints() === 2 ? true : null);
  assert.equal((await copies()).length, 1);

  await page.keyboard.press("Enter");
  await take(page, coffee);
  await toPayment(page);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Imprimer le reçu" }).dblclick();
  await eventually("the receipt", async () => await prints() === 3 ? true : null);
  await page.waitForTimeout(SETTLE_MS);
  assert.deepEqual([await prints(), (await copies()).length], [3, 1]);
});

Deno.test(
  "held down, the key that adds what was searched does not pay, and the key that removes a line removes one",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await atTheTill(scene);
    await ringUp(page, "Pain", "Café");
    await page.getByPlaceholder("Chercher un produit").pressSequentially("lampe", { delay: 80 });
    await holdDown(page, "Enter");
    await page.locator(".direct-line", { hasText: "Lampe" }).waitFor();
    await page.waitForTimeout(SETTLE_MS);
    assert.equal(await page.locator(".payment").count(), 0);
    await holdDown(page, "Delete");
    assert.equal(await page.locator(".direct-line").count(), 2);
    await page.keyboard.press("+");
    await holdDown(page, "-");
    assert.equal(await page.locator(".direct-line").count(), 2);
    await page.keyboard.press("-");
    await page.locator(".direct-line").nth(1).waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.locator(".payment").waitFor();
  },
);
