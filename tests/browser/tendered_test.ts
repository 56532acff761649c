/** What was given for a ticket that is not paid yet, in a real browser: kept through reloads and sessions, on whichever till has the ticket. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { PASSWORD, uuidv7 } from "../support/server.ts";
import { command, LAMPE, ok, openTill, type Sale, sent } from "../support/shop.ts";

/** Chloé at C1, with Nora's lamp waiting. */
async function atTheTill(scene: CashDesks) {
  const { shop } = scene;
  ok(await openTill(shop.chloe, 50_00));
  const sale = await sent(shop.nora, [LAMPE]);
  const { page, complaints } = await scene.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  return { shop, sale, page, complaints };
}

async function toPayment(page: Page, { id }: Sale): Promise<void> {
  await page.locator(`[data-ticket="${id}"] button`).click();
  await page.locator(".payment").waitFor();
  await settled(page);
}

/** What stands under the total, such as `Carte 15,00 €`. */
const given = async (page: Page) =>
  (await page.locator(".tender").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
const shown = (page: Page, ...tenders: string[]) =>
  eventually(async () => JSON.stringify(await given(page)) === JSON.stringify(tenders), `given: ${tenders}`);
const announced = async ({ shop }: CashDesks, sale: Sale) =>
  await shop.rows("SELECT mode, montant, motif FROM paiements_annonces WHERE vente_id = ? ORDER BY id", [sale.id]);

Deno.test(
  "a reload, an ended session and another till find what was given; a charged card goes off with a reason alone",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop, sale, page } = await atTheTill(scene);
    await toPayment(page, sale);
    await keys(page, "1", "2", "F4");
    await shown(page, "Carte 12,00 €");
    await keys(page, "3", "F2");
    await shown(page, "Carte 12,00 €", "Espèces 3,00 €");

    await page.reload();
    await page.locator(".payment").waitFor();
    await shown(page, "Carte 12,00 €", "Espèces 3,00 €");

    // Signing out asks first; a session that the owner ends cannot.
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByRole("dialog").getByText("Se déconnecter avec 15,00 € en main ?").waitFor();
    await page.getByRole("button", { name: "Rester" }).click();
    const { sessions } = await (await shop.owner.get("/api/sessions")).json();
    for (const { id, user } of sessions) {
      if (user.username === "chloe") await (await shop.owner.fetch(`/api/sessions/${id}`, { method: "DELETE" })).body?.cancel();
    }
    await page.getByLabel("Identifiant").waitFor();
    await page.getByLabel("Identifiant").fill("chloe");
    await page.getByLabel("Mot de passe").fill(PASSWORD);
    await page.getByRole("button", { name: "Entrer" }).click();
    await page.locator(".payment").waitFor();
    await shown(page, "Carte 12,00 €", "Espèces 3,00 €");

    // Cash lies here; the card is the ticket's.
    ok(await openTill(shop.marc, 0, "C2"));
    const marc = await scene.desk("marc", "127.0.0.5");
    marc.expected.add(`409 /api/ventes/${sale.id}/annuler`);
    await marc.page.locator(`[data-ticket="${sale.id}"]`).getByText("En main : chloe").waitFor();
    await marc.page.locator(`[data-ticket="${sale.id}"] button`).click();
    await marc.page.getByRole("button", { name: "Collègue absent" }).click();
    await marc.page.getByRole("button", { name: "Reprendre la main" }).click();
    await marc.page.locator(".payment").waitFor();
    await shown(marc.page, "Carte 12,00 €");
    await page.getByText("marc a pris le ticket n° 1").waitFor();

    await settled(marc.page);
    await marc.page.getByRole("button", { name: "Annuler le ticket" }).click();
    await marc.page.getByRole("dialog").getByRole("button", { name: "Le client est parti" }).click();
    await marc.page.getByRole("dialog").getByRole("button", { name: "Annuler le ticket" }).click();
    await marc.page.getByRole("dialog").getByText("un paiement déjà fait").waitFor();
    await keys(marc.page, "Escape");
    await marc.page.getByRole("dialog").waitFor({ state: "detached" });
    await keys(marc.page, "Escape");
    const dialog = marc.page.getByRole("dialog");
    await dialog.getByText("annulez-le sur le terminal").waitFor();
    await dialog.getByRole("button", { name: "Retirer", exact: true }).click();
    await dialog.getByText("Choisissez ou écrivez un motif").waitFor();
    await dialog.getByRole("button", { name: "Refusé par le terminal" }).click();
    await dialog.getByRole("button", { name: "Retirer", exact: true }).click();
    await shown(marc.page);
    assert.deepEqual(await announced(scene, sale), [{ mode: "carte", montant: 12_00, motif: "Refusé par le terminal" }]);
    await enter(marc.page);
    await marc.page.getByText("Payé 20,00").waitFor();
    assert.deepEqual(marc.complaints, []);
  },
);

