/** An article's own page in the owner's console: what became of it, its stock, codes, cost, picture and labels. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BROWSER } from "../support/browser.ts";
import { openCatalogue } from "../support/catalogue_page.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { TestPrinter } from "../support/printer.ts";
import { card, LAMPE, ok, openTill, PAIN, POMMES, sold } from "../support/shop.ts";

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
