/** One ticket and its money. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatCents } from "../../../shared/money.ts";
import {
  changeFor,
  isMuchChange,
  isTaken,
  leftToPay,
  mayGive,
  MODES,
  overcharged,
  type PaymentMode,
  type RefundMode,
} from "../../../shared/tender.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { HandPane } from "../components/hand_pane.tsx";
import { amountOf, type PadKey, padKeyOf, typed } from "../components/keypad.tsx";
import { ACCOUNT_KEY, CODE_KEY, MODE_KEYS, PaymentPane } from "../components/payment_pane.tsx";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useTyped } from "../../scanner/typed.ts";
import { GiveBackPane, OwnersWordFields, PayDialogs, ReturnedLines } from "./later.ts";
import { CardPayment } from "./later_card.ts";
import { voucherIn } from "../store/scans.ts";
import { NO_WORD } from "../store/payment.ts";
import type { GivenTender } from "../store/tenders.ts";
import { recallName } from "../../shell/words/recall.ts";
import type { ScreenProps } from "./screen_props.ts";
import { isAsked, useAsks } from "./use_asks.ts";
import { useMeals } from "./use_meals.tsx";
import { useScans } from "./use_scans.ts";

/** Milliseconds in which an Enter is still the one that led here. */
const SETTLE_MS = 400;

