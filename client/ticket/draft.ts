/** A ticket in hand: kept on this machine with each change, so that a reload or a cut loses nothing, and brought up to the catalogue. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Nature } from "../../shared/natures.ts";
import { lineQuantity, ONE } from "../../shared/quantity.ts";
import { isMeasured, type Unit, unitOf } from "../../shared/units.ts";
import { lineTotal } from "../../shared/vat.ts";
import type { Product } from "../catalogue/catalogue.ts";
import type { KeyValueStore } from "../network/platform.ts";
import { Shelf } from "../network/shelf.ts";
import { type Discount, NO_DISCOUNT, settledOn, storedDiscount } from "./discount.ts";
import type { SaidPrice } from "./asking.ts";
import { followed, type FollowedLine } from "./followed_line.ts";
import type { Said } from "./said_price.ts";

export interface DraftLine extends FollowedLine {
  /** UUIDv7, the row's own id from the first moment: sent twice, it is written once. */
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** What is no goods is not discounted; absent from what an older page stored. */
  readonly nature?: Nature;
  /** Thousandths; negative for a deposit that comes back. */
  readonly quantity: number;
  readonly discount: Discount;
  /** Its price was said here. */
  readonly said: Said;
}

/** What a role keeps of its ticket; more than the lines. */
export interface Kept<Line> {
  readonly lines: readonly Line[];
  /** Off the whole ticket. */
  readonly discount: Discount;
}

