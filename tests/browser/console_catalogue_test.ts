/** The catalogue of the owner's console: found, changed in its place, and what became of one article. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { BROWSER, Desk, findChromium, openBrowser } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { TestPrinter } from "../support/printer.ts";
import { PASSWORD } from "../support/server.ts";
import { card, LAMPE, ok, openTill, PAIN, POMMES, Shop, sold } from "../support/shop.ts";

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

Deno.test("an article's page tells its prices, its sales as SQL counts them, and moves its stock", BROWSER, async () => {
  await using console = await openCatalogue(["chloe"]);
  const { shop, desk: { page, complaints } } = console;
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [{ produit: LAMPE, quantite: 2000 }], [card(4000)]);
  ok(await shop.owner.query("update", "UPDATE produits SET prix_ttc = 2150 WHERE id = ?", [LAMPE]));
  await sold(shop.chloe, [LAMPE, PAIN], [card(2070)], 200);
  await page.getByRole("link", { name: "Ouvrir Lampe" }).click();
  const [{ amount }] = await shop.rows(
    "SELECT sum(total_ttc - coalesce(remise_ticket, 0)) AS amount FROM lignes_vente WHERE produit_id = ?",
    [LAMPE],
  );
  const euros = (cents: number) => (cents / 100).toFixed(2).replace(".", ",");
  await page.getByText("Quantité : 3").waitFor();
  await page.locator(".sold-sums").filter({ hasText: euros(amount) }).waitFor();
  await page.getByRole("region", { name: "Prix", exact: true }).getByRole("row").filter({ hasText: "21,50" }).waitFor();

  const moves = page.getByRole("region", { name: "Mouvements du stock" }).getByRole("row");
  await moves.filter({ hasText: "Vente" }).first().waitFor();
  await page.getByLabel("Motif").selectOption({ label: "Inventaire" });
  await page.getByLabel("Compté").fill("90,5");
  await page.getByRole("button", { name: "Noter le mouvement" }).click();
  await moves.filter({ hasText: "Inventaire" }).filter({ hasText: "-6,5" }).waitFor();
  assert.deepEqual(await shop.rows("SELECT stock FROM produits WHERE id = ?", [LAMPE]), [{ stock: 90_500 }]);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "an article gets a pack's code, a cost, a picture and labels on its page, loses the code again, and a code of another's is refused by name",
  BROWSER,
  async () => {
    await using console = await openCatalogue();
    const { shop, desk: { page, complaints, expected } } = console;
    ok(await shop.owner.query("update", "UPDATE produits SET code_barres = 'CAFE-1' WHERE id = 2"));
    await page.goto(new URL(`#/catalogue/${LAMPE}`, page.url()).href);
    await page.getByLabel("Code", { exact: true }).fill("LOT-6");
    await page.getByLabel("Quantité par lecture").fill("6");
    await page.getByRole("button", { name: "Ajouter ce code" }).click();
    await page.getByRole("button", { name: "Retirer le code LOT-6" }).waitFor();
    assert.deepEqual(await shop.rows("SELECT code, produit_id, quantite FROM codes_produits"), [
      { code: "LOT-6", produit_id: LAMPE, quantite: 6_000 },
    ]);
    expected.add("409 /api/query");
    await page.getByLabel("Code", { exact: true }).fill("CAFE-1");
    await page.getByRole("button", { name: "Ajouter ce code" }).click();
    await page.getByRole("alert").filter({ hasText: "Café" }).waitFor();
    await page.getByRole("button", { name: "Retirer le code LOT-6" }).click();
    await page.getByRole("button", { name: "Retirer le code LOT-6" }).waitFor({ state: "detached" });
    await page.getByLabel("Coût HT").fill("9,00");
    await page.getByRole("button", { name: "Enregistrer le coût" }).click();
    await page.getByText("Marge 7,67").waitFor();
    assert.deepEqual(await shop.rows("SELECT produit_id, cout_ht FROM couts_produits"), [{ produit_id: LAMPE, cout_ht: 900 }]);

    // A photograph of more than a million pixels, made small by the page.
    const photograph = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 1_600, height: 1_000 });
      const context = canvas.getContext("2d")!;
      for (let x = 0; x < 1_600; x += 4) {
        context.fillStyle = `hsl(${x * 7 % 360} 80% ${20 + x * 13 % 60}%)`;
        context.fillRect(x, 0, 4, 1_000);
      }
      return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
    });
    const chosen = (name: string, bytes: Uint8Array) =>
      page.getByLabel("Fichier de l’image").setInputFiles({ name, mimeType: "image/png", buffer: Buffer.from(bytes) });
    await chosen("notes.png", new TextEncoder().encode("pas une image"));
    await page.getByText("n’est pas une image que ce navigateur sait lire").waitFor();
    await chosen("lampe.png", Uint8Array.fromBase64(photograph));
    const shown = page.locator(".ware-picture img");
    await shown.waitFor();
    const [{ image }] = await shop.rows("SELECT image FROM produits WHERE id = ?", [LAMPE]);
    assert.equal(await shown.getAttribute("src"), `/images/${image}`);
    await eventually(() => shown.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth === 480), "the picture");
    const kept = shop.inspect((db) => db.prepare("SELECT type, length(octets) AS bytes FROM _images").get()!);
    assert.equal(kept["type"], "image/webp");
    assert.ok(Number(kept["bytes"]) <= 100 * 1024, `${kept["bytes"]} bytes`);
    await page.getByRole("link", { name: /Catalogue/ }).last().click();
    await page.locator(`.ware-thumb[src="/images/${image}"]`).waitFor();

    // Labels: of what was picked, on a sheet that was begun and on a roll, as printed.
    ok(
      await shop.owner.query("update", "UPDATE produits SET unite = 'kg', code_barres = '2000000000015' WHERE id = ?", [POMMES]),
    );
    for (const label of ["Lampe", "Pommes (kg)"]) await page.getByLabel(`Choisir ${label}`).check();
    await page.getByRole("link", { name: "Étiquettes" }).click();
    await page.getByLabel("Étiquettes par article").fill("12");
    await page.getByLabel("Commencer à la place").fill("3");
    await page.getByText("24 étiquettes", { exact: true }).waitFor();
    // What is printed is what stands there: the new code comes a moment after its commit.
    await page.locator(".label-preview .label-digits").filter({ hasText: "2000000000015" }).first().waitFor();
    await page.evaluate(() => void Object.assign(globalThis, { print() {} }));
    const pages = async () =>
      (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;
    await page.getByRole("button", { name: "Imprimer", exact: true }).click();
    const printed = page.locator("body > .paper .label-one");
    await printed.first().waitFor({ state: "attached" });
    assert.match(await printed.last().innerText(), /Pommes \(kg\)\s*3,33\s€\/kg\s*2000000000015/);
    assert.equal(await printed.first().locator("svg").count(), 0, "a lamp without a code");
    assert.deepEqual([await printed.count(), await pages()], [24, 2], "22 on the first sheet");
    await printed.first().waitFor({ state: "detached" });
    await page.getByLabel("Papier").selectOption({ label: "Rouleau de 58 mm" });
    await page.getByLabel("Étiquettes par article").fill("1");
    await page.getByText("2 étiquettes", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Imprimer", exact: true }).click();
    await printed.nth(1).waitFor({ state: "attached" });
    await page.emulateMedia({ media: "print" });
    const beyond = await printed.last().evaluate((label) => {
      const { left, right } = label.querySelector("svg")!.getBoundingClientRect();
      return [left - label.getBoundingClientRect().left, right - left].map((px) => Math.round(px / 96 * 25.4));
    });
    assert.ok(beyond[0]! >= 5 && beyond[1]! === 31, `${beyond} mm`);
    await page.emulateMedia({ media: null });
    assert.equal(await pages(), 2, "each tears off");

    // On a receipt printer, which cuts each; no more than it is handed at once.
    await using printer = await TestPrinter.open();
    ok(await shop.owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES ('Réserve', ?)", [printer.address]));
    await page.goBack();
    await page.getByRole("link", { name: "Étiquettes" }).click();
    await page.getByLabel("Papier").selectOption({ label: "Imprimante de tickets\u00a0: Réserve" });
    await page.getByLabel("Étiquettes par article").fill("60");
    await page.getByText("au plus 100 à la fois").waitFor();
    await page.getByLabel("Étiquettes par article").fill("2");
    await looked(page, "labels-printer", page.getByRole("heading", { name: "Étiquettes" }));
    await page.getByRole("button", { name: "Imprimer", exact: true }).click();
    await eventually(() => printer.documents.length === 1, "the labels arrive");
    assert.deepEqual(printer.documents[0]!.codes, ["2000000000015", "2000000000015"]);
    await page.getByRole("status").filter({ hasText: "Réserve" }).waitFor();
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

/** It is named by its value, then by what it is. */
const cell = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`, ${name}$`) });

/** Presses a cell, types, and saves. */
async function change(page: Page, name: string, text: string): Promise<void> {
  await cell(page, name).click();
  const field = page.getByRole("textbox", { name, exact: true });
  await field.fill(text);
  await field.press("Enter");
}

async function openCatalogue(workers: Parameters<typeof Shop.open>[0] = []) {
  const shop = await Shop.open(workers);
  const browser = await openBrowser(findChromium()!);
  const desk = await Desk.open(browser, shop.server.url);
  desk.page.setDefaultTimeout(30_000);
  await desk.signIn("patron", PASSWORD);
  await desk.section("Catalogue");
  await cell(desk.page, "Prix TTC : Pain").waitFor();
  return {
    desk,
    shop,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await shop[Symbol.asyncDispose]();
    },
  };
}
