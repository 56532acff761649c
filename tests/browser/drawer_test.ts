/** The drawer at a cashier's browser and in the owner's books: counted when it opens, cash in and out, opened without a sale. */
import assert from "node:assert/strict";
import { BROWSER, Desk } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { openConsole } from "../support/owner_console.ts";
import { keys } from "../support/pace.ts";
import { PASSWORD } from "../support/server.ts";
import { CAFE, cash, close, closeTill, command, ok, openTill, sold } from "../support/shop.ts";

Deno.test(
  "a cashier counts the float piece by piece, takes cash out with a reason, opens the drawer; the owner reads all of it",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 11_000));
    ok(await closeTill(shop.chloe, 11_000));
    const { page, complaints, expected, noted } = await desks.desk("chloe", "127.0.0.4");
    expected.add("403 /api/caisses/C1/mouvement");
    await page.getByRole("button", { name: /^C1/ }).click();
    await page.getByRole("button", { name: "Compter pièce par pièce" }).click();
    await page.getByRole("heading", { name: "Ouvrir C1 : compter le fond" }).waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    await page.getByLabel("Nombre de 50 €").fill("2");
    await page.getByLabel("Nombre de 2 €").fill("3");
    assert.equal(await page.getByText("110,00").count(), 0, "what should be there is not told");
    await page.getByRole("button", { name: /Ouvrir C1 avec 106,00/ }).click();
    await page.getByText("Caisse C1 ouverte").waitFor();

    await page.keyboard.press("F7");
    await page.getByRole("heading", { name: "Espèces et tiroir" }).waitFor();
    // On a phone the button is seen whole, below its keypad.
    await page.setViewportSize({ width: 390, height: 844 });
    const button = (await page.locator(".moves .main-button").boundingBox())!;
    const keypad = (await page.locator(".moves .keypad").boundingBox())!;
    assert.ok(button.y >= keypad.y + keypad.height && button.y + button.height <= 844, JSON.stringify({ button, keypad }));
    await page.setViewportSize({ width: 1280, height: 800 });
    await keys(page, "4", "0");
    await page.keyboard.press("Enter");
    await page.getByText("Choisissez pour quoi, et écrivez un motif.").waitFor();
    await page.getByRole("button", { name: "Banque" }).click();
    await page.getByLabel("Motif").fill("dépôt de midi");
    await page.getByRole("button", { name: /Sortir 40,00/ }).click();
    await page.getByText(/40,00.€ sortis du tiroir/).waitFor();
    assert.deepEqual(
      await shop.rows("SELECT genre, montant, motif FROM mouvements_caisse"),
      [{ genre: "banque", montant: -4_000, motif: "dépôt de midi" }],
    );

    // More than the drawer holds: the owner's code, and the cashier does not hear how much there is.
    await page.getByLabel("Motif").fill("facture");
    await page.getByRole("button", { name: "Fournisseur" }).click();
    await page.locator("#moves-title").click();
    await keys(page, "9", "0");
    await page.getByRole("button", { name: /Sortir 90,00/ }).click();
    await page.getByText("il n'y a pas autant d'espèces dans ce tiroir").waitFor();
    await page.getByLabel(/[Cc]ode/).fill(ok(await command(shop.owner, "/api/accords")).code);
    await page.getByRole("button", { name: /Sortir 90,00/ }).click();
    await page.getByText(/90,00.€ sortis du tiroir/).waitFor();

    // What was begun stays while the drawer is opened for something else.
    await page.getByLabel("Motif").fill("à suivre");
    await page.getByRole("button", { name: "Ouvrir le tiroir sans vente" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /Faire la monnaie/ }).click();
    await dialog.getByRole("button", { name: "Inscrire" }).click();
    await page.getByText("Ouverture du tiroir inscrite.").waitFor();
    assert.equal(await page.getByLabel("Motif").inputValue(), "à suivre");
    await page.keyboard.press("Escape");
    await page.getByText("Caisse C1 ouverte").waitFor();
    await page.keyboard.press("F8");
    await page.getByText("Banque, sortie (1)").waitFor();
    await page.getByText("Tiroir ouvert sans vente (1)").waitFor();
    assert.deepEqual([complaints, noted], [[], ["403 /api/caisses/C1/mouvement"]]);
    const told = await shop.rows("SELECT fond, fond_attendu, fond_ecart FROM sessions_caisse WHERE fermee_le IS NULL");
    assert.deepEqual(told, [{ fond: 10_600, fond_attendu: 11_000, fond_ecart: -400 }]);
  },
);

