/** A server that was replaced by another version, in a real browser: the page follows by itself, and never in the middle of a ticket. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { eventually } from "../support/till_client.ts";
import { Counter } from "../support/vendeur.ts";

routed();

const marked = (page: Page) => page.evaluate(() => "stillTheSame" in globalThis);

Deno.test("once its ticket is sent, a page whose server came back with another version begins anew, once", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page } = counter.desk;
  await page.getByRole("button", { name: /^Ajouter Pain de campagne/ }).click();
  await page.evaluate(() => Object.assign(globalThis, { stillTheSame: true }));
  let asked = 0;
  // What a server of the next version would say; all else is the server's own.
  await page.route("**/api/health", async (route) => {
    asked += 1;
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), version: "999.0.0" } });
  });
  counter.cable.cut();
  await eventually("the page asks who is there", () => asked > 0 || null);
  // It would begin anew at once.
  await page.waitForTimeout(1_000);
  assert.equal(await marked(page), true, "not in the middle of a ticket");
  await page.getByRole("button", { name: "Envoyer en caisse" }).click();
  await page.waitForFunction(() => !("stillTheSame" in globalThis));
  await counter.desk.live();
  assert.equal((await counter.sales()).length, 1, "sent, and once");
  await page.evaluate(() => Object.assign(globalThis, { stillTheSame: true }));
  const before = asked;
  counter.cable.cut();
  await eventually("the page asks again", () => asked > before || null);
  await page.waitForTimeout(1_000);
  assert.equal(await marked(page), true, "the version is the page's own now");
});
