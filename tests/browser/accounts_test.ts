/** Customer accounts in a real browser: a ceiling, a ticket that is left to pay, its settlement with a receipt, and the statement. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { ownersCode } from "../support/owners_code.ts";
import { enter, keys, settled } from "../support/pace.ts";
import { command, LAMPE, ok, openTill, sent, xReport } from "../support/shop.ts";

Deno.test(
  "a customer is seen in the queue, at payment and on paper; a lamp goes on the account up to the ceiling, and is settled later",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    const { shop } = desks;
    ok(
      await shop.owner.query(
        "insert",
        "INSERT INTO clients (id, nom, telephone) VALUES (1, 'Zoé Martin', '0611'), (2, 'Yves', NULL), (3, 'École', '+33 6 12 00')",
      ),
    );
    ok(await command(shop.owner, "/api/clients/1/plafond", { plafond: 1_500 }));
    for (const id of [2, 3]) ok(await command(shop.owner, `/api/clients/${id}/plafond`, { plafond: 100 }));
    ok(await openTill(shop.chloe, 10_000));
    const lamp = await sent(shop.nora, [LAMPE]);
    const desk = await desks.desk("chloe", "127.0.0.4");
    const { page, complaints } = desk;
    await page.evaluate(() => {
      const printed: string[] = [];
      Object.assign(globalThis, { printed, print: () => printed.push(document.querySelector(".print-only")!.textContent!) });
    });
    const papers = () => page.evaluate(() => (globalThis as unknown as { printed: string[] }).printed);
    const onPaper = (count: number) =>
      page.waitForFunction((count) => (globalThis as unknown as { printed: string[] }).printed.length === count, count);
    const waiting = page.locator(`[data-ticket="${lamp.id}"] button`);
    await waiting.click();
    await page.locator(".payment").waitFor();
    await settled(page);
    await keys(page, "c");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Zoé Martin/ }).waitFor();
    assert.deepEqual(await dialog.locator(".row-title").allInnerTexts(), ["École", "Yves", "Zoé Martin"]);
    await dialog.getByLabel("Nom ou téléphone").fill("06.12.00");
    await dialog.getByRole("button", { name: /^Zoé Martin/ }).waitFor({ state: "detached" });
    assert.deepEqual(await dialog.locator(".row-title").allInnerTexts(), ["École"]);
    await dialog.getByLabel("Nom ou téléphone").fill("zoe 06 11");
    await dialog.getByRole("button", { name: /^Zoé Martin/ }).click();
    await dialog.getByRole("button", { name: /^Mettre 15,00 € sur le compte/ }).click();
    await dialog.waitFor({ state: "detached" });
    await page.locator(".hand").getByRole("button", { name: "Zoé Martin" }).waitFor();
    await page.getByRole("button", { name: /^Encaisser 5,00 € en espèces/ }).waitFor();
    // Whoever takes it next sees whose it is.
    await page.getByRole("button", { name: "Rendre à la file" }).click();
    await page.getByRole("button", { name: "Mauvais ticket" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Rendre", exact: true }).click();
    await waiting.getByText("Zoé Martin").waitFor();
    await waiting.click();
    await page.locator(".payment").waitFor();
    await settled(page);
    await keys(page, "c");
    await dialog.getByRole("button", { name: /^Mettre 15,00 € sur le compte/ }).click();
    await page.locator(".tender").getByText("15,00").waitFor();
    await enter(page);
    await page.getByText("Payé 20,00").waitFor();
    const paper = page.locator(".preview-paper");
    await paper.getByText("Zoé Martin").waitFor();
    await paper.getByText("À payer (compte client)").waitFor();
    await enter(page);

    await page.locator(".queue").waitFor();
    await keys(page, "F10");
    await page.getByRole("heading", { name: "Comptes clients" }).waitFor();
    await page.getByRole("button", { name: /^Zoé Martin doit 15,00/ }).click();
    await keys(page, "1", "0");
    await page.getByRole("button", { name: /^Encaisser 10,00/ }).click();
    await page.getByText("10,00 € réglés, inscrits.").waitFor();
    // It is told while the page still tidies up: a key of that moment is for nobody.
    await page.locator("button:enabled", { hasText: "Imprimer le reçu" }).waitFor();
    await keys(page, "F2");
    await onPaper(1);
    // The receipt itself is out: what is printed after it is a copy, as of a ticket.
    await page.getByRole("button", { name: /^Imprimer un duplicata/ }).click();
    await page.getByText("Duplicata 1 imprimé").waitFor();
    await onPaper(2);
    await page.getByRole("button", { name: /^Zoé Martin doit 5,00/ }).waitFor();
    // Meanwhile the cash went to the bank: giving it back is the owner's to say.
    const [{ id }] = await shop.rows("SELECT id FROM mouvements_compte WHERE mode IS NOT NULL");
    desk.expected.add(`403 /api/reglements/${id}/annuler`);
    const { especes_attendues } = ok(await xReport(shop.owner));
    const out = { genre: "banque", sens: "sortie", montant: especes_attendues, motif: "midi" };
    ok(await command(shop.owner, "/api/caisses/C1/mouvement", out));
    await page.getByRole("button", { name: "Annuler ce règlement…" }).click();
    await page.getByRole("button", { name: "Mauvais client" }).click();
    await dialog.getByRole("button", { name: "Annuler le règlement" }).click();
    await dialog.locator("[name=approval]").fill(await ownersCode(shop));
    await dialog.getByRole("button", { name: "Annuler le règlement" }).click();
    await page.getByText("Règlement de 10,00 € annulé").waitFor();
    await page.getByRole("button", { name: "Nouveau règlement" }).click();
    await page.getByRole("button", { name: "Carte", exact: true }).click();
    await page.getByRole("button", { name: /^Encaisser 15,00/ }).click();
    await page.getByText("15,00 € réglés, inscrits.").waitFor();
    await page.getByRole("button", { name: /^Zoé Martin doit 0,00/ }).waitFor();
    await page.getByRole("button", { name: "Nouveau règlement" }).click();
    await page.getByRole("button", { name: "Reçus précédents…" }).click();
    const settledBefore = page.locator(".settled-list button");
    await settledBefore.nth(2).waitFor();
    assert.match(await settledBefore.nth(1).innerText(), /Annulation/);
    await settledBefore.nth(2).click();
    await page.getByText("Duplicata 2 imprimé").waitFor();
    await onPaper(3);
    const [receipt, ...copies] = await papers();
    assert.match(receipt!, /Zoé Martin/);
    assert.doesNotMatch(receipt!, /DUPLICATA/);
    assert.deepEqual(copies.map((paper) => paper.match(/DUPLICATA \d/)?.[0]), ["DUPLICATA 1", "DUPLICATA 2"]);
    await keys(page, "Escape");
    await page.getByRole("button", { name: "Reçus précédents…" }).waitFor();
    assert.deepEqual(await shop.rows("SELECT solde FROM comptes_clients WHERE client_id = 1"), [{ solde: 0 }]);
    assert.deepEqual(complaints, []);
  },
);
