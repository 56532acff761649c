/**
 * The cashier's own ticket, rung up here, and written to the server as a draft when it comes to paying.
 * Its ids are made once, so that writing it again writes the same sale.
 */
import { computed, type ReadonlySignal } from "@preact/signals";
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { KeyValueStore } from "../../network/platform.ts";
import { type DraftLine, quantitiesOf, TicketDraft, totalOf } from "../../ticket/draft.ts";

/** The batch that writes it holds four queries besides its lines. */
const DIRECT_LINES = INPUT_LIMITS.batchQueries - 4;

export interface DirectLine extends DraftLine {
  /** Cents off the line. */
  readonly discount: number;
}

interface Direct {
  /** Empty while nothing was rung up. */
  readonly saleId: string;
  readonly lines: readonly DirectLine[];
  /** Cents off the whole ticket. */
  readonly discount: number;
  /** Thousandths by line id, as the server has them; null while it has nothing of it. */
  readonly written: Readonly<Record<string, number>> | null;
}

const NOTHING: Direct = { saleId: "", lines: [], discount: 0, written: null };

export class DirectTicket extends TicketDraft<DirectLine, Direct> {
  readonly discount: ReadonlySignal<number> = computed(() => this.state.value.discount);
  /** Cents, the lines' discounts taken off. */
  readonly subtotal: ReadonlySignal<number> = computed(() => totalOf(this.lines.value));
  readonly total: ReadonlySignal<number> = computed(() => this.subtotal.value - this.discount.value);

  constructor(storage: KeyValueStore, newId: () => string) {
    super(storage, "comptoir.direct.", newId, NOTHING, DIRECT_LINES);
  }

  get saleId(): string {
    return this.state.peek().saleId;
  }
  /** The server has a draft of it. */
  get written(): boolean {
    return this.state.peek().written !== null;
  }

  /** `cents` off a line, at most all of it. */
  discountLine(id: string, cents: number): void {
    this.change(id, (line) => ({ ...line, discount: cents }));
  }

  /** `cents` off the ticket, at most all of it. */
  discountTicket(cents: number): void {
    this.keep({ ...this.state.peek(), discount: cents });
  }

  /** The server has these lines of that sale. */
  noteWritten(saleId: string, lines: readonly Pick<DirectLine, "id" | "quantity">[]): void {
    if (saleId === this.saleId) this.keep({ ...this.state.peek(), written: quantitiesOf(lines) });
  }

  /** What the server has is over; what it has not, scanned meanwhile or in another tab, begins the next ticket. */
  over(): void {
    const { lines, written } = this.state.peek();
    const left = lines.flatMap((line) => {
      const had = written?.[line.id] ?? 0;
      const quantity = line.quantity - had;
      return quantity <= 0 ? [] : [{ ...line, id: this.newId(), quantity, discount: had === 0 ? line.discount : 0 }];
    });
    this.keep({ ...NOTHING, lines: left });
  }

  /** The draft as one transaction, whatever the server has of it already. */
  queries(): Query[] {
    const { saleId, lines, discount } = this.state.peek();
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

  protected override begun(line: DraftLine): DirectLine {
    return { ...line, discount: 0 };
  }

  protected override takesMore({ discount }: DirectLine): boolean {
    return discount === 0;
  }

  /** Each writing writes all lines anew, at the price of the moment. */
  protected override priced(): boolean {
    return false;
  }

  /** An older page kept less of a line, and only whether all of them were written. */
  protected override understood(stored: Omit<Direct, "written"> & { written?: Direct["written"] | boolean }): Direct {
    const lines = stored.lines.map((line) => ({ ...line, was: line.was ?? null, gone: line.gone ?? false }));
    const written = stored.written === true ? quantitiesOf(lines) : stored.written || null;
    return { ...NOTHING, ...stored, lines, written };
  }

  /** No discount exceeds what it is taken off. */
  protected override settled(state: Direct): Direct {
    const lines = state.lines.map((line) => {
      const full = totalOf([{ ...line, discount: 0 }]);
      return line.discount > full ? { ...line, discount: full } : line;
    });
    return {
      ...state,
      lines,
      saleId: state.saleId === "" && lines.length > 0 ? this.newId() : state.saleId,
      discount: Math.min(Math.max(0, state.discount), totalOf(lines)),
    };
  }
}
