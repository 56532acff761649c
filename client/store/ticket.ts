/** The ticket in hand: kept on this machine with each change, so that a reload or a cut loses nothing. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import type { Product } from "./catalogue.ts";
import type { KeyValueStore } from "./platform.ts";

/** A batch holds the sale and one query for each line. */
export const TICKET_LINES = LIMITS.batchQueries - 1;
const QUANTITY_MAX = 9_999;

export interface TicketLine {
  readonly productId: number;
  readonly label: string;
  /** Cents, as last known here; the database decides. */
  readonly price: number;
  /** Whole pieces. */
  readonly quantity: number;
}

export class Ticket {
  readonly #lines = signal<readonly TicketLine[]>([]);
  /** Cents. */
  readonly total: ReadonlySignal<number> = computed(() =>
    this.#lines.value.reduce((sum, line) => sum + line.price * line.quantity, 0)
  );
  #key: string | null = null;

  constructor(readonly storage: KeyValueStore) {}

  get lines(): ReadonlySignal<readonly TicketLine[]> {
    return this.#lines;
  }

  /** Takes up what this person had in hand here; null puts it aside. */
  open(userId: number | null): void {
    this.#key = userId === null ? null : `comptoir.ticket.${userId}`;
    this.#lines.value = this.#key === null ? [] : readLines(this.storage.getItem(this.#key));
  }

  /** One more of a product; false when the ticket is full. */
  add(product: Product): boolean {
    const lines = this.#lines.value;
    const line = lines.find(({ productId }) => productId === product.id);
    if (line !== undefined) {
      this.setQuantity(product.id, line.quantity + 1);
      return true;
    }
    if (lines.length >= TICKET_LINES) return false;
    this.#keep([...lines, { productId: product.id, label: product.label, price: product.price, quantity: 1 }]);
    return true;
  }

  /** Zero removes the line. */
  setQuantity(productId: number, quantity: number): void {
    const wanted = Math.min(QUANTITY_MAX, Math.max(0, Math.trunc(quantity)));
    const lines = this.#lines.value.map((line) => line.productId === productId ? { ...line, quantity: wanted } : line);
    this.#keep(lines.filter((line) => line.quantity > 0));
  }

  /** What was in hand before, unless something else is by now. */
  takeBack(lines: readonly TicketLine[]): void {
    if (this.#lines.peek().length === 0) this.#keep(lines);
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(lines: readonly TicketLine[]): void {
    this.#lines.value = lines;
    if (this.#key === null) return;
    try {
      this.storage.setItem(this.#key, JSON.stringify(lines));
    } catch {
      // A full storage costs the safety of this ticket, not the ticket.
    }
  }
}

/** The sale with its lines as one transaction. The till makes the ids, so that sending twice writes once. */
export function saleQueries(newId: () => string, lines: readonly TicketLine[], note: string | null): Query[] {
  const saleId = newId();
  return [
    { type: "insert", query: "INSERT INTO ventes (id, note) VALUES (?, ?)", params: [saleId, note] },
    ...lines.map(({ productId, quantity }, position): Query => ({
      type: "insert",
      query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, ?, ?, ?)",
      // Quantities travel as thousandths.
      params: [newId(), saleId, productId, quantity * 1000, position],
    })),
  ];
}

function readLines(stored: string | null): readonly TicketLine[] {
  try {
    const lines: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(lines) ? lines as TicketLine[] : [];
  } catch {
    return [];
  }
}
