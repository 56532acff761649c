/** The owner's console in the demo's month without a pointer: something is done in each section, by keys alone. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { DemoShop, GOODS } from "../support/demo_shop.ts";
import { HAND } from "../support/pace.ts";
import { PASSWORD } from "../support/server.ts";
import { ok } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

/** Tab stops within which whatever is done in a section is reached from its beginning. */
const REACH = 60;

/** What a person calls the control that has the focus, by its label where it is a field. */
const named = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    if (element === null || element === document.body) return "";
    const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent ?? "";
    return label.trim();
  });

async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < REACH; stop++) {
    const here = await named(page);
    if (name.test(here)) return;
    passed.push(here);
    await page.keyboard.press("Tab");
  }
  throw new Error(`${REACH} times Tab do not lead to ${name}, but to ${passed.join(" | ")}`);
}

/** By the palette, which takes the focus there. */
async function go(page: Page, words: string, found: RegExp): Promise<void> {
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").waitFor();
  await page.keyboard.type(words, HAND);
  await page.getByRole("option", { selected: true }).filter({ hasText: found }).waitFor();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.locator(".loading").first().waitFor({ state: "detached" });
}

async function typed(page: Page, field: RegExp, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text, HAND);
}

Deno.test(
  "the owner does something in every section of the console without a pointer, in the month of the demo",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    const desk = await shop.blank();
    const { page, complaints } = desk;
    // Whatever presses would be a pointer: none may.
    await page.addInitScript(() => addEventListener("pointerdown", () => document.title = "POINTER", true));
    await page.goto(shop.server.url);
    await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
    await page.keyboard.type("patron", HAND);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD, HAND);
    await page.keyboard.press("Enter");
    await desk.live();
    const one = async (sql: string, params: readonly unknown[] = []) => ok(await shop.owner.query("select", sql, params)).rows[0];
    const until = (what: string, sql: string, wanted: (row: Record<string, unknown> | undefined) => boolean) =>
      eventually(what, async () => wanted(await one(sql)) ? true : null);

    // Dashboard: the day before, by its button.
    await go(page, "tableau", /Tableau de bord/);
    await tabTo(page, /^La veille/);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /\d{4}-\d\d-\d\d/.test(location.href));

    // Catalogue: an article's price on its page.
    await go(page, "comté", /Comté/);
    await page.getByRole("heading", { level: 1, name: "Catalogue" }).waitFor();
    // A cell is opened by Enter, and left by it.
    await tabTo(page, /Prix TTC/);
    await page.keyboard.press("Enter");
    await page.locator("input:focus").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("31,90", HAND);
    await page.keyboard.press("Enter");
    await until("the price", `SELECT prix_ttc FROM produits WHERE id = ${GOODS.comte}`, (row) => row?.["prix_ttc"] === 3_190);

    // Customers, people and tills: one more of each.
    await go(page, "ajouter un cli", /Ajouter un client/);
    await typed(page, /^Nom/, "Zélie Aubry");
    await page.keyboard.press("Enter");
    await until("the customer", "SELECT count(*) AS n FROM clients WHERE nom = 'Zélie Aubry'", (row) => row?.["n"] === 1);
    await go(page, "ajouter une pers", /Ajouter une personne/);
    await typed(page, /^Identifiant/, "zoe");
    await typed(page, /^Nom/, "Zoé");
    await typed(page, /^Mot de passe/, PASSWORD);
    await page.keyboard.press("Enter");
    await until("the person", "SELECT count(*) AS n FROM equipe WHERE nom = 'Zoé'", (row) => row?.["n"] === 1);
    await go(page, "ajouter une cai", /Ajouter une caisse/);
    await typed(page, /^Nom court/, "C7");
    await page.keyboard.press("Enter");
    await until("the till", "SELECT count(*) AS n FROM caisses WHERE nom = 'C7'", (row) => row?.["n"] === 1);

    // Stock: one article is counted. Books: the Z that was made last is opened.
    await go(page, "compter", /Compter le stock/);
    await typed(page, /^Compté\s: Ampoule LED E27/, "7");
    await page.keyboard.press("Enter");
    await until("the count", "SELECT stock FROM produits WHERE libelle = 'Ampoule LED E27'", (row) => row?.["stock"] === 7_000);
    await go(page, "livres", /Livres/);
    await tabTo(page, /^\p{L}+\. \d\d\/\d\d\/\d{4}$/u);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /closings.\d+/.test(location.href));

    // The journal: its newest record, opened and left.
    await go(page, "journal", /Journal/);
    await tabTo(page, /^\d+$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("heading", { name: /^Enregistrement \d+/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    // Files: what the shop holds goes out.
    await go(page, "import et", /Import et export/);
    const download = page.waitForEvent("download");
    await tabTo(page, /^Articles$/);
    await page.keyboard.press("Enter");
    assert.match((await download).suggestedFilename(), /\.csv$/);

    // The shop's name; a copy of it all.
    await go(page, "boutique", /Boutique/);
    await typed(page, /^Nom de la boutique/, "La Halle de Zélie");
    await page.keyboard.press("Enter");
    await until("the name", "SELECT nom FROM boutique", (row) => row?.["nom"] === "La Halle de Zélie");
    await go(page, "système", /Système/);
    await tabTo(page, /^Sauvegarder maintenant/);
    await page.keyboard.press("Enter");
    await page.locator(".backups [data-row]").first().waitFor();
    assert.notEqual(await page.title(), "POINTER");
    assert.deepEqual(complaints, []);
  },
);
