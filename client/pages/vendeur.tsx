/** The seller's page: products, the ticket in hand, and one's own tickets that wait. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import { formatQuantity, parseQuantity } from "../../shared/quantity.ts";
import { FailureNote } from "../components/failure_note.tsx";
import { Icon } from "../components/icon.tsx";
import { ProductPicker } from "../components/product_picker.tsx";
import { QuantityButton } from "../components/quantity_button.tsx";
import { ScanProblems } from "../components/scan_problems.tsx";
import { SentPanel } from "../components/sent_panel.tsx";
import { TicketLines } from "../components/ticket_lines.tsx";
import { TicketPane } from "../components/ticket_pane.tsx";
import { ViewSwitch } from "../components/view_switch.tsx";
import { WaitingTickets } from "../components/waiting_tickets.tsx";
import type { Messages } from "../i18n.ts";
import { vendeurMessages } from "../i18n_vendeur.ts";
import type { Product } from "../store/catalogue.ts";
import type { Failure } from "../store/failure.ts";
import { attempt, type Store } from "../store/store.ts";
import { EMPTY_HAND, type Hand } from "../store/ticket.ts";
import { useScanner } from "./use_scanner.ts";
import { useVendeurKeys } from "./vendeur_keys.ts";
import { type Open, VendeurDialogs } from "./vendeur_dialogs.tsx";
import { waitingCards } from "./waiting_cards.ts";

/** Milliseconds between two looks at the clock, for how long tickets have waited. */
const CLOCK_MS = 20_000;

