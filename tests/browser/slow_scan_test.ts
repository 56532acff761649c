/** A scanner as slow as a person, in a real browser: what it types at the till is taken for no amount, no quantity and no reason. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { enter, HAND, SETTLE_MS } from "../support/pace.ts";
import { scan, SLOW_GAP_S } from "../support/scanner.ts";
import { CAFE, cash, ok, openTill, PAIN, refused, sent, sold } from "../support/shop.ts";

/** Whether a field has the cursor at the moment at which it comes to be, before the screen is painted. */
async function noteCursor(page: Page, field: string): Promise<() => Promise<boolean>> {
  await page.evaluate((field) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    Object.assign(globalThis, { cursor: promise });
    new MutationObserver((_, observer) => {
      if (document.querySelector(field) === null) return;
      observer.disconnect();
      resolve(document.activeElement?.matches(field) === true);
    }).observe(document.body, { childList: true, subtree: true });
  }, field);
  return () => page.evaluate(() => (globalThis as unknown as { cursor: Promise<boolean> }).cursor);
}

Deno.test(
  "a scanner as slow as a person pays nothing, takes no ticket and sets no amount; much change is asked for again",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    ok(await shop.owner.query("update", "UPDATE produits SET code_barres = '2000000000015' WHERE id = ?", [PAIN]));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const waiting = await sent(shop.nora, [CAFE]);
    await page.locator(`[data-ticket="${waiting.id}"]`).click();
    const entry = page.getByLabel("Montant saisi");
    await entry.waitFor();
    // An article's code, and one that was torn on its way.
    for (const code of ["2000000000015", "2000000000016", "200000000"]) {
      await scan(page, code, "us", SLOW_GAP_S);
      await page.waitForTimeout(500);
      assert.match((await entry.textContent())!, /^\D*0\D*$/, `${code} left its digits`);
      assert.equal((await shop.rows("SELECT etat FROM ventes WHERE id = ?", [waiting.id]))[0].etat, "en_caisse");
    }
    await page.keyboard.type("206");
    await page.keyboard.press("Enter");
    await page.getByText("Si c'est bien cela, validez encore une fois").waitFor();
    assert.equal((await shop.rows("SELECT etat FROM ventes WHERE id = ?", [waiting.id]))[0].etat, "en_caisse");
    await page.waitForTimeout(500);
    await page.keyboard.press("Enter");
    const paid = async () => (await shop.rows("SELECT etat FROM ventes WHERE id = ?", [waiting.id]))[0].etat === "payee";
    await eventually(paid, "the second Enter pays");
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "what was typed before a slow scan stays: an amount on the keypad, and the pieces that were counted",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const waiting = await sent(shop.nora, [CAFE]);
    const slowScan = async () => {
      // A pause, as between a hand on the keys and one at the scanner.
      await page.waitForTimeout(300);
      await scan(page, "2000000000015", "us", SLOW_GAP_S);
      await page.waitForTimeout(300);
    };
    await page.locator(`[data-ticket="${waiting.id}"]`).click();
    const entry = page.getByLabel("Montant saisi");
    await entry.waitFor();
    await page.keyboard.type("12,5");
    await slowScan();
    await eventually(async () => /^\D*12,5\D*$/.test((await entry.textContent())!), "12,5 stays");
    // The first closes what is told of the code, as long as it is told.
    const leaving = page.getByRole("dialog");
    await eventually(async () => {
      if (!await leaving.isVisible()) await page.keyboard.press("Escape");
      return await leaving.isVisible();
    }, "leaving is asked");
    await leaving.getByRole("button").nth(1).click();
    await page.getByRole("button", { name: "Rendre", exact: true }).click();

    await page.locator(".queue").waitFor();
    const cursor = await noteCursor(page, ".piece-input");
    await page.keyboard.press("F9");
    assert.equal(await cursor(), true, "the first field has the cursor as it is drawn, and takes it from no other later");
    const pieces = page.getByLabel("Nombre de 20 €");
    await pieces.fill("3");
    await slowScan();
    await eventually(async () => await pieces.inputValue() === "3", "the count stays");
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "a slow scan that was torn sets no quantity, pays nothing and is no reason, whatever field it lands in",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 50_00));
    await sold(shop.chloe, [CAFE], [cash(500)]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const waiting = await sent(shop.nora, [CAFE]);
    /** Nine digits of a code, and its Enter; then whether the till has understood. */
    const torn = async () => {
      await scan(page, "200000000", "us", SLOW_GAP_S);
      await page.keyboard.press("Shift");
    };
    await page.locator(`[data-ticket="${waiting.id}"]`).waitFor();
    await page.keyboard.press("F9");
    const pieces = page.getByLabel("Nombre de 20 €");
    await pieces.fill("3");
    await torn();
    assert.equal(await pieces.inputValue(), "3", "the count");
    const note = page.getByLabel("Remarque");
    await note.fill("juste");
    await torn();
    assert.equal(await note.inputValue(), "juste", "the note");
    await page.keyboard.press("Escape");

    await page.locator(".queue").waitFor();
    await torn();
    // An article that nobody knows begins no sale, and takes no ticket.
    await page.locator(".direct-screen").getByText("Code inconnu").waitFor();
    assert.deepEqual(await shop.rows("SELECT etat FROM ventes WHERE id = ?", [waiting.id]), [{ etat: "en_attente" }]);
    await page.keyboard.press("Escape");

    await page.locator(`[data-ticket="${waiting.id}"]`).click();
    await page.getByRole("button", { name: "Annuler le ticket" }).click();
    const reason = page.getByLabel("Autre motif");
    await reason.fill("parti");
    await torn();
    assert.equal(await reason.inputValue(), "parti", "the reason");
    assert.deepEqual(await shop.rows("SELECT etat FROM ventes WHERE id = ?", [waiting.id]), [{ etat: "en_caisse" }]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").getByRole("button", { name: "Mauvais ticket" }).click();
    await page.getByRole("button", { name: "Rendre", exact: true }).click();

    await page.locator(".queue").waitFor();
    await page.keyboard.press("F4");
    const number = page.getByLabel("Numéro du ticket");
    await number.fill("1");
    await number.press("Enter");
    await page.getByRole("button", { name: "Un de plus : Café" }).click();
    await reason.fill("froid");
    await torn();
    assert.equal(await reason.inputValue(), "froid", "the refund's reason");
    assert.deepEqual(await shop.rows("SELECT 1 FROM ventes WHERE type = 'avoir'"), []);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("how much change is asked about again is the owner's to say, and open tills hear of it", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  ok(await openTill(shop.chloe, 0));
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  const limit = (cents: number) => shop.owner.query("update", "UPDATE boutique SET rendu_confirme = ? WHERE id = 1", [cents]);
  refused(await limit(-1), 409, "constraint_violation");
  const pay = async (typed: string) => {
    const waiting = await sent(shop.nora, [CAFE]);
    await page.locator(`[data-ticket="${waiting.id}"]`).click();
    await page.getByLabel("Montant saisi").waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await page.keyboard.type(typed, HAND);
    await page.keyboard.press("Enter");
    return waiting;
  };
  await pay("50");
  await page.getByText("À rendre", { exact: true }).waitFor();
  await enter(page);
  const told = page.waitForResponse((answer) => answer.request().postData()?.includes("rendu_confirme") === true);
  ok(await limit(10_00));
  await told;
  const asked = await pay("50");
  await page.getByText("Rendre 45,00 € ? Si c'est bien cela, validez encore une fois").waitFor();
  assert.deepEqual(await shop.rows("SELECT etat FROM ventes WHERE id = ?", [asked.id]), [{ etat: "en_caisse" }]);
  await enter(page);
  await page.getByText("Payé 5,00").waitFor();
  assert.deepEqual(complaints, []);
});
