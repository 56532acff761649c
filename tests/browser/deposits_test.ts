/** Bottles are sold with their deposit and brought back, at the seller's page, on a ticket in hand and in a sale of the till's own. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { enter, settled } from "../support/pace.ts";
import { DIRECT_LINES } from "../../client/caisse/store/direct.ts";
import { TICKET_LINES } from "../../client/vendeur/store/ticket.ts";
import { LAMPE, ok, openTill, PAIN } from "../support/shop.ts";

Deno.test(
  "bottles that a full ticket has no room for are said and stay counted, at the seller's page and in a sale of the till's own",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    const filling = Array.from({ length: TICKET_LINES }, (_, at) => `(${1_000 + at}, 'Article ${at}', 100, 2000, 'bien')`);
    const bottles = "(50, 'Bouteille', 50, 0, 'consigne'), (51, 'Casier', 300, 0, 'consigne')";
    const into = `INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES ${bottles}, ${filling}`;
    ok(await shop.owner.query("insert", into));
    ok(await openTill(shop.chloe, 5_000));
    const { page: seller, complaints: sellers } = await desks.desk("nora", "127.0.0.2");
    await tryFull(seller, TICKET_LINES, ".ticket-line", ".line-count");
    const { page: till, complaints } = await desks.desk("chloe", "127.0.0.4");
    const ring = async () => {
      await till.locator(".queue").waitFor();
      await till.keyboard.press("F2");
    };
    await ring();
    await tryFull(till, DIRECT_LINES, ".direct-line", ".stepper-value", ring);
    assert.deepEqual([sellers, complaints], [[], []]);
  },
);

/** All lines but one are sold; then a bottle and two crates come back. `ring` leads to the ticket from where the page begins. */
async function tryFull(page: Page, room: number, line: string, count: string, ring = async () => {}): Promise<void> {
  await page.locator(".tile", { hasText: "Article 0" }).click();
  await page.locator(line).waitFor();
  // The rest as it would be kept: to ring up a hundred articles is not what this looks at.
  await page.evaluate((lines) => {
    const key = Object.keys(localStorage).find((name) => /^comptoir\.(ticket|direct)\./.test(name))!;
    const kept = JSON.parse(localStorage.getItem(key)!);
    const [one] = kept.lines;
    kept.lines = Array.from(
      { length: lines },
      (_, at) => ({ ...one, id: `${one.id.slice(0, -3)}${100 + at}`, productId: 1_000 + at }),
    );
    localStorage.setItem(key, JSON.stringify(kept));
  }, room - 1);
  await page.reload();
  await ring();
  await page.locator(line).nth(room - 2).waitFor();
  const counting = page.getByRole("dialog", { name: "Consignes rendues" });
  const bring = async (...labels: string[]) => {
    await page.keyboard.press("F3");
    for (const label of labels) await counting.getByRole("button", { name: `Une de plus : ${label}` }).click();
  };
  await bring("Bouteille", "Casier", "Casier");
  await counting.getByRole("button", { name: "Rendre 6,50" }).click();
  await counting.getByText("Le ticket est plein").waitFor();
  // The bottle went on the last free line; the crates stay counted.
  await counting.getByRole("button", { name: "Rendre 6,00" }).waitFor();
  assert.equal(await counting.getByRole("group", { name: "Casier" }).locator("output").innerText(), "2");
  assert.equal(await page.locator(line).count(), room);
  await page.keyboard.press("Escape");
  await counting.waitFor({ state: "detached" });
  // More of what is there needs no line.
  await bring("Bouteille");
  await counting.getByRole("button", { name: "Rendre 0,50" }).click();
  await counting.waitFor({ state: "detached" });
  await page.locator(line, { hasText: "Bouteille" }).locator(count, { hasText: "-2" }).waitFor();
}

