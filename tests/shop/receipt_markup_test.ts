/** The receipt as a part of a page: nothing that somebody typed becomes markup, and nothing runs; its width, its style sheet and its bars. */
import assert from "node:assert/strict";
import { CODE128 } from "jsbarcode/bin/barcodes/CODE128/index.js";
import { receiptArticle, type ReceiptData } from "../../shared/receipt/receipt.ts";
import { code128, receiptCode } from "../../shared/receipt/code.ts";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { receiptWords } from "../../shared/receipt/words.ts";
import { SALE } from "../support/receipts.ts";

const PARIS = { timeZone: "Europe/Paris" } as const;

Deno.test("no text that somebody typed becomes markup", () => {
  const hostile = `</td></table><script>alert(1)</script><img src=x onerror="alert('x')">&lt;`;
  const data: ReceiptData = {
    ...SALE,
    type: "avoir",
    numero: hostile,
    caisse: hostile,
    vendeur: hostile,
    caissier: hostile,
    boutique: {
      nom: hostile,
      adresse: hostile,
      telephone: hostile,
      siret: hostile,
      tva_intracommunautaire: hostile,
      message: hostile,
    },
    lignes: [{ ...SALE.lignes[0]!, libelle: hostile }],
    paiements: [{ mode: hostile, montant: 1, rendu: 0 }],
    numero_origine: hostile,
    motif: hostile,
    logiciel: hostile,
    signature: hostile,
    duplicata: 1,
  };
  const html = receiptHtml(data, { ...PARIS, stylesheet: `/a.css"><script>` });
  assert.doesNotMatch(html, /<script|<img|onerror="/);
  assert.equal(html.split("alert(1)").length - 1, 17); // as often as it was put in, the number being the title too
  const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map((match) => match[1]!));
  const own = "html head meta title link body article section strong p header h1 table tbody thead tr th td footer".split(" ");
  assert.deepEqual([...tags].filter((tag) => !own.includes(tag)), []);
});

Deno.test("a receipt runs nothing, styles nothing inline and claims no certificate", () => {
  for (const locale of ["fr", "en"] as const) {
    const html = receiptHtml({ ...SALE, demonstration: true, duplicata: 1, type: "avoir" }, { ...PARIS, locale });
    assert.doesNotMatch(html, /<script|style=|<style|javascript:|\son\w+=/i);
    assert.doesNotMatch(html, /NF\s?525|certifi/i);
  }
});

Deno.test("the paper's width and the style sheet's address are the caller's choice", () => {
  assert.match(receiptHtml(SALE), /<body class="receipt-page receipt-80">/);
  const narrow = receiptHtml(SALE, { width: 58, stylesheet: "/assets/other.css" });
  assert.match(narrow, /<body class="receipt-page receipt-58">/);
  assert.match(narrow, /<link rel="stylesheet" href="\/assets\/other\.css">/);
  assert.ok(narrow.includes(receiptArticle(SALE, receiptWords("fr"))), "the article is the document's body");
});

Deno.test("a receipt carries its number as bars, as another program draws them, where the paper has room", () => {
  const bits = (number: string) =>
    [...code128(number)].map((width, at) => (at % 2 === 0 ? "1" : "0").repeat(Number(width))).join("");
  for (const till of ["C1-", "AZ1-", "F-C1-", "CAISSE-", "ZWXKQJYV-"]) {
    for (const number of ["0001", "000001", "000123", "123456", "999999", "1234567", "12345678"]) {
      assert.equal(bits(till + number), new CODE128(till + number, {}).encode().data, till + number);
    }
  }
  const width = (svg: string) => Number(/ width="([\d.]+)mm"/.exec(svg)![1]);
  for (const paper of [80, 58] as const) {
    const [svg] = /<svg class="receipt-code".*<\/svg>/.exec(receiptHtml(SALE, { ...PARIS, width: paper }))!;
    assert.equal(svg, receiptCode(SALE.numero, paper === 80 ? 70 : 46));
    assert.equal(width(svg), 112 * 0.375);
  }
  assert.equal(width(receiptCode("CAISSE1-000123", 46)), 167 * 0.25);
  assert.equal(receiptCode("F-CAISSE10AB-000123", 46), "");
});
