/** A long table read page by page at the server, each beginning where the one before it ends; the page that is shown follows the shop. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { WireParam } from "../../../shared/protocol.ts";
import type { Failure } from "../../network/failure.ts";
import { LiveList } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";

/** Rows of a page. */
const PAGE = 50;

/** Where a page begins: after the row with these values; null for the first. */
export type Place = readonly WireParam[] | null;

export class PagesOf<Row> {
  readonly #list: LiveList<Row>;
  /** Where the present page and those before it begin. */
  readonly #places = signal<readonly Place[]>([null]);
  readonly #more = signal(false);
  readonly #turning = signal(false);

  /** `read` answers so many rows that come after a place; `placeOf` says where a row is. */
  constructor(
    client: NetworkClient,
    tables: readonly string[],
    readonly read: (after: Place, count: number) => Promise<readonly Row[]>,
    readonly placeOf: (row: Row) => Place,
  ) {
    this.#list = new LiveList(client, tables, async () => {
      const rows = await this.read(this.#places.peek().at(-1)!, PAGE + 1);
      this.#more.value = rows.length > PAGE;
      return rows.slice(0, PAGE);
    });
  }

  /** Null until they are here. */
  get rows(): ReadonlySignal<readonly Row[] | null> {
    return this.#list.rows;
  }
  get failure(): ReadonlySignal<Failure | null> {
    return this.#list.failure;
  }
  /** Whether there are rows after this page. */
  get more(): ReadonlySignal<boolean> {
    return this.#more;
  }
  /** Whether another page is on its way. */
  get turning(): ReadonlySignal<boolean> {
    return this.#turning;
  }
  /** How many rows come before this page. */
  get before(): number {
    return (this.#places.value.length - 1) * PAGE;
  }

  start(): void {
    this.#list.start();
  }

  stop(): void {
    this.#list.stop();
  }

  next(): Promise<void> {
    const last = this.rows.peek()?.at(-1);
    return last === undefined ? Promise.resolve() : this.#turn([...this.#places.peek(), this.placeOf(last)]);
  }

  previous(): Promise<void> {
    return this.#turn(this.#places.peek().slice(0, -1));
  }

  /** The present page, as it is now. */
  refresh(): Promise<void> {
    return this.#list.refresh();
  }

  /** From the first page: what is asked for is another. */
  again(): Promise<void> {
    return this.#turn([null]);
  }

  async #turn(places: readonly Place[]): Promise<void> {
    this.#places.value = places.length === 0 ? [null] : places;
    this.#turning.value = true;
    await this.#list.refresh();
    this.#turning.value = false;
  }
}
