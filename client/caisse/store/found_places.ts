/** Where articles go that were scanned out of place: onto another's ticket in hand, else onto the one that is rung up here. */
import type { ReadonlySignal } from "@preact/signals";
import type { Asking } from "../../ticket/asking.ts";
import type { Hand } from "./hand.ts";
import type { HandChanges } from "./hand_changes.ts";
import type { Ringing } from "./ringing.ts";
import type { Screen } from "./screen.ts";
import type { StrayScans } from "./strays.ts";

/** What of the cashier's work they come into. */
interface Work {
  readonly strays: StrayScans;
  readonly hand: Hand;
  readonly changes: HandChanges;
  readonly ringing: Ringing;
  readonly asking: Asking;
  readonly busy: ReadonlySignal<boolean>;
  readonly screen: ReadonlySignal<Screen>;
  go(screen: Screen): void;
  leavePayment(): void;
}

export class FoundPlaces {
  constructor(readonly work: Work) {}

  async add(): Promise<void> {
    const { strays: found, hand, changes, ringing, asking, busy } = this.work;
    if (busy.peek() || asking.asked.peek().length > 0) return;
    const strays = found.articles.peek();
    const screen = this.work.screen.peek();
    if (screen === "pay" && hand.ticket.peek()?.state === "en_caisse") {
      const asked = strays.filter((stray) =>
        stray.said === undefined &&
        asking.asks(stray.product, stray.quantity, (quantity, said) =>
          changes.add([found.weigh(stray, quantity, said)]), stray.measured)
      );
      const known = strays.filter((stray) => !asked.includes(stray));
      return known.length === 0 ? undefined : await changes.add(known);
    }
    if (screen === "pay") this.work.leavePayment();
    // What was counted is not left for it.
    else if (screen !== "count") this.work.go("direct");
    for (const { product, quantity, said, measured } of strays) ringing.add(product, quantity, said, measured);
    found.drop(strays);
  }
}