Deno.test(
  "a till left open is told to the owner and to who opens the next morning, and taken over by a count; signing out with one asks",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open({ at: "2026-11-20T17:00:00.000Z", zone: "Europe/Paris" });
    const { shop } = desks;
    ok(await openTill(shop.chloe, 1_000));
    await sold(shop.chloe, [CAFE], [cash(500)]);
    shop.server.clock.put("2026-11-21T08:00:00.000Z");
    const owner = await Desk.open(desks.browser, shop.server.url);
    owner.page.setDefaultTimeout(30_000);
    await owner.signIn("patron", PASSWORD);
    await owner.page.getByText("La caisse C1 est restée ouverte (chloe").waitFor();

    const { page, complaints } = await desks.desk("marc", "127.0.0.4");
    await page.getByText("La caisse C1 est restée ouverte (chloe").waitFor();
    await page.getByRole("button", { name: /^C1/ }).click();
    await page.getByRole("button", { name: "Compter et reprendre C1 à chloe" }).click();
    await page.getByRole("heading", { name: "Reprendre C1 à chloe" }).waitFor();
    await page.getByLabel("Nombre de 10 €").fill("1");
    await page.getByLabel("Nombre de 2 €").fill("2");
    assert.equal(await page.getByText("15,00").count(), 0, "what should be there is not told before");
    await page.getByRole("button", { name: /Reprendre avec 14,00/ }).click();
    await page.getByText(/Il manque 1,00/).waitFor();
    await page.getByRole("button", { name: "Terminer" }).click();
    await page.getByText("Caisse C1 ouverte").waitFor();
    const [row] = await shop.rows(
      `SELECT s.ecart, p.nom AS par FROM sessions_caisse s JOIN equipe p ON p.id = s.fermee_par_id WHERE s.caissier_id <> p.id`,
    );
    assert.deepEqual(row, { ecart: -100, par: "marc" });
    await owner.page.getByText("La caisse C1 est restée ouverte").waitFor({ state: "detached" });

    assert.deepEqual(complaints, []);
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Se déconnecter avec la caisse C1 ouverte ?").waitFor();
    await dialog.getByRole("button", { name: "Compter d’abord" }).click();
    await page.getByRole("heading", { name: "Compter le tiroir" }).waitFor();
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await dialog.getByRole("button", { name: "Se déconnecter" }).click();
    // Who comes next types at once.
    await page.locator('[name="username"]:focus').waitFor();
  },
);

Deno.test(
  "the owner sets the hour at which days end, and reads which Z of a day it is, with what the drawers did",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { desk, desk: { page }, shop } = console;
    await desk.section("Boutique");
    await page.getByLabel("La journée de vente finit à").selectOption("4");
    await page.getByRole("button", { name: "Changer la fin de journée" }).click();
    await page.getByText("Les journées finissent à cette heure à partir du").waitFor();
    assert.equal((await shop.rows("SELECT fin_journee FROM boutique"))[0].fin_journee, 4);

    const today = async () => (await shop.rows("SELECT max(jour) AS jour FROM sessions_caisse"))[0].jour;
    ok(await openTill(shop.chloe));
    ok(await command(shop.chloe, "/api/caisses/C1/tiroir", { motif: "monnaie" }));
    await sold(shop.chloe, [CAFE], [cash(500)]);
    ok(await closeTill(shop.chloe, 500));
    ok(await close(shop.owner, "jour", await today()));
    ok(await openTill(shop.chloe, 400));
    await sold(shop.chloe, [CAFE], [cash(500)]);
    ok(await closeTill(shop.chloe, 900));
    ok(await close(shop.owner, "jour", await today()));
    await desk.section("Livres");
    const second = page.locator("tr", { hasText: "Z n° 2" });
    await second.waitFor();
    await second.getByRole("link").first().click();
    const z = page.locator("article.z");
    await z.getByText("Z n° 2 de cette journée").waitFor();
    await z.getByText("Écarts à l’ouverture").waitFor();
  },
);
