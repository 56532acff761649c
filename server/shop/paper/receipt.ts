/** A receipt as a receipt printer is handed it: the same texts as on the browser's paper, part by part. */
import type { ReceiptData } from "../../../shared/receipt/data.ts";
import { type PartsOptions, ReceiptParts } from "../../../shared/receipt/parts.ts";
import { shopLines } from "../../../shared/receipt/shop.ts";
import { voucherTitle } from "../../../shared/receipt/vouchers.ts";
import { receiptWords } from "../../../shared/receipt/words.ts";
import { spacedVoucherCode, voucherCodeIn } from "../../../shared/voucher_code.ts";
import type { Block, PaperDocument } from "../../devices/document.ts";

export function receiptDocument(receipt: ReceiptData, options: PartsOptions, logo: readonly Block[] = []): PaperDocument {
  const parts = new ReceiptParts(receipt, receiptWords(options.locale), options);
  return {
    blocks: [
      ...marks(parts),
      ...logo,
      ...shop(parts),
      RULE,
      ...pairs(parts.identity),
      RULE,
      ...lines(parts),
      RULE,
      ...totals(parts),
      ...vat(parts),
      ...pairs(parts.payments),
      ...vouchers(parts),
      RULE,
      ...foot(parts),
    ],
  };
}

const RULE: Block = { kind: "rule" };

const pairs = (rows: readonly (readonly [string, string])[]): Block[] =>
  // No printer's table has the arrow of a corrected payment.
  rows.map(([left, right]) => ({ kind: "pair", left: left.replace("→", ">"), right }));

const centred = (texts: readonly string[], style: { readonly bold?: true; readonly big?: true } = {}): Block[] =>
  texts.filter((text) => text !== "").map((text) => ({ kind: "text", text, centred: true, ...style }));

function marks(parts: ReceiptParts): Block[] {
  return parts.marks.flatMap((
    [title, ...notes],
  ) => [...centred([title], { bold: true, big: true }), ...centred(notes, { bold: true })]);
}

function shop({ receipt: { boutique }, words }: ReceiptParts): Block[] {
  // An address of several lines keeps them.
  return [
    ...centred([boutique.nom], { bold: true, big: true }),
    ...centred(shopLines(boutique, words).flatMap((line) => line.split("\n"))),
  ];
}

function lines({ lines, lineHead: [price, rate, amount] }: ReceiptParts): Block[] {
  const beside = (price: string, rate: string) => rate === "" ? price : `${price}  ${rate}`;
  return [
    { kind: "pair", left: beside(price, rate), right: amount },
    ...lines.flatMap((line): Block[] => [
      { kind: "text", text: line.label, bold: true },
      ...line.repriced === null ? [] : [{ kind: "text", text: `${line.repriced.word} ${line.repriced.price}` } as const],
      { kind: "pair", left: beside(line.price, line.rate), right: line.amount },
      ...line.discount === null ? [] : pairs([line.discount]),
    ]),
  ];
}

function totals({ totals }: ReceiptParts): Block[] {
  const last = totals.length - 1;
  return totals.map(([left, right], at) => ({ kind: "pair", left, right, bold: at === last }));
}

function vat({ vat }: ReceiptParts): Block[] {
  if (typeof vat === "string") return [...centred([vat]), RULE];
  return [{ kind: "table", rows: [vat.head, ...vat.rows, vat.sum] }, RULE];
}

function vouchers({ receipt: { bons = [] }, words, money }: ReceiptParts): Block[] {
  return bons.flatMap((voucher): Block[] => [
    RULE,
    ...centred([voucherTitle(voucher, words, money)], { bold: true }),
    ...voucherCodeIn(voucher.code) === null ? [] : [{ kind: "code128", text: voucher.code } as const],
    ...centred([spacedVoucherCode(voucher.code)]),
  ]);
}

function foot({ receipt: { boutique, numero }, trainingNote, facts }: ReceiptParts): Block[] {
  return [
    ...centred([trainingNote], { bold: true }),
    ...centred(boutique.message.split("\n")),
    { kind: "code128", text: numero },
    ...centred(facts),
  ];
}
