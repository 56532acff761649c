/** The seller's screens when things go wrong: no server, no cable, no session, no storage. Each ticket is there once. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { PASSWORD } from "../support/server.ts";
import { eventually } from "../support/till_client.ts";
import { Counter } from "../support/vendeur.ts";
import { card, line, tile, total } from "../support/vendeur_page.ts";

routed();

Deno.test("while the server is away tickets are kept, go out in order when it is back, and are there once", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints } = counter.desk;
  await tile(page, "Savon").click();
  counter.desk.expected.add("lost");
  await counter.server.kill();
  await page.getByText("Connexion au serveur perdue").waitFor();
  await page.keyboard.press("F9");
  await page.getByText("Gardé sur ce poste").waitFor();
  await tile(page, "Crème").click();
  await page.keyboard.press("F9");
  await page.getByText("2 ventes à envoyer").waitFor();
  assert.equal(await page.locator(".waiting-sending").count(), 2);
  await tile(page, "Pommes").click();

  counter.server = await counter.server.restart();
  await page.locator(".waiting-en_attente").nth(1).waitFor();
  assert.equal(await page.locator(".waiting-sending").count(), 0);
  await line(page, "Pommes").waitFor();
  await counter.lea.signIn("lea", PASSWORD);
  assert.deepEqual((await counter.sales()).map(({ etat, rappel, lignes }) => [etat, rappel, lignes]), [
    ["en_attente", 1, "Savon d'Alep × 1000"],
    ["en_attente", 2, "Crème brûlée × 1000"],
  ]);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "a cable that is pulled in the middle of sending, again and again, neither loses nor doubles a ticket",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints, expected } = counter.desk;
    expected.add("lost");
    for (let ticket = 0; ticket < 6; ticket++) {
      await tile(page, "Pain").click();
      await page.keyboard.press("F9");
      // At another moment each time: before, while and after the server answers.
      await new Promise((resolve) => setTimeout(resolve, ticket * 4));
      counter.cable.cut();
    }
    await eventually("all at the till", async () => {
      const sales = await counter.sales();
      return sales.length === 6 && sales.every(({ etat }) => etat === "en_attente") ? true : null;
    });
    assert.deepEqual(
      (await counter.sales()).map(({ rappel, lignes }) => [rappel, lignes]),
      [1, 2, 3, 4, 5, 6].map((rappel) => [
        rappel,
        "Pain de campagne × 1000",
      ]),
    );
    await page.locator(".waiting-en_attente").nth(5).waitFor();
    assert.deepEqual(complaints, []);
  },
);

Deno.test("the ticket in hand outlives a reload, a session that ends, and a price that changes", BROWSER, async () => {
  await using counter = await Counter.open();
  const { desk: { page }, owner } = counter;
  await tile(page, "Pain").click();
  await tile(page, "Crème").click();
  await page.reload();
  await line(page, "Crème").waitFor();

  await owner.query("update", "UPDATE produits SET prix_ttc = 360 WHERE id = 1");
  await line(page, "Pain").getByText(/Prix changé, désormais\s: 3,60/).waitFor();
  await owner.query("update", "UPDATE produits SET actif = 0 WHERE id = 4");
  await line(page, "Crème").getByText("N’est plus en vente").waitFor();
  assert.equal(await total(page), "7,55 €");

  const { body } = await owner.fetch("/api/sessions").then(async (answer) => ({ body: await answer.json() }));
  for (const { id, user } of body.sessions) {
    if (user.username === "sofia") await (await owner.fetch(`/api/sessions/${id}`, { method: "DELETE" })).body?.cancel();
  }
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  await counter.desk.signIn("sofia", PASSWORD);
  await line(page, "Crème").waitFor();
  await line(page, "Crème").locator(".line-row").click();
  await line(page, "Crème").getByRole("button", { name: "Retirer Crème brûlée" }).click();
  await page.keyboard.press("F9");
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  assert.equal((await counter.sales())[0]!.total_ttc, 340);
});

Deno.test("a ticket that the server refuses comes back to hand with the reason", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints, expected, noted } = counter.desk;
  expected.add("409 /api/query");
  await tile(page, "Pain").click();
  await line(page, "Pain").waitFor();
  // The product goes away in the very moment of sending.
  await page.route("**/api/query", async (route) => {
    if (route.request().postDataJSON()?.type === "batch") {
      const { status } = await counter.owner.query("delete", "DELETE FROM produits WHERE id = 1");
      assert.equal(status, 200);
    }
    await route.continue();
  });
  await page.keyboard.press("F9");
  await page.getByText("Une vente n’a pas été acceptée").waitFor();
  await line(page, "Pain").getByText("N’est plus en vente").waitFor();
  await page.getByRole("button", { name: "Compris" }).click();
  await line(page, "Pain").locator(".line-row").click();
  await line(page, "Pain").getByRole("button", { name: "Retirer Pain de campagne" }).click();
  await tile(page, "Savon").click();
  await page.keyboard.press("F9");
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  assert.deepEqual((await counter.sales()).map(({ lignes }) => lignes), ["Savon d'Alep × 1000"]);
  assert.deepEqual(noted, ["409 /api/query"]);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "an answer that is not the server's decides nothing: what was sent is sent again, and is there once",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    const asked: string[] = [];
    // A portal's page in the place of the request, then an answer cut short.
    await page.route("**/api/query", async (route) => {
      if (route.request().postDataJSON()?.type !== "batch") return await route.continue();
      asked.push(route.request().headers()["idempotency-key"]!);
      if (asked.length > 2) return await route.continue();
      if (asked.length === 2) await route.fetch();
      await route.fulfill({ status: 200, contentType: "text/html", body: asked.length === 1 ? "<html></html>" : '{"results":[' });
    });
    await tile(page, "Pain").click();
    await page.keyboard.press("F9");
    await page.getByLabel("Numéro 1", { exact: true }).waitFor();
    assert.deepEqual([asked.length, new Set(asked).size], [3, 1]);
    assert.deepEqual((await counter.sales()).map(({ etat, lignes }) => [etat, lignes]), [[
      "en_attente",
      "Pain de campagne × 1000",
    ]]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("a storage too full for a ticket leaves it in hand, says so, and claims nothing was sent", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints } = counter.desk;
  await tile(page, "Pain").click();
  // The ticket is two writes: the second one does not fit any more.
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    let stored = 0;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (key.startsWith("comptoir.outbox.") && ++stored > 1) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, value);
    };
  });
  await page.keyboard.press("F9");
  await page.getByText("Trop de ventes attendent déjà sur ce poste").waitFor();
  await line(page, "Pain").waitFor();
  assert.deepEqual(await counter.sales(), [], "nor half of it");
  await page.getByRole("button", { name: "Vider" }).click();
  await page.getByText("Touchez un produit, cherchez ou scannez.").waitFor();
  assert.equal(await page.getByText("Envoi en cours").count(), 0);
  await page.getByRole("button", { name: "Rétablir" }).click();
  // With room again it goes out, once.
  await page.reload();
  await line(page, "Pain").waitFor();
  await page.keyboard.press("F9");
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  assert.deepEqual((await counter.sales()).map(({ etat }) => etat), ["en_attente"]);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "how long a ticket waits is the server's to say: a clock hours off, or set back at work, does not show",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    await page.clock.setSystemTime(Date.now() + 5 * 3_600_000);
    await page.reload();
    await tile(page, "Pain").click();
    await page.keyboard.press("F9");
    await card(page, "n° 1").getByText("En attente").waitFor();
    assert.equal(await card(page, "n° 1").locator(".waiting-age").innerText(), "à l’instant");
    await page.clock.setSystemTime(Date.now() - 5 * 3_600_000);
    await tile(page, "Savon").click();
    await page.keyboard.press("F9");
    await card(page, "n° 2").getByText("En attente").waitFor();
    assert.deepEqual(await page.locator(".waiting-age").allInnerTexts(), ["à l’instant", "à l’instant"]);
    assert.deepEqual(await page.locator(".waiting-name").allInnerTexts(), ["n° 2", "n° 1"], "what was touched last comes first");
    assert.deepEqual(complaints, []);
  },
);
