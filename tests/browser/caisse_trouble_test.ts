/** The cashier's screens when things go wrong: a server that is killed, a page that ends, no server at all. Each payment is there once. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { nextTicket } from "../support/caisse_page.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { keys, SETTLE_MS } from "../support/pace.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { CAFE, LAMPE, ok, openTill, PAIN, sent, ticket } from "../support/shop.ts";

routed();

Deno.test("a server that is killed between payment and answer: asked again under the same key, paid once", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop } = scene;
  ok(await openTill(shop.chloe));
  const sale = await sent(shop.nora, [LAMPE]);
  const desk = await scene.desk("chloe", "127.0.0.4");
  const { page } = desk;
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await page.waitForTimeout(SETTLE_MS);

  const asked: string[] = [];
  await page.route("**/encaisser", async (route) => {
    asked.push(route.request().headers()["idempotency-key"]!);
    if (asked.length > 1) return route.continue();
    const answer = await route.fetch();
    assert.equal(answer.status(), 200);
    desk.expected.add("lost");
    await shop.server.kill();
    await route.abort("connectionreset");
  });
  await page.keyboard.press("Enter");
  await page.getByText("La réponse du serveur n’est pas arrivée").waitFor();
  await page.getByText("Paiement de 20,00").waitFor();

  shop.server = await shop.server.restart();
  await page.getByText("Payé 20,00").waitFor({ timeout: 20_000 });
  assert.ok(asked.length > 1);
  assert.equal(new Set(asked).size, 1);
  assert.equal((await shop.rows("SELECT * FROM paiements")).length, 1);
  assert.deepEqual(await shop.rows("SELECT numero FROM ventes WHERE numero IS NOT NULL"), [{ numero: 1 }]);
  assert.deepEqual(desk.complaints, []);
});

Deno.test("a page that ends while a payment is not known: the next one asks, and shows the receipt", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop } = scene;
  ok(await openTill(shop.chloe));
  const sale = await sent(shop.nora, [CAFE]);
  const { page } = await scene.desk("chloe", "127.0.0.4");
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await page.route("**/encaisser", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.keyboard.press("Enter");
  await page.getByText("La réponse du serveur n’est pas arrivée").waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.reload();
  await page.getByText("Payé 5,00").waitFor();
  assert.equal((await shop.rows("SELECT * FROM paiements")).length, 1);
});

Deno.test(
  "no payment while the server is away; the ticket in hand and the one rung up stay, also for the next session",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await openTill(shop.chloe));
    const sale = await sent(shop.nora, [PAIN]);
    const desk = await scene.desk("chloe", "127.0.0.4");
    const { page } = desk;
    await page.getByText("Caisse C1 ouverte").waitFor();
    await keys(page, "F2");
    await page.getByRole("button", { name: /^Ajouter Lampe/ }).click();
    await page.locator(".direct-line").waitFor();
    await keys(page, "Escape");
    await page.locator(`[data-ticket="${sale.id}"] button`).click();
    await page.locator(".payment").waitFor();
    await page.waitForTimeout(SETTLE_MS);

    await shop.server.kill();
    await page.getByRole("button", { name: "Hors ligne : pas de paiement" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Hors ligne : pas de paiement" }).isDisabled(), true);
    await page.keyboard.press("Enter");
    shop.server = await shop.server.restart();
    await desk.live();
    assert.equal((await ticket(shop.owner, sale)).etat, "en_caisse");
    await page.keyboard.press("Enter");
    await nextTicket(page);

    // The session is ended by the owner; its person comes back to the ticket that was rung up.
    const { body } = await answerOf(await shop.owner.get("/api/sessions"));
    for (const { id, user } of body.sessions) {
      if (user.username === "chloe") await (await shop.owner.fetch(`/api/sessions/${id}`, { method: "DELETE" })).body?.cancel();
    }
    await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
    await desk.signIn("chloe", PASSWORD);
    await page.getByRole("button", { name: /Vente directe · 20,00/ }).click();
    await page.locator(".direct-line", { hasText: "Lampe" }).waitFor();
    assert.equal((await shop.rows("SELECT * FROM paiements")).length, 1);
  },
);
