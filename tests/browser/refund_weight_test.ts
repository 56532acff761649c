/** Of what was weighed a part comes back, by the weight that is typed. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { enter } from "../support/pace.ts";
import { card, ok, openTill, PAIN, sold } from "../support/shop.ts";

Deno.test(
  "a part of a weight is given back on the screen: no more than is left, and nothing that is no weight",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await shop.owner.query("update", "UPDATE produits SET unite = 'kg' WHERE id = ?", [PAIN]));
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [{ produit: PAIN, quantite: 1_250 }], [card(150)]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const look = async () => {
      await page.locator(".queue").waitFor();
      await page.keyboard.press("F4");
      await page.locator(".todays-receipt", { hasText: "C1-000001" }).click();
      return page.getByRole("textbox", { name: "Quantité à rembourser\u00a0: Pain" });
    };
    const weight = await look();
    await weight.fill("0,5");
    const pay = (amount: string) => page.getByRole("button", { name: new RegExp(`^Rembourser ${amount}`) });
    await pay("0,60").waitFor();
    for (const none of ["1,251", "beaucoup", "-1"]) {
      await weight.fill(none);
      await page.locator(".refund-weight-wrong").getByText("1,25").waitFor();
      assert.equal(await page.getByRole("button", { name: "Choisissez ce qui revient" }).isDisabled(), true, none);
    }
    await weight.fill("0,5");
    await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
    await page.getByRole("button", { name: "Ne convient pas" }).click();
    await pay("0,60").click();
    await page.locator(".preview-paper").waitFor();
    assert.match(await page.locator(".preview-paper").innerText(), /-0,500\s*kg/);
    const [back] = await shop.rows("SELECT quantite, total_ttc FROM lignes_vente WHERE quantite < 0");
    assert.deepEqual({ ...back }, { quantite: -500, total_ttc: -60 });

    // A whole number of kilos is a weight as well, on both sides of an exchange.
    await sold(shop.chloe, [{ produit: PAIN, quantite: 2_000 }], [card(240)]);
    await enter(page);
    await page.locator(".queue").waitFor();
    await page.keyboard.press("F4");
    await page.locator(".todays-receipt", { hasText: "C1-000003" }).click();
    await page.getByText("2,000\u00a0kg × 1,20\u00a0€/kg").waitFor();
    await weight.fill("0,25");
    await pay("0,30").waitFor();
    await page.getByRole("button", { name: "Échanger" }).click();
    await page.locator(".returned-line").getByText("−0,250\u00a0kg").waitFor();
    assert.deepEqual(complaints, []);
  },
);
