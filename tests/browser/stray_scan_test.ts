/** Articles scanned where none has a place, in a real browser: each is said by name, and added on one key where there is a ticket. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { enter, keys } from "../support/pace.ts";
import { scan, SLOW_GAP_S } from "../support/scanner.ts";
import { CAFE, cash, LAMPE, ok, openTill, PAIN, sent, sold } from "../support/shop.ts";

routed();

const PAIN_CODE = "2000000000015";
const CAFE_CODE = "2000000000022";

async function coded(desks: CashDesks): Promise<void> {
  const barcode = "UPDATE produits SET code_barres = ? WHERE id = ?";
  ok(await desks.shop.owner.query("update", barcode, [PAIN_CODE, PAIN]));
  ok(await desks.shop.owner.query("update", barcode, [CAFE_CODE, CAFE]));
}

const told = (page: Page, articles: string) =>
  page.getByRole("alert").getByText(`Non ajouté : ${articles}`, { exact: true }).waitFor();
const untold = (page: Page) => page.getByText("Non ajouté").waitFor({ state: "detached" });

Deno.test(
  "at the payment of a seller's ticket an article is said, and one key adds it to that very ticket",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    await coded(desks);
    ok(await openTill(shop.chloe, 0));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const waiting = await sent(shop.nora, [LAMPE]);
    await page.locator(`[data-ticket="${waiting.id}"]`).click();
    await page.locator(".payment").waitFor();
    await scan(page, PAIN_CODE);
    await told(page, "Pain");
    await scan(page, CAFE_CODE, "us", SLOW_GAP_S);
    await told(page, "Pain, Café");
    await scan(page, PAIN_CODE);
    await told(page, "2 × Pain, Café");
    assert.equal(await page.locator(".hand-line").count(), 1, "nothing is added by itself");

    // The answer is lost: the same lines are asked for again, and are there once.
    await page.route("**/ajouter", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    }, { times: 1 });
    await keys(page, "+");
    await page.getByText("L’article n’a pas été ajouté").waitFor();
    await page.locator(".hand-line").nth(3).waitFor();
    await keys(page, "+");
    await untold(page);
    assert.equal(await page.locator(".hand-line").count(), 4);
    await enter(page);
    await page.getByText("Payé 27,40").waitFor();
    const lines = await shop.rows("SELECT libelle, position FROM lignes_vente WHERE vente_id = ? ORDER BY position", [
      waiting.id,
    ]);
    assert.deepEqual(lines.map(({ libelle }) => libelle), ["Lampe", "Pain", "Café", "Pain"]);
    assert.deepEqual(complaints.filter((text) => !text.includes("ERR_CONNECTION_RESET")), []);
  },
);

Deno.test("at the payment of one's own ticket it leads back to it, and from there on to its payment", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  await coded(desks);
  ok(await openTill(shop.chloe, 0));
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  await page.locator(".queue").waitFor();
  await scan(page, CAFE_CODE);
  await page.locator(".direct-line", { hasText: "Café" }).waitFor();
  await enter(page);
  await page.locator(".payment").waitFor();
  await scan(page, PAIN_CODE);
  await told(page, "Pain");
  await keys(page, "+");
  await page.locator(".direct-line", { hasText: "Pain" }).waitFor();
  await untold(page);
  await enter(page);
  await page.locator(".payment").waitFor();
  await enter(page);
  await page.getByText("Payé 6,20").waitFor();
  assert.deepEqual(complaints, []);
});

Deno.test(
  "before the till is open, at its count, over a question and on a refund nothing that is scanned vanishes",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    await coded(desks);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.getByRole("heading", { name: "Ouvrir la caisse" }).waitFor();
    await scan(page, PAIN_CODE);
    await told(page, "Pain");
    assert.equal(await page.getByText("Vente directe").count(), 0, "there is no sale to begin yet");
    await page.getByRole("button", { name: "Compris" }).click();
    await untold(page);
    await scan(page, "3017620422003");
    await page.locator(".scan-problem", { hasText: "Code inconnu" }).waitFor();
    ok(await openTill(shop.chloe, 10_00));
    await page.locator(".queue").waitFor();
    await page.getByRole("button", { name: "Effacer le code 3017620422003" }).click();

    await page.keyboard.press("F9");
    const pieces = page.getByLabel("Nombre de 20 €");
    await pieces.fill("3");
    await scan(page, PAIN_CODE);
    await told(page, "Pain");
    await pieces.focus();
    await keys(page, "+");
    await untold(page);
    assert.equal(await pieces.inputValue(), "3");
    await page.getByText("Une vente directe n’est pas terminée").waitFor();
    // Part of a remark, the same key is a letter.
    await scan(page, CAFE_CODE);
    await told(page, "Café");
    const note = page.getByLabel("Remarque");
    await note.fill("");
    await note.press("+");
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".drawer-note")?.value === "+");
    await page.getByRole("button", { name: "Compris" }).click();
    await page.keyboard.press("Escape");

    await sold(shop.chloe, [LAMPE], [cash(2000)]);
    await page.locator(".queue").waitFor();
    await page.keyboard.press("F4");
    await page.getByLabel("Numéro du ticket").fill("1");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Un de plus : Lampe" }).click();
    await scan(page, PAIN_CODE);
    await told(page, "Pain");
    await page.getByRole("button", { name: "Rembourser 20,00" }).waitFor();
    await keys(page, "+");
    await page.locator(".direct-line", { hasText: "Pain" }).waitFor();

    const waiting = await sent(shop.nora, [CAFE]);
    await page.keyboard.press("Escape");
    await page.locator(`[data-ticket="${waiting.id}"]`).click();
    await page.getByRole("button", { name: "Annuler le ticket" }).click();
    await page.getByRole("dialog").waitFor();
    await scan(page, CAFE_CODE);
    await page.getByText("Non ajouté : Café", { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
  },
);
