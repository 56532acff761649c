/** The screen that faces the customer, in real browsers: the till's own second window, and a tablet that was paired. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, Desk, findChromium, Forwarder, openBrowser } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { startServer } from "../support/server.ts";
import { command, LAMPE, ok, openTill, PAIN, sent } from "../support/shop.ts";

const amount = (page: Page, name: string) => page.locator(`.display-${name} dd`);

Deno.test(
  "the till's second window follows what is rung up, what is given and the change, with the receipt's code; signed out it is idle",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Épicerie du Port', recu = 'qr'"));
    ok(await openTill(shop.chloe));
    const till = await scene.desk("chloe", "127.0.0.4");
    await till.page.getByText("Caisse C1 ouverte").waitFor();
    await till.page.keyboard.press("F2");
    const [screen] = await Promise.all([
      till.context.waitForEvent("page"),
      till.page.getByRole("button", { name: "Afficheur client" }).click(),
    ]);
    const complaints: string[] = [];
    screen.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    screen.on("pageerror", (error) => complaints.push(error.message));
    await screen.getByRole("heading", { name: "Épicerie du Port" }).waitFor();
    await looked(screen, "idle");

    await till.page.bringToFront();
    // Pressed again it is the same window that comes forward.
    await Promise.all([
      screen.waitForEvent("load"),
      till.page.getByRole("button", { name: "Afficheur client" }).click(),
    ]);
    await screen.getByRole("heading", { name: "Épicerie du Port" }).waitFor();
    assert.equal(till.context.pages().length, 2);
    await till.page.bringToFront();
    await till.page.locator(".tile", { hasText: "Lampe" }).click();
    await amount(screen, "total").filter({ hasText: "20,00" }).waitFor();
    await till.page.locator(".tile", { hasText: "Pain" }).click();
    await screen.locator(".display-line", { hasText: "Pain" }).waitFor();
    await amount(screen, "total").filter({ hasText: "21,20" }).waitFor();
    const written = await shop.rows("SELECT id FROM ventes");
    assert.deepEqual(written, [], "the server has nothing of it yet: the window follows the till's own browser");
    await looked(screen, "lines");

    await till.page.bringToFront();
    await enter(till.page);
    await till.page.locator(".payment").waitFor();
    await settled(till.page);
    await keys(till.page, "5", "0", "F2");
    await amount(screen, "change").filter({ hasText: "28,80" }).waitFor();
    await enter(till.page);
    await till.page.getByRole("img", { name: "Le client scanne son reçu" }).waitFor();
    await screen.getByText("Merci, et à bientôt !").waitFor();
    await screen.getByRole("img", { name: "Votre reçu" }).locator("path").waitFor();
    const drawn = (page: Page, name: string) => page.getByRole("img", { name }).locator("path").getAttribute("d");
    assert.equal(await drawn(screen, "Votre reçu"), await drawn(till.page, "Le client scanne son reçu"));
    await looked(screen, "thanks");
    await screen.getByRole("button", { name: "English" }).click();
    await screen.getByText("Thank you, see you soon!").waitFor();
    await screen.getByRole("button", { name: "Français" }).click();
    assert.doesNotMatch(await screen.locator("body").innerText(), /chloe|nora/i);

    await till.page.bringToFront();
    await till.page.getByRole("button", { name: "Se déconnecter" }).click();
    await till.page.getByRole("dialog").getByRole("button", { name: "Se déconnecter" }).click();
    await screen.locator(".display-idle").waitFor();
    assert.deepEqual([...complaints, ...till.complaints], []);
  },
);

Deno.test(
  "a tablet is paired by the owner's code, shows its own till alone, goes idle without a server and comes back",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Épicerie du Port'"));
    ok(await openTill(shop.chloe));
    ok(await openTill(shop.marc, 0, "C2"));
    await scene.desk("chloe", "127.0.0.4");
    await scene.desk("marc", "127.0.0.5");
    await using cable = await Forwarder.open("127.0.0.9", shop.server.port);
    const tablet = await Desk.open(scene.browser, `${cable.url}/afficheur/C2`, { width: 1024, height: 768 });
    const { page } = tablet;
    tablet.expected.add("lost").add("403 /api/afficheurs");
    await page.getByRole("heading", { name: "Relier cet écran" }).waitFor();
    await page.getByRole("button", { name: "Relier" }).click();
    await page.getByText("Il faut 6 chiffres.").waitFor();
    const { code } = ok(await command(shop.owner, "/api/caisses/C1/afficheur/inviter"));
    await page.getByLabel("Code à 6 chiffres").fill(code === "000000" ? "000001" : "000000");
    await page.getByRole("button", { name: "Relier" }).click();
    await page.getByText("Ce code n'est pas valable").waitFor();
    await looked(page, "pairing");
    await page.getByLabel("Code à 6 chiffres").fill(code);
    await page.keyboard.press("Enter");
    // The code says which till it is.
    await page.waitForURL("**/afficheur/C1");
    await page.getByRole("heading", { name: "Épicerie du Port" }).waitFor();

    const sale = await sent(shop.nora, [{ produit: PAIN, quantite: 2000 }, LAMPE]);
    ok(await command(shop.marc, `/api/ventes/${(await sent(shop.nora, [PAIN])).id}/prendre`));
    ok(await command(shop.chloe, `/api/ventes/${sale.id}/prendre`));
    await amount(page, "total").filter({ hasText: "22,40" }).waitFor();
    assert.equal(await page.locator(".display-line").count(), 2);

    cable.cut();
    await page.reload();
    await amount(page, "total").filter({ hasText: "22,40" }).waitFor();
    await cable.close();
    await page.locator(".display-idle").waitFor();
    await page.getByText("Le serveur ne répond pas").waitFor();
    await page.getByRole("heading", { name: "Épicerie du Port" }).waitFor();
    assert.deepEqual(tablet.complaints, []);
  },
);

