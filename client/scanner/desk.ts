/** Scans, one after the other: each becomes a product, or a row that says why it did not. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { isEan13 } from "../../shared/ean.ts";
import { type Coded, fetchByCode, type Product } from "../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../catalogue/live.ts";
import type { NetworkClient } from "../network/network_client.ts";
import type { Scan } from "./scanner.ts";

/** Rows of codes that came to nothing; the oldest goes first. */
const PROBLEMS = 4;
/** Scans that may wait for the catalogue. */
const WAITING = 200;

/** `misread`: the check digit is wrong. `unsold`: known, but no longer on sale. `full`: no room on the ticket. */
export type ScanTrouble = "unknown" | "misread" | "unsold" | "full";

export interface ScanProblem {
  readonly id: number;
  readonly code: string;
  readonly trouble: ScanTrouble;
  /** The product's name, where it is known. */
  readonly label: string | null;
}

export class ScanDesk {
  readonly #problems = signal<readonly ScanProblem[]>([]);
  #queue: Scan[] = [];
  #working = false;
  #made = 0;
  #run = 0;

  /** `add` puts so many thousandths of a product on the ticket, as often as was asked for; false when it is full. */
  constructor(
    readonly client: NetworkClient,
    readonly catalogue: LiveCatalogue,
    readonly add: (product: Product, quantity: number) => boolean,
  ) {}

  get problems(): ReadonlySignal<readonly ScanProblem[]> {
    return this.#problems;
  }

  scan(scan: Scan): void {
    if (this.#queue.length >= WAITING) return;
    this.#queue.push(scan);
    this.resume();
  }

  dismiss(id: number): void {
    this.#problems.value = this.#problems.peek().filter((problem) => problem.id !== id);
  }

  clear(): void {
    this.#problems.value = [];
  }

  /** What was scanned before the catalogue was there is worked off once it is. */
  async resume(): Promise<void> {
    if (this.#working || this.catalogue.rows.peek() === null) return;
    this.#working = true;
    const run = this.#run;
    for (let scan = this.#queue.shift(); scan !== undefined; scan = this.#queue.shift()) {
      const known = this.#known(scan);
      // Only a code that is not in memory waits for the server: the usual one is on the ticket at once.
      if (known !== null) this.#take(known, scan);
      else await this.#ask(scan, run);
      if (run !== this.#run) return;
    }
    this.#working = false;
  }

  /** Another person works here from now on. */
  stop(): void {
    this.#run += 1;
    this.#queue = [];
    this.#working = false;
    this.clear();
  }

  #known({ readings }: Scan): Coded | null {
    for (const code of readings) {
      const coded = this.catalogue.byCode(code);
      if (coded !== null) return coded;
    }
    return null;
  }

  async #ask(scan: Scan, run: number): Promise<void> {
    const code = scan.readings[0]!;
    if (misread(code)) return this.#tell(code, "misread", null);
    const found = this.client.state.phase === "ready" ? await fetchByCode(this.client, code).catch(() => null) : null;
    if (run !== this.#run) return;
    if (found?.active === true) this.#take(found, scan);
    else this.#tell(code, found === null ? "unknown" : "unsold", found?.product.label ?? null);
  }

  #take({ product, quantity }: Coded, scan: Scan): void {
    if (!this.add(product, quantity)) this.#tell(scan.readings[0]!, "full", product.label);
  }

  #tell(code: string, trouble: ScanTrouble, label: string | null): void {
    const others = this.#problems.peek().filter((problem) => problem.code !== code);
    this.#problems.value = [...others, { id: ++this.#made, code, trouble, label }].slice(-PROBLEMS);
  }
}

function misread(code: string): boolean {
  return /^\d{13}$/.test(code) && !isEan13(code);
}
