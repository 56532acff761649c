/** Imports and exports of the owner's console: a shopkeeper's file comes in, goes out and comes in again without changing anything. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BROWSER, routed } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { card, LAMPE, ok, openTill, PAIN, sold } from "../support/shop.ts";

routed();

const FILE = `sep=;
EAN;Désignation;Rayon;Prix de vente;Taux TVA;Prix
3760000000017;Crème brûlée;Frais;"1 234,50 €";5,5 %;x
;Pain;;1,30;5,5;y
`;

Deno.test(
  "a file is tried, its faults are named by line and column, and mended it comes in and is taken back",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { shop, desk: { page, complaints, expected } } = console;
    await console.desk.section("Import et export");
    const choose = (text: string) =>
      page.locator('input[type="file"]').setInputFiles({
        name: "grossiste.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(latin(text)),
      });
    const before = await shop.rows("SELECT id, libelle, prix_ttc FROM produits ORDER BY id");

    expected.add("409 /api/imports");
    await choose(FILE.replace("1,30", "un trente") + "3,76E+12;Tableur;;1;20;z\n");
    await page.getByRole("combobox", { name: "La colonne « EAN » devient" }).waitFor();
    await page.getByRole("button", { name: "Vérifier" }).click();
    const faults = page.locator(".import-faults tbody tr");
    await page.getByText("2 fautes : rien n’est importé").first().waitFor();
    assert.deepEqual((await faults.allInnerTexts()).map((text) => text.split(/\s*\t\s*/).slice(0, 2)), [
      ["4", "Prix TTC"],
      ["5", "Code-barres"],
    ]);
    await choose(`${FILE}3760000000018;Mauvais chiffre;;1;20;z\n`);
    await page.getByText("1 faute").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Vérifier" }).click();
    await page.getByText("1 faute : rien n’est importé").first().waitFor();
    await faults.filter({ hasText: "dernier chiffre" }).waitFor();

    await choose(FILE);
    await page.getByText("1 faute").first().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Vérifier" }).click();
    await page.getByText("À ajouter : 1 · à changer : 1 · sans changement : 0").waitFor();
    // Done is done, also where its columns cannot be remembered.
    expected.add("lost");
    await page.route(
      "**/api/query",
      (route) => route.request().postData()?.includes("INTO imports_colonnes") ? route.abort() : route.fallback(),
    );
    await page.getByRole("button", { name: "Importer 2 lignes" }).click();
    await page.getByText("C’est importé").waitFor();
    await page.unroute("**/api/query");
    assert.deepEqual(
      await shop.rows(
        "SELECT libelle, code_barres, prix_ttc, tva FROM produits WHERE id = ? OR code_barres IS NOT NULL ORDER BY id",
        [PAIN],
      ),
      [
        { libelle: "Pain", code_barres: null, prix_ttc: 130, tva: 550 },
        { libelle: "Crème brûlée", code_barres: "3760000000017", prix_ttc: 123_450, tva: 550 },
      ],
    );
    await page.getByRole("button", { name: "Annuler l’import grossiste.csv" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Annuler", exact: true }).last().click();
    await page.getByText("L’import est annulé.").waitFor();
    assert.deepEqual(await shop.rows("SELECT id, libelle, prix_ttc FROM produits ORDER BY id"), before);
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "what the shop holds goes out as files that come in again and change nothing, and sales are what was paid",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { shop, desk: { page, complaints } } = console;
    const { owner, chloe } = shop;
    ok(await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, '-20 % promo')"));
    ok(
      await owner.query(
        "update",
        "UPDATE produits SET libelle = '=1+1; \"x\"', code_barres = '0036000291452', categorie_id = 1 WHERE id = ?",
        [LAMPE],
      ),
    );
    ok(
      await owner.query(
        "insert",
        "INSERT INTO produits (libelle, prix_ttc, actif) VALUES ('Pain', 99, 0), ('Deux\r\nlignes', 5, 1)",
      ),
    );
    ok(await owner.query("insert", "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, 45)", [PAIN]));
    for (const person of [["Zoé", "+33612345678", null], ["Zoé", "0612345678", "z@e.fr"], ["O'Neil; Anne", null, null]]) {
      ok(await owner.query("insert", "INSERT INTO clients (nom, telephone, email) VALUES (?, ?, ?)", person));
    }
    ok(await openTill(chloe));
    await sold(chloe, [LAMPE], [card(2_000)]);
    await console.desk.section("Import et export");
    const take = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name, exact: true }).click(),
      ]);
      return await Deno.readTextFile((await file.path())!);
    };
    for (const [name, sort] of [["Articles", "produits"], ["Clients", "clients"], ["Stock", "stock"]] as const) {
      const text = await take(name);
      assert.ok(text.startsWith("\ufeff") && text.includes(";"));
      await page.getByLabel("Ce que contient le fichier").selectOption(sort);
      await page.locator('input[type="file"]').setInputFiles({
        name: `${sort}.csv`,
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
      await page.getByText(`${sort}.csv · `).waitFor();
      await page.getByRole("button", { name: "Vérifier" }).click();
      await page.getByText("Tout est déjà comme dans ce fichier").waitFor();
    }
    const [, line] = (await take("Ventes")).split("\r\n");
    assert.match(line!, /^\d{4}-\d\d-\d\d;\d\d:\d\d;C1;1;Vente;.*;16,67;3,33;20,00;0,00;;20,00;;;;;;;;$/);
    assert.deepEqual(complaints, []);
  },
);

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char === "€" ? 0x80 : char.charCodeAt(0));
}
