/** What the console of a chain's shop shows of the others: their stock of an article, and goods that go there and come from there. */
import assert from "node:assert/strict";
import { reached } from "../support/chain.ts";
import { BROWSER, routed } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { openConsole } from "../support/owner_console.ts";
import { Postgres, postgresPrograms } from "../support/postgres.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import { command, LAMPE, ok, Shop } from "../support/shop.ts";

routed();

const ignore = BROWSER.ignore || postgresPrograms() === null;
if (ignore) console.log("ignored: the console of a chain's shop needs Chromium and a PostgreSQL (Debian: postgresql)");

const coded = async ({ owner }: Shop) =>
  ok(await owner.query("update", "UPDATE produits SET code_barres = '3760000000017' WHERE id = ?", [LAMPE]));

Deno.test("the owner sees what another shop has, sends it goods, and takes in what it sent with a variance, all by the page", {
  ...BROWSER,
  ignore,
}, async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using console = await openConsole(["chloe"]);
  await using paris = await Shop.open(["chloe"]);
  const { desk: { page, complaints }, desk, shop: lyon } = console;
  const stockOf = async (shop: Shop) => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [LAMPE]))[0].stock as number;
  await desk.section("Stock");
  await page.getByRole("link", { name: "Niveaux" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Transferts" }).count(), 0, "a shop that stands alone has nobody to send to");
  for (const [shop, name] of [[lyon, "Lyon"], [paris, "Paris"]] as const) {
    await coded(shop);
    await office.link(shop, name);
    await reached(shop.chloe);
  }
  await eventually(async () => {
    const { status, body } = await answerOf(await lyon.owner.get(`/api/produits/${LAMPE}/ailleurs`));
    return status === 200 && body.boutiques.length === 1;
  }, "Paris has told");

  await page.reload();
  await desk.section("Catalogue");
  await page.getByRole("link", { name: "Ouvrir Lampe" }).click();
  await page.getByRole("button", { name: "Stock des autres boutiques" }).click();
  await page.getByRole("definition").filter({ hasText: "100" }).first().waitFor();

  await desk.section("Stock");
  await page.getByRole("link", { name: "Transferts" }).click();
  await page.getByText("Rien n’est en route vers cette boutique.").waitFor();
  assert.equal(await page.getByLabel("Vers").locator("option:checked").innerText(), "Paris");
  await page.getByLabel("Article à ajouter").fill("lampe");
  await page.keyboard.press("Enter");
  await page.locator(`[data-line="${LAMPE}"]`).getByLabel("Quantité").fill("4");
  // The answer is lost: pressed again, it is the same transfer.
  await page.route("**/api/stock/transferts", async (route) => {
    if (route.request().method() !== "POST") return await route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  await page.getByRole("button", { name: "Enregistrer l’envoi" }).click();
  await eventually(async () => await stockOf(lyon) === 96_000, "it is sent");
  await page.getByRole("alert").first().waitFor();
  await page.getByRole("button", { name: "Enregistrer l’envoi" }).click();
  await page.getByText("1 ligne envoyée.").waitFor();
  assert.equal(await stockOf(lyon), 96_000);

  // What Paris sends in turn comes with one piece less.
  ok(
    await command(paris.owner, "/api/stock/transferts", {
      transfert_id: uuidv7(),
      vers: "lyon",
      lignes: [{ produit_id: LAMPE, quantite: 3000 }],
    }),
  );
  await eventually(async () => {
    const { status, body } = await answerOf(await lyon.owner.get("/api/stock/transferts"));
    return status === 200 && body.a_recevoir.length === 1 && body.envoyes.length === 1;
  }, "it is under way");
  await page.reload();
  await page.getByRole("heading", { name: "Envoyé par Paris" }).waitFor();
  await page.getByRole("cell", { name: "en route" }).waitFor();
  const came = page.getByRole("form", { name: "Envoyé par Paris" });
  assert.equal(await came.getByLabel("Reçu").inputValue(), "3");
  await came.getByLabel("Reçu").fill("2");
  await came.getByRole("button", { name: "Enregistrer la réception" }).click();
  await page.getByText("Écarts notés : Lampe -1.").waitFor();
  assert.equal(await stockOf(lyon), 98_000);
  assert.deepEqual(complaints.filter((text) => !/ERR_CONNECTION_RESET|Failed to load resource/.test(text)), []);
});