Deno.test("the owner's console gives the code for a screen, and ends the screens of a till", BROWSER, async () => {
  await using console = await openConsole([]);
  const { desk, desk: { page, complaints }, shop } = console;
  ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Épicerie du Port'"));
  await desk.section("Caisses");
  await page.getByRole("link", { name: "C2", exact: true }).click();
  await page.getByRole("button", { name: "Relier une tablette" }).click();
  await page.getByRole("dialog").getByText("Sur la tablette, ouvrez /afficheur/C2").waitFor();
  const code = (await page.locator(".till-code").innerText()).replace(/\s/g, "");
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).last().click();

  const tablet = await Desk.open(desk.context.browser()!, `${shop.server.url}/afficheur/C2`, { width: 1024, height: 768 });
  await tablet.page.getByLabel("Code à 6 chiffres").fill(code);
  await tablet.page.keyboard.press("Enter");
  await tablet.page.getByRole("heading", { name: "Épicerie du Port" }).waitFor();
  await page.getByRole("button", { name: "Oublier les afficheurs" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Oublier les afficheurs" }).click();
  await page.getByText("Afficheurs oubliés\u00a0: 1.").waitFor();
  await tablet.page.getByRole("heading", { name: "Relier cet écran" }).waitFor();
  assert.deepEqual([...complaints, ...tablet.complaints], []);
  await tablet.context.close();
});

Deno.test(
  "a practice ticket is marked beside its till, as it is rung up and once it is paid, and so is what is paid on a tablet",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE nom LIKE 'Chlo%'");
    ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
    ok(await openTill(shop.chloe));
    const till = await scene.desk("chloe", "127.0.0.4");
    const screen = await till.context.newPage();
    await screen.goto(new URL("/afficheur/C1", till.page.url()).href);
    const tablet = await Desk.open(scene.browser, `${shop.server.url}/afficheur/C1`);
    await tablet.page.getByLabel("Code à 6 chiffres").fill(
      ok(await command(shop.owner, "/api/caisses/C1/afficheur/inviter")).code,
    );
    await tablet.page.keyboard.press("Enter");
    await tablet.page.getByText("Bienvenue").waitFor();
    assert.equal(await screen.getByText("FORMATION").count(), 0, "nothing is rung up yet");

    await till.page.bringToFront();
    await till.page.getByRole("button", { name: "Vente directe", exact: true }).click();
    await till.page.locator(".tile", { hasText: "Lampe" }).click();
    await amount(screen, "total").filter({ hasText: "20,00" }).waitFor();
    await screen.getByText("FORMATION").waitFor();
    await looked(screen, "training");
    await till.page.bringToFront();
    await enter(till.page);
    await till.page.locator(".payment").waitFor();
    await settled(till.page);
    await enter(till.page);
    for (const page of [screen, tablet.page]) {
      await page.getByText("Merci, et à bientôt").waitFor();
      await page.getByText("FORMATION").waitFor();
      assert.equal(await page.getByText("DÉMONSTRATION").count(), 0);
    }
  },
);

Deno.test("the display of a demo shop says that it is one, whatever is on it", BROWSER, async () => {
  await using server = await startServer({ flags: ["--demo"] });
  using owner = await server.owner();
  await using chromium = await openBrowser(findChromium()!);
  const { page } = await Desk.open(chromium, `${server.url}/afficheur/C1`);
  await page.getByLabel("Code à 6 chiffres").fill(ok(await command(owner, "/api/caisses/C1/afficheur/inviter")).code);
  await page.keyboard.press("Enter");
  await page.locator(".display-idle").waitFor();
  await page.getByText("DÉMONSTRATION").waitFor();
  await looked(page, "demo");
});