Deno.test(
  "one's own ticket keeps what was given while it is changed, and is neither emptied nor left with it unasked",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop, page, complaints } = await atTheTill(scene);
    await keys(page, "F2");
    await page.getByRole("button", { name: "Ajouter Café" }).click();
    await page.getByRole("button", { name: /^Encaisser 5,00/ }).click();
    await page.locator(".payment").waitFor();
    await settled(page);
    await keys(page, "4", "F4");
    await shown(page, "Carte 4,00 €");
    await page.getByRole("button", { name: "Retour" }).click();
    await page.getByRole("button", { name: "Ajouter Pain" }).click();
    await page.getByRole("button", { name: "Vider" }).click();
    await page.getByText("Un paiement déjà fait (carte, chèque, titre) est sur ce ticket").waitFor();
    await page.getByRole("button", { name: "Compris" }).click();
    assert.equal(await page.locator(".direct-line").count(), 2);

    const asked = page.waitForEvent("dialog");
    const left = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), "beforeunload");
    await dialog.dismiss();
    await left;
    await page.getByRole("button", { name: /^Encaisser 6,20/ }).click();
    await page.locator(".payment").waitFor();
    await shown(page, "Carte 4,00 €");
    await enter(page);
    await page.getByText("Payé 6,20").waitFor();
    const paid = await shop.rows("SELECT mode, montant FROM paiements ORDER BY id");
    assert.deepEqual(paid, [{ mode: "carte", montant: 400 }, { mode: "especes", montant: 220 }]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("a card that is charged while the server is away is kept with the ticket as soon as it is back", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop, sale, page } = await atTheTill(scene);
  await toPayment(page, sale);
  await shop.server.kill();
  await page.getByRole("button", { name: "Hors ligne : pas de paiement" }).waitFor();
  await keys(page, "F4");
  await shown(page, "Carte 20,00 €");
  shop.server = await shop.server.restart();
  await eventually(async () => (await announced(scene, sale)).length === 1, "the server has it");
  assert.deepEqual(await announced(scene, sale), [{ mode: "carte", montant: 20_00, motif: null }]);
  await page.locator('[data-phase="ready"]').waitFor();
  await enter(page);
  await page.getByText("Payé 20,00").waitFor();
  assert.equal((await shop.rows("SELECT 1 FROM paiements")).length, 1);
});

Deno.test("the change and the first printing are still there after a reload, until the next ticket", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { sale, page, complaints } = await atTheTill(scene);
  await toPayment(page, sale);
  await keys(page, "5", "0", "Enter");
  await page.getByText("Payé 20,00").waitFor();
  await page.reload();
  await page.getByText("Payé 20,00").waitFor();
  assert.match(await page.locator(".paid-change").innerText(), /À rendre\s+30,00/);
  await page.evaluate(() => {
    const printed: string[] = [];
    Object.assign(globalThis, { printed, print: () => printed.push(document.querySelector(".print-only")!.textContent!) });
  });
  await keys(page, "F2");
  await page.getByRole("button", { name: "Imprimer un duplicata" }).waitFor();
  await page.waitForFunction(() => (globalThis as unknown as { printed: string[] }).printed.length === 1);
  const [first] = await page.evaluate(() => (globalThis as unknown as { printed: string[] }).printed);
  assert.doesNotMatch(first!, /DUPLICATA/);
  await page.reload();
  await page.getByRole("button", { name: "Imprimer un duplicata" }).waitFor();
  await enter(page);
  await page.locator(".queue").waitFor();
  await page.reload();
  await page.locator(".queue").waitFor();
  assert.equal(await page.getByText("Payé 20,00").count(), 0);
  assert.deepEqual(complaints, []);
});

Deno.test("what the same person was given at another page is shown before anything is paid without it", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const { shop, sale, page } = await atTheTill(scene);
  await toPayment(page, sale);
  const body = { annonce_id: uuidv7(), mode: "cheque", montant: 20_00 };
  ok(await command(shop.chloe, `/api/ventes/${sale.id}/annoncer`, body));
  await keys(page, "2", "0", "Enter");
  await page.getByText("Un paiement déjà fait (20,00 €) manque à cet encaissement").waitFor();
  await shown(page, "Chèque 20,00 €", "Espèces 20,00 €");
  assert.deepEqual(await shop.rows("SELECT 1 FROM paiements"), []);
  await page.getByRole("button", { name: "Retirer Espèces 20,00" }).click();
  await enter(page);
  await page.getByText("Payé 20,00").waitFor();
  assert.deepEqual(await shop.rows("SELECT mode, rendu FROM paiements"), [{ mode: "cheque", rendu: 0 }]);
});
