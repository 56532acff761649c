/** The language of the page in a real browser: one is fetched, the other when it is chosen, and nothing is lost when it cannot be. */
import assert from "node:assert/strict";
import { BROWSER, Desk, findChromium, openBrowser, routed } from "../support/browser.ts";
import { Counter } from "../support/vendeur.ts";
import { Staff } from "../support/staff.ts";

routed();

const chromium = findChromium();

const fetched = (desk: Desk) =>
  desk.page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => /(\w+_(?:fr|en))-/.exec(name)?.[1]).filter((name) =>
      name !== undefined
    )
  );

Deno.test(
  "a visit fetches the words of one language; a switch fetches those of the other, of the person's role alone",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { desk } = counter;
    const { page } = desk;
    assert.deepEqual([...new Set(await fetched(desk))].sort(), ["shell_fr", "vendeur_fr"]);
    await page.getByPlaceholder("Chercher un produit").fill("pain");
    await page.evaluate(() => {
      // Every text that is on the screen at once, at each change of it.
      const mixed: string[] = [];
      Object.assign(globalThis, { mixed });
      new MutationObserver(() => {
        const french = document.querySelector('input[placeholder="Chercher un produit"]') !== null;
        if (french !== (document.documentElement.lang === "fr")) mixed.push(document.documentElement.lang);
      }).observe(document.querySelector("#app")!, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await page.getByRole("button", { name: "English" }).click();
    const search = page.getByPlaceholder("Search for a product");
    await search.waitFor();
    assert.equal(await search.inputValue(), "pain", "what was typed stays");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.deepEqual([...new Set(await fetched(desk))].sort(), ["shell_en", "shell_fr", "vendeur_en", "vendeur_fr"]);
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { mixed: string[] }).mixed), []);
    await page.reload();
    await page.getByPlaceholder("Search for a product").waitFor();
    assert.deepEqual(desk.complaints, []);
  },
);

Deno.test("a language that cannot be fetched is told, the present one stays, and another try fetches it", BROWSER, async () => {
  await using staff = await Staff.open({});
  const { server } = staff;
  await using browser = await openBrowser(chromium!);
  const { page } = await Desk.open(browser, server.url);
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  await page.route("**/shell_en-*.js", (route) => route.abort());
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("L’autre langue n’a pas pu être chargée").waitFor();
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  await page.unroute("**/shell_en-*.js");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
});