Deno.test(
  "a deposit comes with its article; bottles are counted on one dialog; a ticket that comes to less than nothing is given back",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    const into =
      "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (50, 'Bouteille consignée', 50, 0, 'consigne')";
    ok(await shop.owner.query("insert", into));
    ok(await shop.owner.query("update", "UPDATE produits SET consigne_id = 50 WHERE id = ?", [LAMPE]));
    ok(await openTill(shop.chloe, 5_000));

    const { page: seller, complaints: sellers } = await desks.desk("nora", "127.0.0.2");
    await seller.locator(".tile", { hasText: "Lampe" }).click();
    const sold = seller.locator(".ticket-line", { hasText: "Bouteille" });
    await sold.locator(".line-count", { hasText: /^1$/ }).waitFor();
    await seller.keyboard.press("F3");
    const counting = seller.getByRole("dialog", { name: "Consignes rendues" });
    // The first bottle is counted by the key that one has the finger on.
    await counting.locator(":focus").waitFor();
    assert.equal(await counting.locator(":focus").getAttribute("aria-label"), "Une de plus\u00a0: Bouteille consignée");
    for (let more = 0; more < 3; more++) await counting.getByRole("button", { name: /^Une de plus/ }).click();
    await counting.getByRole("button", { name: "Rendre 1,50" }).click();
    await sold.locator(".line-count", { hasText: "-3" }).waitFor();
    await seller.locator(".ticket-total", { hasText: "19,00" }).waitFor();
    await seller.keyboard.press("F9");
    await seller.getByLabel("Numéro 1", { exact: true }).waitFor();

    // On the ticket in hand more bottles come, and the lamp goes for less.
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.locator(".queued").click();
    await page.getByRole("button", { name: "Consignes rendues" }).click();
    const back = page.getByRole("dialog", { name: "Consignes rendues" });
    await back.getByRole("button", { name: /^Une de plus/ }).click();
    await back.getByRole("button", { name: "Rendre 0,50" }).click();
    await page.locator(".hand-line", { hasText: "Bouteille" }).nth(2).waitFor();
    await page.getByRole("button", { name: /^Quantité de Lampe/ }).click();
    await page.getByRole("button", { name: "Prix de Lampe" }).click();
    const price = page.getByRole("dialog", { name: /^Prix/ });
    for (const key of ["1", "8"]) await price.getByRole("button", { name: key, exact: true }).click();
    await price.getByRole("textbox", { name: "Motif" }).fill("abîmée");
    await price.getByRole("button", { name: "Valider le prix" }).click();
    const lamp = page.locator(".hand-line", { hasText: "Lampe" });
    await lamp.locator("s", { hasText: "20,00" }).waitFor();
    await lamp.getByText("18,00\u00a0€").first().waitFor();
    ok(await shop.owner.query("update", "UPDATE boutique SET prix_max_caisse = 10000"));
    // Two lamps bring two deposits.
    await page.getByRole("button", { name: /^Quantité de Lampe/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "2", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Valider" }).click();
    await page.locator(".hand-total", { hasText: "35,00" }).waitFor();
    await enter(page);
    await page.getByText("Payé 35,00").waitFor();

    // A sale of the till's own, in which more comes back than is bought.
    await enter(page);
    await page.locator(".queue").waitFor();
    await page.keyboard.press("F2");
    await page.locator(".tile", { hasText: "Pain" }).click();
    await page.keyboard.press("F3");
    for (let more = 0; more < 4; more++) await back.getByRole("button", { name: /^Une de plus/ }).click();
    await back.getByRole("button", { name: "Rendre 2,00" }).click();
    await page.locator(".direct-line", { hasText: "Bouteille" }).getByRole("button", { name: /^Un de plus/ }).click();
    await page.locator(".direct-total", { hasText: "-1,30" }).waitFor();
    await page.getByRole("button", { name: /^Rendre 1,30/ }).click();
    await page.getByRole("group", { name: "Remis au client en" }).waitFor();
    await settled(page);
    await page.getByRole("button", { name: /^Rembourser 1,30/ }).click();
    await page.locator(".preview-paper").getByText("Consignes rendues").waitFor();
    const paid = await shop.rows(
      "SELECT v.type, v.total_ttc, h.ttc, h.rendu FROM ventes v JOIN ventes_hors_champ h ON h.vente_id = v.id ORDER BY v.numero",
    );
    assert.deepEqual(paid.map((row) => ({ ...row })), [
      { type: "vente", total_ttc: 3_500, ttc: -100, rendu: 200 },
      { type: "avoir", total_ttc: -130, ttc: -250, rendu: 250 },
    ]);
    assert.equal((await shop.rows("SELECT 1 FROM lignes_vente WHERE produit_id = ?", [PAIN])).length, 1);
    assert.deepEqual([complaints, sellers], [[], []]);
  },
);
