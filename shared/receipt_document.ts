/** A receipt as a document of its own, in either language. */
import { RECEIPT_DEFAULTS, receiptArticle, type ReceiptData, type ReceiptOptions } from "./receipt.ts";
import { escapeHtml } from "./receipt_markup.ts";
import { receiptWords } from "./receipt_words.ts";

/** The whole document. */
export function receiptHtml(receipt: ReceiptData, options: Partial<ReceiptOptions> = {}): string {
  const { locale, width, note, stylesheet } = { ...RECEIPT_DEFAULTS, ...options };
  const words = receiptWords(locale);
  return `<!doctype html>
<html lang="${locale}" translate="no">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="google" content="notranslate">
<title>${escapeHtml(receipt.numero)}</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body class="receipt-page receipt-${width}">
${receiptArticle(receipt, words, options)}
${note === "" ? "" : `<p class="receipt-note">${escapeHtml(note)}</p>`}
</body>
</html>
`;
}
