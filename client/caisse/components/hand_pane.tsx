/** The ticket that is being paid: its lines, its total, and what the customer has given so far. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { ONE } from "../../../shared/quantity.ts";
import { formatMeasure, formatUnitPrice } from "../../../shared/units.ts";
import type { CaisseMessages } from "../words/words.ts";
import type { HandTicket } from "../store/rows.ts";
import { isRepriced } from "../../ticket/said_price.ts";
import { discountText } from "../../ticket/discount.ts";
import type { GivenTender } from "../store/tenders.ts";
import { Icon } from "../../components/icon.tsx";
import { recallName } from "../../shell/words/recall.ts";

interface HandPaneProps {
  ticket: HandTicket;
  tenders: readonly GivenTender[];
  /** Cents that are to be paid for it. */
  total: number;
  /** What comes back on it, drawn below its lines. */
  returned: ComponentChildren;
  busy: boolean;
  t: CaisseMessages;
  locale: Locale;
  onTakeOff: (tender: GivenTender) => void;
  /** Whether bottles can be brought back. */
  deposits: boolean;
  /** A line of another's ticket is to be changed; of no line, bottles are brought back. */
  onChange: (lineId: string) => void;
  /** Whose ticket it is, is to be said. */
  onCustomer: () => void;
  onBack: () => void;
  onGiveBack: () => void;
  onCancel: () => void;
}

export function HandPane(
  {
    ticket,
    tenders,
    total,
    returned,
    busy,
    t,
    locale,
    onTakeOff,
    onChange,
    onCustomer,
    deposits,
    onBack,
    onGiveBack,
    onCancel,
  }: HandPaneProps,
) {
  const { pay, modes } = t.caisse;
  const own = ticket.state === "brouillon";
  return (
    <section class="pane hand" aria-labelledby="hand-title">
      <header class="pane-head">
        <h2 id="hand-title" class="hand-title">
          {pay.title(own ? null : recallName(ticket, locale))}
          {!own && <span class="pane-count">{pay.by(ticket.seller)}</span>}
        </h2>
        <div class="pane-actions">
          {own
            ? <button type="button" class="button button-plain" disabled={busy} onClick={onBack}>{t.caisse.back}</button>
            : <button type="button" class="button button-plain" disabled={busy} onClick={onGiveBack}>{pay.giveBack}</button>}
          <button type="button" class="button button-quiet button-quiet-danger" disabled={busy} onClick={onCancel}>
            {pay.cancelTicket}
          </button>
        </div>
      </header>
      <div class="pane-body">
        {ticket.note !== null && <p class="hand-note">{ticket.note}</p>}
        <ul class="hand-lines">
          {ticket.lines.map(({ id, label, quantity, unit, price, said, discount, rate, total }) => (
            <li key={id} class="hand-line">
              {own ? <span class="hand-quantity">{formatMeasure(quantity, unit, locale)}</span> : (
                <button
                  type="button"
                  class="hand-quantity hand-change"
                  disabled={busy}
                  aria-label={t.caisse.direct.change(label, formatMeasure(quantity, unit, locale))}
                  onClick={() => onChange(id)}
                >
                  {formatMeasure(quantity, unit, locale)}
                </button>
              )}
              <span class="hand-label">
                {label}
                {(quantity !== ONE || discount > 0 || isRepriced(said)) && (
                  <span class="hand-unit">
                    {formatUnitPrice(price, unit, locale)}
                    {isRepriced(said) && <s>{formatUnitPrice(said.ordinary, unit, locale)}</s>}
                    {discount > 0 && ` · ${t.caisse.direct.discountOf(discountText({ rate, cents: discount }, locale))}`}
                  </span>
                )}
              </span>
              <span class="hand-amount">{formatCents(total, locale)}</span>
            </li>
          ))}
        </ul>
        {returned}
      </div>
      <footer class="hand-foot">
        {ticket.discount > 0 && (
          <p class="hand-sum">
            <span>
              {ticket.rate > 0 ? `${pay.discount} ${discountText({ rate: ticket.rate, cents: 0 }, locale)}` : pay.discount}
            </span>
            <span>−{formatCents(ticket.discount, locale)}</span>
          </p>
        )}
        <p class="hand-sum hand-tools">
          <span>{pay.customer}</span>
          <button type="button" class="button button-quiet" disabled={busy} onClick={onCustomer}>
            <Icon name="person" />
            {ticket.customer?.name ?? pay.choose}
          </button>
          {deposits && !own && (
            <button type="button" class="button button-quiet" disabled={busy} onClick={() => onChange("")}>
              {pay.deposits}
            </button>
          )}
        </p>
        <p class="hand-sum hand-total">
          <span>{pay.total}</span>
          <strong>{formatCents(total, locale)}</strong>
        </p>
        <ul class="tenders" aria-label={pay.given}>
          {tenders.map((tender) => (
            <li key={tender.id} class="tender">
              <span>{modes[tender.mode] ?? tender.mode}</span>
              <span class="tender-amount">{formatCents(tender.amount, locale)}</span>
              <button
                type="button"
                class="button button-quiet button-icon"
                disabled={busy}
                aria-label={pay.takeOff(modes[tender.mode] ?? tender.mode, formatCents(tender.amount, locale))}
                onClick={() => onTakeOff(tender)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      </footer>
    </section>
  );
}
