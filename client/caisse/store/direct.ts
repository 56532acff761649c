/**
 * The cashier's own ticket, rung up here, and written to the server as a draft when it comes to paying.
 * Its ids are made once, so that writing it again writes the same sale.
 */
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { Unit } from "../../../shared/units.ts";
import type { KeyValueStore } from "../../network/platform.ts";
import { type Discount, discountColumns, NO_DISCOUNT } from "../../ticket/discount.ts";
import { PRICE_COLUMNS, priceColumns } from "../../ticket/said_price.ts";
import { type DraftLine, quantitiesOf, TicketDraft } from "../../ticket/draft.ts";

/** The batch that writes it holds four queries besides its lines. */
export const DIRECT_LINES = INPUT_LIMITS.batchQueries - 4;

export type DirectLine = DraftLine;

/** What a discount is asked for. */
export type DiscountTarget = DirectLine | "ticket";

/** A line of a paid ticket that comes back in exchange. */
export interface Returned {
  /** Of the line that it becomes: asked for twice, it is there once. */
  readonly id: string;
  /** The ticket that it was sold on, and that one's printed number. */
  readonly saleId: string;
  readonly number: string;
  readonly lineId: string;
  readonly label: string;
  /** Thousandths. */
  readonly quantity: number;
  /** Absent where an older page has kept it. */
  readonly unit?: Unit;
  /** What is given back for it. */
  readonly cents: number;
}

interface Direct {
  /** Empty while nothing was rung up. */
  readonly saleId: string;
  readonly lines: readonly DirectLine[];
  readonly discount: Discount;
  /** Basis points up to which the owner has allowed discounts on it. */
  readonly allowed: number;
  /** The same for prices that are changed. */
  readonly repriced: number;
  /** Thousandths by line id, as the server has them; null while it has nothing of it. */
  readonly written: Readonly<Record<string, number>> | null;
  readonly returned: readonly Returned[];
}

const NOTHING: Direct = { saleId: "", lines: [], discount: NO_DISCOUNT, allowed: 0, repriced: 0, written: null, returned: [] };

export class DirectTicket extends TicketDraft<DirectLine, Direct> {
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

  /** Basis points up to which the owner has allowed discounts on it. */
  get allowed(): number {
    return this.state.peek().allowed;
  }

  get returned(): readonly Returned[] {
    return this.state.value.returned;
  }

  /** What comes back on a ticket, if it is this one. */
  returnedOn(saleId: string): readonly Returned[] {
    return saleId === this.saleId ? this.returned : [];
  }

  /** These lines come back; one that does already, so much of it. */
  bringBack(lines: readonly Returned[]): void {
    const state = this.state.peek();
    const others = state.returned.filter(({ lineId }) => lines.every((line) => line.lineId !== lineId));
    this.keep({ ...state, returned: [...others, ...lines] });
  }

  /** One line, or all that comes back. */
  dropReturned(lineId?: string): void {
    const state = this.state.peek();
    this.keep({ ...state, returned: state.returned.filter(({ id }) => lineId !== undefined && id !== lineId) });
  }

  /** What comes back for nothing that is bought would come back on the next customer's ticket. */
  dropLoneReturned(): void {
    if (this.returned.length > 0 && this.lines.peek().length === 0) this.dropReturned();
  }

  giveDiscount(target: DiscountTarget, discount: Discount): void {
    if (target === "ticket") this.keep({ ...this.state.peek(), discount });
    else this.change(target.id, (line) => ({ ...line, discount }));
  }

  /** The owner has allowed so much on that sale, which the server has now. */
  noteAllowed(saleId: string, what: "allowed" | "repriced", rate: number): void {
    const state = this.state.peek();
    if (saleId === this.saleId) this.keep({ ...state, [what]: Math.max(state[what], rate), written: state.written ?? {} });
  }

  /** The server has these lines of that sale. */
  noteWritten(saleId: string, lines: readonly Pick<DirectLine, "id" | "quantity">[]): void {
    if (saleId === this.saleId) this.keep({ ...this.state.peek(), written: quantitiesOf(lines) });
  }

  /**
   * The sale is over with as much of each line as the server has; what it has not, scanned meanwhile or in another tab, begins the
   * next one. That has no claim to a price of before, nor to so many cents off what is paid for already; a rate goes on.
   */
  over(): void {
    const { lines, written } = this.state.peek();
    const left = lines.flatMap((line) => {
      const had = written?.[line.id] ?? 0;
      const quantity = line.quantity - had;
      // Nothing, or less than the server has by now.
      if (quantity * line.quantity <= 0) return [];
      const discount = had === 0 || line.discount.rate > 0 ? line.discount : NO_DISCOUNT;
      return [{ ...line, id: this.newId(), quantity, discount, price: line.now ?? line.price, now: null }];
    });
    this.keep({ ...NOTHING, lines: left });
  }

  /** The draft as one transaction, whatever the server has of it already. */
  queries(): Query[] {
    const { saleId, lines, discount } = this.state.peek();
    return [
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?) ON CONFLICT (id) DO NOTHING", params: [saleId] },
      // The lines must cover the discount at every step.
      { type: "update", query: "UPDATE ventes SET remise = 0, remise_taux = 0 WHERE id = ?", params: [saleId] },
      { type: "delete", query: "DELETE FROM lignes_vente WHERE vente_id = ?", params: [saleId] },
      ...lines.map((line, position): Query => ({
        type: "insert",
        query:
          `INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, remise_taux, remise_motif, position, ${PRICE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        params: [
          line.id,
          saleId,
          line.productId,
          line.quantity,
          ...discountColumns(line.discount),
          position,
          ...priceColumns(line),
        ],
      })),
      {
        type: "update",
        query: "UPDATE ventes SET remise = ?, remise_taux = ?, remise_motif = coalesce(?, remise_motif) WHERE id = ?",
        params: [...discountColumns(discount), saleId],
      },
    ];
  }

  protected override begun(line: DraftLine): DirectLine {
    return line;
  }

  protected override takesMore({ discount }: DirectLine): boolean {
    return discount.cents === 0 && discount.rate === 0;
  }

  /** Each writing writes all lines anew, each at the price that it was begun with. */
  protected override priced(): boolean {
    return false;
  }

  /** An older page kept less of a line, and only whether all of them were written. */
  protected override understood(stored: Omit<Direct, "written"> & { written?: Direct["written"] | boolean }): Direct {
    const lines = stored.lines.map((line) => ({ ...line, gone: line.gone ?? false }));
    const written = stored.written === true ? quantitiesOf(lines) : stored.written || null;
    return { ...NOTHING, ...stored, lines, written };
  }

  protected override settled(state: Direct): Direct {
    return state.saleId === "" && state.lines.length > 0 ? { ...state, saleId: this.newId() } : state;
  }
}
