/**
 * A receipt as an HTML document: pure, without script, every text escaped. How it looks is in
 * `static/receipt.css`, for paper of 80 and 58 mm. Nothing is computed again but the counts: amounts
 * are those that were signed.
 */
import { formatCents } from "./money.ts";
import { formatTimes, formatUnitPrice } from "./units.ts";
import { onPaper, ownZone } from "./time_zone.ts";
import { receiptCode } from "./receipt_code.ts";
import { escapeHtml, mark, paragraphs, row, table } from "./receipt_markup.ts";
import type { ReceiptData, ReceiptLine } from "./receipt_data.ts";
import { voucherSections } from "./receipt_vouchers.ts";
import { shopHeader } from "./receipt_shop.ts";
import type { ReceiptWords } from "./receipt_words.ts";

export type { ReceiptData, ReceiptLine } from "./receipt_data.ts";

export interface ReceiptOptions {
  readonly locale: "fr" | "en";
  /** Millimetres of paper. */
  readonly width: 80 | 58;
  /** A sentence under it that is no part of it; empty for none. */
  readonly note: string;
  /** The address of the style sheet. */
  readonly stylesheet: string;
  /** The shop's, by its IANA name, for what the receipt does not say; the machine's own when it is left out. */
  readonly timeZone?: string;
  /** The customer's name, which is never signed with the ticket: it can be erased. */
  readonly customer?: string;
}

export const RECEIPT_DEFAULTS: ReceiptOptions = { locale: "fr", width: 80, note: "", stylesheet: "/assets/receipt.css" };

/** Millimetres that printers reach, less the margin of `static/receipt.css`. */
const REACH_MM = { 80: 70, 58: 46 } as const;

/** The receipt alone, for a page that has the style already, and the words of one language. */
export function receiptArticle(receipt: ReceiptData, words: ReceiptWords, options: Partial<ReceiptOptions> = {}): string {
  const print = new Print(receipt, words, { ...RECEIPT_DEFAULTS, ...options });
  const sums = [print.lines(), print.totals(), print.vat(), print.payments(), print.vouchers()];
  return `<article class="receipt">\n${
    [print.marks(), print.shop(), print.identity(), ...sums, print.foot()].filter((part) => part !== "").join("\n")
  }\n</article>`;
}

class Print {
  readonly #words: ReceiptWords;
  readonly #isRefund: boolean;

  constructor(readonly receipt: ReceiptData, words: ReceiptWords, readonly options: ReceiptOptions) {
    this.#words = words;
    this.#isRefund = receipt.type === "avoir";
  }

  /** What must not be overlooked: that it is no sale, no original, or no real shop's. */
  marks(): string {
    const { demonstration, formation, duplicata, duplicata_le, fuseau, numero_origine, motif, echange_de = [] } = this.receipt;
    const words = this.#words;
    const marks: string[] = [];
    if (demonstration === true) marks.push(mark(words.demo, words.demoNote));
    if (formation === true) marks.push(mark(words.training, words.trainingNote));
    if (duplicata !== null) {
      marks.push(
        mark(
          `${words.duplicate} ${duplicata}`,
          duplicata_le === undefined ? "" : this.#time(duplicata_le, this.options.timeZone ?? fuseau),
        ),
      );
    }
    if (echange_de.length > 0) marks.push(mark(words.exchange, `${words.returnedOf} ${echange_de.join(", ")}`));
    if (this.#isRefund) {
      const of = numero_origine === null ? "" : `${words.refundOf} ${numero_origine}`;
      marks.push(mark(words.refund, of, motif === null ? "" : `${words.reason}${words.colon}${motif}`));
    }
    return marks.join("\n");
  }

