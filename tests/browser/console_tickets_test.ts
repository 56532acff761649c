/** Tickets that were paid, in the owner's console: each is found by what is known of it, and its copies are numbered. */
import assert from "node:assert/strict";
import { formatCents } from "../../shared/money.ts";
import { BROWSER } from "../support/browser.ts";
import { giveTerminal, paidByCard } from "../support/card_tills.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { eventually } from "../support/feed.ts";
import { openConsole } from "../support/owner_console.ts";
import { CAFE, card, cash, draft, LAMPE, ok, openTill, PAIN, pay, refund, send, sent, sold, take } from "../support/shop.ts";

Deno.test(
  "a ticket is found by number, amount, article, customer, person and state; looking is no copy, and a copy is numbered",
  BROWSER,
  async () => {
    await using console = await openConsole(["nora", "chloe"]);
    const { desk: { page, complaints }, desk, shop } = console;
    ok(await openTill(shop.chloe));
    ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (7, 'Élodie d’Olive')"));
    const lamp = await draft(shop.nora, [LAMPE]);
    ok(await shop.nora.query("update", "UPDATE ventes SET client_id = 7 WHERE id = ?", [lamp.id]));
    ok(await send(shop.nora, lamp));
    ok(await shop.owner.query("update", "UPDATE produits SET tva = 1000 WHERE id = ?", [LAMPE]));
    ok(await take(shop.chloe, lamp));
    await using terminal = await TestTerminal.open();
    await giveTerminal(shop, terminal);
    const { carte } = await paidByCard(shop.chloe, lamp, 2000);
    assert.match(carte ?? "", /^\d{4}$/);
    ok(await pay(shop.chloe, lamp, [card(2000)]));
    await sold(shop.chloe, [CAFE, PAIN], [cash(700)]);
    ok(await refund(shop.chloe, lamp, { [lamp.lignes[0]!]: 1000 }, [card(2000)]));
    await sent(shop.nora, [PAIN]);

    await desk.section("Livres");
    await page.getByRole("link", { name: "Ventes et avoirs" }).click();
    const rows = page.locator(".table tbody tr");
    const shows = async (...numbers: string[]) => {
      await eventually(
        async () => JSON.stringify(await page.locator(".table-link").allInnerTexts()) === JSON.stringify(numbers),
        `${numbers} are shown`,
      );
    };
    const type = (text: string) => page.getByRole("searchbox").fill(text);
    await shows("C1-000003", "C1-000002", "C1-000001");
    await page.getByText(`3 tickets, ${formatCents(620, "fr")}`).waitFor();
    for (
      const [text, ...numbers] of [
        ["2", "C1-000002"],
        ["c1-3", "C1-000003"],
        ["6,20", "C1-000002"],
        ["20,00 €", "C1-000003", "C1-000001"],
        ["cafe", "C1-000002"],
        ["elodie d'ol", "C1-000003", "C1-000001"],
        [`****${carte}`, "C1-000001"],
        [`*${carte === "0000" ? "1111" : "0000"}`],
      ] as const
    ) {
      await type(text);
      await shows(...numbers);
    }
    await type("");
    await page.getByRole("search").getByLabel("Personne").selectOption({ label: "nora" });
    await shows("C1-000001");
    await page.getByRole("search").getByLabel("Personne").selectOption("");
    await page.getByLabel("État").selectOption("waiting");
    await shows("rappel 2");
    await page.getByLabel("État").selectOption("sales");
    await shows("C1-000002", "C1-000001");

    await rows.nth(1).getByRole("link").click();
    await page.getByText("Encaissé", { exact: true }).waitFor();
    await page.locator(".history").getByText(/Lampe\s: TVA 20\s% → 10\s%/).waitFor();
    await page.getByRole("link", { name: "C1-000003" }).waitFor();
    await page.locator(".receipt").getByText("TOTAL TTC").waitFor();
    await page.getByRole("button", { name: "Facture demandée…" }).click();
    const invoice = page.getByRole("form", { name: "Facture demandée…" });
    await invoice.getByLabel("SIREN de l’entreprise").fill("732 829 320");
    await invoice.getByRole("button", { name: "Noter la demande" }).click();
    await page.locator(".ticket-facts").getByText("SIREN 732829320").waitFor();
    const copies = () => shop.rows("SELECT contenu ->> 'duplicata' AS n FROM journal_fiscal WHERE genre = 'duplicata'");
    assert.deepEqual(await copies(), [], "it was looked at");
    await page.evaluate(() => void Object.assign(globalThis, { print() {} }));
    await page.getByRole("button", { name: "Imprimer un duplicata" }).click();
    await page.locator("body > .paper").getByText("DUPLICATA 1").waitFor({ state: "attached" });
    assert.deepEqual(await copies(), [{ n: 1 }]);
    await page.locator(".history").getByText("Duplicata 1").waitFor();
    assert.deepEqual(complaints, []);
  },
);
