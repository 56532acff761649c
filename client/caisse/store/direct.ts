/**
 * The cashier's own ticket, rung up here: kept on this machine with each change, and written to the
 * server as a draft when it comes to paying. Its ids are made once, so that writing it again writes
 * the same sale.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import { lineQuantity, ONE } from "../../../shared/quantity.ts";
import { lineTotal } from "../../../shared/vat.ts";
import type { Product } from "../../catalogue/catalogue.ts";
import { followed, type FollowedLine } from "../../catalogue/followed_line.ts";
import type { KeyValueStore } from "../../network/platform.ts";

/** The batch that writes it holds four queries besides its lines. */
const DIRECT_LINES = INPUT_LIMITS.batchQueries - 4;

export interface DirectLine extends FollowedLine {
  readonly id: string;
  readonly label: string;
  /** Thousandths. */
  readonly quantity: number;
  /** Cents off the line. */
  readonly discount: number;
}

interface Stored {
  readonly saleId: string;
  readonly lines: readonly DirectLine[];
  /** Cents off the whole ticket. */
  readonly discount: number;
  /** Thousandths by line id, as the server has them; null while it has nothing of it. */
  readonly written: Readonly<Record<string, number>> | null;
}

const NOTHING: Stored = { saleId: "", lines: [], discount: 0, written: null };

