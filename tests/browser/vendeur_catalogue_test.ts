/** The catalogue on the seller's page, in a real browser: searched as it was typed, whole on a large screen, and there when a category goes. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { typeHeardAtOnce } from "../support/scanner.ts";
import { eventually } from "../support/till_client.ts";
import { Counter } from "../support/vendeur.ts";
import { search, tile } from "../support/vendeur_page.ts";

Deno.test(
  "letters that a busy page hears all at once stand in the search in the order in which they were typed",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page } = counter.desk;
    await page.locator(".tile").first().waitFor();
    // Too far apart for one burst, and the second burst begins before the first has led into the field.
    await typeHeardAtOnce(page, [["c", 0], ["r", 0.008], ["e", 0.07], ["m", 0.008], ["e", 0.008]]);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("[name=search]")!.value.length === 5);
    assert.equal(await page.locator("[name=search]").inputValue(), "creme");
  },
);

Deno.test("a category that is deleted while it is chosen leaves the whole catalogue, not an empty page", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints } = counter.desk;
  await page.getByRole("button", { name: "Fruits", exact: true }).click();
  await tile(page, "Pain").waitFor({ state: "detached" });
  await counter.owner.query("update", "UPDATE produits SET categorie_id = NULL WHERE categorie_id = 2");
  await counter.owner.query("delete", "DELETE FROM categories WHERE id = 2");
  await tile(page, "Pain").waitFor();
  assert.equal(await page.getByRole("button", { name: "Tous", exact: true }).getAttribute("aria-pressed"), "true");
  assert.deepEqual(complaints, []);
});

Deno.test("a large screen is filled with products, and more follow until the last", BROWSER, async () => {
  await using counter = await Counter.open({ width: 2560, height: 1440 });
  const { page, complaints } = counter.desk;
  const goods = Array.from({ length: 400 }, (_, at) => [`('Zeste ${String(at).padStart(3, "0")}', 100)`]).join(", ");
  await counter.owner.query("insert", `INSERT INTO produits (libelle, prix_ttc) VALUES ${goods}`);
  const body = page.locator(".picker .pane-body");
  const filled = () =>
    body.evaluate((element) => {
      const last = [...element.querySelectorAll(".tile")].at(-1)!;
      return last.getBoundingClientRect().bottom > element.getBoundingClientRect().bottom || null;
    });
  for (const words of ["", "zeste"]) {
    await search(page).fill(words);
    await tile(page, "Zeste 000").waitFor();
    await eventually("tiles down to the end of the screen", filled);
    assert.equal(await tile(page, "Zeste 399").count(), 0, "not all at once");
    await body.hover();
    // The list grows while it is rolled: who stands at its end for the moment rolls on.
    await eventually("the last product, by rolling", async () => {
      await page.mouse.wheel(0, 4_000);
      return await tile(page, "Zeste 399").count() > 0 || null;
    });
  }
  assert.deepEqual(complaints, []);
});
