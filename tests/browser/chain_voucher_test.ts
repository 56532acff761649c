/** Another shop's voucher at a till, in a real browser: found, said whose it is, taken, printed, and not taken while head office is away. */
import assert from "node:assert/strict";
import { spacedVoucherCode } from "../../shared/voucher_code.ts";
import { BROWSER, Desk, openSection } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { reached } from "../support/chain.ts";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { enter, settled } from "../support/pace.ts";
import { Postgres, postgresPrograms } from "../support/postgres.ts";
import { scan } from "../support/scanner.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { CAFE, card, draft, LAMPE, ok, openTill, pay, refund, sent, Shop } from "../support/shop.ts";

const ignore = BROWSER.ignore || postgresPrograms() === null;
if (ignore) console.log("ignored: a chain's voucher at a till needs Chromium and a PostgreSQL (Debian: postgresql)");

Deno.test("a voucher of Lyon pays in Paris by a scan, with its name on the receipt; while head office is away it waits", {
  ...BROWSER,
  ignore,
}, async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using lyon = await Shop.open(["chloe"]);
  await using desks = await CashDesks.open();
  const { shop: paris } = desks;
  for (const [shop, name] of [[lyon, "Lyon"], [paris, "Paris"]] as const) {
    ok(await shop.owner.query("update", "UPDATE boutique SET bons_chaine = 1", []));
    ok(await openTill(shop.chloe, 10_000));
    await office.link(shop, name);
    await reached(shop.chloe);
  }
  const sale = await draft(lyon.chloe, [LAMPE]);
  ok(await pay(lyon.chloe, sale, [card(2_000)]));
  const back = await refund(lyon.chloe, sale, { [sale.lignes[0]!]: 1_000 }, [{ mode: "avoir", montant: 2_000 }]);
  const { code } = ok(back).bons[0];
  // A code that nobody has is a guess, and few are let pass.
  await eventually(async () => (await office.rows("SELECT 1 FROM comptoir.bons_mouvements")).length > 0, "head office knows it");

  const coffee = await sent(paris.nora, [CAFE]);
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  await page.locator(`[data-ticket="${coffee.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
  const dialog = page.getByRole("dialog");

  await postgres.stop();
  await eventually(async () => ok(await answerOf(await paris.chloe.get("/api/chaine"))).jointe === false, "it is away");
  await scan(page, code);
  await dialog.getByText("Le siège ne peut être interrogé").waitFor();
  await postgres.resume();
  await reached(paris.chloe);
  await dialog.getByRole("button", { name: "Chercher" }).click();
  await dialog.getByText("Émis par Lyon").waitFor();
  await dialog.getByText("Solde 20,00").waitFor();
  await dialog.getByRole("button", { name: /^Utiliser 5,00/ }).click();
  await page.locator(".tender").getByText("5,00").waitFor();
  await enter(page);
  await page.getByText("Payé 5,00").waitFor();
  await page.locator(".preview-paper").getByText("Lyon").waitFor();
  assert.deepEqual(await paris.rows("SELECT mode, montant, code_bon FROM paiements"), [{
    mode: "bon",
    montant: 500,
    code_bon: code,
  }]);
  const left = async () =>
    ok(await answerOf(await lyon.chloe.get(`/api/bons/${spacedVoucherCode(code).replaceAll(" ", "")}`))).solde;
  await eventually(async () => await left() === 1_500, "Lyon knows what is left");
  await eventually(
    async () => (await lyon.rows("SELECT solde FROM bons"))[0]!["solde"] === 1_500,
    "what was taken of it has come home",
  );
  // What was refused moved nothing, and says what was asked.
  await lyon.aside((db) =>
    db.exec(
      `INSERT INTO bons_ailleurs (boutique, boutique_nom, cle, empreinte, bon_id, montant, pris, motif, motif_en, recu_le)
       SELECT 'paris', 'Paris', made.column1, 'f', (SELECT id FROM bons), made.column1, 0, made.column2, '-', '2026-11-30T08:00:00.000Z'
       FROM (VALUES (2001, 'il n''a jamais valu autant'), (0, 'pas un montant')) made`,
    )
  );
  const { page: owners, complaints: said } = await ownerOf(desks, lyon);
  await openSection(owners, "Livres");
  await owners.getByRole("link", { name: "Bons et cartes" }).click();
  await owners.getByRole("link", { name: spacedVoucherCode(code) }).click();
  await owners.getByRole("row", { name: /Utilisation ailleurs Chez Paris — -5,00/ }).waitFor();
  await owners.getByRole("row", { name: /Utilisation de 20,01\s€ refusée\s: il n'a jamais valu autant Chez Paris — —$/ })
    .waitFor();
  await owners.getByRole("row", { name: /Utilisation refusée\s: pas un montant Chez Paris — —$/ }).waitFor();
  assert.deepEqual(said, []);
  assert.deepEqual(complaints.filter((text) => !text.includes("503")), []);
});

async function ownerOf({ browser }: CashDesks, shop: Shop): Promise<Desk> {
  const desk = await Desk.open(browser, shop.server.url);
  await desk.signIn("patron", PASSWORD);
  return desk;
}
