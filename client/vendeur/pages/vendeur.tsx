/** The seller's page: products, the ticket in hand, and one's own tickets that wait. */
import "../../common.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatMeasure } from "../../../shared/units.ts";
import { formatCents } from "../../../shared/money.ts";
import { parseQuantity } from "../../../shared/quantity.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { useHeadingFocus } from "../../components/heading_focus.ts";
import { Icon } from "../../components/icon.tsx";
import { usePageTitle } from "../../components/page_title.ts";
import { useLeaveButtons } from "../../components/pointer_focus.ts";
import { FavouritesButton } from "../../shell/pages/favourites.tsx";
import { ProductPicker } from "../../catalogue/product_picker.tsx";
import { QuantityButton } from "../components/quantity_button.tsx";
import { ViewSwitch } from "../components/view_switch.tsx";
import { WaitingTickets } from "../components/waiting_tickets.tsx";
import type { Product } from "../../catalogue/catalogue.ts";
import { attempt } from "../../network/attempt.ts";
import { recount } from "../../ticket/recount.ts";
import { isLost } from "../../network/client_state.ts";
import { VendeurWork } from "../store/work.ts";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurWords } from "../words/words.ts";
import type { RoleScreens } from "../../shell/role_screens.ts";
import { useClock } from "../../shell/pages/use_clock.ts";
import { useTyped } from "../../scanner/typed.ts";
import { useScanner } from "../../scanner/use_scanner.ts";
import { useVendeurKeys } from "./keys.ts";
import { type Open, VendeurDialogs } from "./dialogs.tsx";
import { VendeurTicket } from "./ticket.tsx";
import { waitingCards } from "./waiting_cards.ts";

export const vendeur: RoleScreens<VendeurWork, Messages & VendeurWords> = { Work: VendeurWork, Page: VendeurPage };

function VendeurPage({ store, t: words, locale }: { store: VendeurWork; t: Messages & VendeurWords; locale: Locale }) {
  const t = words.vendeur;
  const { ticket, products, desk, scans } = store;
  const page = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLInputElement>(null);
  const waitingRow = useRef<HTMLUListElement>(null);
  const text = useTyped();
  const category = useSignal<number | null>(null);
  const typed = useTyped();
  const view = useSignal<"products" | "ticket">("products");
  const open = useSignal<Open | null>(null);
  const said = useSignal("");
  /** The label of the line that went last, until it is told. */
  const removed = useRef<string | null>(null);
  const now = useClock(store.client.platform);
  usePageTitle(t.title, words);
  useHeadingFocus(page, "", "h1");

  const hand = ticket.hand.value;
  const quantity = store.quantity.value;
  const refused = store.refused.value;

  const pick = (product: Product) => {
    store.pick(product);
    typed.value = "";
  };
  const setQuantity = (lineId: string, thousandths: number) => {
    const { lines } = ticket.hand.peek();
    const at = lines.findIndex(({ id }) => id === lineId);
    recount(ticket, lineId, thousandths);
    if (thousandths !== 0) return;
    removed.current = lines[at]?.label ?? null;
    store.line.value = ticket.lines.peek()[Math.max(0, at - 1)]?.id ?? null;
  };
  const send = async () => {
    if (ticket.lines.peek().length === 0) return;
    store.trouble.value = await attempt(() => desk.send());
    if (store.trouble.peek() !== null) return;
    scans.clear();
    // The next customer begins anew: what is typed now is searched for, among all products.
    text.value = "";
    note.current?.blur();
    view.value = "ticket";
  };
  const putAside = async () => {
    if (!ticket.empty) store.trouble.value = await attempt(() => desk.putAside());
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
    // A code that was typed, because its label would not scan: of a pack it is more than one.
    if (products.byCode(input) !== null || (first === null && /^\d{4,}$/.test(input))) scans.scan({ readings: [input] });
    else if (first !== null) pick(first);
    if (first !== null || /^\d/.test(input)) search.current?.select();
  };

  // Whatever changed the line, a tap, a key or a scan: its name, how many, and the total.
  const line = hand.lines.find(({ id }) => id === store.line.value);
  useEffect(() => {
    const total = formatCents(ticket.total.peek(), locale);
    if (removed.current !== null) said.value = t.line.removed(removed.current, total);
    else if (line !== undefined) said.value = t.line.added(line.label, formatMeasure(line.quantity, line.unit, locale), total);
    removed.current = null;
  }, [line]);
  useScanner(store.client.platform, (scan) => {
    typed.value = "";
    scans.scan(scan);
  }, true);
  useLeaveButtons();
  useVendeurKeys({ store, search, note, waitingRow, text, category, typed, open, view, send, putAside, setQuantity });

  const cards = waitingCards(
    desk.own.rows.value,
    desk.sending.rows.value,
    hand.saleId,
    new Set(store.problems.value.map(({ group }) => group)),
    store.client.platform,
  );
  return (
    <main ref={page} class="vendeur" data-view={view.value}>
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
        catalogue={products}
        categories={store.categories}
        words={text}
        category={category}
        searchRef={search}
        {...{ t, locale, onType, onEnter }}
        onPick={pick}
      >
        <FavouritesButton catalogue={products} words={words} t={t} locale={locale} />
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
        lost={isLost(store.state.value)}
        inHand={hand.saleId}
        rowRef={waitingRow}
        {...{ now, t, locale }}
        onOpen={(id) => open.value = { kind: "ticket", id }}
      />
      <VendeurTicket {...{ store, words, t, locale, note, open, setQuantity, send, putAside }} />
      <ViewSwitch view={view} lines={hand.lines.length} total={formatCents(ticket.total.value, locale)} t={t} />
      <VendeurDialogs store={store} open={open} cards={cards ?? []} {...{ words, t, locale, setQuantity }} />
    </main>
  );
}
