/** The owner's console in a real browser: its sections by mouse, by the palette and by the address. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { openConsole } from "../support/owner_console.ts";
import { HAND } from "../support/pace.ts";

Deno.test("every section opens by the rail, and the browser's own keys go back and forth", BROWSER, async () => {
  await using console = await openConsole();
  const { page, complaints } = console.desk;
  const rail = page.getByRole("navigation", { name: "Sections" });
  await rail.waitFor();
  const names = await rail.getByRole("link").allInnerTexts();
  assert.ok(names.length >= 4);
  for (const name of names) {
    await console.desk.section(name);
    assert.equal(await page.getByRole("link", { name, exact: true }).getAttribute("aria-current"), "page");
    await page.locator(".loading").first().waitFor({ state: "detached" });
  }
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: names.at(-2)!, exact: true }).waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: names.at(-2)!, exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});

Deno.test("the palette finds sections, what is done there, products and people, by keys alone", BROWSER, async () => {
  await using console = await openConsole();
  const { page, complaints } = console.desk;
  const found = async (typed: string, first: string) => {
    await page.getByRole("dialog").getByRole("combobox").fill(typed);
    await page.getByRole("option", { selected: true }).filter({ hasText: first }).waitFor();
    await page.keyboard.press("Enter");
    // Until it is gone the page's keys are its own.
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await page.getByRole("navigation", { name: "Sections" }).waitFor();
  await page.keyboard.press("Control+k");
  await found("equi", "Équipe");
  await page.getByRole("heading", { level: 1, name: "Équipe" }).waitFor();
  await page.keyboard.press("/");
  await found("ajouter une pers", "Ajouter une personne");
  await page.getByLabel("Identifiant").waitFor();
  await page.keyboard.press("Control+k");
  await found("pai", "Pain");
  await page.getByRole("heading", { level: 1, name: "Catalogue" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("zzz");
  await page.getByText("Rien de ce nom.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("combobox").waitFor({ state: "detached" });

  // Every section, without a pointer: the focus goes with it, so that the next Tab is in it.
  const names = await page.getByRole("navigation", { name: "Sections" }).getByRole("link").allInnerTexts();
  assert.ok(names.length >= 11, String(names));
  for (const name of [...names, "Premiers pas"]) {
    await page.keyboard.press("Control+k");
    await found(name.toLowerCase(), name);
    await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    await page.locator(".loading").first().waitFor({ state: "detached" });
    await eventually(async () => {
      await page.keyboard.press("Tab");
      return await page.evaluate(() => document.activeElement?.closest(".section") !== null);
    }, `Tab leads into ${name}`);
  }
  // And something is done in one of them.
  await page.keyboard.press("Control+k");
  await found("ajouter une cat", "Ajouter une catégorie");
  await page.locator("input:focus").waitFor();
  await page.keyboard.type("Fromages", HAND);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Nom : Fromages/ }).waitFor();
  assert.equal((await console.shop.rows("SELECT id FROM categories WHERE nom = 'Fromages'")).length, 1);
  assert.deepEqual(complaints, []);
});