  shop(): string {
    return shopHeader(this.receipt.boutique, this.#words);
  }

  identity(): string {
    const { numero, date, fuseau, caisse, vendeur, caissier } = this.receipt;
    const words = this.#words;
    return table("receipt-identity", [
      [this.#isRefund ? words.refundNumber : words.number, numero],
      [words.date, this.#time(date, fuseau ?? this.options.timeZone)],
      [words.till, caisse],
      ...this.options.customer === undefined ? [] : [[words.customer, this.options.customer] as const],
      // Where it is open to whoever has its address it names nobody.
      ...vendeur === "" ? [] : [[words.seller, vendeur] as const],
      ...caissier === "" ? [] : [[words.cashier, caissier] as const],
    ]);
  }

  lines(): string {
    const { lignes, mention_tva } = this.receipt;
    const words = this.#words;
    const rows = lignes.map((line) => {
      // On what comes back the discount is what had not been paid: it counts the other way.
      const discount = line.quantite < 0 ? line.remise : -line.remise;
      const label = `<tr class="receipt-label"><td colspan="3">${escapeHtml(line.libelle)}${this.#repriced(line)}</td></tr>`;
      const price = formatTimes(line.quantite, line.prix_unitaire_ttc, line.unite ?? "piece", this.options.locale);
      const rate = line.nature !== undefined ? words.outsideVat : mention_tva === undefined ? this.#rate(line.tva) : "";
      const amounts = row([price, rate, this.#money(line.total_ttc - discount)]);
      if (line.remise === 0) return `${label}\n${amounts}`;
      return `${label}\n${amounts}\n${
        row([this.#discount(words.discount, line), "", this.#money(discount)], "receipt-discount")
      }`;
    });
    const head = `<thead>${
      row([words.quantityAndPrice, mention_tva === undefined ? words.vat : "", words.amount], "", "th")
    }</thead>`;
    return `<table class="receipt-lines">\n${head}\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`;
  }

  totals(): string {
    const { remise, total_ttc } = this.receipt;
    const words = this.#words;
    const before: [string, string][] = remise === 0 ? [] : [
      [words.subtotal, this.#money(total_ttc + remise)],
      [this.#discount(words.ticketDiscount, this.receipt), this.#money(-remise)],
    ];
    return table("receipt-totals", [...before, [words.total, this.#money(total_ttc)]]);
  }

  vat(): string {
    const { taux, hors_champ = [], total_ht, total_tva, total_ttc, mention_tva } = this.receipt;
    const words = this.#words;
    // A table of noughts would be a rate of 0 %, which is not the same.
    if (mention_tva !== undefined) return `<p class="receipt-no-vat">${escapeHtml(mention_tva)}</p>`;
    const rates = taux.map(({ taux, ht, tva, ttc }) =>
      row([this.#rate(taux), this.#money(ht), this.#money(tva), this.#money(ttc)])
    );
    const outside = hors_champ.map(({ nature, ttc }) =>
      row([words.natures[nature] ?? nature, words.outsideVat, "", this.#money(ttc)])
    );
    const total = row([words.sum, this.#money(total_ht), this.#money(total_tva), this.#money(total_ttc)], "receipt-sum");
    const head = `<thead>${row([words.rate, words.net, words.vat, words.gross], "", "th")}</thead>`;
    return `<table class="receipt-vat">\n${head}\n<tbody>\n${[...rates, ...outside, total].join("\n")}\n</tbody>\n</table>`;
  }

  payments(): string {
    const { paiements, rendu, corrections = [] } = this.receipt;
    const words = this.#words;
    const paid = paiements.flatMap(({ mode, montant, code_bon, solde_bon = 0, solde_compte }): [string, string][] => {
      const name = words.modes[mode] ?? mode;
      const owed: [string, string][] = solde_compte === undefined ? [] : [[words.owed, this.#money(solde_compte)]];
      if (montant < 0) return [[`${words.refunded} (${name})`, this.#money(montant)], ...owed];
      if (solde_compte !== undefined) return [[words.toPay, this.#money(montant)], ...owed];
      const left: [string, string][] = code_bon === undefined ? [] : [[`${words.left} ${code_bon}`, this.#money(solde_bon)]];
      return [[name, this.#money(montant)], ...left];
    });
    const change: [string, string][] = rendu === 0 ? [] : [[words.change, this.#money(rendu)]];
    const corrected = corrections.map(({ de, vers, montant }): [string, string] => [
      `${words.corrected}${words.colon}${words.modes[de] ?? de} → ${words.modes[vers] ?? vers}`,
      this.#money(montant),
    ]);
    return table("receipt-payments", [...paid, ...change, ...corrected]);
  }

  vouchers(): string {
    return voucherSections(this.receipt.bons ?? [], this.#words, (cents) => this.#money(cents), REACH_MM[this.options.width]);
  }

  foot(): string {
    const { lignes, signature, logiciel, boutique, formation } = this.receipt;
    const words = this.#words;
    const facts = [`${words.lineCount}${words.colon}${lignes.length}`, `${words.signature}${words.colon}${signature}`, logiciel];
    // A long one may be torn off: it says at its end as well that it is no sale.
    const training = formation === true
      ? `<p class="receipt-training">${escapeHtml(`${words.training} — ${words.trainingNote}`)}</p>\n`
      : "";
    const message = boutique.message === "" ? "" : `<p class="receipt-message">${escapeHtml(boutique.message)}</p>\n`;
    const code = receiptCode(this.receipt.numero, REACH_MM[this.options.width]);
    const scanned = code === "" ? "" : `${code}\n`;
    return `<footer class="receipt-foot">\n${training}${message}${scanned}${paragraphs(facts)}\n</footer>`;
  }

  #money(cents: number): string {
    return formatCents(cents === 0 ? 0 : cents, this.options.locale); // never -0
  }

  #number(value: number, digits: number): string {
    return new Intl.NumberFormat(this.options.locale === "fr" ? "fr-FR" : "en-IE", { maximumFractionDigits: digits }).format(
      value,
    );
  }

  #rate(basisPoints: number): string {
    return `${this.#number(basisPoints / 100, 2)}\u00a0%`;
  }

  /** What the price would have been that was changed by hand. */
  #repriced({ prix_ordinaire, unite = "piece" }: ReceiptLine): string {
    if (prix_ordinaire === undefined) return "";
    const ordinary = formatUnitPrice(prix_ordinaire, unite, this.options.locale);
    return `<br>${escapeHtml(this.#words.repriced)} <s>${escapeHtml(ordinary)}</s>`;
  }

  /** `Remise −20 %`, or the word alone for an amount. */
  #discount(word: string, { remise_taux = 0 }: { readonly remise_taux?: number }): string {
    return remise_taux === 0 ? word : `${word} \u2212${this.#rate(remise_taux)}`;
  }

  /** By the shop's clock, to the minute. */
  #time(at: string, zone: string | null | undefined): string {
    return onPaper(at, zone ?? ownZone(), this.options.locale);
  }
}
