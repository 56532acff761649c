/**
 * What the server acknowledged, so that it can be held to it. An attempt is noted before it is sent; one
 * whose answer never came is asked again under its key once the server is back.
 */
import type { Answer } from "../../tests/support/server.ts";

/** What an acknowledged write says must be true from then on. */
export type Fact =
  | { readonly kind: "sale"; readonly id: string; readonly lines: number; readonly total: number }
  /** `numero` as printed: `C1-000123`. */
  | { readonly kind: "paid"; readonly id: string; readonly numero: string; readonly total: number };

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
  readonly sales = new Map<string, { lines: number; total: number; numero: string | null }>();
  /** Every number that was ever printed, and for which ticket: a restore gives none of them again. */
  readonly printed = new Map<string, string>();
  /** Sent, and nobody knows what became of it. */
  unsure: Attempt[] = [];
  readonly broken: string[] = [];

  take(fact: Fact | null): void {
    if (fact === null) return;
    if (fact.kind === "sale") {
      if (!this.sales.has(fact.id)) this.sales.set(fact.id, { lines: fact.lines, total: fact.total, numero: null });
      return;
    }
    const before = this.printed.get(fact.numero);
    if (before !== undefined && before !== fact.id) this.broken.push(`${fact.numero} was given to ${before}, then to ${fact.id}`);
    this.printed.set(fact.numero, fact.id);
    const known = this.sales.get(fact.id);
    if (known?.numero !== undefined && known.numero !== null && known.numero !== fact.numero) {
      this.broken.push(`${fact.id} was paid as ${known.numero}, then as ${fact.numero}`);
    }
    this.sales.set(fact.id, { lines: known?.lines ?? -1, total: fact.total, numero: fact.numero });
  }

  /** How it stands now: what a backup begun at this moment must hold. */
  snapshot(): Snapshot {
    return new Map([...this.sales].map(([id, sale]) => [id, { ...sale }]));
  }

  /** A backup was put back: what came after it is gone, but its numbers stay taken. */
  rollBack(to: Snapshot): void {
    this.sales.clear();
    for (const [id, sale] of to) this.sales.set(id, { ...sale });
    this.unsure = [];
  }
}

export type Snapshot = ReadonlyMap<string, { readonly lines: number; readonly total: number; readonly numero: string | null }>;
