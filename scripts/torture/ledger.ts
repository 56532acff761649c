/**
 * What the server acknowledged, so that it can be held to it. An attempt is noted before it is sent; one
 * whose answer never came is asked again under its key once the server is back.
 */
import type { Answer } from "../../tests/support/server.ts";

/** What an acknowledged write says must be true from then on. */
export type Fact =
  | { readonly kind: "sale"; readonly id: string; readonly lines: number; readonly total: number }
  /** `numero` as printed: `C1-000123`; `account` is the customer who pays it later. */
  | { readonly kind: "paid"; readonly id: string; readonly numero: string; readonly total: number; readonly account?: number }
  /** Money for what a customer was still to pay; `numero` as printed: `R-000123`. */
  | { readonly kind: "settled"; readonly customer: number; readonly numero: string; readonly amount: number };

interface Sold {
  readonly lines: number;
  readonly total: number;
  readonly numero: string | null;
  readonly account: number | null;
}

interface Settled {
  readonly customer: number;
  readonly amount: number;
}

export interface Attempt {
  /** Who sends it, by name. */
  readonly by: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  /** What a success proves. */
  readonly proves: (answer: Answer) => Fact | null;
}

export class Ledger {
  /** By sale; what was promised of it. */
  readonly sales = new Map<string, Sold>();
  /** By number. */
  readonly settlements = new Map<string, Settled>();
  /** Every number that was ever printed, and for which ticket or settlement: a restore gives none of them again. */
  readonly printed = new Map<string, string>();
  /** Sent, and nobody knows what became of it. */
  unsure: Attempt[] = [];
  readonly broken: string[] = [];

  take(fact: Fact | null): void {
    if (fact === null) return;
    if (fact.kind === "sale") {
      if (!this.sales.has(fact.id)) {
        this.sales.set(fact.id, { lines: fact.lines, total: fact.total, numero: null, account: null });
      }
      return;
    }
    if (fact.kind === "settled") {
      const { numero, customer, amount } = fact;
      this.#print(numero, `customer ${customer}, ${amount}`);
      this.settlements.set(numero, { customer, amount });
      return;
    }
    this.#print(fact.numero, fact.id);
    const known = this.sales.get(fact.id);
    if (known?.numero !== undefined && known.numero !== null && known.numero !== fact.numero) {
      this.broken.push(`${fact.id} was paid as ${known.numero}, then as ${fact.numero}`);
    }
    const { total, numero, account = null } = fact;
    this.sales.set(fact.id, { lines: known?.lines ?? -1, total, numero, account });
  }

  /** Cents that a customer is still to pay. */
  owedBy(customer: number): number {
    let owed = 0;
    for (const { account, total } of this.sales.values()) if (account === customer) owed += total;
    for (const settled of this.settlements.values()) if (settled.customer === customer) owed -= settled.amount;
    return owed;
  }

  /** How it stands now: what a backup begun at this moment must hold. */
  snapshot(): Snapshot {
    return { sales: new Map(this.sales), settlements: new Map(this.settlements) };
  }

  /** A backup was put back: what came after it is gone, but its numbers stay taken. */
  rollBack(to: Snapshot): void {
    this.sales.clear();
    for (const [id, sale] of to.sales) this.sales.set(id, sale);
    this.settlements.clear();
    for (const [numero, settled] of to.settlements) this.settlements.set(numero, settled);
    this.unsure = [];
  }

  #print(numero: string, whose: string): void {
    const before = this.printed.get(numero);
    if (before !== undefined && before !== whose) this.broken.push(`${numero} was given to ${before}, then to ${whose}`);
    this.printed.set(numero, whose);
  }
}

export interface Snapshot {
  readonly sales: ReadonlyMap<string, Sold>;
  readonly settlements: ReadonlyMap<string, Settled>;
}
