/** The till's card terminal in a real browser: accepted, in part, refused, unknown and settled, found again after a reload. */
import assert from "node:assert/strict";
import { BROWSER, routed } from "../support/browser.ts";
import { atTheTill, button, dialog, shown, toPayment } from "../support/card_page.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { enter, keys, settled } from "../support/pace.ts";

routed();

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
