/** A price and a message that head office publishes, at tills: a ticket in hand keeps its price, the next one has the new one. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { HeadOffice } from "../support/head_office.ts";
import { Postgres, postgresPrograms } from "../support/postgres.ts";
import { SETTLE_MS } from "../support/pace.ts";
import { ok, openTill, PAIN, ticket } from "../support/shop.ts";

const ignore = BROWSER.ignore || postgresPrograms() === null;
if (ignore) console.log("ignored: what head office publishes at a till needs Chromium and a PostgreSQL (Debian: postgresql)");

const tile = (page: Page, label: string) => page.getByRole("button", { name: `Ajouter ${label}` });
const line = (page: Page, label: string) => page.locator(".direct-line", { hasText: label });

async function pay(page: Page, amount: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Encaisser ${amount}`) }).click();
  await page.locator(".payment").waitFor();
  // A key that is pressed for the screen before is none for this one.
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.press("Enter");
  await page.getByText(`Payé ${amount}`).waitFor();
}

Deno.test(
  "a price from head office is on a till at once, and never in the middle of a ticket in hand",
  { ...BROWSER, ignore },
  async () => {
    await using postgres = await Postgres.start();
    await using office = await HeadOffice.open(postgres);
    await using scene = await CashDesks.open();
    const { shop } = scene;
    ok(await shop.owner.query("update", "UPDATE produits SET code_barres = '2000000000015' WHERE id = ?", [PAIN]));
    await office.link(shop, "lyon");
    ok(await openTill(shop.chloe));
    ok(await openTill(shop.marc, 0, "C2"));
    const { page } = await scene.desk("chloe", "127.0.0.4");
    const { page: other } = await scene.desk("marc", "127.0.0.5");
    for (const one of [page, other]) {
      await one.getByText(/Caisse C[12] ouverte/).waitFor();
      await one.keyboard.press("F2");
      await tile(one, "Pain").filter({ hasText: "1,20" }).waitFor();
    }
    await tile(page, "Pain").click();
    await line(page, "Pain").waitFor();

    const published = await office.publish("prices", "code_barres;prix_ttc\n2000000000015;1,50\n");
    assert.equal(published.code, 0, published.err);
    await tile(other, "Pain").filter({ hasText: "1,50" }).waitFor();
    await tile(page, "Pain").filter({ hasText: "1,50" }).waitFor();
    await line(page, "Pain").getByText(/Prix changé, désormais\s: 1,50/).waitFor();
    // More of the same is on the same line, at its price.
    await tile(page, "Pain").click();
    await pay(page, "2,40");
    const [{ id }] = await shop.rows("SELECT id FROM ventes WHERE etat = 'payee'");
    assert.equal((await ticket(shop.chloe, { id })).total_ttc, 240);

    await page.waitForTimeout(SETTLE_MS);
    await page.getByRole("button", { name: /^Ticket suivant/ }).click();
    await page.getByText("Aucun ticket en attente").waitFor();
    await page.keyboard.press("F2");
    await tile(page, "Pain").click();
    await pay(page, "1,50");

    const message = { texte: "Rappel du lot 42 : retirez les lampes", pour: "caisses", jusqu_au: "2999-12-31" };
    assert.equal((await office.publish("message", message)).code, 0);
    await other.getByRole("button", { name: "Un message du siège" }).click();
    await other.getByRole("dialog").getByText(message.texte).waitFor();
  },
);