export function CaissePay({ store, t, locale, online, busy }: ScreenProps) {
  const { caisse, client } = store;
  const { hand } = caisse;
  const ticket = hand.ticket.value;
  const tenders = hand.tenders.given.value;
  const entry = useTyped();
  const tooMuch = useSignal(false);
  /** The change that was asked about. */
  const asked = useSignal(0);
  const asks = useAsks();
  /** By what goes back what an exchange comes to. */
  const giveBy = useSignal<RefundMode>("especes");
  const word = useSignal(NO_WORD);
  const shownAt = useRef(client.platform.now());
  useEffect(() => {
    // Taken, paid or gone meanwhile: there is nothing to pay here.
    if (ticket === null && !busy && caisse.screen.peek() === "pay") caisse.go("queue");
  }, [ticket === null, busy]);

  useScans(caisse.scans, "pay", (scan) => asks.voucher.value = voucherIn(scan));

  const total = hand.due;
  const returned = ticket === null ? [] : hand.returnedOn(ticket.id);
  const left = leftToPay(total, tenders);
  const change = changeFor(total, tenders);
  const over = overcharged(Math.max(0, total), tenders);
  const amount = amountOf(entry.value);
  const meals = useMeals(store, ticket, tenders, { total, due: left });
  const give = (mode: PaymentMode, cents: number) => {
    if (busy || left === 0 || !meals.allows(mode, cents)) return false;
    if (mode === "carte" && caisse.till.terminal && cents <= left) {
      asks.card.value = cents;
      return false;
    }
    const given = hand.give({ mode, amount: cents });
    tooMuch.value = !given && cents > 0;
    if (given) entry.value = "";
    return given;
  };
  const giveAll = (mode: PaymentMode) => give(mode, meals.wanted(mode, amount));
  const onKey = (key: PadKey) => {
    tooMuch.value = false;
    meals.forget();
    entry.value = typed(entry.value, key);
  };
  const next = changeFor(total, amount === 0 || left === 0 ? tenders : [...tenders, { mode: "especes", amount }]);
  const owners = { code: word.value.code.trim(), reason: word.value.reason.trim() };
  /** What is left unless an amount was typed; in cash, and at once when that pays all. */
  const submit = () => {
    if (busy || !online || ticket === null || client.platform.now() - shownAt.current < SETTLE_MS) return;
    if (total < 0 && giveBy.value === "carte" && caisse.till.terminal && returned.length > 0) {
      asks.card.value = total;
      return;
    }
    if (total < 0) return void caisse.pay(owners, giveBy.value);
    if (over > 0) return;
    if (isMuchChange(total, next, store.marks.value?.muchChange ?? 0) && asked.value !== next) {
      asked.value = next;
      // The same press, held or doubled, is no answer.
      shownAt.current = client.platform.now();
      return;
    }
    const cents = amount || left;
    if (left === 0 || (give("especes", cents) && cents >= left)) {
      caisse.pay(owners);
    }
  };
  const takeOff = (tender: GivenTender) => {
    if (isTaken(tender)) asks.takingOff.value = tender;
    else hand.tenders.handBack(tender.id);
  };
  const back = () => {
    if (busy) return;
    if (entry.value !== "") entry.value = "";
    else if (tenders.length > 0) takeOff(tenders.at(-1)!);
    else if (ticket?.state === "brouillon") caisse.leavePayment();
    else asks.asking.value = "giveBack";
  };
  useShortcuts((event, inField) => {
    if (inField || busy) return false;
    const mode = MODES[MODE_KEYS.findIndex((key) => key === event.key)];
    const key = padKeyOf(event);
    if (mode !== undefined) giveAll(mode);
    else if (event.key.toUpperCase() === CODE_KEY) asks.voucher.value = "";
    else if (event.key.toUpperCase() === ACCOUNT_KEY) asks.account.value = true;
    else if (key !== null && left > 0) onKey(key);
    else if (event.key === "Escape") back();
    else if (event.key === "Enter" && !onChoice(event.target)) submit();
    else return false;
    return true;
  });
  if (ticket === null) return null;

  const { pay } = t.caisse;
  const money = (cents: number) => formatCents(cents, locale);
  const action = total === 0
    ? pay.free
    : left === 0 || (amount >= left && amount > 0)
    ? next > 0 ? pay.submitChange(money(next)) : pay.submit
    : amount > 0
    ? pay.add(money(amount))
    : pay.submitCash(money(left));
  const failure = caisse.problem.value;
  // What was typed stays in sight while it is on its way.
  const wordWanted = failure?.code === "owner_wanted" || failure?.code === "approval_invalid" || word.value.code !== "";
  const notes = (
    <>
      {over > 0 && <p class="stale" role="alert">{pay.over(money(over))}</p>}
      {failure !== null && over === 0 && (failure.code === "stale_version"
        ? <p class="stale" role="alert">{pay.stale}</p>
        : <FailureNote failure={failure} t={t} />)}
      {wordWanted && <OwnersWordFields word={word} t={t} locale={locale} onSubmit={submit} />}
      {asked.value > 0 && asked.value === next && <p class="stale" role="alert">{pay.sure(money(next))}</p>}
      {meals.notes(t, locale)}
      {(caisse.till.terminal || failure?.code === "card_payment_open" || tenders.some(({ card }) => card !== undefined)) && (
        <CardPayment
          store={store}
          saleId={ticket.id}
          asks={asks}
          word={owners}
          online={online}
          t={t}
          locale={locale}
          onGiven={() => entry.value = ""}
        />
      )}
      {tooMuch.value && !mayGive(total, tenders, { mode: "carte", amount: amount || left + 1 }) && (
        <p class="stale" role="alert">{pay.tooMuch}</p>
      )}
    </>
  );
  return (
    <div class="caisse-screen pay-screen">
      <HandPane
        ticket={ticket}
        tenders={tenders}
        total={total}
        returned={returned.length > 0 && <ReturnedLines returned={returned} t={t} locale={locale} onDrop={null} />}
        busy={busy}
        t={t}
        locale={locale}
        onTakeOff={takeOff}
        onChange={(id) => asks.changing.value = id}
        onCustomer={() => asks.account.value = true}
        deposits={store.products.deposits.value.length > 0}
        onBack={() => caisse.leavePayment()}
        onGiveBack={() => asks.asking.value = "giveBack"}
        onCancel={() => asks.asking.value = "cancel"}
      />
      {total < 0
        ? (
          <GiveBackPane
            amount={-total}
            mode={giveBy.value}
            online={online}
            busy={busy}
            t={t}
            locale={locale}
            onMode={(mode) => giveBy.value = mode}
            onSubmit={submit}
          >
            {notes}
          </GiveBackPane>
        )
        : (
          <PaymentPane
            left={left}
            change={over || change}
            about={`${pay.title(ticket.state === "brouillon" ? null : recallName(ticket, locale))} · ${money(total)}`}
            entry={entry.value}
            action={action}
            online={online}
            busy={busy}
            blocked={over > 0}
            t={t}
            locale={locale}
            onKey={onKey}
            onMode={giveAll}
            onCode={() => asks.voucher.value = ""}
            onAccount={() => asks.account.value = true}
            onCash={(cents) => give("especes", cents)}
            onSubmit={submit}
          >
            {notes}
          </PaymentPane>
        )}
      {isAsked(asks) && (
        <PayDialogs
          store={store}
          asks={asks}
          ticket={{ left, tenders, amount }}
          busy={busy}
          t={t}
          locale={locale}
          onTyped={() => entry.value = ""}
        />
      )}
    </div>
  );
}
