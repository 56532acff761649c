/** The page that a customer's phone opens: the receipt, and until when it is there. */
import type { Locale } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import { RECEIPT_DEFAULTS, type ReceiptData } from "../../shared/receipt/receipt.ts";
import { receiptHtml, receiptPaper } from "../../shared/receipt/document.ts";
import { onPaper, ownZone } from "../../shared/time_zone.ts";

const WORDS = {
  fr: {
    until: (moment: string) => `Cette page reste ouverte jusqu'au ${moment}. Gardez-en une copie, surtout pour une garantie.`,
    gone: "Ce reçu n'est plus à cette adresse, ou n'y a jamais été. Demandez un duplicata à la boutique.",
    title: "Reçu",
  },
  en: {
    until: (moment: string) => `This page stays open until ${moment}. Keep a copy of it, above all for a warranty.`,
    gone: "This receipt is no longer at this address, or never was. Ask the shop for a duplicate.",
    title: "Receipt",
  },
} as const;

export function receiptPage(answer: JsonValue, locale: Locale): string {
  const words = WORDS[locale];
  if (answer === null) {
    return receiptPaper({ ...RECEIPT_DEFAULTS, locale }, words.title, `<p class="receipt-note">${words.gone}</p>`);
  }
  const receipt = answer as unknown as ReceiptData & { readonly expire_le: string };
  const moment = onPaper(receipt.expire_le, receipt.fuseau ?? ownZone(), locale);
  return receiptHtml(receipt, { locale, note: words.until(moment) });
}
