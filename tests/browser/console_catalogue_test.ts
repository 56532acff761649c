/** The catalogue of the owner's console: found, changed in its place, one by one and many as one. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { cell, openCatalogue } from "../support/catalogue_page.ts";
import { LAMPE, ok, PAIN } from "../support/shop.ts";

Deno.test("a value is changed where it stands, and a refusal stands at its cell", BROWSER, async () => {
  await using console = await openCatalogue();
  const { shop, desk: { page, complaints } } = console;
  await change(page, "Prix TTC : Pain", "1,35");
  await cell(page, "Prix TTC : Pain").filter({ hasText: "1,35" }).waitFor();
  await change(page, "Libellé : Pain", "Pain de campagne");
  await cell(page, "Prix TTC : Pain de campagne").waitFor();
  assert.deepEqual(await shop.rows("SELECT libelle, prix_ttc FROM produits WHERE id = ?", [PAIN]), [
    { libelle: "Pain de campagne", prix_ttc: 135 },
  ]);

  console.desk.expected.add("409 /api/query");
  await change(page, "Code-barres : Lampe", "3760123456780");
  await page.getByRole("alert").filter({ hasText: "dernier chiffre" }).waitFor();
  await page.keyboard.press("Escape");
  await cell(page, "Code-barres : Lampe").filter({ hasText: "—" }).waitFor();

  await cell(page, "TVA : Lampe").click();
  await page.getByLabel("TVA : Lampe").selectOption({ label: "5,5 %" });
  await cell(page, "TVA : Lampe").filter({ hasText: "5,5" }).waitFor();
  await cell(page, "État : Lampe").click();
  await page.getByLabel("État : Lampe").selectOption({ label: "Retiré" });
  await page.locator(`[data-row="${LAMPE}"]`).waitFor({ state: "detached" });
  assert.deepEqual(await shop.rows("SELECT tva, actif, code_barres FROM produits WHERE id = ?", [LAMPE]), [
    { tva: 550, actif: 0, code_barres: null },
  ]);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "a gift card is added as what it is: outside VAT, and no rate is asked for; one press makes a « Divers » for each rate",
  BROWSER,
  async () => {
    await using console = await openCatalogue();
    const { shop, desk: { page, complaints } } = console;
    await page.getByRole("link", { name: "Ajouter un produit" }).click();
    await page.getByLabel("Libellé", { exact: true }).fill("Carte 50");
    await page.getByLabel("Prix TTC", { exact: true }).fill("50");
    await page.getByLabel("Ce que c’est").selectOption({ label: "Une carte cadeau" });
    await page.getByText("Hors du champ de la TVA").waitFor();
    assert.equal(await page.locator("form").getByLabel("TVA", { exact: true }).count(), 0);
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await page.locator("[data-row]", { hasText: "Carte 50" }).waitFor();
    assert.deepEqual(await shop.rows("SELECT nature, tva, prix_ttc FROM produits WHERE libelle = 'Carte 50'"), [
      { nature: "carte_cadeau", tva: 0, prix_ttc: 5000 },
    ]);
    await page.getByRole("link", { name: "Ajouter un produit" }).click();
    await page.getByRole("button", { name: /^Créer les \d « Divers »/ }).click();
    await page.locator("[data-row]", { hasText: "Divers 5,5" }).waitFor();
    await page.locator(".divers-offer").waitFor({ state: "detached" });
    const made = await shop.rows("SELECT tva, prix_ttc, prix_libre FROM produits WHERE libelle LIKE 'Divers %' ORDER BY tva");
    assert.deepEqual(made, [0, 210, 550, 1000, 2000].map((tva) => ({ tva, prix_ttc: 0, prix_libre: 1 })));
    assert.deepEqual(complaints, []);
  },
);

Deno.test("who changes a value that another changed meanwhile is told who, and overwrites it knowingly", BROWSER, async () => {
  await using console = await openCatalogue();
  const { shop, desk: { page, complaints } } = console;
  // The change of another PC is on its way here while the answer to this one's is.
  await page.routeWebSocket("**/ws**", () => {});
  await page.reload();
  await cell(page, "Prix TTC : Pain").waitFor();
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 150 WHERE id = ?", [PAIN]));
  await change(page, "Prix TTC : Pain", "1,35");
  await page.getByRole("alert").filter({ hasText: "patron a mis 1,50" }).waitFor();
  assert.deepEqual(await shop.rows("SELECT prix_ttc FROM produits WHERE id = ?", [PAIN]), [{ prix_ttc: 150 }]);
  await page.getByRole("textbox", { name: "Prix TTC : Pain" }).press("Enter");
  await cell(page, "Prix TTC : Pain").filter({ hasText: "1,35" }).waitFor();
  assert.deepEqual(await shop.rows("SELECT prix_ttc FROM produits WHERE id = ?", [PAIN]), [{ prix_ttc: 135 }]);
  assert.deepEqual(complaints, []);
});

