/** The till's card terminal in a real browser: accepted, in part, refused, unknown and settled, found again after a reload, given back, refunded. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { giveTerminal } from "../support/card_tills.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { card, command, draft, LAMPE, ok, openTill, pay, type Sale, sent, sold } from "../support/shop.ts";

routed();

/** Chloé at C1, which has a terminal. */
async function atTheTill(scene: CashDesks, terminal: TestTerminal) {
  const { shop } = scene;
  await giveTerminal(shop, terminal);
  ok(await openTill(shop.chloe, 50_00));
  const { page, complaints, expected } = await scene.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  return { shop, page, complaints, expected };
}

async function toPayment(scene: CashDesks, page: Page): Promise<Sale> {
  const sale = await sent(scene.shop.nora, [LAMPE]);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
  return sale;
}

const given = async (page: Page) =>
  (await page.locator(".tender").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
const shown = (page: Page, ...tenders: string[]) =>
  eventually(async () => JSON.stringify(await given(page)) === JSON.stringify(tenders), `given: ${tenders}`);
const dialog = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string | RegExp) => dialog(page).getByRole("button", { name });

Deno.test(
  "a card is asked at the terminal and its answer comes to the page: accepted, in part, refused, and once however often it is pressed",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using terminal = await TestTerminal.open();
    const { page, complaints } = await atTheTill(scene, terminal);

    const pays = terminal.customerWaits();
    await toPayment(scene, page);
    await keys(page, "F4");
    await dialog(page).getByText("Carte : 20,00 €").waitFor();
    await eventually(() => terminal.requests.length === 1, "the terminal is asked");
    // Hidden, it goes on; pressed again, it is shown again and not asked again.
    await button(page, "Masquer").click();
    await page.getByText("20,00 € au terminal de paiement…").waitFor();
    await keys(page, "F4");
    await dialog(page).getByText("Le client suit le terminal").waitFor();
    pays();
    await shown(page, "Carte 20,00 €");
    await dialog(page).waitFor({ state: "detached" });
    assert.deepEqual([terminal.requests.length, terminal.charges], [1, 1]);
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    await enter(page);

    terminal.behaviour = "partial";
    await toPayment(scene, page);
    await keys(page, "1", "6", "F4");
    await dialog(page).getByText("La carte n’a payé que 8,00 € sur 16,00 €").waitFor();
    await button(page, "Continuer").click();
    await shown(page, "Carte 8,00 €");
    // Hidden, it says how it ended all the same.
    terminal.behaviour = "refused";
    const refuses = terminal.customerWaits();
    await keys(page, "F4");
    await button(page, "Masquer").click();
    refuses();
    await dialog(page).getByText("La carte est refusée.").waitFor();
    terminal.behaviour = "ok";
    await button(page, "Redemander au terminal").click();
    await shown(page, "Carte 12,00 €", "Carte 8,00 €");
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    await enter(page);

    // The answer is lost, and the payment was not: it is found, and the card is charged once.
    await toPayment(scene, page);
    const asked = terminal.charges;
    await page.route("**/carte", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await keys(page, "5", "F4");
    await shown(page, "Carte 5,00 €");
    assert.equal(terminal.charges, asked + 1);
    // The request is lost: nothing was asked, and it may be anew.
    await page.unroute("**/carte");
    await page.route("**/carte", (route) => route.abort("connectionreset"));
    const never = page.waitForResponse((answer) => answer.status() === 404 && answer.url().includes("/api/cartes/"));
    await keys(page, "F4");
    await never;
    await page.unroute("**/carte");
    await settled(page);
    await button(page, "Fermer").click();
    await dialog(page).waitFor({ state: "detached" });
    assert.equal(await page.locator(".card-note").count(), 0);
    await keys(page, "F4");
    await shown(page, "Carte 15,00 €", "Carte 5,00 €");
    assert.equal(terminal.charges, asked + 2);
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    await enter(page);

    // The terminal is off: the card is taken beside it, by hand as ever.
    await terminal.turnOff();
    await toPayment(scene, page);
    await keys(page, "F4");
    await dialog(page).getByText("ne répond pas à son adresse").waitFor();
    await button(page, "Carte sans ce terminal").click();
    await shown(page, "Carte 20,00 €");
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    assert.equal(terminal.taken, 20_00 + 20_00 + 20_00);
    // The two that were lost, and that one of them never came.
    assert.deepEqual(complaints.filter((one) => !one.startsWith("error: Failed to load resource")), []);
  },
);

