/** Who sells here, at the head of what is printed for a customer. */
import { escapeHtml, paragraphs } from "./receipt_markup.ts";
import type { ReceiptData } from "./receipt_data.ts";
import type { ReceiptWords } from "./receipt_words.ts";

export function shopHeader(shop: ReceiptData["boutique"], words: ReceiptWords): string {
  return `<header class="receipt-shop">\n<h1>${escapeHtml(shop.nom)}</h1>\n${paragraphs(shopLines(shop, words))}\n</header>`;
}

/** What stands under its name; empty texts where it has none. */
export function shopLines(shop: ReceiptData["boutique"], words: ReceiptWords): readonly string[] {
  const named = (name: string, value: string) => value === "" ? "" : `${name}${words.colon}${value}`;
  return [
    shop.adresse,
    named(words.phone, shop.telephone),
    named("SIRET", shop.siret),
    named(words.vatNumber, shop.tva_intracommunautaire),
  ];
}
