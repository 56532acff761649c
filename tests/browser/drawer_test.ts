/** The drawer at a cashier's browser and in the owner's books: counted when it opens, cash in and out, opened without a sale. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { keys } from "../support/pace.ts";
import { closeTill, command, ok, openTill } from "../support/shop.ts";

Deno.test(
  "a cashier counts the float piece by piece, takes cash out with a reason, opens the drawer; the owner reads all of it",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 11_000));
    ok(await closeTill(shop.chloe, 11_000));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.getByRole("button", { name: /^C1/ }).click();
    await page.getByRole("button", { name: "Compter pièce par pièce" }).click();
    await page.getByRole("heading", { name: "Ouvrir C1 : compter le fond" }).waitFor();
    await page.getByLabel("Nombre de 50 €").fill("2");
    await page.getByLabel("Nombre de 2 €").fill("3");
    assert.equal(await page.getByText("110,00").count(), 0, "what should be there is not told");
    await page.getByRole("button", { name: /Ouvrir C1 avec 106,00/ }).click();
    await page.getByText("Caisse C1 ouverte").waitFor();

    await page.keyboard.press("F7");
    await page.getByRole("heading", { name: "Espèces et tiroir" }).waitFor();
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

    await page.getByRole("button", { name: "Ouvrir le tiroir sans vente" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /Faire la monnaie/ }).click();
    await dialog.getByRole("button", { name: "Inscrire" }).click();
    await page.getByText("Ouverture du tiroir inscrite.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Caisse C1 ouverte").waitFor();
    await page.keyboard.press("F8");
    await page.getByText("Banque, sortie (1)").waitFor();
    await page.getByText("Tiroir ouvert sans vente (1)").waitFor();
    assert.deepEqual(complaints.filter((text) => !text.includes("403")), []);
    const told = await shop.rows("SELECT fond, fond_attendu, fond_ecart FROM sessions_caisse WHERE fermee_le IS NULL");
    assert.deepEqual(told, [{ fond: 10_600, fond_attendu: 11_000, fond_ecart: -400 }]);
  },
);
