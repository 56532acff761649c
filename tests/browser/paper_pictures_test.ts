/** A receipt as its printer burns it beside the one that the browser prints, on 58 and 80 mm: the same figures, the same mentions, and a code that is read off the picture. */
import assert from "node:assert/strict";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { BROWSER, Desk, findChromium, openBrowser } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { pictureOf } from "../support/paper_picture.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, card, command, draft, LAMPE, ok, openTill, pay, POMMES, Shop } from "../support/shop.ts";

const SHOP =
  "UPDATE boutique SET nom = 'Épicerie de l’Œuvre', adresse = '12 rue des Halles', siret = '73282932000074', message = 'Merci !'";
/** Where pictures go, for whoever looks at them. */
const PICTURES = Deno.env.get("TEST_PICTURES");

Deno.test("a receipt is the same on a printer's paper and on the browser's, of either width", BROWSER, async () => {
  prepareZXingModule({
    overrides: { wasmBinary: (await Deno.readFile(new URL(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")))).buffer },
  });
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  await using browser = await openBrowser(findChromium()!);
  const { owner, chloe, server } = shop;
  ok(await owner.query("update", SHOP));
  const points = btoa(String.fromCharCode(...Array.from({ length: 16 * 48 }, (_, at) => (at * 37) & 0xff)));
  ok(await command(owner, "/api/boutique/logo", { logo: { largeur: 128, points } }));
  ok(await owner.query("insert", "INSERT INTO imprimantes (id, nom, adresse) VALUES (1, 'Comptoir', ?)", [printer.address]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
  ok(await openTill(chloe));
  const { page } = await Desk.open(browser, server.url);
  for (const [width, columns] of [[58, 32], [80, 42], [80, 48]] as const) {
    ok(await owner.query("update", "UPDATE imprimantes SET papier = ?, colonnes = ?", [width, columns]));
    printer.arrived.length = 0;
    const sale = await draft(chloe, [CAFE, { produit: LAMPE, quantite: 3_000, remise: 500 }, {
      produit: POMMES,
      quantite: 1_250,
    }], 100);
    const receipt = ok(await pay(chloe, sale, [card(6_316)]));
    ok(await command(chloe, `/api/ventes/${sale.id}/imprimer`));
    await eventually(() => printer.documents.some(({ cut }) => cut), "the receipt is printed");
    const html = receiptHtml(receipt, { width, stylesheet: "/assets/receipt.css" });
    const picture = pictureOf(printer.arrived[0]!.document, width, columns);
    await page.setContent(html.replace("</body>", `<div id="burnt" style="width:max-content">${picture}</div></body>`));
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    const said = (text: string) => text.replaceAll(/[\s\u00a0\u202f]/g, "").replaceAll("’", "'");
    assert.ok(printer.documents[0]!.lines.every((line) => line.length <= columns), "no line goes on below");
    const burnt = said(await page.locator("#burnt").textContent() ?? "");
    const texts = await page.locator(".receipt").evaluate((article) => {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement!.closest("svg") === null && node.textContent!.trim() !== "") found.push(node.textContent!);
      }
      return found;
    });
    assert.ok(texts.length > 30, `${texts.length} texts`);
    for (const text of texts) assert.ok(burnt.includes(said(text)), `'${text}' is not on ${width} mm, ${columns} columns`);
    // Its code is read off the picture itself.
    const png = await page.locator("#burnt > svg").screenshot();
    const read = await readBarcodes(png, { tryHarder: true });
    assert.deepEqual(read.map(({ text }) => text), [receipt.numero], `${width} mm, ${columns} columns`);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/paper-${width}-${columns}.png`, fullPage: true });
  }
});
