/** The journal in the owner's console: found, followed, and told as it is kept. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { command, ok } from "../support/shop.ts";

Deno.test(
  "the journal shows what comes, by what it changed, as it was before and after; and the life of one row",
  BROWSER,
  async () => {
    await using console = await openConsole(["nora"]);
    const { desk, desk: { page, complaints }, shop } = console;
    await desk.section("Journal");
    const rows = page.locator(".journal tbody tr");
    await rows.first().waitFor();
    await page.getByLabel("Table").selectOption("produits");
    const price = (cents: number) => shop.owner.query("update", "UPDATE produits SET prix_ttc = ? WHERE id = 1", [cents]);
    const { seq } = ok(await price(130));
    ok(await price(140));
    // Without a reload.
    await page.locator(`[data-row="${seq}"] .table-link`).click();
    await page.getByRole("heading", { name: `Enregistrement ${seq}` }).waitFor();
    const changed = page.locator(".record-changed", { hasText: "prix_ttc" });
    assert.deepEqual(await changed.locator("th, td").allInnerTexts(), ["prix_ttc", "120", "130"]);
    await page.getByRole("button", { name: "Toute son histoire" }).click();
    await page.getByRole("heading", { name: `Enregistrement ${seq}` }).waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("Clé").inputValue(), "1");
    const { records } = await (await shop.owner.get(`/api/journal?table=produits&key=${encodeURIComponent('{"id":1}')}`)).json();
    await page.waitForFunction((count) => document.querySelectorAll(".journal tbody tr").length === count, records.length);
    const shown = await rows.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-row"))));
    assert.deepEqual(shown, records.map(({ seq }: { seq: number }) => seq));

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "JSON (avec les empreintes)" }).click();
    const path = await (await download).path();
    const lines = (await Deno.readTextFile(path)).trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ content }) => content.seq), shown.toReversed());
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "a record that changed thousands of rows is a page's worth at first, says how many there are, and shows the rest when asked",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { desk, desk: { page, complaints }, shop } = console;
    const lignes = Array.from({ length: 3_000 }, (_, at) => ({
      ligne: at + 2,
      valeurs: [`Article importé n° ${at}`, 100 + at, 2000],
    }));
    const body = { sorte: "produits", colonnes: ["libelle", "prix_ttc", "tva"], lignes };
    ok(await command(shop.owner, "/api/imports", body));
    await desk.section("Journal");
    const kind = (await (await shop.owner.get("/api/journal?limit=1")).json()).records[0];
    assert.ok(kind.truncated && kind.changes.length < kind.change_count, "the premise: the page has a part of it");
    const wholes: string[] = [];
    page.on("request", (request) => /\/api\/journal\/\d+$/.test(request.url()) && wholes.push(request.url()));
    await page.locator(`[data-row="${kind.seq}"] .table-link`).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`Les 50 premières lignes sur ${kind.change_count}.`).waitFor();
    const rows = dialog.locator(".record-row");
    assert.equal(await rows.count(), 50);
    assert.deepEqual(wholes, []);
    await dialog.getByRole("button", { name: "Montrer la suite" }).press("Enter");
    await dialog.getByText(`Les 250 premières lignes sur ${kind.change_count}.`).waitFor();
    await dialog.getByRole("button", { name: "Montrer la suite" }).press("Enter");
    await dialog.getByText(`Les 450 premières lignes sur ${kind.change_count}.`).waitFor();
    assert.equal(await rows.count(), 450);
    assert.match(await rows.nth(449).innerText(), /Article importé n° \d+/);
    assert.equal(wholes.length, 1, "the whole record was asked for once");
    assert.deepEqual(complaints, []);
  },
);
