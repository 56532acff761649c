/** What could not be sent, in a real browser: told, kept with its content, sent again or dropped by a person's own decision. */
import assert from "node:assert/strict";
import type { Page, Route } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { Counter } from "../support/vendeur.ts";

routed();

/** The server fails at every ticket; everything else passes. */
async function failTickets(page: Page): Promise<string[]> {
  const keys: string[] = [];
  await page.route("**/api/query", async (route: Route) => {
    const request = route.request();
    if (request.postData()?.includes("INSERT INTO ventes") !== true) return await route.continue();
    keys.push(request.headers()["idempotency-key"]!);
    const problem = {
      type: "urn:comptoir:error:internal",
      title: "Erreur",
      status: 500,
      detail: "Rien ne va.",
      code: "internal",
    };
    await route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(problem) });
  });
  return keys;
}

async function send(page: Page, product: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Ajouter ${product}`) }).click();
  await page.getByRole("button", { name: "Envoyer en caisse" }).click();
}

Deno.test(
  "a ticket at which the server fails stays with its content, and goes out under its key when asked to",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page } = counter.desk;
    const keys = await failTickets(page);
    await send(page, "Pain de campagne");
    await page.getByText("Un envoi n’a pas abouti").waitFor();
    assert.ok(keys.length > 1 && new Set(keys).size === 1, "tried again under one key, then no more");
    const tries = keys.length;
    await page.waitForTimeout(2_000);
    assert.equal(keys.length, tries);
    assert.deepEqual(await counter.sales(), []);
    await page.getByRole("button", { name: /Sans numéro, 3,40.*Bloqué/ }).waitFor();

    await page.reload();
    await page.getByRole("button", { name: "Voir" }).click();
    const problem = page.locator(".problem");
    await problem.getByText("1 × Pain de campagne").waitFor();
    await problem.getByText("Rien ne va.").waitFor();
    await page.unrouteAll({ behavior: "wait" });
    await problem.getByRole("button", { name: "Réessayer" }).click();
    await page.getByRole("button", { name: /n° 1, 3,40.*En attente/ }).waitFor();
    assert.equal(await page.getByText("n’a pas abouti").count(), 0);
    assert.deepEqual((await counter.sales()).map(({ lignes }) => lignes), ["Pain de campagne × 1000"]);
  },
);

Deno.test("dropping it asks first; taking it back in hand loses nothing", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page } = counter.desk;
  await failTickets(page);
  await send(page, "Pain de campagne");
  await page.getByRole("button", { name: "Voir" }).click();
  await page.getByRole("button", { name: "Abandonner…" }).click();
  await page.getByText("Abandonner pour de bon ?").waitFor();
  await page.getByRole("button", { name: "Le garder" }).click();
  await page.getByRole("button", { name: "Abandonner…" }).click();
  await page.getByRole("button", { name: "Abandonner", exact: true }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByText("Aucun ticket en attente.").waitFor();

  await send(page, "Savon");
  await page.getByRole("button", { name: /Sans numéro, 6,50.*Bloqué/ }).click();
  await page.getByRole("button", { name: "Reprendre" }).click();
  await page.locator(".ticket-line", { hasText: "Savon" }).waitFor();
  assert.equal(await page.getByText("n’a pas abouti").count(), 0);
  await page.unrouteAll({ behavior: "wait" });
  await page.getByRole("button", { name: "Envoyer en caisse" }).click();
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  assert.deepEqual((await counter.sales()).map(({ lignes }) => lignes), ["Savon d'Alep × 1000"]);
});

Deno.test("a list that may be old says so itself, until the server is back", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page } = counter.desk;
  await page.getByText("Aucun ticket en attente.").waitFor();
  assert.equal(await page.getByText("Hors ligne : peut dater").count(), 0);
  await counter.server.kill();
  await page.getByText("Hors ligne : peut dater").waitFor();
  counter.server = await counter.server.restart();
  await counter.desk.live();
  await page.getByText("Hors ligne : peut dater").waitFor({ state: "detached" });
});

Deno.test("a server whose disk is nearly full is told on the page, for as long as it is", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints } = counter.desk;
  let low = true;
  // The server's own word, with one more in it: a disk that fills belongs to other tests.
  await page.routeWebSocket("**/ws**", (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const message = JSON.parse(String(text));
      socket.send(low && message.type === "presence" ? JSON.stringify({ ...message, disk_low: true }) : text);
    });
  });
  await page.reload();
  const banner = page.getByRole("alert").filter({ hasText: "Le disque du serveur est presque plein" });
  await banner.waitFor();
  low = false;
  await page.reload();
  await page.getByRole("button", { name: "Envoyer en caisse" }).waitFor();
  await banner.waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
});
