/**
 * What stands on a receipt, part by part, as texts in one language: the browser's paper and a receipt printer's show the same.
 * Nothing is computed again but the counts: amounts are those that were signed.
 */
import { formatCents, rateText } from "../money.ts";
import { formatTimes, formatUnitPrice } from "../units.ts";
import { onPaper, ownZone } from "../time_zone.ts";
import type { ReceiptData, ReceiptLine } from "./data.ts";
import type { ReceiptWords } from "./words.ts";

export interface PartsOptions {
  readonly locale: "fr" | "en";
  /** The shop's, by its IANA name, for what the receipt does not say; the machine's own when it is left out. */
  readonly timeZone?: string;
  /** The customer's name, which is never signed with the ticket: it can be erased. */
  readonly customer?: string;
}

/** What it is called, and what it is worth. */
export type Pair = readonly [string, string];
export type Mark = readonly [title: string, ...notes: readonly string[]];

export interface LineTexts {
  readonly label: string;
  /** What the price would have been that was changed by hand. */
  readonly repriced: { readonly word: string; readonly price: string } | null;
  readonly price: string;
  /** Empty where no VAT is charged. */
  readonly rate: string;
  readonly amount: string;
  readonly discount: Pair | null;
}

export class ReceiptParts {
  readonly #isRefund: boolean;

  constructor(readonly receipt: ReceiptData, readonly words: ReceiptWords, readonly options: PartsOptions) {
    this.#isRefund = receipt.type === "avoir";
  }

  /** What must not be overlooked: that it is no sale, no original, or no real shop's. */
  get marks(): readonly Mark[] {
    const { demonstration, formation, duplicata, duplicata_le, fuseau, numero_origine, motif, echange_de = [], retrait } =
      this.receipt;
    const words = this.words;
    const marks: Mark[] = [];
    if (demonstration === true) marks.push([words.demo, words.demoNote]);
    if (formation === true) marks.push([words.training, words.trainingNote]);
    if (duplicata !== null) {
      const at = duplicata_le === undefined ? "" : this.#time(duplicata_le, this.options.timeZone ?? fuseau);
      marks.push([`${words.duplicate} ${duplicata}`, at]);
    }
    if (retrait !== undefined) marks.push([`${words.pickup} ${retrait}`]);
    if (echange_de.length > 0) marks.push([words.exchange, `${words.returnedOf} ${echange_de.join(", ")}`]);
    if (this.#isRefund) {
      const of = numero_origine === null ? "" : `${words.refundOf} ${numero_origine}`;
      marks.push([words.refund, of, motif === null ? "" : `${words.reason}${words.colon}${motif}`]);
    }
    return marks;
  }

