/** A scale on the counter, in real browsers: set and tried by the owner, weighed on at the till and at a seller's page. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { BITS, TestScale } from "../support/scale.ts";
import { scan } from "../support/scanner.ts";
import { ok, openTill, POMMES, type Shop } from "../support/shop.ts";

const CODE = "2000000000039";
const beside = async (shop: Shop, scale: TestScale, till = "C1") =>
  ok(
    await shop.owner.query("update", "UPDATE caisses SET balance = ?, libelle = ? WHERE nom = ?", [
      scale.address,
      `Coin ${till}`,
      till,
    ]),
  );
const byTheKilo = async (shop: Shop) =>
  ok(await shop.owner.query("update", "UPDATE produits SET unite = 'kg', code_barres = ? WHERE id = ?", [CODE, POMMES]));
const pad = (page: Page) => page.getByRole("dialog", { name: /^Poids/ });
const figure = (page: Page) => pad(page).getByLabel("Quantité", { exact: true });
const weighs = (page: Page) => pad(page).getByRole("button", { name: "Peser" });

Deno.test(
  "at the till a weight is filled in from its scale, each trouble is told, no weight stays that is old, and what is typed counts for more",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    await using scale = await TestScale.open();
    await using others = await TestScale.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 0));
    await byTheKilo(shop);
    await beside(shop, scale);
    await beside(shop, others, "C2");
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.locator(".queue").waitFor();
    await scan(page, CODE);
    await weighs(page).click();
    await pad(page).getByText("Rien sur la balance.").waitFor();
    assert.equal(await pad(page).getByRole("button", { name: "Valider" }).isDisabled(), true);
    await looked(page, "scale-empty");
    for (
      const [status, said] of [
        [BITS.over, "C’est trop lourd pour la balance."],
        [BITS.under, "La balance est sous zéro."],
        [BITS.moving, "Le poids bouge encore."],
      ] as const
    ) {
      scale.status = status;
      await weighs(page).click();
      await pad(page).getByText(said).waitFor();
    }
    scale.status = null;
    scale.mute = true;
    await weighs(page).click();
    await pad(page).getByText("La balance ne répond pas.").waitFor();
    scale.mute = false;

    // What was good a while ago is not taken any more.
    scale.grams = 700;
    await weighs(page).click();
    await figure(page).filter({ hasText: "0,7\u00a0kg" }).waitFor();
    await pad(page).getByText("2,33\u00a0€").waitFor();
    await looked(page, "scale-weighed");
    await pad(page).getByText("Ce poids date").waitFor();
    assert.equal(await pad(page).getByRole("button", { name: "Valider" }).isDisabled(), true);
    // Typed while it is asked, the typed one stays.
    scale.movesFor = 3;
    await weighs(page).click();
    await pad(page).getByRole("button", { name: "2", exact: true }).click();
    await weighs(page).and(page.locator(":enabled")).waitFor();
    await figure(page).filter({ hasText: /^2\u00a0kg/ }).waitFor();
    // A press on the button drops it again.
    scale.grams = 1235;
    await weighs(page).click();
    await figure(page).filter({ hasText: "1,235\u00a0kg" }).waitFor();
    await pad(page).getByRole("button", { name: "Valider" }).click();
    await page.locator(".direct-line .line-count", { hasText: "1,235\u00a0kg" }).waitFor();
    // A weight that is on the ticket is weighed anew; where that fails, nothing of before can be confirmed.
    await page.getByRole("button", { name: /^Quantité de Pommes/ }).click();
    scale.status = BITS.over;
    await weighs(page).click();
    await pad(page).getByText("C’est trop lourd").waitFor();
    assert.equal(await pad(page).getByRole("button", { name: "Valider" }).isDisabled(), true);
    assert.equal(others.heard.length, 0);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("a seller, who stands at no till, weighs beside any; a shop without a scale shows none", BROWSER, async () => {
  await using desks = await CashDesks.open();
  await using first = await TestScale.open();
  await using second = await TestScale.open();
  const { shop } = desks;
  await byTheKilo(shop);
  const { page, complaints } = await desks.desk("nora", "127.0.0.4");
  await page.locator(".tile", { hasText: "/kg" }).click();
  await pad(page).getByRole("button", { name: "Valider" }).waitFor();
  assert.equal(await weighs(page).count(), 0);
  await page.keyboard.press("Escape");
  await beside(shop, first);
  await beside(shop, second, "C2");
  second.grams = 420;
  await page.locator(".tile", { hasText: "/kg" }).click();
  await pad(page).getByRole("button", { name: "Peser\u00a0: Coin C2" }).waitFor();
  await looked(page, "scale-seller");
  await pad(page).getByRole("button", { name: "Peser\u00a0: Coin C2" }).click();
  await figure(page).filter({ hasText: "0,42\u00a0kg" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".ticket-line .line-count", { hasText: "0,420\u00a0kg" }).waitFor();
  assert.deepEqual([first.heard.length, second.heard.length], [0, 1]);
  assert.deepEqual(complaints, []);
});

Deno.test("the owner says where a till's scale is, and tries it", BROWSER, async () => {
  await using console = await openConsole([]);
  await using scale = await TestScale.open();
  const { desk, desk: { page, complaints }, shop } = console;
  await desk.section("Caisses");
  await page.getByRole("link", { name: "C2", exact: true }).click();
  const address = page.getByLabel("Balance", { exact: true });
  desk.expected.add("409 /api/query");
  await address.fill("8.8.8.8:4001");
  await page.getByRole("button", { name: "Enregistrer la balance" }).click();
  await page.getByText("une balance est à une adresse du réseau de la boutique").waitFor();
  await address.fill(scale.address);
  await page.getByRole("button", { name: "Enregistrer la balance" }).click();
  await page.getByText("Posez quelque chose, puis essayez.").waitFor();
  const tryOut = page.getByRole("button", { name: "Essayer la balance" });
  await tryOut.click();
  await page.getByText("Rien sur la balance.").waitFor();
  scale.grams = 550;
  await tryOut.click();
  await page.getByText("0,55\u00a0kg", { exact: true }).waitFor();
  await looked(page, "scale-owner");
  assert.deepEqual(await shop.rows("SELECT nom, balance FROM caisses ORDER BY nom"), [
    { nom: "C1", balance: null },
    { nom: "C2", balance: scale.address },
  ]);
  await address.fill("");
  await page.getByRole("button", { name: "Enregistrer la balance" }).click();
  await page.getByText("cette caisse n’a plus de balance").waitFor();
  assert.equal(await tryOut.isDisabled(), true);
  assert.deepEqual(await shop.rows("SELECT nom FROM caisses WHERE balance IS NOT NULL"), []);
  assert.deepEqual(complaints, []);
});
