/** The receipt of an account that was settled, as HTML for paper: no lines and no VAT, for it is no sale. */
import { formatCents } from "../money.ts";
import { onPaper, ownZone } from "../time_zone.ts";
import { mark, paragraphs, table } from "./markup.ts";
import { shopHeader } from "./shop.ts";
import type { ReceiptWords } from "./words.ts";
import type { SettlementData } from "../settlement.ts";

/** `customer` is the name, which is never signed: it can be erased. */
export function settlementArticle(
  settled: SettlementData,
  customer: string,
  words: ReceiptWords,
  locale: "fr" | "en",
): string {
  const { annule, motif = "", boutique, duplicata, duplicata_le } = settled;
  const moment = (iso: string) => onPaper(iso, settled.fuseau ?? ownZone(), locale);
  const money = (cents: number) => formatCents(cents, locale);
  const marks = [
    ...settled.demonstration ? [mark(words.demo, words.demoNote)] : [],
    ...settled.formation ? [mark(words.training, words.trainingNote)] : [],
    ...duplicata === undefined ? [] : [mark(`${words.duplicate} ${duplicata}`, moment(duplicata_le!))],
    annule === undefined
      ? mark(words.settlement)
      : mark(words.settlementCancelled, `${words.cancels} ${annule}`, `${words.reason}${words.colon}${motif}`),
  ];
  const identity = table("receipt-identity", [
    [words.settlementNumber, settled.numero],
    [words.date, moment(settled.date)],
    [words.till, settled.caisse],
    [words.cashier, settled.caissier],
    [words.customer, customer],
  ]);
  const sums = table("receipt-totals", [
    [words.owedBefore, money(settled.solde_avant)],
    [words.modes[settled.mode] ?? settled.mode, money(settled.montant)],
    [words.owedAfter, money(settled.solde)],
  ]);
  const facts = [words.noSale, `${words.signature}${words.colon}${settled.signature}`, settled.logiciel];
  return `<article class="receipt">\n${
    [...marks, shopHeader(boutique, words), identity, sums, `<footer class="receipt-foot">\n${paragraphs(facts)}\n</footer>`]
      .join("\n")
  }\n</article>`;
}
