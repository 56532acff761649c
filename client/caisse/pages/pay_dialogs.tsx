/** What is asked over the payment: a voucher's code, whose account, another quantity, a reason. */
import { formatCents } from "../../../shared/money.ts";
import { attempt } from "../../network/attempt.ts";
import { ReasonDialog } from "../components/reason_dialog.tsx";
import type { GivenTender } from "../store/tenders.ts";
import type { AsideMessages } from "../words/aside.ts";
import { CaisseAccount } from "./account.tsx";
import { CaisseHandLine } from "./quantity.tsx";
import type { ScreenProps } from "./screen_props.ts";
import type { Asks } from "./use_asks.ts";
import { CaisseVoucher } from "./voucher.tsx";

interface PayDialogsProps extends Pick<ScreenProps, "store" | "busy" | "locale"> {
  t: AsideMessages;
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
        <ReasonDialog
          key={asks.asking.value}
          about={asks.asking.value}
          name=""
          t={t}
          locale={locale}
          onClose={() => asks.asking.value = null}
          onReason={(reason) => attempt(() => asks.asking.value === "cancel" ? caisse.cancel(reason) : caisse.giveBack(reason))}
        />
      )}
      {asks.takingOff.value !== null && asks.takingOff.value.card === undefined && (
        <ReasonDialog
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
