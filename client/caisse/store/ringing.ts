/** Ringing up at the till: what the next article is added with, and what came of the last one, tapped or scanned. */
import { signal } from "@preact/signals";
import { ONE, times } from "../../../shared/quantity.ts";
import type { BroughtBack, Product } from "../../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { ScanDesk } from "../../scanner/desk.ts";
import type { Asking, SaidPrice } from "../../ticket/asking.ts";
import type { DirectSale } from "./direct_sale.ts";

export class Ringing {
  /** Thousandths that the next article is added with. */
  readonly quantity = signal(ONE);
  /** The last article found no room. */
  readonly full = signal(false);
  /** The recall number of the ticket that was put into the queue; null once the next has begun. */
  readonly parked = signal<number | null>(null);
  /** Rises with each article that was tried, by whichever way. */
  readonly tried = signal(0);
  readonly scans: ScanDesk;

  constructor(client: NetworkClient, products: LiveCatalogue, readonly sale: DirectSale, readonly asking: Asking) {
    sale.ticket.depositOf = (id) => products.depositOf(id);
    this.scans = new ScanDesk(client, products, (product, quantity, said, measured) => {
      return quantity === null
        ? asking.count(product, (pieces) => this.add(product, pieces))
        : this.add(product, quantity, said, measured);
    });
  }

  /** Adds so many thousandths as often as was asked for, or what a label says; false when the ticket is full. */
  add(product: Product, quantity: number = ONE, labelled?: SaidPrice, measured?: boolean): boolean {
    // A label is one packet's.
    const wanted = labelled === undefined ? times(this.quantity.peek(), quantity) : quantity;
    this.quantity.value = ONE;
    const put = (thousandths: number, said?: SaidPrice) => {
      const added = this.sale.ticket.add(product, thousandths, said) !== null;
      this.full.value = !added;
      this.parked.value = null;
      this.tried.value += 1;
      return added;
    };
    return labelled === undefined ? this.asking.add(product, wanted, put, measured) : put(wanted, labelled);
  }

  /** So many of each come back; answers those that find no room. */
  takeBack(back: readonly BroughtBack[]): readonly BroughtBack[] {
    this.parked.value = null;
    return back.filter(({ product, pieces }) => this.sale.ticket.add(product, -pieces * ONE) === null);
  }

  /** Throws a Failure. */
  async park(): Promise<void> {
    this.parked.value = await this.sale.park();
  }

  /** What was told is read; the ticket stays. */
  leave(): void {
    this.quantity.value = ONE;
    this.full.value = false;
    this.parked.value = null;
    this.scans.clear();
  }
}