Deno.test(
  "a page reloaded amid a payment finds it again, what nobody knows is settled by who looks, and money goes back before the ticket is dropped",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using terminal = await TestTerminal.open();
    const { shop, page, complaints, expected } = await atTheTill(scene, terminal);

    let pays = terminal.customerWaits();
    await toPayment(scene, page);
    await keys(page, "F4");
    await eventually(() => terminal.requests.length === 1, "the terminal is asked");
    await page.reload();
    await dialog(page).getByText("Le client suit le terminal").waitFor();
    pays();
    await shown(page, "Carte 20,00 €");
    assert.equal(terminal.requests.length, 1);

    // Off the ticket by the terminal alone.
    await page.getByRole("button", { name: "Retirer Carte 20,00 €" }).click();
    await dialog(page).getByText("son argent repart par le terminal").waitFor();
    await button(page, "Annuler au terminal").click();
    await shown(page);
    assert.equal(terminal.taken, 0);

    terminal.behaviour = "cut_after";
    pays = terminal.customerWaits();
    await keys(page, "F4");
    await dialog(page).getByText("Le client suit le terminal").waitFor();
    pays();
    await dialog(page).getByText("À vérifier au terminal").waitFor();
    await page.reload();
    await dialog(page).getByText("La liaison avec le terminal a été coupée").waitFor();
    await button(page, "Fermer").click();
    await page.getByText("À vérifier au terminal").waitFor();
    const charged = terminal.charges;
    // Neither paid nor dropped meanwhile.
    const [{ vente_id: id }] = await shop.rows("SELECT vente_id FROM operations_carte WHERE etat = 'inconnue'");
    expected.add(`409 /api/ventes/${id}/encaisser`);
    await settled(page);
    await enter(page);
    await page.getByText("n'est pas réglé").waitFor();
    // The queue tells of it too.
    await page.reload();
    await dialog(page).getByText("La liaison avec le terminal a été coupée").waitFor();
    await button(page, /^Payé au terminal : 20,00/).click();
    await shown(page, "Carte 20,00 €");
    await dialog(page).waitFor({ state: "detached" });
    assert.equal(terminal.charges, charged);
    await settled(page);
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    const [{ autorisation, raison }] = await shop.rows(
      "SELECT autorisation, raison FROM operations_carte WHERE raison = 'constat'",
    );
    assert.deepEqual([autorisation, raison], [null, "constat"]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("money whose way back was refused after a reload is never asked for as a payment", BROWSER, async () => {
  await using scene = await CashDesks.open();
  await using terminal = await TestTerminal.open();
  const { page } = await atTheTill(scene, terminal);
  await toPayment(scene, page);
  await keys(page, "8", "F4");
  await shown(page, "Carte 8,00 €");
  const { charges, taken } = terminal;
  const answers = terminal.customerWaits();
  await page.getByRole("button", { name: "Retirer Carte 8,00 €" }).click();
  await button(page, "Annuler au terminal").click();
  await eventually(() => terminal.requests.length === 2, "the terminal is asked to give it back");
  await page.reload();
  await dialog(page).waitFor();
  terminal.behaviour = "refused";
  answers();
  await button(page, "Redemander au terminal").click();
  await dialog(page).waitFor({ state: "detached" });
  terminal.behaviour = "ok";
  await shown(page, "Carte 8,00 €");
  assert.deepEqual([terminal.requests.length, terminal.charges, terminal.taken], [2, charges, taken]);
});

Deno.test(
  "a refund to the card is credited at the terminal first, and what nobody knows of waits on the till's list and the owner's",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using terminal = await TestTerminal.open();
    const { shop, page, complaints } = await atTheTill(scene, terminal);
    await toPayment(scene, page);
    await keys(page, "F4");
    await shown(page, "Carte 20,00 €");
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    await enter(page);

    const lookUp = async () => {
      await page.getByText("Caisse C1 ouverte").waitFor();
      await keys(page, "F4");
      const number = page.getByLabel("Numéro du ticket");
      await number.fill("1");
      await number.press("Enter");
      await page.getByRole("button", { name: "Tout rembourser" }).click();
      await page.locator(".refund-screen .reason-choice").first().click();
    };
    await lookUp();
    terminal.behaviour = "refused";
    await page.getByRole("button", { name: /^Rembourser 20,00/ }).click();
    await dialog(page).getByText("La carte est refusée.").waitFor();
    assert.equal((await shop.rows("SELECT 1 FROM ventes WHERE type = 'avoir'")).length, 0);
    terminal.behaviour = "cut_after";
    await button(page, "Redemander au terminal").click();
    await dialog(page).getByText("La carte a peut-être été créditée").waitFor();
    await button(page, "Fermer").click();
    await dialog(page).waitFor({ state: "detached" });
    await keys(page, "Escape", "Escape");
    await page.getByText("Un paiement par carte vous attend").waitFor();
    await page.getByRole("button", { name: "Voir" }).click();
    await button(page, "Régler").click();
    await button(page, "Rendu à la carte : 20,00 €").click();
    // Credited, and not written: the refund is finished, and nothing is credited again.
    await dialog(page).getByText("créditée, sans son remboursement").waitFor();
    await button(page, "Fermer").click();
    const credits = terminal.charges;
    await lookUp();
    await page.getByRole("button", { name: /^Rembourser 20,00/ }).click();
    await page.getByText("Remboursé 20,00").waitFor();
    assert.equal(terminal.charges, credits);
    assert.equal((await shop.rows("SELECT 1 FROM paiements WHERE operation_id IS NOT NULL AND montant < 0")).length, 1);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("an exchange that comes to less than nothing is credited at the terminal before it is written", BROWSER, async () => {
  await using scene = await CashDesks.open();
  await using terminal = await TestTerminal.open();
  const { shop, page, complaints } = await atTheTill(scene, terminal);
  const { numero } = await sold(shop.chloe, [LAMPE], [card(20_00)]);
  await keys(page, "F4");
  await page.getByLabel("Numéro du ticket").fill(numero);
  await keys(page, "Enter");
  await page.getByRole("button", { name: "Tout rembourser" }).click();
  await page.getByRole("button", { name: "Échanger" }).click();
  await page.getByRole("button", { name: "Ajouter Café" }).click();
  await page.getByRole("button", { name: /^Rendre 15,00/ }).click();
  await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
  await settled(page);
  terminal.behaviour = "refused";
  await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
  await dialog(page).getByText("La carte est refusée.").waitFor();
  await looked(page, "card-exchange-refused");
  const written = () => shop.rows("SELECT montant, operation_id IS NOT NULL AS kept FROM paiements WHERE montant < 0");
  assert.deepEqual(await written(), []);
  terminal.behaviour = "cut_after";
  await button(page, "Redemander au terminal").click();
  await dialog(page).getByText("La carte a peut-être été créditée").waitFor();
  // Found again by the next page, and not asked for again.
  await page.reload();
  await page.locator(".payment .due-amount").getByText("15,00").waitFor();
  await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
  await settled(page);
  await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
  await button(page, "Rendu à la carte : 15,00 €").click();
  await page.getByText("Remboursé 15,00").waitFor();
  assert.deepEqual(await written(), [{ montant: -15_00, kept: 1 }]);
  assert.deepEqual([terminal.charges, terminal.taken], [1, -15_00]);
  assert.deepEqual(complaints.filter((one) => !one.includes("409")), []);
});

Deno.test(
  "of an exchange that is still to pay on an account the card gets what is left, and nothing where that is all",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    await using terminal = await TestTerminal.open();
    const { shop, page } = await atTheTill(scene, terminal);
    ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé Martin')"));
    ok(await command(shop.owner, "/api/clients/1/plafond", { plafond: 50_00 }));
    for (const onAccount of [5_00, 20_00]) {
      const lamp = await draft(shop.chloe, [LAMPE]);
      ok(await shop.chloe.query("update", "UPDATE ventes SET client_id = 1 WHERE id = ?", [lamp.id]));
      const rest = onAccount === 20_00 ? [] : [card(20_00 - onAccount)];
      const { numero } = ok(await pay(shop.chloe, lamp, [{ mode: "compte", montant: onAccount }, ...rest]));
      await page.getByText("Caisse C1 ouverte").waitFor();
      await keys(page, "F4");
      await page.getByLabel("Numéro du ticket").fill(numero);
      await keys(page, "Enter");
      await page.getByRole("button", { name: "Tout rembourser" }).click();
      await page.getByRole("button", { name: "Échanger" }).click();
      await page.getByRole("button", { name: "Ajouter Café" }).click();
      await page.getByRole("button", { name: /^Rendre 15,00/ }).click();
      await page.locator(".payment").waitFor();
      await settled(page);
      await keys(page, "c");
      await dialog(page).getByRole("button", { name: /^Zoé Martin/ }).click();
      await page.locator(".hand").getByRole("button", { name: "Zoé Martin" }).waitFor();
      if (await dialog(page).count() > 0) await button(page, "Fermer").click();
      await page.getByRole("group", { name: "Remis au client en" }).getByRole("button", { name: "Carte" }).click();
      await settled(page);
      await page.getByRole("button", { name: /^Rembourser 15,00/ }).click();
      await page.getByText("Remboursé 15,00").waitFor();
      await enter(page);
      const given = await shop.rows(
        "SELECT mode, montant, operation_id IS NOT NULL AS kept FROM paiements WHERE montant < 0 ORDER BY id DESC LIMIT 2",
      );
      if (onAccount === 5_00) {
        assert.deepEqual(given, [{ mode: "carte", montant: -10_00, kept: 1 }, { mode: "compte", montant: -5_00, kept: 0 }]);
      } else assert.deepEqual(given[0], { mode: "compte", montant: -15_00, kept: 0 });
      assert.deepEqual([terminal.charges, terminal.taken], [1, -10_00]);
    }
  },
);