  get identity(): readonly Pair[] {
    const { numero, date, fuseau, caisse, vendeur, caissier } = this.receipt;
    const words = this.words;
    return [
      [this.#isRefund ? words.refundNumber : words.number, numero],
      [words.date, this.#time(date, fuseau ?? this.options.timeZone)],
      [words.till, caisse],
      ...this.options.customer === undefined ? [] : [[words.customer, this.options.customer] as const],
      // Where it is open to whoever has its address it names nobody.
      ...vendeur === "" ? [] : [[words.seller, vendeur] as const],
      ...caissier === "" ? [] : [[words.cashier, caissier] as const],
    ];
  }

  /** Above the lines: of the price, the rate and the amount. */
  get lineHead(): readonly [string, string, string] {
    const words = this.words;
    return [words.quantityAndPrice, this.receipt.mention_tva === undefined ? words.vat : "", words.amount];
  }

  get lines(): readonly LineTexts[] {
    const { lignes, mention_tva } = this.receipt;
    const words = this.words;
    return lignes.map((line) => {
      // On what comes back the discount is what had not been paid: it counts the other way.
      const discount = line.quantite < 0 ? line.remise : -line.remise;
      return {
        label: line.libelle,
        repriced: this.#repriced(line),
        price: formatTimes(line.quantite, line.prix_unitaire_ttc, line.unite ?? "piece", this.options.locale),
        rate: line.nature !== undefined ? words.outsideVat : mention_tva === undefined ? this.#rate(line.tva) : "",
        amount: this.money(line.total_ttc - discount),
        discount: line.remise === 0 ? null : [this.#discount(words.discount, line), this.money(discount)],
      };
    });
  }

  /** The last is what was to be paid. */
  get totals(): readonly Pair[] {
    const { remise, total_ttc } = this.receipt;
    const words = this.words;
    const before: Pair[] = remise === 0 ? [] : [
      [words.subtotal, this.money(total_ttc + remise)],
      [this.#discount(words.ticketDiscount, this.receipt), this.money(-remise)],
    ];
    return [...before, [words.total, this.money(total_ttc)]];
  }

  /** Its head, a row for each rate, and the sum; the sentence that stands instead where no VAT is charged: a table of noughts would be a rate of 0 %. */
  get vat(): string | {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly sum: readonly string[];
  } {
    const { taux, hors_champ = [], total_ht, total_tva, total_ttc, mention_tva } = this.receipt;
    const words = this.words;
    if (mention_tva !== undefined) return mention_tva;
    return {
      head: [words.rate, words.net, words.vat, words.gross],
      rows: [
        ...taux.map(({ taux, ht, tva, ttc }) => [this.#rate(taux), this.money(ht), this.money(tva), this.money(ttc)]),
        ...hors_champ.flatMap(({ nature, ttc, rendu = 0 }) => [
          ...ttc + rendu === 0 ? [] : [[words.natures[nature] ?? nature, words.outsideVat, "", this.money(ttc + rendu)]],
          ...rendu === 0 ? [] : [[words.naturesBack[nature] ?? nature, words.outsideVat, "", this.money(-rendu)]],
        ]),
      ],
      sum: [words.sum, this.money(total_ht), this.money(total_tva), this.money(total_ttc)],
    };
  }

  get payments(): readonly Pair[] {
    const { paiements, rendu, corrections = [] } = this.receipt;
    const words = this.words;
    const paid = paiements.flatMap(
      ({ mode, montant, code_bon, solde_bon = 0, boutique_bon, solde_compte, carte, autorisation }): Pair[] => {
        const whose = boutique_bon === undefined ? "" : ` (${boutique_bon})`;
        const name = `${words.modes[mode] ?? mode}${whose}${carte === undefined ? "" : ` ****${carte}`}`;
        const owed: Pair[] = solde_compte === undefined ? [] : [[words.owed, this.money(solde_compte)]];
        const card: Pair[] = autorisation === undefined ? [] : [[words.authorisation, autorisation]];
        if (montant < 0) return [[`${words.refunded} (${name})`, this.money(montant)], ...owed, ...card];
        if (solde_compte !== undefined) return [[words.toPay, this.money(montant)], ...owed];
        const left: Pair[] = code_bon === undefined || solde_bon === null
          ? []
          : [[`${words.left} ${code_bon}`, this.money(solde_bon)]];
        return [[name, this.money(montant)], ...left, ...card];
      },
    );
    const change: Pair[] = rendu === 0 ? [] : [[words.change, this.money(rendu)]];
    const corrected = corrections.map(({ de, vers, montant }): Pair => [
      `${words.corrected}${words.colon}${words.modes[de] ?? de} → ${words.modes[vers] ?? vers}`,
      this.money(montant),
    ]);
    return [...paid, ...change, ...corrected];
  }

  /** A long one may be torn off: it says at its end as well that it is no sale. */
  get trainingNote(): string {
    return this.receipt.formation === true ? `${this.words.training} — ${this.words.trainingNote}` : "";
  }

  get facts(): readonly string[] {
    const { lignes, signature, logiciel } = this.receipt;
    const words = this.words;
    return [`${words.lineCount}${words.colon}${lignes.length}`, `${words.signature}${words.colon}${signature}`, logiciel];
  }

  readonly money = (cents: number): string => formatCents(cents === 0 ? 0 : cents, this.options.locale); // never -0

  #rate(basisPoints: number): string {
    return rateText(basisPoints, this.options.locale);
  }

  #repriced({ prix_ordinaire, unite = "piece" }: ReceiptLine): LineTexts["repriced"] {
    if (prix_ordinaire === undefined) return null;
    return { word: this.words.repriced, price: formatUnitPrice(prix_ordinaire, unite, this.options.locale) };
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
