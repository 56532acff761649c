/** The journal in the owner's console: found, followed, and told as it is kept. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { ok } from "../support/shop.ts";

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
