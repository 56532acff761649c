/** A paid ticket looked up by its printed number: what of it can still be given back. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { PaidMeans } from "../../../shared/tender.ts";
import type { Unit } from "../../../shared/units.ts";
import type { Ask } from "../../network/certain_commands.ts";
import type { TillSession } from "./till.ts";
import type { NetworkClient } from "../../network/network_client.ts";

export interface PaidLine {
  readonly id: string;
  readonly label: string;
  /** Thousandths, as sold. */
  readonly quantity: number;
  readonly unit: Unit;
  /** Cents. */
  readonly price: number;
  /** Thousandths that were not given back yet. */
  readonly left: number;
  /** Cents paid for the line, discounts taken off, and what is left of them. */
  readonly paid: number;
  readonly leftPaid: number;
}

export interface PaidTicket {
  readonly id: string;
  readonly type: "vente" | "avoir";
  /** `C1-000123`, in training `F-C1-000123` */
  readonly number: string;
  readonly seller: string;
  /** Absent where none was chosen. */
  readonly customer?: string;
  /** Of the customer's company. */
  readonly siren?: string;
  /** RFC 3339, UTC. */
  readonly paidAt: string;
  readonly total: number;
  readonly lines: readonly PaidLine[];
  /** Most of it first; none of a refund. */
  readonly means: readonly PaidMeans[];
}

/** How a paid ticket is asked for: the screen that looks them up knows, and is fetched later than the till. */
export type FetchPaid = (client: NetworkClient, number: PaidNumber) => Promise<PaidTicket | null>;

export class Refunds {
  readonly #found = signal<PaidTicket | null>(null);
  /** Counts what was asked for and what was left. */
  #asked = 0;

  constructor(readonly client: NetworkClient, readonly till: TillSession, readonly ask: Ask) {}

  /** The ticket that was looked up; null while there is none. */
  get found(): ReadonlySignal<PaidTicket | null> {
    return this.#found;
  }

  /**
   * Looks a paid ticket up by what is printed on it, by `fetchPaid`; false when there is none. Whoever left meanwhile is not
   * pulled back by a slow answer. Throws a Failure.
   */
  async find(text: string, fetchPaid: FetchPaid): Promise<boolean> {
    const asked = ++this.#asked;
    const till = this.till.state.peek();
    const wanted = parseNumber(text, till.kind === "open" ? till.name : "");
    const found = wanted === null ? null : await fetchPaid(this.client, wanted);
    if (asked === this.#asked) this.#found.value = found;
    return found !== null;
  }

  forget(): void {
    this.#asked += 1;
    this.#found.value = null;
  }
}

export interface PaidNumber {
  /** Of the series that trains. */
  readonly training: boolean;
  readonly till: string;
  readonly number: number;
}

/** `C1-000123`, `c1 123`, `F-C1-000123`, or `123` for this till's own; null when it is no number. */
export function parseNumber(text: string, till: string): PaidNumber | null {
  const match = /^\s*(?:(F[\s\-_/'’)]+)?([A-Z][A-Z0-9]{0,9})[\s\-_/'’)]+)?0*([1-9]\d{0,8})\s*$/i.exec(text);
  if (match === null) return null;
  return { training: match[1] !== undefined, till: match[2]?.toUpperCase() ?? till, number: Number(match[3]) };
}
