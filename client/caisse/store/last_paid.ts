/** How the last payment or refund ended, kept until the person goes on: a reload loses neither the change nor the first printing. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { ReceiptData } from "../../../shared/receipt/receipt.ts";
import type { KeyValueStore } from "../../network/platform.ts";
import type { TillPrint } from "./till_printer.ts";
import { Shelf } from "../../network/shelf.ts";

export interface Paid {
  readonly receipt: ReceiptData & {
    readonly vente_id: string;
    readonly deja_encaisse?: boolean;
    readonly a_imprimer?: boolean;
    /** Lines whose rate of VAT, in basis points, is another than when they were added. */
    readonly taux_changes?: readonly { readonly libelle: string; readonly avant: number; readonly apres: number }[];
    /** The till's printer, by its name; absent where the browser prints. */
    readonly imprimante?: string;
    /** What is printed unasked is on its way there already. */
    readonly impression?: TillPrint;
    /** The same of what is prepared elsewhere. */
    readonly cuisine?: readonly TillPrint[];
  };
  /** Whose ticket it was, for its paper; absent where nobody was chosen. */
  readonly customer?: string;
  /** It was printed here: what is printed from now on is a copy. */
  readonly printed: boolean;
  /** What the customer's phone opens to read it; absent while it has no address. */
  readonly shared?: string;
}

export class LastPaid {
  readonly #paid = signal<Paid | null>(null);
  readonly #shelf: Shelf<Paid>;
  #owner: string | null = null;

  constructor(storage: KeyValueStore) {
    this.#shelf = new Shelf(storage, "comptoir.paid.");
  }

  get paid(): ReadonlySignal<Paid | null> {
    return this.#paid;
  }

  start(userId: number): void {
    this.#owner = String(userId);
    this.#paid.value = this.#shelf.read(this.#owner);
  }

  /** It stays stored. */
  stop(): void {
    this.#owner = null;
    this.#paid.value = null;
  }

  /** What became of its paper in another tab holds here as well. */
  noticed(): void {
    const stored = this.#owner === null ? null : this.#shelf.read(this.#owner);
    const paid = this.#paid.peek();
    if (stored !== null && paid?.receipt.vente_id === stored.receipt.vente_id) this.#paid.value = stored;
  }

  show(receipt: Paid["receipt"], customer?: string): void {
    this.#keep({ receipt, printed: false, ...customer === undefined ? {} : { customer } });
  }

  /** Whether the receipt itself is out: what is printed after it is a copy. */
  notePrinted(printed: boolean): void {
    const paid = this.#paid.peek();
    if (paid !== null) this.#keep({ ...paid, printed });
  }

  /** Its receipt has an address for the customer's phone. */
  noteShared(saleId: string, shared: string): void {
    const paid = this.#paid.peek();
    if (paid?.receipt.vente_id === saleId) this.#keep({ ...paid, shared });
  }

  /** It was read: the next one comes. */
  goOn(): void {
    if (this.#owner !== null) this.#shelf.remove(this.#owner);
    this.#paid.value = null;
  }

  #keep(paid: Paid): void {
    this.#paid.value = paid;
    if (this.#owner !== null) this.#shelf.put(this.#owner, paid);
  }
}
