/** A seller's browser that is shared by several tabs or several people: each ticket is there once, and its own. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { PASSWORD } from "../support/server.ts";
import { eventually } from "../support/till_client.ts";
import { Counter } from "../support/vendeur.ts";
import { card, line, tile } from "../support/vendeur_page.ts";

routed();

Deno.test("two tabs hold one ticket: what one sends is gone from the other, and is there once", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, context } = counter.desk;
  const other = await context.newPage();
  await other.goto(counter.cable.url);
  await tile(other, "Pain").waitFor();
  await tile(page, "Pain").click();
  await line(other, "Pain").waitFor();
  await tile(other, "Savon").click();
  await line(page, "Savon").waitFor();
  await page.keyboard.press("F9");
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  await line(other, "Pain").waitFor({ state: "detached" });
  await other.keyboard.press("F9");
  await card(other, "n° 1").waitFor();
  assert.equal((await counter.sales()).length, 1);
  assert.equal(await other.locator(".waiting-sending").count(), 0);
});

Deno.test(
  "what waits for a person who has left is told at the sign-in, and goes out under that person's session only",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { desk, desk: { page }, owner } = counter;
    await owner.post("/api/users", { username: "paul", name: "Paul", password: PASSWORD, role: "vendeur" });
    await page.route("**/api/query", async (route) => {
      if (route.request().postData()?.includes("INSERT INTO ventes") === true) await route.abort();
      else await route.continue();
    });
    await tile(page, "Pain").click();
    await page.keyboard.press("F9");
    await page.getByText("Envoi en cours").waitFor();
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByText("1 envoi attend encore sur ce poste").waitFor();
    await desk.signIn("paul", PASSWORD);
    await tile(page, "Pain").waitFor();
    await page.unrouteAll({ behavior: "wait" });
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByText("1 envoi attend encore sur ce poste").waitFor();
    assert.deepEqual(await counter.sales(), []);
    await desk.signIn("sofia", PASSWORD);
    await card(page, "n° 1").getByText("En attente").waitFor();
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
    assert.equal(await page.getByText("encore sur ce poste").count(), 0);
    assert.deepEqual((await counter.sales()).map(({ lignes }) => lignes), ["Pain de campagne × 1000"]);
  },
);

Deno.test("the number to tell the customer is shown even when another tab got the answer", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, context } = counter.desk;
  const other = await context.newPage();
  await other.goto(counter.cable.url);
  await tile(other, "Pain").waitFor();
  // The server is slow towards this tab; after a while the other one sends what waits.
  const slow = Promise.withResolvers<void>();
  await page.route("**/api/query", async (route) => {
    if (route.request().postDataJSON()?.type === "batch") await slow.promise;
    await route.continue();
  });
  await page.bringToFront();
  await tile(page, "Pain").click();
  await page.keyboard.press("F9");
  await page.getByText("Envoi en cours").waitFor();
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  slow.resolve();
  await eventually("nothing left to send", async () => {
    const keys = await page.evaluate(() => Object.keys(localStorage));
    return keys.some((key) => /outbox|sending/.test(key)) ? null : true;
  });
  assert.deepEqual((await counter.sales()).map(({ etat, rappel }) => [etat, rappel]), [["en_attente", 1]]);
});
