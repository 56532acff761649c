/**
 * A receipt as an HTML document: pure, without script, every text escaped. How it looks is in
 * `static/receipt.css`, for paper of 80 and 58 mm.
 */
import { receiptCode } from "./code.ts";
import { escapeHtml, mark, paragraphs, row, table } from "./markup.ts";
import type { ReceiptData } from "./data.ts";
import { type LineTexts, type PartsOptions, ReceiptParts } from "./parts.ts";
import { voucherSections } from "./vouchers.ts";
import { shopHeader } from "./shop.ts";
import type { ReceiptWords } from "./words.ts";

export type { ReceiptData, ReceiptLine } from "./data.ts";

export interface ReceiptOptions extends PartsOptions {
  /** Millimetres of paper. */
  readonly width: 80 | 58;
  /** A sentence under it that is no part of it; empty for none. */
  readonly note: string;
  /** The address of the style sheet. */
  readonly stylesheet: string;
}

export const RECEIPT_DEFAULTS: ReceiptOptions = { locale: "fr", width: 80, note: "", stylesheet: "/assets/receipt.css" };

/** Millimetres that printers reach, less the margin of `static/receipt.css`. */
const REACH_MM = { 80: 70, 58: 46 } as const;

/** The receipt alone, for a page that has the style already, and the words of one language. */
export function receiptArticle(receipt: ReceiptData, words: ReceiptWords, options: Partial<ReceiptOptions> = {}): string {
  const given = { ...RECEIPT_DEFAULTS, ...options };
  const room = REACH_MM[given.width];
  const parts = new ReceiptParts(receipt, words, given);
  const sections = [
    parts.marks.map((one) => mark(...one)).join("\n"),
    shopHeader(receipt.boutique, words, receipt.logo),
    table("receipt-identity", parts.identity),
    linesTable(parts),
    table("receipt-totals", parts.totals),
    vatTable(parts),
    table("receipt-payments", parts.payments),
    voucherSections(receipt.bons ?? [], words, parts.money, room),
    foot(parts, room),
  ];
  return `<article class="receipt">\n${sections.filter((part) => part !== "").join("\n")}\n</article>`;
}

function linesTable(parts: ReceiptParts): string {
  const head = `<thead>${row(parts.lineHead, "", "th")}</thead>`;
  return `<table class="receipt-lines">\n${head}\n<tbody>\n${parts.lines.map(lineRows).join("\n")}\n</tbody>\n</table>`;
}

function lineRows({ label, repriced, price, rate, amount, discount }: LineTexts): string {
  const changed = repriced === null ? "" : `<br>${escapeHtml(repriced.word)} <s>${escapeHtml(repriced.price)}</s>`;
  const named = `<tr class="receipt-label"><td colspan="3">${escapeHtml(label)}${changed}</td></tr>\n${
    row([price, rate, amount])
  }`;
  return discount === null ? named : `${named}\n${row([discount[0], "", discount[1]], "receipt-discount")}`;
}

function vatTable({ vat }: ReceiptParts): string {
  if (typeof vat === "string") return `<p class="receipt-no-vat">${escapeHtml(vat)}</p>`;
  const rows = [...vat.rows.map((cells) => row(cells)), row(vat.sum, "receipt-sum")];
  return `<table class="receipt-vat">\n<thead>${row(vat.head, "", "th")}</thead>\n<tbody>\n${
    rows.join("\n")
  }\n</tbody>\n</table>`;
}

function foot({ receipt: { boutique, numero }, trainingNote, facts }: ReceiptParts, room: number): string {
  const training = trainingNote === "" ? "" : `<p class="receipt-training">${escapeHtml(trainingNote)}</p>\n`;
  const message = boutique.message === "" ? "" : `<p class="receipt-message">${escapeHtml(boutique.message)}</p>\n`;
  const code = receiptCode(numero, room);
  const scanned = code === "" ? "" : `${code}\n`;
  return `<footer class="receipt-foot">\n${training}${message}${scanned}${paragraphs(facts)}\n</footer>`;
}
