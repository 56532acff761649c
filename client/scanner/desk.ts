/** Scans, one after the other: each becomes a product, or a row that says why it did not. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Bilingual } from "../../shared/errors.ts";
import { type Coded, fetchByCode, type Product } from "../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../catalogue/live.ts";
import { Later } from "../components/later.tsx";
import type { NetworkClient } from "../network/network_client.ts";
import { shopDay } from "../shell/words/shop_clock.ts";
import type { ScannedCodes } from "./codes_aside.ts";
import type { CodedPrice, FoundCode, RefusedCode, ScanTrouble } from "./meaning.ts";
import type { Scan } from "./scanner.ts";

/** Rows of codes that came to nothing; the oldest goes first. */
const PROBLEMS = 4;
/** Scans that may wait for the catalogue. */
const WAITING = 200;

/** What reads codes that no memory holds. */
const codes = new Later(() => import("./codes_aside.ts"));

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
  #codes: ScannedCodes | null = null;

  /** `add` puts so many thousandths of a product on the ticket, as often as was asked for, or asks how many, if need be how much was `measured`; false where it cannot. */
  constructor(
    readonly client: NetworkClient,
    readonly catalogue: LiveCatalogue,
    readonly add: (product: Product, quantity: number | null, said?: CodedPrice, measured?: boolean) => boolean,
  ) {
    // A scan must not find the server away.
    codes.fetchWhenIdle();
  }

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
    this.#codes?.stop();
    this.#codes = null;
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
    const meant = await this.#meant(scan);
    if (run !== this.#run) return;
    if (meant.trouble !== undefined) this.#tell(scan.readings[0]!, meant.trouble, meant.label);
    else this.#take(meant, scan, meant.note);
  }

  async #meant(scan: Scan): Promise<FoundCode | RefusedCode> {
    const aside = await codes.needed();
    if (aside === null) return { trouble: "away", label: null };
    this.#codes ??= new aside.ScannedCodes(this.client, this.catalogue, fetchByCode, shopDay);
    return await this.#codes.meant(scan);
  }

  /** `note` is said of what was added, or instead of it where nobody can be asked how many. */
  #take({ product, quantity, said, measured }: Omit<FoundCode, "note">, scan: Scan, note: Bilingual | null = null): void {
    const added = this.add(product, quantity, said, measured);
    const trouble = quantity === null ? added ? null : note : added ? note : "full";
    if (trouble !== null) this.#tell(scan.readings[0]!, trouble, product.label);
  }

  #tell(code: string, trouble: ScanTrouble, label: string | null): void {
    const others = this.#problems.peek().filter((problem) => problem.code !== code);
    this.#problems.value = [...others, { id: ++this.#made, code, trouble, label }].slice(-PROBLEMS);
  }
}