Deno.test("articles are searched, narrowed, sorted and paged", BROWSER, async () => {
  await using console = await openCatalogue();
  const { shop, desk: { page, complaints } } = console;
  const many = Array.from({ length: 250 }, (_, at) => [`Vis n° ${at}`, 1000 + at]).flat();
  const values = many.map((_, at) => at % 2 === 0 ? "(?," : "?, 2000)").join(" ").replaceAll(") (", "), (");
  ok(await shop.owner.query("insert", `INSERT INTO produits (libelle, prix_ttc, tva) VALUES ${values}`, many));
  const rows = page.locator("[data-row]");
  const first = (text: string) => rows.first().filter({ hasText: text }).waitFor();
  await page.getByText("Page 1 sur 3").waitFor();
  await page.getByRole("searchbox").fill("vis");
  await page.getByText("250 sur 256 articles").waitFor();
  await page.getByRole("button", { name: "Prix TTC", exact: true }).click();
  await first("10,00");
  await page.getByRole("button", { name: "Prix TTC", exact: true }).click();
  await first("12,49");
  await page.getByRole("button", { name: "Suivants" }).click();
  await page.getByText("Page 2 sur 3").waitFor();
  await first("11,49");
  await page.getByLabel("TVA", { exact: true }).selectOption({ label: "5,5 %" });
  await page.getByText("Aucun article ne correspond.").waitFor();
  await page.getByRole("searchbox").fill("");
  await page.getByText("2 sur 256 articles").waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Télécharger" }).click()]);
  const text = await Deno.readTextFile(await file.path());
  assert.deepEqual(text.trim().split("\r\n").slice(1).map((line) => line.split(";").slice(1, 4).join(" ")).sort(), [
    "Pain  1,20",
    "Pommes (kg)  3,33",
  ]);
  assert.equal(await rows.count(), 2);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "prices of what is picked or looked for change as one, after a preview, and one undo takes all back",
  BROWSER,
  async () => {
    await using console = await openCatalogue();
    const { shop, desk: { page, complaints } } = console;
    const prices = async () => (await shop.rows("SELECT prix_ttc FROM produits ORDER BY id")).map(({ prix_ttc }) => prix_ttc);
    const before = await prices();
    await page.getByRole("checkbox", { name: "Choisir Café" }).check();
    await page.getByRole("checkbox", { name: "Choisir Lampe" }).check();
    await page.getByRole("button", { name: "Changer en nombre" }).click();
    const form = page.getByRole("form", { name: "Changer en nombre" });
    await form.getByText("2 articles choisis").waitFor();
    await form.getByLabel("De combien").fill("+5");
    await form.getByLabel("Arrondi").selectOption({ label: "Finit par ,90" });
    await form.getByRole("row").filter({ hasText: "Lampe" }).filter({ hasText: "20,90" }).waitFor();
    await form.getByRole("button", { name: "Changer", exact: true }).click();
    await page.getByText("Changés : 2 articles.").waitFor();
    assert.deepEqual(await prices(), [120, 490, 2090, 100, 143, 333]);
    await cell(page, "Prix TTC : Lampe").filter({ hasText: "20,90" }).waitFor();
    await page.getByRole("button", { name: "Annuler ce changement" }).click();
    await cell(page, "Prix TTC : Lampe").filter({ hasText: "20,00" }).waitFor();
    assert.deepEqual(await prices(), before);

    // Nothing is picked: all that are looked for. One of them changes elsewhere first, and nothing is written.
    await page.getByRole("button", { name: "Changer en nombre" }).click();
    await form.getByText("6 articles : tous ceux de la liste").waitFor();
    await form.getByLabel("Changement").selectOption({ label: "Prix, en euros" });
    await form.getByLabel("De combien").fill("-0,20");
    await form.getByRole("button", { name: "Changer", exact: true }).click();
    await page.getByText("Changés : 6 articles.").waitFor();
    assert.deepEqual(await prices(), before.map((price) => Math.max(0, price - 20)));
    console.desk.expected.add("409 /api/produits/lot");
    ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 777 WHERE id = ?", [LAMPE]));
    await page.getByRole("button", { name: "Annuler ce changement" }).click();
    await page.getByRole("alert").filter({ hasText: "Lampe" }).waitFor();
    assert.deepEqual(await prices(), before.map((price, at) => at === 2 ? 777 : Math.max(0, price - 20)));
    assert.deepEqual(complaints, []);
  },
);

Deno.test("categories are added, named, ordered and deleted; their articles stay", BROWSER, async () => {
  await using console = await openCatalogue();
  const { shop, desk: { page, complaints } } = console;
  await page.getByRole("link", { name: "Catégories" }).click();
  for (const name of ["Pains", "Divers"]) {
    await page.getByRole("button", { name: "Ajouter une catégorie" }).click();
    await page.getByLabel("Nom de la catégorie").fill(name);
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await cell(page, `Nom : ${name}`).waitFor();
  }
  await change(page, "Nom : Divers", "Épicerie");
  await cell(page, "Nom : Épicerie").waitFor();
  await page.getByRole("button", { name: "Descendre Pains" }).click();
  await page.getByRole("row").nth(2).filter({ has: cell(page, "Nom : Pains") }).waitFor();
  ok(
    await shop.owner.query(
      "update",
      "UPDATE produits SET categorie_id = (SELECT id FROM categories WHERE nom = 'Pains') WHERE id = 1",
    ),
  );
  await page.getByRole("row").filter({ hasText: "Pains" }).filter({ hasText: "1" }).waitFor();
  await page.getByRole("button", { name: "Supprimer Pains" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Supprimer", exact: true }).click();
  await cell(page, "Nom : Pains").waitFor({ state: "detached" });
  assert.deepEqual(await shop.rows("SELECT nom FROM categories ORDER BY ordre, nom"), [{ nom: "Épicerie" }]);
  assert.deepEqual(await shop.rows("SELECT categorie_id FROM produits WHERE id = 1"), [{ categorie_id: null }]);
  assert.deepEqual(complaints, []);
});

/** Presses a cell, types, and saves. */
async function change(page: Page, name: string, text: string): Promise<void> {
  await cell(page, name).click();
  const field = page.getByRole("textbox", { name, exact: true });
  await field.fill(text);
  await field.press("Enter");
}
