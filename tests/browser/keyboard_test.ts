/** The shop without a mouse: a whole sale by keys alone, and dialogs that give the focus back. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { DemoShop, printedNumber } from "../support/demo_shop.ts";
import { focused, focusProblems, focusStops } from "../support/focus.ts";
import { HAND, SETTLE_MS } from "../support/pace.ts";
import { ok, openTill, sent, take } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

/** Tab stops within which anything on a page is reached. */
const REACH = 40;

/** Tabs until a control of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < REACH; stop++) {
    if (name.test(await focused(page))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${REACH} times Tab do not lead to ${name}`);
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  await page.keyboard.type(username, HAND);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password, HAND);
  await page.keyboard.press("Enter");
  await page.locator('[data-phase="ready"]').waitFor();
}

Deno.test(
  "a password that was refused is typed again at once, also after a press on the button",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    const { page } = await shop.device("vendeur1");
    const enter = page.getByRole("button", { name: "Entrer" });
    await page.getByLabel("Identifiant").fill("vendeur1");
    await page.getByLabel("Mot de passe").fill("pas le bon mot");
    await enter.click();
    await page.getByText("Nom ou mot de passe incorrect").waitFor();
    await page.locator('[name="password"]:focus').waitFor();
    await page.keyboard.type(shop.passwords.vendeur1, HAND);
    await page.keyboard.press("Enter");
    await page.locator('[data-phase="ready"]').waitFor();
  },
);

Deno.test(
  "a whole sale without a mouse: both sign in, a ticket is made, found in the queue, paid and printed",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    const number = (await shop.lastNumbers()).ticket + 1;
    const seller = (await shop.device("vendeur1")).page;
    await signIn(seller, "vendeur1", shop.passwords.vendeur1);
    await seller.locator(".tile").first().waitFor();
    await seller.keyboard.type("2*", HAND);
    await seller.keyboard.type("eclair cafe", HAND);
    await seller.getByRole("button", { name: "Ajouter Éclair au café" }).waitFor();
    await seller.keyboard.press("Enter");
    // One more by its tile, one less by its line.
    await seller.keyboard.press("ArrowDown");
    await seller.keyboard.press("Enter");
    await tabTo(seller, /^Un de moins\s: Éclair au café/);
    await seller.keyboard.press("Enter");
    await tabTo(seller, /^Ajouter un client/);
    await seller.keyboard.press("Enter");
    await seller.getByRole("dialog").getByText("Bistrot de la Place").waitFor();
    await seller.keyboard.type("bistrot", HAND);
    await seller.keyboard.press("Enter");
    await seller.getByRole("button", { name: /Client : Bistrot/ }).waitFor();
    await tabTo(seller, /^Envoyer en caisse/);
    await seller.keyboard.press("Enter");
    await seller.getByLabel("Numéro 1", { exact: true }).waitFor();

    const till = (await shop.device("caisse1")).page;
    await signIn(till, "caisse1", shop.passwords.caisse1);
    await till.getByRole("heading", { name: "Ouvrir la caisse" }).waitFor();
    await tabTo(till, /^C1/);
    await till.keyboard.press("Space");
    await till.keyboard.type("150", HAND);
    await tabTo(till, /^Ouvrir C1 avec 150,00/);
    await till.keyboard.press("Enter");
    await till.getByText("Caisse C1 ouverte").waitFor();
    await till.locator("[data-ticket]").waitFor();
    await till.keyboard.press("ArrowDown");
    await till.keyboard.press("Enter");
    await till.locator(".payment").waitFor();
    await till.waitForTimeout(SETTLE_MS);
    await till.keyboard.type("10", HAND);
    await till.keyboard.press("Enter");
    await till.getByRole("button", { name: "Imprimer le reçu" }).waitFor();
    const printed = await till.evaluateHandle(() => {
      const pages: string[] = [];
      Object.assign(globalThis, { print: () => pages.push(document.querySelector(".print-only")!.textContent!) });
      return pages;
    });
    await tabTo(till, /^Imprimer le reçu/);
    await till.keyboard.press("Enter");
    await eventually("the receipt", async () => (await printed.jsonValue()).length === 1 ? true : null);
    assert.match((await printed.jsonValue())[0]!, new RegExp(`${printedNumber(number)}[^]*Éclair au café`));
    await till.waitForTimeout(SETTLE_MS);
    await tabTo(till, /^Ticket suivant/);
    await till.keyboard.press("Enter");
    await till.getByText("Aucun ticket en attente").waitFor();
    const sql = "SELECT etat, total_ttc FROM ventes WHERE caisse = 'C1' AND numero = ?";
    assert.deepEqual(ok(await shop.owner.query("select", sql, [number])).rows, [{ etat: "payee", total_ttc: 580 }]);
  },
);

Deno.test("a dialog that is opened by a key gives the focus back to what had opened it", BROWSER, async () => {
  await using shop = await DemoShop.open();
  const lucie = await shop.person("vendeur1");
  const camille = await shop.person("caisse1");
  ok(await openTill(camille));
  const waiting = await sent(lucie, [1, 15]);
  const inHand = await sent(lucie, [4]);
  const seller = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
  await seller.getByPlaceholder("Chercher un produit").fill("baguette");
  await seller.getByRole("button", { name: "Ajouter Baguette tradition" }).press("Enter");
  await seller.locator(`[data-ticket="${waiting.id}"]`).waitFor();
  const ticket = new RegExp(`n° 1\\b`);
  for (const opener of [/^Touches/, /^Quantité du prochain/, /^Quantité de Baguette/, /^Ajouter un client/, ticket]) {
    await opensAndGivesBack(seller, opener);
  }
  const till = await shop.signIn(await shop.device("caisse1"), "caisse1");
  await till.locator(`[data-ticket="${waiting.id}"]`).waitFor();
  await opensAndGivesBack(till, /^Touches/);
  ok(await take(camille, inHand));
  await till.locator(`[data-ticket="${inHand.id}"]`).getByText("Dans vos mains").waitFor();
  await till.locator(`[data-ticket="${inHand.id}"] button`).press("Enter");
  await till.locator(".payment").waitFor();
  for (const opener of [/^Rendre à la file/, /^Annuler le ticket/]) await opensAndGivesBack(till, opener);
});

async function opensAndGivesBack(page: Page, opener: RegExp): Promise<void> {
  await tabTo(page, opener);
  const name = await focused(page);
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  assert.notEqual(await focused(page), name, `${opener}: the dialog has taken the focus`);
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await eventually(`the focus back on ${opener}`, async () => await focused(page) === name ? true : null);
}

Deno.test("focus that is not seen, covered or out of order is noticed", BROWSER, async () => {
  await using shop = await DemoShop.open();
  const { page } = await shop.device("vendeur1");
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  assert.deepEqual((await focusStops(page)).flatMap(focusProblems), []);
  await page.locator("main").evaluate((main) => {
    const buttons = ["plain", "covered", "early"].map((name) => {
      const button = document.createElement("button");
      button.textContent = name;
      main.append(button);
      return button;
    });
    const [plain, covered, early] = buttons as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement];
    plain.style.outline = "none";
    const cover = document.createElement("div");
    const { left, top, width, height } = covered.getBoundingClientRect();
    Object.assign(cover.style, {
      position: "fixed",
      left: left + "px",
      top: top + "px",
      width: width + "px",
      height: height + "px",
    });
    document.body.append(cover);
    early.tabIndex = 1;
  });
  const problems = (await focusStops(page)).flatMap(focusProblems);
  assert.deepEqual(problems.toSorted(), ["“covered” is hidden", "“early” jumps the queue", "“plain” has no mark"]);
});