export class DirectTicket {
  readonly #stored = signal<Stored>(NOTHING);
  readonly lines: ReadonlySignal<readonly DirectLine[]> = computed(() => this.#stored.value.lines);
  readonly discount: ReadonlySignal<number> = computed(() => this.#stored.value.discount);
  /** Cents, the lines' discounts taken off. */
  readonly subtotal: ReadonlySignal<number> = computed(() =>
    this.lines.value.reduce((sum, { quantity, price, discount }) => sum + lineTotal(quantity, price, discount), 0)
  );
  readonly total: ReadonlySignal<number> = computed(() => this.subtotal.value - this.discount.value);
  #key: string | null = null;

  constructor(readonly storage: KeyValueStore, readonly newId: () => string) {}

  get saleId(): string {
    return this.#stored.peek().saleId;
  }
  /** The server has a draft of it. */
  get written(): boolean {
    return this.#stored.peek().written !== null;
  }

  /** Takes up what this person had rung up here; null puts it aside. */
  open(userId: number | null): void {
    this.#key = userId === null ? null : `comptoir.direct.${userId}`;
    this.read();
  }

  /** Another tab may have changed it. */
  read(): void {
    const stored = this.#key === null ? null : this.storage.getItem(this.#key);
    if (stored !== JSON.stringify(this.#stored.peek())) this.#stored.value = parse(stored);
  }

  /** `quantity` in thousandths. False when the ticket is full. */
  add(product: Product, quantity = ONE): boolean {
    const { lines } = this.#stored.peek();
    const same = lines.find(({ productId, discount }) => productId === product.id && discount === 0);
    if (same !== undefined) {
      this.setQuantity(same.id, same.quantity + quantity);
      return true;
    }
    if (lines.length >= DIRECT_LINES) return false;
    const line: DirectLine = {
      id: this.newId(),
      productId: product.id,
      label: product.label,
      price: product.price,
      quantity: lineQuantity(quantity),
      discount: 0,
      was: null,
      gone: false,
    };
    this.#keep({ lines: [...lines, line] });
    return true;
  }

  /** Zero removes the line. A discount never exceeds what it is taken off. */
  setQuantity(id: string, quantity: number): void {
    this.#change(id, (line) => ({ ...line, quantity: lineQuantity(quantity) }));
  }

  /** `cents` off a line, at most all of it. */
  discountLine(id: string, cents: number): void {
    this.#change(id, (line) => ({ ...line, discount: cents }));
  }

  /** `cents` off the ticket, at most all of it. */
  discountTicket(cents: number): void {
    this.#keep({ discount: cents });
  }

  /** Brings lines up to the catalogue. `find` answers null for a product that is no longer on sale. */
  follow(find: (productId: number) => Product | null): void {
    const { lines } = this.#stored.peek();
    const now = followed(lines, find, () => false);
    if (now !== lines) this.#keep({ lines: now });
  }

  clear(): void {
    this.#keep(NOTHING);
  }

  /** The server has these lines of that sale. */
  noteWritten(saleId: string, lines: readonly Pick<DirectLine, "id" | "quantity">[]): void {
    if (saleId === this.saleId) this.#keep({ written: quantitiesOf(lines) });
  }

  /** What the server has is over; what it has not, scanned meanwhile or in another tab, begins the next ticket. */
  over(): void {
    const { lines, written } = this.#stored.peek();
    const left = lines.flatMap((line) => {
      const had = written?.[line.id] ?? 0;
      const quantity = line.quantity - had;
      return quantity <= 0 ? [] : [{ ...line, id: this.newId(), quantity, discount: had === 0 ? line.discount : 0 }];
    });
    this.#keep({ ...NOTHING, lines: left });
  }

  /** The draft as one transaction, whatever the server has of it already. */
  queries(): Query[] {
    const { saleId, lines, discount } = this.#stored.peek();
    return [
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?) ON CONFLICT (id) DO NOTHING", params: [saleId] },
      // The lines must cover the discount at every step.
      { type: "update", query: "UPDATE ventes SET remise = 0 WHERE id = ?", params: [saleId] },
      { type: "delete", query: "DELETE FROM lignes_vente WHERE vente_id = ?", params: [saleId] },
      ...lines.map(({ id, productId, quantity, discount }, position): Query => ({
        type: "insert",
        query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, position) VALUES (?, ?, ?, ?, ?, ?)",
        params: [id, saleId, productId, quantity, discount, position],
      })),
      { type: "update", query: "UPDATE ventes SET remise = ? WHERE id = ?", params: [discount, saleId] },
    ];
  }

  #change(id: string, change: (line: DirectLine) => DirectLine): void {
    const lines = this.#stored.peek().lines.map((line) => line.id === id ? change(line) : line);
    this.#keep({ lines: lines.filter(({ quantity }) => quantity > 0) });
  }

  #keep(change: Partial<Stored>): void {
    const next = { ...this.#stored.peek(), ...change };
    const lines = next.lines.map((line) => {
      const full = lineTotal(line.quantity, line.price, 0);
      return line.discount > full ? { ...line, discount: full } : line;
    });
    const subtotal = lines.reduce((sum, { quantity, price, discount }) => sum + lineTotal(quantity, price, discount), 0);
    this.#stored.value = {
      ...next,
      lines,
      saleId: next.saleId === "" && lines.length > 0 ? this.newId() : next.saleId,
      discount: Math.min(Math.max(0, next.discount), subtotal),
    };
    if (this.#key === null) return;
    try {
      this.storage.setItem(this.#key, JSON.stringify(this.#stored.peek()));
    } catch {
      // A full storage costs the safety of this ticket, not the ticket.
    }
  }
}

/** An older page kept less of a line, and only whether all of them were written. */
function parse(stored: string | null): Stored {
  try {
    const value = JSON.parse(stored ?? "null") as Omit<Stored, "written"> & { written?: Stored["written"] | boolean } | null;
    if (!Array.isArray(value?.lines)) return NOTHING;
    const lines = value.lines.map((line) => ({ ...line, was: line.was ?? null, gone: line.gone ?? false }));
    const written = value.written === true ? quantitiesOf(lines) : value.written || null;
    return { ...NOTHING, ...value, lines, written };
  } catch {
    return NOTHING;
  }
}

/** Thousandths by line id. */
function quantitiesOf(lines: readonly Pick<DirectLine, "id" | "quantity">[]): Readonly<Record<string, number>> {
  return Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity]));
}
