/** Who sells here, at the head of what is printed for a customer. */
import { escapeHtml, paragraphs } from "./receipt_markup.ts";
import type { ReceiptData } from "./receipt_data.ts";
import type { ReceiptWords } from "./receipt_words.ts";

export function shopHeader(shop: ReceiptData["boutique"], words: ReceiptWords): string {
  const named = (name: string, value: string) => value === "" ? "" : `${name}${words.colon}${value}`;
  const rest = [
    shop.adresse,
    named(words.phone, shop.telephone),
    named("SIRET", shop.siret),
    named(words.vatNumber, shop.tva_intracommunautaire),
  ];
  return `<header class="receipt-shop">\n<h1>${escapeHtml(shop.nom)}</h1>\n${paragraphs(rest)}\n</header>`;
}
