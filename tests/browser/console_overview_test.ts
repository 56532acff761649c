/** The owner's dashboard in a real browser: what it shows is what SQL finds, it goes on by itself, and a first day says what is missing. */
import assert from "node:assert/strict";
import { formatCents } from "../../shared/money.ts";
import { BROWSER, Desk, findChromium, openBrowser } from "../support/browser.ts";
import { PASSWORD } from "../support/server.ts";
import { CAFE, card, cash, LAMPE, ok, openTill, PAIN, refund, Shop, sold } from "../support/shop.ts";

const CHROMIUM = findChromium();

/** Amounts are written with no-break spaces. */
const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();
const euros = (cents: number) => plain(formatCents(cents, "fr"));

Deno.test("the dashboard shows what SQL finds, and a payment changes it without a reload", BROWSER, async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe, 10_000));
  ok(await shop.owner.query("insert", "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, 900)", [LAMPE]));
  const first = await sold(shop.chloe, [PAIN, LAMPE], [card(2_000), cash(200)]);
  await sold(shop.chloe, [CAFE, CAFE], [cash(1_000)]);
  await using browser = await openBrowser(CHROMIUM!);
  const desk = await Desk.open(browser, shop.server.url);
  const { page } = desk;
  page.setDefaultTimeout(60_000);
  await desk.signIn("patron", PASSWORD);
  const figure = (name: string) => page.locator(`[data-figure=${name}] .figure-value`);
  const shows = async () => {
    const [{ ttc, tickets, ht }] = await shop.rows(
      "SELECT sum(total_ttc) AS ttc, sum(type = 'vente') AS tickets, sum(total_ht) AS ht FROM ventes WHERE jour IS NOT NULL",
    );
    // The browser waits for what it must become.
    await page.locator("[data-figure=turnover] .figure-value", { hasText: euros(ttc) }).waitFor();
    assert.equal(await figure("tickets").innerText(), String(tickets));
    assert.ok(ht > 0);
    const modes = await shop.rows(
      "SELECT mode, sum(montant - rendu) AS montant FROM paiements GROUP BY mode ORDER BY montant DESC",
    );
    for (const { mode, montant } of modes) {
      const row = page.locator(`[data-group=means] [data-share=${mode}]`, { hasText: euros(montant) });
      await row.waitFor();
    }
    const hours = page.locator(".chart").first().locator("tbody td:nth-child(2)");
    const amounts = (await hours.allTextContents()).map((text) =>
      Number(plain(text).replace(/[^\d,-]/g, "").replace(",", ".")) * 100
    );
    assert.equal(Math.round(amounts.reduce((sum, amount) => sum + amount, 0)), ttc, "the hours add up to the day");
  };
  await shows();
  // A lamp of 16.67 without VAT cost 9.00.
  assert.equal(plain(await figure("margin").innerText()), euros(1_667 - 900));
  await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
  await sold(shop.chloe, [LAMPE], [card(2_000)]);
  await shows();
  const lignes = await shop.rows("SELECT id FROM lignes_vente WHERE vente_id = ? AND produit_id = ?", [first.vente_id, LAMPE]);
  ok(await refund(shop.chloe, { id: first.vente_id }, { [lignes[0].id]: 1000 }, [card(2_000)]));
  await shows();
  assert.match(plain(await page.locator("[data-figure=turnover]").innerText()), /dont 20,00 € remboursés/);
  assert.equal(await page.evaluate(() => "neverReloaded" in globalThis), true);

  await page.locator(".chart .u-over").first().hover();
  await page.locator(".chart-point").first().waitFor();
  await page.getByRole("link", { name: "La veille" }).click();
  await page.getByText("Rien de vendu ce jour-là.").first().waitFor();
  await page.goBack();
  await figure("turnover").waitFor();
  assert.deepEqual(desk.complaints, []);
});

Deno.test("on a first day the dashboard says what the shop lacks, each with the way there", BROWSER, async () => {
  await using shop = await Shop.open([]);
  await using browser = await openBrowser(CHROMIUM!);
  const desk = await Desk.open(browser, shop.server.url);
  const { page } = desk;
  page.setDefaultTimeout(60_000);
  await desk.signIn("patron", PASSWORD);
  const step = (name: string, state: string) => page.locator(`[data-step=${name}]`, { hasText: state });
  await step("article", "Fait").waitFor();
  for (const name of ["name", "papers", "person", "till"]) await step(name, "À faire").waitFor();
  ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Chez Lila'"));
  await step("name", "Fait").waitFor();
  await page.getByRole("link", { name: "Ajouter quelqu’un qui vend ou encaisse" }).click();
  await page.getByLabel("Identifiant").waitFor();
  assert.deepEqual(desk.complaints, []);
});
