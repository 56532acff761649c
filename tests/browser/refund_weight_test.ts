/** Of what was weighed a part comes back, by the weight that is typed. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { enter, settled } from "../support/pace.ts";
import { card, cash, draft, ok, openTill, PAIN, pay, POMMES, sold } from "../support/shop.ts";

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

Deno.test(
  "of what was weighed a part comes back, by the weight that is typed, and never more than is left",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 2_000));
    // 1.250 kg at 3.33 the kilo.
    const sale = await draft(shop.chloe, [{ produit: POMMES, quantite: 1_250 }]);
    ok(await pay(shop.chloe, sale, [cash(416)]));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const giveBack = async (weight: string, amount: RegExp) => {
      await page.locator(".queue").waitFor();
      await page.keyboard.press("F4");
      await page.getByLabel("Numéro du ticket").fill("1");
      await page.keyboard.press("Enter");
      const field = page.getByLabel("Quantité à rembourser : Pommes (kg)");
      await field.fill("1,251");
      await page.getByText(/^1,25 au plus$|^0,9 au plus$/).waitFor();
      assert.equal(await page.getByRole("button", { name: "Choisissez ce qui revient" }).isDisabled(), true);
      await field.fill(weight);
      await page.getByRole("button", { name: "Ne convient pas" }).click();
      await page.getByRole("button", { name: amount }).click();
      await page.getByText("À remettre au client").waitFor();
      await settled(page);
      await page.keyboard.press("Escape");
    };
    await giveBack("0,35", /^Rembourser 1,16/);
    await giveBack("0.9", /^Rembourser 3,00/);
    const refunds = await shop.rows(
      "SELECT v.total_ttc, l.quantite FROM ventes v JOIN lignes_vente l ON l.vente_id = v.id WHERE v.type = 'avoir' ORDER BY v.numero",
    );
    assert.deepEqual(refunds.map(({ total_ttc, quantite }) => [total_ttc, quantite]), [[-116, -350], [-300, -900]]);
    assert.deepEqual(complaints, []);
  },
);
