/** The ticket in hand: its lines, its total in large figures, and one big button. */
import type { ComponentChildren, Ref } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { VendeurMessages } from "../words/words.ts";
import { discountText } from "../../ticket/discount.ts";
import type { TicketInHand } from "../store/ticket.ts";
import { Icon } from "../../components/icon.tsx";
import { recallName } from "../../shell/words/recall.ts";

interface TicketPaneProps {
  hand: TicketInHand;
  /** Cents. */
  total: number;
  noteRef: Ref<HTMLInputElement>;
  /** Whether a cleared ticket can be had back. */
  undo: boolean;
  t: VendeurMessages;
  locale: Locale;
  /** The lines, or what stands there without any. */
  children: ComponentChildren;
  /** What must be seen however long the ticket is: scans that came to nothing, why sending failed. */
  notices: ComponentChildren;
  onNote: (note: string) => void;
  /** Bottles were brought back; null in a shop that has no deposits. */
  onDeposits: (() => void) | null;
  onCustomer: () => void;
  onNoCustomer: () => void;
  onPutAside: () => void;
  onClear: () => void;
  onUndo: () => void;
  onCancel: () => void;
  onSend: () => void;
}

export function TicketPane(props: TicketPaneProps) {
  const { hand, total, t, locale, children, notices, onSend } = props;
  const { ticket } = t;
  const empty = hand.lines.length === 0;
  const recall = recallName(hand, locale);
  return (
    <section class="pane ticket" aria-labelledby="ticket-title">
      <header class="pane-head ticket-head">
        <h2 id="ticket-title">{recall === null ? ticket.title : ticket.titleRecall(recall)}</h2>
        <Actions {...props} />
      </header>
      {/* What scrolls must be reachable by keys; the lines have buttons. */}
      <div class="pane-body" tabIndex={empty ? 0 : undefined}>{children}</div>
      <div class="ticket-end">
        {notices}
        <footer class="ticket-foot">
          <Extras {...props} />
          <p class="ticket-total">
            <span>
              {ticket.total}
              {!empty && <small>{ticket.articles(hand.lines.length)}</small>}
              {hand.discount.cents > 0 && <small>{t.line.discounted(discountText(hand.discount, locale))}</small>}
            </span>
            <strong>{formatCents(total, locale)}</strong>
          </p>
          <button type="button" class="button button-main button-big button-wide ticket-send" disabled={empty} onClick={onSend}>
            <Icon name="send" />
            {ticket.send}
            <kbd aria-hidden="true">F9</kbd>
          </button>
        </footer>
      </div>
    </section>
  );
}

function Actions({ hand, undo, t, onPutAside, onClear, onUndo, onCancel }: TicketPaneProps) {
  const { ticket } = t;
  if (hand.saleId === null) {
    return undo
      ? (
        <span key="undo" class="pane-actions" role="status">
          <span class="ticket-cleared">{ticket.cleared}</span>
          <button type="button" class="button button-quiet" onClick={onUndo}>
            <Icon name="undo" />
            {ticket.undo}
          </button>
        </span>
      )
      : null;
  }
  return (
    // A key of its own: the button with the focus must not become another one.
    <span key="actions" class="pane-actions">
      <button type="button" class="button button-quiet" aria-label={ticket.putAside} onClick={onPutAside}>
        <Icon name="aside" />
        {ticket.putAsideShort}
      </button>
      {hand.stored === null
        ? <button type="button" key="clear" class="button button-quiet" onClick={onClear}>{ticket.clear}</button>
        : (
          <button type="button" key="cancel" class="button button-quiet" aria-label={ticket.cancel} onClick={onCancel}>
            {ticket.cancelShort}
          </button>
        )}
    </span>
  );
}

function Extras({ hand, noteRef, t, onNote, onDeposits, onCustomer, onNoCustomer }: TicketPaneProps) {
  const { ticket } = t;
  const { customer } = hand;
  return (
    <div class="ticket-extras">
      <span class="ticket-customer">
        <button
          type="button"
          class="button button-plain"
          aria-label={customer === null ? ticket.noCustomer : ticket.changeCustomer(customer.name)}
          onClick={onCustomer}
        >
          <Icon name="person" />
          <span class="ticket-customer-name">{customer?.name ?? ticket.customer}</span>
        </button>
        {customer !== null && (
          <button type="button" class="button button-quiet button-icon" aria-label={ticket.removeCustomer} onClick={onNoCustomer}>
            <Icon name="close" />
          </button>
        )}
      </span>
      {onDeposits !== null && (
        <button type="button" class="button button-plain" onClick={onDeposits}>
          {t.deposits}
        </button>
      )}
      <label class="ticket-note">
        <span class="visually-hidden">{ticket.note}</span>
        <input
          ref={noteRef}
          class="input"
          name="note"
          autocomplete="off"
          value={hand.note}
          maxLength={200}
          placeholder={ticket.notePlaceholder}
          onInput={(event) => onNote(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}
