/** The ticket in hand: its lines, its total in large figures, and one big button. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import type { Messages } from "../i18n.ts";
import type { Failure } from "../store/failure.ts";
import type { TicketLine } from "../store/ticket.ts";
import { FailureNote } from "./failure_note.tsx";
import { Icon } from "./icon.tsx";
import { useSubmission } from "./submission.ts";

interface TicketPaneProps {
  lines: readonly TicketLine[];
  /** Cents. */
  total: number;
  hasProducts: boolean;
  /** Why the last product was not added; null when it was. */
  problem: string | null;
  t: Messages;
  locale: Locale;
  onQuantity: (productId: number, quantity: number) => void;
  onClear: () => void;
  onSave: (note: string | null) => Promise<Failure | null>;
}

export function TicketPane({ lines, total, hasProducts, problem, t, locale, onQuantity, onClear, onSave }: TicketPaneProps) {
  const note = useSignal("");
  const submission = useSubmission();
  const { ticket } = t;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await submission.run(() => onSave(note.value.trim() || null))) note.value = "";
  };
  return (
    <form class="pane ticket" aria-labelledby="ticket-title" onSubmit={submit}>
      <header class="pane-head">
        <h2 id="ticket-title">{ticket.title}</h2>
        {lines.length > 0 && <button type="button" class="button button-quiet" onClick={onClear}>{ticket.clear}</button>}
      </header>
      <div class="pane-body">
        {lines.length === 0 && <p class="ticket-hint">{hasProducts ? ticket.empty : ticket.emptyPlain}</p>}
        <ul class="ticket-lines">
          {lines.map(({ productId, label, price, quantity }) => (
            <li key={productId} class="ticket-line">
              <span class="ticket-label">{label}</span>
              <span class="ticket-amount">{formatCents(price * quantity, locale)}</span>
              <span class="ticket-unit">{quantity} × {formatCents(price, locale)}</span>
              <span class="stepper">
                <button type="button" aria-label={ticket.less(label)} onClick={() => onQuantity(productId, quantity - 1)}>
                  <Icon name="minus" />
                </button>
                <output>{quantity}</output>
                <button type="button" aria-label={ticket.more(label)} onClick={() => onQuantity(productId, quantity + 1)}>
                  <Icon name="plus" />
                </button>
              </span>
            </li>
          ))}
        </ul>
      </div>
      <footer class="ticket-foot">
        {problem !== null && <p class="stale" role="alert">{problem}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <label class="ticket-note">
          <span>{ticket.note}</span>
          <input
            class="input"
            name="note"
            value={note.value}
            maxLength={200}
            placeholder={ticket.notePlaceholder}
            onInput={(event) => note.value = event.currentTarget.value}
          />
        </label>
        <p class="ticket-total">
          <span>{ticket.total}</span>
          <strong>{formatCents(total, locale)}</strong>
        </p>
        <button
          type="submit"
          class={lines.length === 0 ? "button button-plain button-big button-wide" : "button button-main button-big button-wide"}
        >
          {lines.length === 0 ? ticket.savePlain : ticket.save}
        </button>
      </footer>
    </form>
  );
}
