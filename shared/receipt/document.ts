/** A receipt as a document of its own, in either language. */
import { RECEIPT_DEFAULTS, receiptArticle, type ReceiptData, type ReceiptOptions } from "./receipt.ts";
import { escapeHtml } from "./markup.ts";
import { receiptWords } from "./words.ts";

/** The whole document. */
export function receiptHtml(receipt: ReceiptData, options: Partial<ReceiptOptions> = {}): string {
  const { locale, width, note, stylesheet } = { ...RECEIPT_DEFAULTS, ...options };
  const said = note === "" ? "" : `<p class="receipt-note">${escapeHtml(note)}</p>`;
  const body = `${receiptArticle(receipt, receiptWords(locale), options)}\n${said}`;
  return receiptPaper({ locale, width, stylesheet }, receipt.numero, body);
}

/** The same with something else on it: `body` is markup, the title is not. */
export function receiptPaper(
  { locale, width, stylesheet }: Pick<ReceiptOptions, "locale" | "width" | "stylesheet">,
  title: string,
  body: string,
): string {
  return `<!doctype html>
<html lang="${locale}" translate="no">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="google" content="notranslate">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body class="receipt-page receipt-${width}">
${body}
</body>
</html>
`;
}
