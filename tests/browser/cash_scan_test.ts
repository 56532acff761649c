/** A scanner at the till, in a real browser: receipts, articles, and where neither has a place. */
import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { enter, HAND, SETTLE_MS } from "../support/pace.ts";
import { type Layout, scan, scanHeardLate, SLOW_GAP_S } from "../support/scanner.ts";
import { CAFE, cash, command, LAMPE, ok, openTill, PAIN, refused, sent, sold } from "../support/shop.ts";

routed();

/** The next paid ticket that is looked up is answered when that is said. */
async function heldLookup(page: Page) {
  const looksUp = (request: Request) => request.postData()?.includes("v.payee_le, v.total_ttc, e.nom AS vendeur") === true;
  const { promise, resolve } = Promise.withResolvers<void>();
  let next = true;
  await page.route("**/api/query", async (route) => {
    if (!next || !looksUp(route.request())) return await route.fallback();
    next = false;
    await promise;
    await route.continue();
  });
  return { asked: () => eventually(() => Promise.resolve(!next), "a ticket is looked up"), answer: resolve };
}

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

const LAYOUTS: readonly Layout[] = ["us", "us on azerty", "azerty"];

Deno.test(
  "the code on a receipt leads to its ticket from the queue, whatever keyboard the scanner is set to",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await command(shop.owner, "/api/caisses", { nom: "AZ1" }));
    ok(await openTill(shop.chloe, 0, "AZ1"));
    for (const produit of [PAIN, CAFE, LAMPE]) await sold(shop.chloe, [produit], [cash(2000)]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    for (const [at, layout] of LAYOUTS.entries()) {
      await page.locator(".queue").waitFor();
      await scan(page, `AZ1-00000${at + 1}`, layout);
      await page.getByRole("heading", { name: `AZ1-00000${at + 1}` }).waitFor();
      // Another one, with this one on the screen.
      await scan(page, "AZ1-000002", layout);
      await page.getByRole("heading", { name: "AZ1-000002" }).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
    await page.locator(".queue").waitFor();

    // While an answer is awaited, the next scan is the one that is meant; and who leaves is not pulled back by it.
    const heading = (number: number) => page.getByRole("heading", { name: `AZ1-00000${number}` });
    const lookup = await heldLookup(page);
    await scan(page, "AZ1-000001");
    await lookup.asked();
    await scan(page, "AZ1-000003");
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("[name=number]")?.value === "AZ1-000003");
    lookup.answer();
    await heading(3).waitFor();
    const left = await heldLookup(page);
    await scan(page, "AZ1-000001");
    await left.asked();
    await page.keyboard.press("Escape");
    await heading(3).waitFor({ state: "detached" });
    const answered = page.waitForResponse("**/remboursable");
    left.answer();
    await (await answered).finished();
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    // Keys that a slow machine hands over late are a scan by when they were pressed.
    await scanHeardLate(page, "AZ1-000099");
    await page.getByText("Aucun ticket payé ne porte le numéro AZ1-000099").waitFor();
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "an article scanned in the queue begins a direct sale, each of several; at the count a scan lands nowhere",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    const barcode = "UPDATE produits SET code_barres = ? WHERE id = ?";
    ok(await shop.owner.query("update", barcode, ["2000000000015", PAIN]));
    ok(await shop.owner.query("update", barcode, ["2000000000022", CAFE]));
    // As receipts are numbered.
    ok(await shop.owner.query("update", barcode, ["REF-1234", LAMPE]));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const waiting = await sent(shop.nora, [PAIN]);
    await page.locator(`[data-ticket="${waiting.id}"]`).waitFor();
    for (const code of ["2000000000015", "2000000000022", "2000000000015"]) await scan(page, code);
    await page.locator(".direct-line", { hasText: "Café" }).waitFor();
    assert.deepEqual(await page.locator(".direct-line").count(), 2);
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    await scan(page, "REF-1234");
    await page.locator(".direct-line", { hasText: "Lampe" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".queue").waitFor();
    assert.equal(await page.locator(`[data-ticket="${waiting.id}"]`).count(), 1);

    await page.keyboard.press("F9");
    await page.getByLabel("Nombre de 500 €").waitFor();
    await scan(page, "2000000000015");
    await page.waitForTimeout(300);
    const counted = await page.locator(".piece-input").evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).value)
    );
    assert.deepEqual(new Set(counted), new Set([""]));
    await page.getByLabel("Nombre de 500 €").waitFor();
    assert.deepEqual(complaints, []);
  },
);

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
