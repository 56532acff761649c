/** GS1 codes, cases and short spellings at the seller's page and at the till, typed by a scanner set to US at an AZERTY PC. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SCANNER_SETTING } from "../../shared/scanner_setting.ts";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { type Separator, strokesOf } from "../support/gun.ts";
import { enter } from "../support/pace.ts";
import { pressKeys, scan } from "../support/scanner.ts";
import { ok, openTill, PAIN, POMMES } from "../support/shop.ts";
import { Counter } from "../support/vendeur.ts";

const GS = "\u001d";
const gun = (page: Page, text: string, separator: Separator = "ctrl") =>
  pressKeys(page, strokesOf(text, "us", "azerty", separator)!);
const said = (page: Page, text: string) => page.locator(".scan-problem", { hasText: text });
const CODED = "UPDATE produits SET code_barres = ?, unite = ? WHERE id = ?";

Deno.test(
  "a GS1 code puts its weight on the ticket, past its date it does not, and what is not sure is refused",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    ok(await counter.owner.query("update", CODED, ["3017620422003", "kg", 3]));
    await page.locator(".tile", { hasText: "/kg" }).waitFor();
    const weighed = (kilos: string) =>
      page.locator(".ticket-line", { hasText: "Pommes" }).locator(".line-count", { hasText: kilos });
    // What comes before a separator is not dropped, nor typed into a field, nor taken for a key of the page.
    await page.getByPlaceholder("Chercher un produit").focus();
    await gun(page, `0103017620422003310300125010LOT1${GS}15401231`);
    await weighed("1,250\u00a0kg").waitFor();
    await gun(page, `]C10103017620422003310300040010LOT1${GS}15401231`, "F8");
    await weighed("0,400\u00a0kg").waitFor();
    assert.equal(await page.getByPlaceholder("Chercher un produit").inputValue(), "");
    await gun(page, `0103017620422003310300030010LOT1${GS}17200101`);
    await said(page, "Date dépassée\u00a0: non ajouté").filter({ hasText: "Pommes" }).waitFor();
    await gun(page, `0103017620422003310300060010LOT1${GS}15200101`);
    await said(page, "Date dépassée\u00a0: ajouté, à vérifier").waitFor();
    await weighed("0,600\u00a0kg").waitFor();
    // What is to be paid by the label is never made anew from a weight.
    await gun(page, `010301762042200331030009003922340${GS}15401231`);
    await said(page, "Le prix de ce code GS1").filter({ hasText: "Pommes" }).waitFor();
    // A day that no calendar has: the reading is not right, whichever keyboard made it.
    await gun(page, `0103017620422003310300070010LOT1${GS}15400231`);
    await said(page, "Lecture incertaine").waitFor();
    await gun(page, SCANNER_SETTING);
    await said(page, "Lecteur réglé").waitFor();
    await gun(page, `0103017620422003310300070010LOT1${GS}15400231`);
    await said(page, "Code mal lu").waitFor();
    await gun(page, "https://id.gs1.org/01/03017620422003?3103=000800");
    await weighed("0,800\u00a0kg").waitFor();
    assert.equal(await page.locator(".ticket-line").count(), 4);
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "what a person types fast into a field is its text alone: no name of a key, and Backspace takes off a letter",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    const search = page.getByPlaceholder("Chercher un produit");
    for (const [key, text] of [["Backspace", "lamp"], ["Insert", "lampe"]] as const) {
      await search.fill("");
      await search.focus();
      const named = { key, code: key, shiftKey: false, ctrlKey: false, altKey: false };
      await pressKeys(page, strokesOf("lampe", "us", "us")!, [named]);
      await eventually(async () => await search.inputValue() === text, `${text} after ${key}`);
    }
    assert.deepEqual(complaints, []);
  },
);

Deno.test("a case is asked about, a UPC-E is its UPC-A, and neither sells one unit silently", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  ok(await openTill(shop.chloe, 0));
  ok(await shop.owner.query("update", CODED, ["3017620422003", "piece", PAIN]));
  ok(
    await shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id, quantite) VALUES ('042100005264', ?, 2000)", [
      PAIN,
    ]),
  );
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  await page.locator(".queue").waitFor();
  await scan(page, "13017620422000");
  const pad = page.getByRole("dialog", { name: /^Quantité/ });
  await pad.waitFor();
  assert.equal(await page.locator(".direct-line").count(), 0);
  for (const key of ["1", "2"]) await pad.getByRole("button", { name: key, exact: true }).click();
  await pad.getByRole("button", { name: "Valider" }).click();
  const count = (shown: string) =>
    page.locator(".direct-line", { hasText: "Pain" }).locator(".line-count", { hasText: new RegExp(`^${shown}$`) });
  await count("12").waitFor();
  await scan(page, "04252614");
  await count("14").waitFor();
  await scan(page, "13017620422001");
  await said(page, "Code mal lu").waitFor();
  // Where nobody can be asked how many, it is said.
  await page.keyboard.press("Enter");
  await page.getByLabel("Montant saisi").waitFor();
  await scan(page, "13017620422000");
  await said(page, "Un carton").waitFor();
  assert.deepEqual(complaints, []);
});

Deno.test(
  "a label of weight and one of price go on the ticket as they say, to the payment; a wrong one is refused",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    ok(await shop.owner.query("update", "UPDATE produits SET unite = 'kg', prix_ttc = 1290 WHERE id = ?", [POMMES]));
    for (const code of ["1234", "00145"]) {
      ok(await shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id) VALUES (?, ?)", [code, POMMES]));
    }
    for (const pattern of ["21IIIIIWWWWWC", "23IIIIIPPPPPC"]) {
      ok(await shop.owner.query("insert", "INSERT INTO modeles_etiquettes (modele) VALUES (?)", [pattern]));
    }
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.locator(".queue").waitFor();
    await scan(page, "2301234003408");
    const line = page.locator(".direct-line", { hasText: "Pommes" });
    await line.filter({ hasText: "3,40\u00a0€" }).waitFor();
    // It is one packet: no more of it, no other quantity or price.
    await line.getByRole("button", { name: "Retirer" }).waitFor();
    assert.equal(await line.locator(".stepper button").count(), 1);
    await scan(page, "2101234005507");
    await line.locator(".line-count", { hasText: "0,550\u00a0kg" }).waitFor();
    // 0,550 kg at 12,90 €, half up once.
    await line.filter({ hasText: "7,10\u00a0€" }).waitFor();
    await scan(page, "2301234003406");
    await said(page, "Code mal lu").waitFor();
    await scan(page, "2101234000007");
    await said(page, "Étiquette vide").waitFor();
    await scan(page, "2199999005504");
    await said(page, "Code inconnu").waitFor();
    assert.equal(await line.count(), 2);
    await page.keyboard.press("Enter");
    await page.getByLabel("Montant saisi").waitFor();
    // A label out of place is added to the ticket in hand, at its price.
    await scan(page, "2301234003408");
    await page.getByText("Non ajouté").waitFor();
    await page.keyboard.press("+");
    await page.getByText("13,90").first().waitFor();
    await page.getByText("Non ajouté").waitFor({ state: "detached" });
    // It is rung up again with all of it.
    await enter(page);
    await page.getByLabel("Montant saisi").waitFor();
    await enter(page);
    await page.getByText("Payé 13,90").waitFor();
    assert.deepEqual(
      await shop.rows("SELECT total_ttc, etiquette FROM lignes_vente ORDER BY position"),
      [
        { total_ttc: 340, etiquette: "2301234003408" },
        { total_ttc: 710, etiquette: null },
        { total_ttc: 340, etiquette: "2301234003408" },
      ],
    );
    assert.deepEqual(complaints, []);
  },
);