export function Vendeur({ store, t: words, locale }: { store: Store; t: Messages; locale: Locale }) {
  const t = vendeurMessages(locale);
  const { ticket, products, desk, scans } = store;
  const search = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLInputElement>(null);
  const waitingRow = useRef<HTMLUListElement>(null);
  const text = useSignal("");
  const category = useSignal<number | null>(null);
  const typed = useSignal("");
  const view = useSignal<"products" | "ticket">("products");
  const open = useSignal<Open | null>(null);
  const trouble = useSignal<Failure | "full" | null>(null);
  const cleared = useSignal<Hand>(EMPTY_HAND);
  const said = useSignal("");
  const now = useClock(store);

  const hand = ticket.hand.value;
  const online = store.state.value.phase === "ready";
  const quantity = store.quantity.value;
  const last = hand.lines.length === 0 ? desk.last.value : null;
  const refused = store.refused.value;

  const pick = (product: Product) => {
    trouble.value = store.pick(product) ? null : "full";
    typed.value = "";
  };
  const setQuantity = (lineId: string, thousandths: number) => {
    const { lines } = ticket.hand.peek();
    const at = lines.findIndex(({ id }) => id === lineId);
    ticket.setQuantity(lineId, thousandths);
    if (thousandths <= 0) store.line.value = ticket.lines.peek()[Math.max(0, at - 1)]?.id ?? null;
  };
  const send = async () => {
    if (ticket.lines.peek().length === 0) return;
    trouble.value = await attempt(() => desk.send());
    if (trouble.peek() !== null) return;
    scans.clear();
    cleared.value = EMPTY_HAND;
    view.value = "ticket";
  };
  const putAside = async () => {
    if (!ticket.empty) trouble.value = await attempt(() => desk.putAside());
  };
  const clear = () => {
    cleared.value = ticket.hand.peek();
    ticket.clear();
  };
  /** `3*` before words is a quantity wherever it is typed. */
  const onType = (input: string) => {
    const [, count, rest] = /^\s*(\d+(?:[.,]\d{1,3})?)\s*[*×]\s*(.*)$/.exec(input) ?? [];
    const thousandths = count === undefined ? null : parseQuantity(count);
    if (thousandths === null) return input;
    store.quantity.value = thousandths;
    return rest ?? "";
  };
  const onEnter = (first: Product | null) => {
    const input = text.peek().trim();
    if (first !== null) pick(first);
    // A code that was typed, because its label would not scan.
    else if (/^\d{4,}$/.test(input)) scans.scan({ readings: [input] });
    if (first !== null || /^\d/.test(input)) search.current?.select();
  };

  // Whatever changed the line, a tap, a key or a scan: its name, how many, and the total.
  const line = hand.lines.find(({ id }) => id === store.line.value);
  useEffect(() => {
    if (line === undefined) return;
    const total = formatCents(ticket.total.peek(), locale);
    said.value = t.ticket.added(line.label, formatQuantity(line.quantity, locale), total);
  }, [line]);
  useScanner(store.client.platform, (scan) => {
    typed.value = "";
    scans.scan(scan);
  });
  useVendeurKeys({ store, search, note, waitingRow, text, category, typed, open, view, send, putAside, setQuantity });

  const cards = waitingCards(desk.own.rows.value, desk.sending.rows.value, hand.saleId);
  return (
    <main class="vendeur" data-view={view.value}>
      <h1 class="visually-hidden">{t.title}</h1>
      <p class="visually-hidden" aria-live="polite">{said.value}</p>
      {refused !== null && (
        <div class="vendeur-refused">
          <strong>{t.ticket.refused}</strong>
          <FailureNote failure={refused} t={words} />
          <button type="button" class="button button-plain" onClick={() => store.refused.value = null}>{t.ticket.dismiss}</button>
        </div>
      )}
      <ProductPicker
        products={products.rows.value}
        failure={products.failure.value}
        categories={store.categories.rows.value}
        words={text}
        category={category}
        searchRef={search}
        find={(wanted, id, limit) => products.find(wanted, id, limit)}
        {...{ t, locale, onType, onEnter }}
        onPick={pick}
      >
        <QuantityButton
          typed={typed.value}
          quantity={quantity}
          {...{ t, locale }}
          onOpen={() => open.value = { kind: "quantity" }}
        />
        <button
          type="button"
          class="button button-quiet button-icon keys-button"
          aria-label={t.keys.open}
          onClick={() => open.value = { kind: "keys" }}
        >
          <Icon name="keyboard" />
        </button>
      </ProductPicker>
      <WaitingTickets
        cards={cards}
        failed={desk.own.failure.value !== null}
        rowRef={waitingRow}
        {...{ now, t, locale }}
        onOpen={(id) => open.value = { kind: "ticket", id }}
      />
      <TicketPane
        hand={hand}
        total={ticket.total.value}
        noteRef={note}
        undo={cleared.value.saleId !== null && last === null}
        {...{ t, locale }}
        onNote={(value) => ticket.setNote(value)}
        onCustomer={() => open.value = { kind: "customer" }}
        onNoCustomer={() => ticket.setCustomer(null)}
        onPutAside={putAside}
        onClear={clear}
        onUndo={() => {
          ticket.load(cleared.peek());
          cleared.value = EMPTY_HAND;
        }}
        onCancel={() => open.value = { kind: "cancel", id: hand.saleId! }}
        onSend={send}
        notices={
          <>
            <ScanProblems problems={scans.problems.value} t={t} onDismiss={(id) => scans.dismiss(id)} />
            {trouble.value === "full" && <p class="stale" role="alert">{t.ticket.full}</p>}
            {trouble.value !== null && trouble.value !== "full" && <FailureNote failure={trouble.value} t={words} />}
          </>
        }
      >
        {last !== null && <SentPanel last={last} online={online} t={t} locale={locale} />}
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
        />
      </TicketPane>
      <ViewSwitch view={view} lines={hand.lines.length} total={formatCents(ticket.total.value, locale)} t={t} />
      <VendeurDialogs store={store} open={open} cards={cards ?? []} {...{ words, t, locale, setQuantity }} />
    </main>
  );
}

function useClock(store: Store): number {
  const { platform } = store.client;
  const now = useSignal(platform.wallClock());
  useEffect(() => {
    let stop = () => {};
    const tick = () => {
      now.value = platform.wallClock();
      stop = platform.after(CLOCK_MS, tick);
    };
    tick();
    return () => stop();
  }, [platform]);
  return now.value;
}
