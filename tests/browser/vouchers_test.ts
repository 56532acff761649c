/** Vouchers in a real browser: given at a refund, scanned or typed at a payment, and followed in the owner's books. */
import assert from "node:assert/strict";
import { spacedVoucherCode } from "../../shared/voucher_code.ts";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { openConsole } from "../support/owner_console.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { scan } from "../support/scanner.ts";
import { CAFE, card, cash, draft, LAMPE, ok, openTill, pay, refund, sent, Shop, sold } from "../support/shop.ts";

/** A voucher of 20 € for a lamp that came back. */
async function voucher({ chloe }: Shop): Promise<string> {
  const sale = await draft(chloe, [LAMPE]);
  ok(await pay(chloe, sale, [card(2_000)]));
  return ok(await refund(chloe, sale, { [sale.lignes[0]!]: 1_000 }, [{ mode: "avoir", montant: 2_000 }])).bons[0].code;
}

Deno.test(
  "a refund by avoir prints its voucher, which pays the next ticket by a scan, and what is left the one after, typed",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(await openTill(shop.chloe, 10_000));
    const { numero } = await sold(shop.chloe, [LAMPE], [cash(2_000)]);
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    await page.getByText("Caisse C1 ouverte").waitFor();
    await keys(page, "F4");
    await page.getByLabel("Numéro du ticket").fill(numero);
    await keys(page, "Enter");
    await page.getByRole("button", { name: "Tout rembourser" }).click();
    await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Avoir" }).click();
    await page.getByRole("button", { name: "Ne convient pas" }).click();
    await page.getByRole("button", { name: /^Rembourser 20,00/ }).click();
    const paper = page.locator(".preview-paper");
    await paper.getByText("AVOIR : bon à valoir 20,00").waitFor();
    const [{ code }] = await shop.rows("SELECT code FROM bons");
    await paper.getByText(spacedVoucherCode(code)).waitFor();

    const coffee = await sent(shop.nora, [CAFE]);
    await enter(page);
    await page.locator(`[data-ticket="${coffee.id}"] button`).click();
    await page.locator(".payment").waitFor();
    await settled(page);
    await scan(page, code);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Solde 20,00").waitFor();
    await dialog.getByRole("button", { name: /^Utiliser 5,00/ }).click();
    await page.locator(".tender").getByText("Avoir").waitFor();
    await enter(page);
    await page.getByText("Payé 5,00").waitFor();
    await page.locator(".preview-paper").getByText(`Reste sur ${code}`).waitFor();

    const lamp = await sent(shop.nora, [LAMPE]);
    await enter(page);
    await page.locator(`[data-ticket="${lamp.id}"] button`).click();
    await page.locator(".payment").waitFor();
    await settled(page);
    await keys(page, "b");
    const field = dialog.getByLabel("Code");
    await field.waitFor();
    assert.equal(await field.inputValue(), "B");
    await field.fill(spacedVoucherCode(code).toLowerCase());
    await keys(page, "Enter");
    await dialog.getByText("Solde 15,00").waitFor();
    await keys(page, "Enter");
    await page.locator(".tender").getByText("15,00").waitFor();
    await dialog.waitFor({ state: "detached" });
    // It is still the customer's: no reason is asked for, and it is there again.
    await page.locator(".tender button").click();
    await page.locator(".tender").waitFor({ state: "detached" });
    await scan(page, code);
    await dialog.getByRole("button", { name: /^Utiliser 15,00/ }).click();
    await page.getByRole("button", { name: /^Encaisser 5,00 € en espèces/ }).waitFor();
    await page.reload();
    await page.locator(".tender").getByText("15,00").waitFor();
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    assert.deepEqual(await shop.rows("SELECT solde FROM bons"), [{ solde: 0 }]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("a code that is no voucher's is said where it was typed, and nothing is given", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  ok(await openTill(shop.chloe, 10_000));
  const sale = await sent(shop.nora, [CAFE]);
  const { page, expected, complaints } = await desks.desk("chloe", "127.0.0.4");
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  expected.add("404 /api/bons/B123");
  await page.getByRole("button", { name: "Avoir, cadeau" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Code").fill("B123");
  await dialog.getByRole("button", { name: "Chercher" }).click();
  await dialog.getByText("Ce n'est pas le code d'un bon").waitFor();
  await keys(page, "Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.locator(".tender").count(), 0);
  assert.deepEqual(complaints, []);
});

Deno.test("the owner sees what is still to be honoured, finds a voucher by its code, and where it went", BROWSER, async () => {
  await using console = await openConsole(["nora", "chloe"]);
  const { desk: { page, complaints }, desk, shop } = console;
  ok(await openTill(shop.chloe, 10_000));
  const [one, two] = [await voucher(shop), await voucher(shop)];
  const { numero } = await sold(shop.chloe, [CAFE], [{ mode: "avoir", montant: 500, code: one } as never]);
  await desk.section("Livres");
  await page.getByRole("link", { name: "Bons et cartes" }).click();
  await page.getByText("2 bons").waitFor();
  await page.locator(".row").getByText("35,00").waitFor();
  await page.getByRole("link", { name: spacedVoucherCode(two) }).waitFor();
  await page.getByLabel("Chercher un code").fill("B000");
  await keys(page, "Enter");
  await page.getByText("Aucun bon n’a le code B000.").waitFor();
  await page.getByLabel("Chercher un code").fill(one);
  await keys(page, "Enter");
  await page.getByRole("heading", { name: `Avoir ${spacedVoucherCode(one)}` }).waitFor();
  await page.getByText("Utilisation").waitFor();
  await page.getByRole("link", { name: numero }).click();
  await page.getByRole("heading", { name: numero }).waitFor();
  assert.deepEqual(complaints, []);
});
