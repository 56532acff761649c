/** What is asked over the payment: a voucher's code, whose account, another quantity, a reason. */
import { type Signal, useSignal } from "@preact/signals";
import { formatCents } from "../../../shared/money.ts";
import { attempt } from "../../network/attempt.ts";
import type { GivenTender } from "../store/tenders.ts";
import { CaisseAccount, CaisseHandLine, CaisseReason, CaisseVoucher } from "./later.ts";
import type { ScreenProps } from "./screen_props.ts";

/** What is open; null or false while it is not. */
export interface Asks {
  readonly asking: Signal<"giveBack" | "cancel" | null>;
  /** Money that was taken already, to be taken off the ticket. */
  readonly takingOff: Signal<GivenTender | null>;
  /** The code of a voucher, as it was scanned; empty while it is to be typed. */
  readonly voucher: Signal<string | null>;
  /** Whose ticket it is, and its account. */
  readonly account: Signal<boolean>;
  /** A line whose quantity is to be another; empty while bottles are counted that come back. */
  readonly changing: Signal<string | null>;
}

export function useAsks(): Asks {
  return {
    asking: useSignal<"giveBack" | "cancel" | null>(null),
    takingOff: useSignal<GivenTender | null>(null),
    voucher: useSignal<string | null>(null),
    account: useSignal(false),
    changing: useSignal<string | null>(null),
  };
}

interface PayDialogsProps extends Pick<ScreenProps, "store" | "busy" | "t" | "locale"> {
  asks: Asks;
  /** Cents that are left to pay, what was given, and the amount that was typed. */
  ticket: { readonly left: number; readonly tenders: readonly GivenTender[]; readonly amount: number };
  /** What was typed was given. */
  onTyped: () => void;
}

export function PayDialogs({ store, asks, ticket: { left, tenders, amount }, busy, t, locale, onTyped }: PayDialogsProps) {
  const { caisse, client } = store;
  const { hand } = caisse;
  return (
    <>
      {asks.voucher.value !== null && (
        <CaisseVoucher
          client={client}
          scanned={asks.voucher.value}
          left={left}
          tenders={tenders}
          t={t}
          locale={locale}
          onGive={(tender) => {
            if (!busy && hand.give(tender)) asks.voucher.value = null;
          }}
          onClose={() => asks.voucher.value = null}
        />
      )}
      {asks.account.value && (
        <CaisseAccount
          store={store}
          left={left}
          wanted={amount}
          tenders={tenders}
          t={t}
          locale={locale}
          onGive={(tender) => {
            if (busy || !hand.give(tender)) return;
            onTyped();
            asks.account.value = false;
          }}
          onClose={() => asks.account.value = false}
        />
      )}
      {asks.changing.value !== null && (
        <CaisseHandLine
          store={store}
          lineId={asks.changing.value}
          t={t}
          locale={locale}
          onClose={() => asks.changing.value = null}
        />
      )}
      {asks.asking.value !== null && (
        <CaisseReason
          key={asks.asking.value}
          about={asks.asking.value}
          name=""
          t={t}
          locale={locale}
          onClose={() => asks.asking.value = null}
          onReason={(reason) => attempt(() => asks.asking.value === "cancel" ? caisse.cancel(reason) : caisse.giveBack(reason))}
        />
      )}
      {asks.takingOff.value !== null && (
        <CaisseReason
          about="takeOff"
          name={t.caisse.pay.takeOff(
            t.caisse.modes[asks.takingOff.value.mode] ?? asks.takingOff.value.mode,
            formatCents(asks.takingOff.value.amount, locale),
          )}
          t={t}
          locale={locale}
          onClose={() => asks.takingOff.value = null}
          onReason={(reason) => attempt(() => hand.tenders.takeOff(asks.takingOff.value!.id, reason))}
        />
      )}
    </>
  );
}