export abstract class TicketDraft<Line extends DraftLine, State extends Kept<Line>> {
  readonly lines: ReadonlySignal<readonly Line[]> = computed(() => this.#state.value.lines);
  readonly discount: ReadonlySignal<Discount> = computed(() => this.#state.value.discount);
  /** Cents, the lines' discounts taken off. */
  readonly subtotal: ReadonlySignal<number> = computed(() => totalOf(this.lines.value));
  readonly total: ReadonlySignal<number> = computed(() => totalOfTicket(this.#state.value));
  /** The deposit that is sold with an article, for who has a catalogue to say. */
  depositOf: (productId: number) => Product | null = () => null;
  readonly #state;
  readonly #shelf: Shelf<State>;
  /** Whose it is; null while it is put aside. */
  #owner: string | null = null;

  /** `capacity`: lines that it holds at most. */
  constructor(
    storage: KeyValueStore,
    prefix: string,
    readonly newId: () => string,
    readonly nothing: State,
    readonly capacity: number,
  ) {
    this.#state = signal(nothing);
    this.#shelf = new Shelf(storage, prefix);
  }

  get state(): ReadonlySignal<State> {
    return this.#state;
  }

  /** Takes up what this person had in hand here; null puts it aside. */
  open(userId: number | null): void {
    this.#owner = userId === null ? null : String(userId);
    this.noticed();
  }

  /** Another tab of this machine may have changed it: two tabs hold one ticket. */
  noticed(): void {
    const stored = this.#owner === null ? null : this.#shelf.read(this.#owner);
    if (JSON.stringify(stored) === JSON.stringify(this.#state.peek())) return;
    this.#state.value = Array.isArray(stored?.lines) ? this.understood(asStored(stored)) : this.nothing;
  }

  /**
   * So many thousandths more of a product, at the price that was said where it is open, and its deposit with it; fewer than none
   * of a deposit that comes back. The line's id, null when the ticket is full.
   */
  add(product: Product, quantity: number = ONE, priced?: SaidPrice): string | null {
    const before = this.#state.peek();
    const { lines } = before;
    // Each weighing, and each price that was said, is a line of its own.
    const line = isMeasured(product.unit) || priced !== undefined
      ? undefined
      : lines.find((candidate) =>
        candidate.productId === product.id && candidate.said === null && candidate.quantity < 0 === quantity < 0 &&
        this.takesMore(candidate, product)
      );
    if (line !== undefined) {
      this.setQuantity(line.id, line.quantity + quantity);
      return this.#withDeposit(line.id, product, quantity, before);
    }
    if (lines.length >= this.capacity) return null;
    const { unit, nature } = product;
    const id = this.newId();
    const label = priced?.label || product.label;
    const price = priced?.cents ?? product.price;
    const tagged = priced?.tag === undefined ? {} : { tag: priced.tag };
    const said: Said = priced === undefined ? null : { open: true, ordinary: product.price, reason: "", ...tagged };
    const added = {
      id,
      productId: product.id,
      label,
      unit,
      nature,
      price,
      quantity: lineQuantity(quantity),
      now: null,
      gone: false,
    };
    this.setLines([...lines, this.begun({ ...added, discount: NO_DISCOUNT, said })]);
    return this.#withDeposit(id, product, quantity, before);
  }

  /** What is sold without its deposit would be sold for too little: where that finds no room, neither is added. */
  #withDeposit(lineId: string, product: Product, quantity: number, before: State): string | null {
    const deposit = this.depositOf(product.id);
    if (deposit === null || this.add(deposit, quantity) !== null) return lineId;
    this.keep(before);
    return null;
  }

  /** Thousandths; zero removes the line. */
  setQuantity(lineId: string, quantity: number): void {
    this.change(lineId, (line) => ({ ...line, quantity: lineQuantity(quantity) }));
  }

  /** Another price of one, and where it comes from. */
  setPrice(lineId: string, price: number, said: Said): void {
    this.change(lineId, (line) => ({ ...line, price, said, now: null }));
  }

  /** Holds lines against the catalogue. `find` answers null for a product that is no longer on sale. */
  follow(find: (productId: number) => Product | null): void {
    const { lines } = this.#state.peek();
    const now = followed(lines, find, (line) => line.said !== null || this.priced(line));
    if (now !== lines) this.setLines(now);
  }

  clear(): void {
    this.keep(this.nothing);
  }

  /** A new line as this role's. */
  protected abstract begun(line: DraftLine): Line;

  /** Whether more of its product goes on this line. */
  protected abstract takesMore(line: Line, product: Product): boolean;

  /** Whether the server has fixed its price. */
  protected abstract priced(line: Line): boolean;

  /** What was stored, perhaps by an older page. */
  protected abstract understood(stored: State): State;

  /** What follows from the lines. */
  protected abstract settled(state: State): State;

  protected setLines(lines: readonly Line[]): void {
    this.keep({ ...this.#state.peek(), lines });
  }

  protected change(lineId: string, change: (line: Line) => Line): void {
    const { lines } = this.#state.peek();
    const now = lines.map((line) => line.id === lineId ? change(line) : line);
    // What is sold does not become what comes back, nor the other way.
    this.setLines(now.filter(({ quantity }, at) => quantity !== 0 && quantity < 0 === lines[at]!.quantity < 0));
  }

  protected keep(state: State): void {
    this.#state.value = this.settled(discountsSettled(state));
    // A full storage costs the safety of this ticket, not the ticket.
    if (this.#owner !== null) this.#shelf.put(this.#owner, this.#state.peek());
  }
}

/** As it was stored, perhaps by an older page, which knew less of discounts and prices, and pieces alone. */
export function asStored<Line extends DraftLine, State extends Kept<Line>>(stored: State): State {
  const lines = stored.lines.map((line) => ({
    ...line,
    unit: unitOf(line.unit),
    said: line.said ?? null,
    now: line.now ?? null,
    discount: storedDiscount(line.discount),
  }));
  return { ...stored, lines, discount: storedDiscount(stored.discount) };
}

/** Each discount as it is off what is there now. */
function discountsSettled<Line extends DraftLine, State extends Kept<Line>>(state: State): State {
  const lines = state.lines.map((line) => {
    const discount = settledOn(lineTotal(line.quantity, line.price, 0), line.discount);
    return discount === line.discount ? line : { ...line, discount };
  });
  const same = lines.every((line, at) => line === state.lines[at]);
  return { ...state, lines: same ? state.lines : lines, discount: settledOn(totalOf(lines.filter(isGoods)), state.discount) };
}

/** Whether it is discounted, by itself or with its ticket. */
export function isGoods({ nature = "bien" }: Pick<DraftLine, "nature">): boolean {
  return nature === "bien";
}

/** Cents, all discounts taken off; of a ticket that an older page stored as well. */
export function totalOfTicket({ lines, discount }: Pick<Kept<DraftLine>, "lines"> & Partial<Kept<DraftLine>>): number {
  return totalOf(lines) - (discount?.cents ?? 0);
}

/** Cents, the lines' discounts taken off. */
export function totalOf(
  lines: readonly (Pick<DraftLine, "quantity" | "price"> & Partial<Pick<DraftLine, "discount">>)[],
): number {
  return lines.reduce((sum, { quantity, price, discount }) => sum + lineTotal(quantity, price, discount?.cents ?? 0), 0);
}

/** Thousandths by line id. */
export function quantitiesOf(lines: readonly Pick<DraftLine, "id" | "quantity">[]): Readonly<Record<string, number>> {
  return Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity]));
}
