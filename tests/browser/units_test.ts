/** What is sold by the kilo asks for its weight, and an open price for what it is, when it is tapped or scanned, at the seller's page and at the till; lines stand close, and open one at a time. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { keys } from "../support/pace.ts";
import { scan } from "../support/scanner.ts";
import { LAMPE, ok, openTill, POMMES, sent } from "../support/shop.ts";
import { Counter } from "../support/vendeur.ts";

const POMMES_CODE = "2000000000039";
/** Taps what is asked for, and confirms it. */
async function weigh(page: Page, keys: readonly string[]): Promise<void> {
  const dialog = page.getByRole("dialog", { name: /^Poids/ });
  for (const key of keys) await dialog.getByRole("button", { name: key, exact: true }).click();
  await dialog.getByRole("button", { name: "Valider" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Says what one costs, and how it is called. */
async function price(page: Page, keys: readonly string[], label = ""): Promise<void> {
  const dialog = page.getByRole("dialog", { name: /^Prix/ });
  for (const key of keys) await dialog.getByRole("button", { name: key, exact: true }).click();
  if (label !== "") await dialog.getByLabel(/^Nom sur le ticket/).fill(label);
  await dialog.getByRole("button", { name: "Valider le prix" }).click();
  await dialog.waitFor({ state: "detached" });
}

Deno.test(
  "a seller's tap on what is sold by the kilo asks for its weight, and so does a scan; each weighing is a line; an open price is asked for",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    await page.locator(".tile", { hasText: "Pommes" }).waitFor();
    ok(await counter.owner.query("update", "UPDATE produits SET unite = 'kg' WHERE code_barres = ?", [POMMES_CODE]));
    const lines = page.locator(".ticket-line", { hasText: "Pommes" });
    await page.locator(".tile", { hasText: "/kg" }).click();
    await weigh(page, ["1", "Virgule", "2", "5"]);
    await lines.locator(".line-count", { hasText: "1,250\u00a0kg" }).waitFor();
    await scan(page, POMMES_CODE);
    // Another article meanwhile is on the ticket at once, and the question stays.
    await page.getByRole("dialog", { name: /^Poids/ }).waitFor();
    await scan(page, "2000000000015");
    await page.locator(".ticket-line", { hasText: "Pain" }).waitFor();
    await weigh(page, ["Virgule", "4"]);
    await lines.locator(".line-count", { hasText: "0,400\u00a0kg" }).waitFor();
    assert.equal(await lines.count(), 2);
    // Said beforehand, nothing is asked.
    await page.getByRole("button", { name: /Quantité du prochain article/ }).click();
    for (const key of ["2", "Virgule", "1"]) {
      await page.getByRole("dialog").getByRole("button", { name: key, exact: true })
        .click();
    }
    await page.getByRole("button", { name: "Valider" }).click();
    await page.locator(".count-armed").waitFor();
    await page.locator(".tile", { hasText: "/kg" }).click();
    await lines.locator(".line-count", { hasText: "2,100\u00a0kg" }).waitFor();
    // It is weighed anew, not counted.
    await lines.nth(2).getByRole("button", { name: /^Quantité de Pommes/ }).click();
    await weigh(page, ["2"]);
    await lines.locator(".line-count", { hasText: "2,000\u00a0kg" }).waitFor();
    assert.equal(await lines.getByRole("button", { name: /^Un de plus/ }).count(), 0);
    // What has no price of its own asks for it; it may be named, and be priced anew.
    ok(
      await counter.owner.query(
        "insert",
        "INSERT INTO produits (libelle, prix_ttc, prix_libre, tva) VALUES ('Divers', 0, 1, 2000)",
      ),
    );
    await page.locator(".tile", { hasText: "Prix libre" }).click();
    await price(page, ["7", "Virgule", "5"], "Vase");
    const vase = page.locator(".ticket-line", { hasText: "Vase" });
    await vase.locator(".line-amount", { hasText: "7,50" }).waitFor();
    await vase.getByRole("button", { name: "Prix de Vase" }).click();
    await price(page, ["8"]);
    await vase.locator(".line-amount", { hasText: "8,00" }).waitFor();
    await page.keyboard.press("F9");
    await page.getByLabel("Numéro 1", { exact: true }).waitFor();
    const [sale] = await counter.sales();
    assert.match(sale!.lignes, /Pommes Gala \(kg\) × 1250/);
    assert.match(sale!.lignes, /Vase × 1000/);
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "at the till a scan asks for the weight, on another's ticket as well; a quantity is typed by touch; eight lines are seen; meal vouchers pay their part",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    ok(await shop.owner.query("update", "UPDATE produits SET unite = 'kg', code_barres = ? WHERE id = ?", [POMMES_CODE, POMMES]));
    await sent(shop.nora, [LAMPE]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator(".queue").waitFor();
    await scan(page, POMMES_CODE);
    await weigh(page, ["1", "Virgule", "2", "5"]);
    const lines = page.locator(".direct-line");
    await lines.locator(".line-count", { hasText: "1,250\u00a0kg" }).waitFor();
    await page.getByText("× 3,33\u00a0€/kg").waitFor();
    // Keys count it no more than the screen does.
    await keys(page, "+", "-", "-");
    for (const label of ["Pain", "Café", "Lampe", "Journal", "Timbre"]) await page.locator(".tile", { hasText: label }).click();
    await page.getByRole("button", { name: /^Quantité de Timbre/ }).click();
    await page.getByRole("dialog", { name: /^Quantité/ }).getByRole("button", { name: "5", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Valider" }).click();
    await page.locator(".direct-line", { hasText: "Timbre" }).locator(".line-count", { hasText: /^5$/ }).waitFor();
    for (let more = 0; more < 2; more++) {
      await scan(page, POMMES_CODE);
      await weigh(page, ["1"]);
    }
    assert.equal(await lines.count(), 8);
    assert.equal(await lines.locator(".line-count", { hasText: "1,250\u00a0kg" }).count(), 1);
    assert.equal(await page.locator(".direct-line .stepper").count(), 1);
    const [body, ...seen] = await Promise.all([
      page.locator(".direct .pane-body").boundingBox(),
      ...Array.from({ length: 8 }, (_, at) => lines.nth(at).boundingBox()),
    ]);
    for (const line of seen) {
      assert.ok(
        line!.y >= body!.y - 1 && line!.y + line!.height <= body!.y + body!.height + 1,
        `a line is out of sight: ${JSON.stringify([line, body])}`,
      );
    }
    for (const row of await page.locator(".line-row").all()) assert.ok((await row.boundingBox())!.height >= 44);

    // On another's ticket as well: the scan is told, and added with its weight.
    await page.keyboard.press("Escape");
    await page.locator(".queued").click();
    await page.getByLabel("Montant saisi").waitFor();
    await scan(page, POMMES_CODE);
    await page.getByText("Non ajouté : Pommes").waitFor();
    // Left unsaid it stays told, also with Enter on the button that leaves.
    await page.getByRole("button", { name: /Ajouter au ticket/ }).click();
    const dialog = page.getByRole("dialog", { name: /^Poids/ });
    await dialog.getByRole("button", { name: "Virgule", exact: true }).click();
    await dialog.getByRole("button", { name: "5", exact: true }).click();
    await dialog.getByRole("button", { name: "Fermer" }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.locator(".hand-line").count(), 1);
    await page.getByRole("button", { name: /Ajouter au ticket/ }).click();
    await weigh(page, ["Virgule", "5"]);
    await page.locator(".hand-line", { hasText: "0,500\u00a0kg" }).waitFor();

    // And what is on it already is changed by touch: more of it, and all of it off.
    await page.getByRole("button", { name: /^Quantité de Lampe/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "3", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Valider" }).click();
    await page.locator(".hand-line", { hasText: "Lampe" }).getByText("60,00\u00a0€").waitFor();
    await page.getByRole("button", { name: /^Quantité de Pommes/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^Retirer Pommes/ }).click();
    await page.locator(".hand-line", { hasText: "Pommes" }).waitFor({ state: "detached" });

    // Meal vouchers pay what is marked for them, as far as the day's ceiling, and no more.
    ok(await shop.owner.query("update", "UPDATE produits SET titre_restaurant = 1 WHERE id = ?", [LAMPE]));
    await page.getByText("éligible : 60,00\u00a0€").waitFor();
    const meals = page.getByRole("button", { name: /^Titre-resto/ });
    await meals.click();
    await page.locator(".tender", { hasText: "25,00\u00a0€" }).waitFor();
    await meals.click();
    await page.getByText(/Les titres-restaurant paient encore 0,00/).waitFor();
    assert.deepEqual(complaints, []);
  },
);
