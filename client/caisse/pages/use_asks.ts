/** What is asked over the payment; the dialogs themselves are fetched apart. */
import { type Signal, useSignal } from "@preact/signals";
import type { GivenTender } from "../store/tenders.ts";

/** What is open; null or false while it is not. */
export interface Asks {
  readonly asking: Signal<"giveBack" | "cancel" | null>;
  /** Money that was taken already, to be taken off the ticket. */
  readonly takingOff: Signal<GivenTender | null>;
  /** The code of a voucher, as it was scanned; empty while it is to be typed. */
  readonly voucher: Signal<string | null>;
  /** Cents that the till's card terminal is to be asked for; negative where it gives back. */
  readonly card: Signal<number | null>;
  /** Whose ticket it is, and its account. */
  readonly account: Signal<boolean>;
  /** A line whose quantity is to be another; empty while bottles are counted that come back. */
  readonly changing: Signal<string | null>;
}

export const isAsked = (asks: Asks) => Object.values(asks).some(({ value }) => value !== null && value !== false);

export function closeAll({ account, ...asks }: Asks): void {
  for (const one of Object.values(asks)) one.value = null;
  account.value = false;
}

export function useAsks(): Asks {
  return {
    asking: useSignal<"giveBack" | "cancel" | null>(null),
    takingOff: useSignal<GivenTender | null>(null),
    voucher: useSignal<string | null>(null),
    card: useSignal<number | null>(null),
    account: useSignal(false),
    changing: useSignal<string | null>(null),
  };
}
