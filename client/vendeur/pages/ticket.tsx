/** The ticket in hand on the seller's page: its lines, what is wrong with it, and what was sent last. */
import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { Icon } from "../../components/icon.tsx";
import { ScanProblems } from "../../scanner/scan_problems.tsx";
import { SentPanel } from "../components/sent_panel.tsx";
import { TicketLines } from "../components/ticket_lines.tsx";
import { TicketPane } from "../components/ticket_pane.tsx";
import { EMPTY_HAND, type TicketInHand } from "../store/ticket.ts";
import type { VendeurWork } from "../store/work.ts";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { Open } from "./dialogs.tsx";

interface VendeurTicketProps {
  store: VendeurWork;
  words: Messages;
  t: VendeurMessages;
  locale: Locale;
  note: RefObject<HTMLInputElement | null>;
  open: Signal<Open | null>;
  /** Thousandths. */
  setQuantity: (lineId: string, quantity: number) => void;
  send: () => void;
  putAside: () => void;
}

export function VendeurTicket({ store, words, t, locale, note, open, setQuantity, send, putAside }: VendeurTicketProps) {
  const { ticket, desk, scans } = store;
  const cleared = useSignal<TicketInHand>(EMPTY_HAND);
  const hand = ticket.hand.value;
  const last = hand.lines.length === 0 ? desk.last.value : null;
  const problem = store.trouble.value;
  useEffect(() => {
    // What was emptied before the last ticket went out is not brought back after it.
    if (last !== null) cleared.value = EMPTY_HAND;
  }, [last]);
  return (
    <TicketPane
      hand={hand}
      total={ticket.total.value}
      noteRef={note}
      undo={cleared.value.saleId !== null && last === null}
      {...{ t, locale }}
      onNote={(value) => ticket.setNote(value)}
      onDeposits={store.products.deposits.value.length === 0 ? null : () => open.value = { kind: "deposits" }}
      onCustomer={() => open.value = { kind: "customer" }}
      onNoCustomer={() => ticket.setCustomer(null)}
      onPutAside={putAside}
      onClear={() => {
        cleared.value = ticket.hand.peek();
        ticket.clear();
      }}
      onUndo={() => {
        ticket.load(cleared.peek());
        cleared.value = EMPTY_HAND;
      }}
      onCancel={() => open.value = { kind: "cancel", id: hand.saleId! }}
      onSend={send}
      notices={
        <>
          <ScanProblems problems={scans.problems.value} {...{ t, locale }} onDismiss={(id) => scans.dismiss(id)} />
          {problem === "full" && <p class="stale" role="alert">{t.ticket.full}</p>}
          {problem !== null && problem !== "full" && <FailureNote failure={problem} t={words} />}
        </>
      }
    >
      {last !== null && <SentPanel last={last} online={store.state.value.phase === "ready"} t={t} locale={locale} />}
      {hand.lines.length === 0 && last === null && (
        <div class="ticket-hint">
          <Icon name="basket" />
          <p>{t.ticket.empty}</p>
          <p class="ticket-hint-keys">{t.ticket.emptyKeys}</p>
        </div>
      )}
      <TicketLines
        lines={hand.lines}
        chosen={store.line.value}
        below={scans.problems.value.length}
        {...{ t, locale }}
        onQuantity={setQuantity}
        onChoose={(id) => store.line.value = id}
        onPad={(line) => open.value = { kind: "line", id: line.id }}
        onPrice={(line) => open.value = { kind: "price", id: line.id }}
        reprices={store.priceCap.value > 0}
        onDiscount={store.discountCap.value === 0 ? null : (line) => open.value = { kind: "discount", id: line.id }}
      />
    </TicketPane>
  );
}
