/** Who sells here, at the head of what is printed for a customer. */
import { escapeHtml, paragraphs } from "./markup.ts";
import type { ReceiptData } from "./data.ts";
import type { ReceiptWords } from "./words.ts";

/** Pixels of a browser to the dots of a printer. */
const PIXELS = 96 / 203;

export function shopHeader(shop: ReceiptData["boutique"], words: ReceiptWords, logo?: ReceiptData["logo"]): string {
  const [width, height] = [logo?.largeur ?? 0, logo?.hauteur ?? 0].map((dots) => Math.round(dots * PIXELS));
  const drawn = logo === undefined
    ? ""
    : `<img class="receipt-logo" src="/images/${escapeHtml(logo.image)}" width="${width}" height="${height}" alt="">\n`;
  return `<header class="receipt-shop">\n${drawn}<h1>${escapeHtml(shop.nom)}</h1>\n${
    paragraphs(shopLines(shop, words))
  }\n</header>`;
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
