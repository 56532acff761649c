/** What the counter's people know of a day and of all days: sums of what they were told, kept apart from the shop's own. */
import type { Body } from "./counter.ts";

export interface SoldLine {
  readonly sale: string;
  readonly id: string;
  readonly nature: string;
  left: number;
}

/** Sums by name. */
export class Sums extends Map<string, number> {
  add(name: string, cents: number): void {
    this.set(name, (this.get(name) ?? 0) + cents);
  }

  of(name: string): number {
    return this.get(name) ?? 0;
  }

  /** Those that are something, in order. */
  get sorted(): [string, number][] {
    return [...this].filter(([, cents]) => cents !== 0).sort(([a], [b]) => a < b ? -1 : 1);
  }
}

/** Of what one Z sums: a day, or what a day went on with after its Z. */
export class DayBook {
  tickets = 0;
  refunds = 0;
  exchanges = 0;
  corrections = 0;
  ttc = 0;
  ht = 0;
  tva = 0;
  readonly means = new Sums();
  readonly rates = new Sums();
  readonly taken = new Sums();
  readonly back = new Sums();
  /** Taken off lines, and off whole tickets. */
  readonly discounts = new Sums();
  /** Vouchers and gift cards, by what happened to them. */
  readonly given = new Sums();
  readonly used = new Sums();
  readonly settled = new Sums();
  readonly moved = new Sums();
  readonly variances = new Sums();
  /** What each drawer holds. */
  readonly drawers = new Sums();
}

/** Of all days. */
export class Books {
  perpetual = 0;
  readonly owed = new Sums();
  readonly vouchers = new Map<string, { readonly genre: string; left: number }>();
  /** Ticket → its customer. */
  readonly customers = new Map<string, string>();
  /** What may come back; the oldest goes first. */
  lines: SoldLine[] = [];

  /** A receipt, as it was printed at a till. */
  note(day: DayBook, till: string, receipt: Body): void {
    const outside = (receipt.hors_champ ?? []) as { nature: string; ttc: number; rendu?: number }[];
    const beyond = outside.reduce((sum, { ttc }) => sum + ttc, 0);
    day.tickets += 1;
    if (receipt.numero_origine !== null) day.refunds += 1;
    if (receipt.echange_de !== undefined) day.exchanges += 1;
    day.discounts.add("ticket", receipt.remise);
    day.ttc += receipt.total_ttc - beyond;
    day.ht += receipt.total_ht;
    day.tva += receipt.total_tva;
    for (const { taux, ttc } of receipt.taux) day.rates.add(String(taux), ttc);
    for (const { nature, ttc, rendu = 0 } of outside) {
      day.taken.add(nature, ttc + rendu);
      day.back.add(nature, rendu);
    }
    for (const { mode, montant, rendu, code_bon, client_id } of receipt.paiements) {
      day.means.add(mode, montant - rendu);
      if (mode === "especes") day.drawers.add(till, montant - rendu);
      if (mode === "compte") this.owed.add(String(client_id), montant);
      if (code_bon !== undefined && montant > 0) {
        this.vouchers.get(code_bon)!.left -= montant;
        day.used.add(mode, montant);
      }
    }
    for (const { code, genre, montant } of receipt.bons ?? []) {
      this.vouchers.set(code, { genre, left: montant });
      day.given.add(genre, montant);
    }
    for (const { id, nature = "bien", quantite, remise } of receipt.lignes) {
      if (quantite <= 0) continue;
      this.lines.push({ sale: receipt.vente_id, id, nature, left: quantite });
      day.discounts.add("ligne", remise);
    }
    this.lines = this.lines.filter(({ left }) => left > 0).slice(-60);
    for (const [code, { left }] of this.vouchers) if (left === 0) this.vouchers.delete(code);
  }
}
