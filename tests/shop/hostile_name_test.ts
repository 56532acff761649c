/** An article whose name holds what printers, spreadsheets and pages obey: wherever it is written it is a name, and forges no line. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { answerOf } from "../support/server.ts";
import { CAFE, card, command, draft, LAMPE, ok, openTill, pay, Shop } from "../support/shop.ts";

const FORGED = "TOTAL 0,00";
/** It opens a drawer, cuts, ends its line and its cell, begins a formula, a tag and a record. */
const NAME =
  `Café\u001bp\u0001\u0019\u0019\u001dV\u0001\n${FORGED}\r\n=1+1";"x\u2028${FORGED}\u202e<script>alert(1)</script>"},{"seq":1`;

Deno.test("a name that holds controls opens nothing and forges no line: on paper, on a page, in CSV and in the journal", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  const { owner, chloe, server } = shop;
  ok(
    await owner.query("insert", "INSERT INTO imprimantes (id, nom, adresse, tiroir) VALUES (1, 'Comptoir', ?, 1)", [
      printer.address,
    ]),
  );
  ok(await owner.query("insert", "INSERT INTO categories (id, nom, imprimante_id) VALUES (1, ?, 1)", [NAME.slice(0, 90)]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
  ok(await owner.query("update", "UPDATE produits SET libelle = ?, categorie_id = 1 WHERE id = ?", [NAME, CAFE]));
  assert.deepEqual(await shop.rows("SELECT libelle FROM produits WHERE id = ?", [CAFE]), [{ libelle: NAME }], "the premise");
  ok(await openTill(chloe));
  const sale = await draft(chloe, [CAFE, LAMPE]);
  const receipt = ok(await pay(chloe, sale, [card(2_500)]));
  ok(await command(chloe, `/api/ventes/${sale.id}/imprimer`));
  ok(await command(chloe, `/api/ventes/${sale.id}/cadeau`));
  // The receipt, the gift receipt, and what the kitchen is told.
  await eventually(() => printer.documents.length === 3, "three tickets come out");
  for (const { lines, openedDrawer } of printer.documents) {
    assert.equal(openedDrawer, false);
    assert.ok(lines.some((line) => line.includes("Café")), JSON.stringify(lines));
    assert.ok(lines.every((line) => !line.trimStart().startsWith(FORGED)), JSON.stringify(lines));
  }

  // A line that ends within a name is shown as one blank: it begins no row of the receipt.
  for (const html of [receiptHtml(receipt), await shared()]) {
    assert.ok(html.includes("Café") && !html.includes("<script"), html);
    assert.equal(html.match(/class="receipt-label"/g)!.length, 2);
  }
  async function shared(): Promise<string> {
    const { adresse } = ok(await command(chloe, `/api/ventes/${sale.id}/partager`));
    return await (await fetch(`${server.url}/r/${adresse}`)).text();
  }

  const files = unzipSync(new Uint8Array(await (await owner.get(`/api/archives/${shop.jour().slice(0, 4)}`)).arrayBuffer()));
  const csvs = Object.entries(files).filter(([name]) => name.endsWith(".csv")).map(([name, bytes]) =>
    [name, strFromU8(bytes)] as const
  );
  csvs.push(["the journal", await (await owner.get("/api/journal/export?format=csv")).text()]);
  let named = 0;
  for (const [name, text] of csvs) {
    const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, "").trimEnd(), {});
    assert.deepEqual(errors, [], name);
    for (const row of data) {
      assert.equal(row.length, data[0]!.length, `${name}: ${JSON.stringify(row)}`);
      for (const cell of row) {
        if (cell.includes("Café")) named++;
        // What spreadsheets take for the beginning of a cell, be it behind a line's end.
        assert.ok(cell.split(/[\n\r\u2028]/).every((line) => !/^=1/.test(line)), `${name}: ${JSON.stringify(cell)}`);
      }
    }
  }
  assert.ok(named >= 2, `${named} cells name it`);

  const lines = (await (await owner.get("/api/journal/export")).text()).trim().split("\n");
  const seqs = lines.map((line) => JSON.parse(line).content.seq as number);
  assert.ok(seqs.length > 10 && seqs.every((seq, at) => seq === at + 1), "a record to each line, in order");
  assert.equal(ok(await answerOf(await owner.get("/api/journal/verify"))).ok, true);
});
