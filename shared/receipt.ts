/**
 * A receipt as an HTML document: pure, without script, every text escaped. How it looks is in
 * `static/receipt.css`, for paper of 80 and 58 mm. Nothing is computed again but the counts: amounts
 * are those that were signed.
 */
import { formatCents } from "./money.ts";
import { onPaper, ownZone } from "./time_zone.ts";
import { receiptCode } from "./receipt_code.ts";
import { escapeHtml, mark, paragraphs, row, table } from "./receipt_markup.ts";
import type { ReceiptWords } from "./receipt_words.ts";

export interface ReceiptLine {
  readonly libelle: string;
  /** Thousandths; negative on a refund. */
  readonly quantite: number;
  /** Cents, VAT included. */
  readonly prix_unitaire_ttc: number;
  /** Cents off the line. */
  readonly remise: number;
  /** Basis points, where they are off by a rate. Absent from receipts before there was one. */
  readonly remise_taux?: number;
  /** Basis points. */
  readonly tva: number;
  /** What is no goods is outside VAT: `consigne`, `carte_cadeau`, … Absent from goods. */
  readonly nature?: string;
  /** Cents, the line's discount taken off, the ticket's not. */
  readonly total_ttc: number;
}

/** What `ventes.encaisser`, `ventes.rembourser` and `ventes.duplicata` answer, as far as it is printed. Money is cents. */
export interface ReceiptData {
  readonly type: "vente" | "avoir";
  /** `C1-000123`, or `F-C1-000123` when it was made in training. */
  readonly numero: string;
  /** RFC 3339 in UTC. */
  readonly date: string;
  /** The shop's time zone then, by its IANA name: its copies tell the same hour. Receipts of before do not say it. */
  readonly fuseau?: string | null;
  readonly caisse: string;
  readonly vendeur: string;
  readonly caissier: string;
  readonly demonstration?: boolean;
  /** Made in training: no sale. Absent from receipts before there was any. */
  readonly formation?: boolean;
  readonly boutique: {
    readonly nom: string;
    readonly adresse: string;
    readonly telephone: string;
    readonly siret: string;
    readonly tva_intracommunautaire: string;
    readonly message: string;
  };
  readonly lignes: readonly ReceiptLine[];
  /** Off the whole ticket. */
  readonly remise: number;
  readonly remise_taux?: number;
  readonly total_ttc: number;
  readonly total_ht: number;
  readonly total_tva: number;
  readonly taux: readonly { readonly taux: number; readonly ttc: number; readonly ht: number; readonly tva: number }[];
  /** Cents outside VAT by kind; absent where there are none. */
  readonly hors_champ?: readonly { readonly nature: string; readonly ttc: number }[];
  /** Why no VAT is charged, where that is so by the shop's size. */
  readonly mention_tva?: string;
  readonly paiements: readonly { readonly mode: string; readonly montant: number; readonly rendu: number }[];
  readonly rendu: number;
  readonly numero_origine: string | null;
  readonly motif: string | null;
  readonly logiciel: string;
  /** Four characters of it. */
  readonly signature: string;
  /** The copy's number; null on the receipt itself. */
  readonly duplicata: number | null;
  readonly duplicata_le?: string;
}

export interface ReceiptOptions {
  readonly locale: "fr" | "en";
  /** Millimetres of paper. */
  readonly width: 80 | 58;
  /** The address of the style sheet. */
  readonly stylesheet: string;
  /** The shop's, by its IANA name, for what the receipt does not say; the machine's own when it is left out. */
  readonly timeZone?: string;
}

export const RECEIPT_DEFAULTS: ReceiptOptions = { locale: "fr", width: 80, stylesheet: "/assets/receipt.css" };

/** Millimetres that printers reach, less the margin of `static/receipt.css`. */
const REACH_MM = { 80: 70, 58: 46 } as const;

/** The receipt alone, for a page that has the style already, and the words of one language. */
export function receiptArticle(receipt: ReceiptData, words: ReceiptWords, options: Partial<ReceiptOptions> = {}): string {
  const print = new Print(receipt, words, { ...RECEIPT_DEFAULTS, ...options });
  const parts = [print.marks(), print.shop(), print.identity(), print.lines(), print.totals(), print.vat(), print.payments()];
  return `<article class="receipt">\n${[...parts, print.foot()].filter((part) => part !== "").join("\n")}\n</article>`;
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
    const { demonstration, formation, duplicata, duplicata_le, fuseau, numero_origine, motif } = this.receipt;
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
    if (this.#isRefund) {
      const of = numero_origine === null ? "" : `${words.refundOf} ${numero_origine}`;
      marks.push(mark(words.refund, of, motif === null ? "" : `${words.reason}${words.colon}${motif}`));
    }
    return marks.join("\n");
  }

  shop(): string {
    const { nom, adresse, telephone, siret, tva_intracommunautaire } = this.receipt.boutique;
    const words = this.#words;
    const named = (name: string, value: string) => value === "" ? "" : `${name}${words.colon}${value}`;
    const rest = [adresse, named(words.phone, telephone), named("SIRET", siret), named(words.vatNumber, tva_intracommunautaire)];
    return `<header class="receipt-shop">\n<h1>${escapeHtml(nom)}</h1>\n${paragraphs(rest)}\n</header>`;
  }

  identity(): string {
    const { numero, date, fuseau, caisse, vendeur, caissier } = this.receipt;
    const words = this.#words;
    return table("receipt-identity", [
      [this.#isRefund ? words.refundNumber : words.number, numero],
      [words.date, this.#time(date, fuseau ?? this.options.timeZone)],
      [words.till, caisse],
      [words.seller, vendeur],
      [words.cashier, caissier],
    ]);
  }

  lines(): string {
    const { lignes, mention_tva } = this.receipt;
    const words = this.#words;
    const rows = lignes.map((line) => {
      // On a refund the discount is what had not been paid: it counts the other way.
      const discount = this.#isRefund ? line.remise : -line.remise;
      const label = `<tr class="receipt-label"><td colspan="3">${escapeHtml(line.libelle)}</td></tr>`;
      const price = `${this.#quantity(line.quantite)} × ${this.#money(line.prix_unitaire_ttc)}`;
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
    const { paiements, rendu } = this.receipt;
    const words = this.#words;
    const paid = paiements.map(({ mode, montant }): [string, string] => {
      const name = words.modes[mode] ?? mode;
      return [this.#isRefund ? `${words.refunded} (${name})` : name, this.#money(montant)];
    });
    return table("receipt-payments", rendu === 0 ? paid : [...paid, [words.change, this.#money(rendu)]]);
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

  #quantity(thousandths: number): string {
    return this.#number(thousandths / 1_000, 3);
  }

  #rate(basisPoints: number): string {
    return `${this.#number(basisPoints / 100, 2)}\u00a0%`;
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
