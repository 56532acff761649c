/**
 * Where a scan goes at the till: onto the ticket that is rung up, to the screen that looks tickets up, or from others to one of them.
 * Where it would break something off it is said, and goes nowhere.
 */
import type { ReadonlySignal } from "@preact/signals";
import type { Screen } from "./screen.ts";
import { parseNumber } from "./refund.ts";
import type { Stop } from "../../network/listeners.ts";
import type { Scan } from "../../scanner/scanner.ts";

/** Screens where nothing is under way that a scan would break off. */
const LEADING: ReadonlySet<Screen> = new Set(["queue", "paid", "x"]);

export class CaisseScans {
  #taker: { readonly screen: Screen; readonly take: (scan: Scan) => void } | null = null;
  /** For a screen that is yet to be drawn. */
  #led: { readonly screen: Screen; readonly scans: Scan[] } | null = null;

  /** `ring` takes what is scanned for the ticket that is rung up, `stray` what has no place. */
  constructor(
    readonly screen: ReadonlySignal<Screen>,
    readonly go: (screen: Screen) => void,
    readonly ring: (scan: Scan) => void,
    readonly stray: (scan: Scan) => void,
  ) {}

  /**
   * The number on a receipt leads to its ticket, anything else to a direct sale. `open`: the till is. `free`: the screen
   * may be left. `article`: an article has this code, however much it looks like a receipt's number.
   */
  scanned(scan: Scan, { open, free, article }: { open: boolean; free: boolean; article: boolean }): void {
    const screen = this.screen.peek();
    const receipt = !article && receiptNumber(scan) !== null;
    if (screen === "pay" && voucherIn(scan) !== null && this.#taker?.screen === screen) return this.#taker.take(scan);
    if (!open) return this.stray(scan);
    if (screen === "direct") return this.ring(scan);
    // Who has gone on is still drawn for a moment.
    if (receipt && this.#taker?.screen === screen) return this.#taker.take(scan);
    if (receipt && this.#led?.screen === screen) {
      this.#led.scans.push(scan);
      return;
    }
    if (!free || !LEADING.has(screen)) return this.stray(scan);
    if (receipt) {
      this.#led = { screen: "lookup", scans: [scan] };
      return this.go("lookup");
    }
    this.go("direct");
    this.ring(scan);
  }

  /** From now on a screen takes the scans made on it, first those that led there. */
  take(screen: Screen, take: (scan: Scan) => void): Stop {
    const taker = { screen, take };
    this.#taker = taker;
    const led = this.#led?.screen === screen ? this.#led.scans : [];
    this.#led = null;
    for (const scan of led) take(scan);
    return () => {
      if (this.#taker === taker) this.#taker = null;
    };
  }
}

/** What looks like the code of a voucher or a gift card, whose check digits the server knows; null for anything else. */
export function voucherIn({ readings }: Scan): string | null {
  return readings.find((text) => /^B\d{12}$/.test(text)) ?? null;
}

/** The reading of a scan that names till and number, as receipts do; null for articles. */
export function receiptNumber({ readings }: Scan): string | null {
  return readings.find((text) => (parseNumber(text, "")?.till ?? "") !== "") ?? null;
}
