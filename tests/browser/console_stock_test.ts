/** The stock in the console: what it shows is what SQL finds, and what is done there moves it. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { openConsole } from "../support/owner_console.ts";
import { cash, LAMPE, ok, openTill, POMMES, sold } from "../support/shop.ts";

routed();

Deno.test("a delivery, a count while the shop sells, and a list to order, all by the page", BROWSER, async () => {
  await using console = await openConsole(["chloe"]);
  const { desk: { page, complaints }, desk, shop } = console;
  const stockOf = async (id: number) => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [id]))[0].stock as number;
  ok(await openTill(shop.chloe));
  await desk.section("Stock");
  const row = (id: number) => page.locator(`[data-row="${id}"]`);
  await row(LAMPE).getByText("100", { exact: true }).waitFor();

  await page.getByRole("link", { name: "Livraison" }).click();
  await page.getByLabel("Fournisseur").fill("Lumières du Nord");
  await page.getByLabel("Article à ajouter").fill("lampe");
  await page.keyboard.press("Enter");
  const line = page.locator(`[data-line="${LAMPE}"]`);
  await line.getByLabel("Quantité").fill("20");
  await line.getByLabel("Coût HT").fill("8,75");
  // The answer is lost: pressed again, it is the same delivery.
  await page.route("**/api/stock/livraisons", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  await page.getByRole("button", { name: "Enregistrer la livraison" }).click();
  await eventually(async () => await stockOf(LAMPE) === 120_000, "the delivery is written");
  await page.getByRole("alert").first().waitFor();
  await page.getByRole("button", { name: "Enregistrer la livraison" }).click();
  await page.getByText("1 ligne reçue.").waitFor();
  assert.equal(await stockOf(LAMPE), 120_000);
  await page.getByRole("cell", { name: "175,00" }).waitFor();

  // Counted 10 kg; half a kilo is sold before that is recorded.
  await page.getByRole("link", { name: "Inventaire" }).click();
  await page.getByLabel("Compté : Pommes (kg)").fill("10");
  await sold(shop.chloe, [{ produit: POMMES, quantite: 500 }], [cash(167)]);
  // Looking for the next one records nothing.
  await page.getByRole("searchbox").fill("pommes");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Enregistrer 1 comptage" }).click();
  await page.getByRole("heading", { name: "Comptages enregistrés" }).waitFor();
  assert.equal(await stockOf(POMMES), 9_500);

  await page.getByRole("link", { name: "Niveaux" }).click();
  await page.getByText("Valeur du stock : 1 050,00 € (coûts connus : 1 sur 2)").waitFor();
  await row(POMMES).getByRole("button", { name: "Seuil : Pommes (kg)" }).click();
  await page.getByLabel("Seuil : Pommes (kg)").fill("12,5");
  await page.keyboard.press("Enter");
  await eventually(async () => {
    const [kept] = await shop.rows("SELECT seuil FROM seuils_stock WHERE produit_id = ?", [POMMES]);
    return kept?.seuil === 12_500;
  }, "the threshold is kept");
  await page.getByRole("link", { name: "À commander" }).click();
  await row(POMMES).getByText("3", { exact: true }).waitFor();
  assert.equal(await page.locator("[data-row]").count(), 1);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter (CSV)" }).click();
  const file = await Deno.readTextFile((await (await saving).path())!);
  assert.match(file, /^\ufeffArticle;Code-barres;.*\r\nPommes \(kg\);;;9,5;12,5;3\r\n$/);
  assert.deepEqual(complaints.filter((text) => !text.includes("ERR_CONNECTION_RESET")), []);
});
