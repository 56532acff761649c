/** A paid ticket: what of it comes back, by which means, and why. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { owedOf, REFUND_MODES, type RefundMode } from "../../../shared/tender.ts";
import type { AsideMessages } from "../words/aside.ts";
import { formatMoment } from "../../shell/words/words.ts";
import type { PaidLine, PaidTicket } from "../store/refund.ts";
import { Key, MainButton } from "../../components/main_button.tsx";
import { ModeChoice } from "./mode_choice.tsx";
import { OwnersCode } from "./owners_code.tsx";
import { PrintButton } from "./print_button.tsx";
import { RefundLine } from "./refund_line.tsx";
import { ReasonChoice } from "./reason_dialog.tsx";

interface RefundPaneProps {
  ticket: PaidTicket;
  /** Thousandths by line id. */
  quantities: ReadonlyMap<string, number>;
  /** Cents. */
  total: number;
  mode: RefundMode;
  reason: string;
  missing: boolean;
  /** The owner's code as typed; null where none is asked for. */
  code: string | null;
  online: boolean;
  busy: boolean;
  t: AsideMessages;
  locale: Locale;
  onQuantity: (line: PaidLine, quantity: number) => void;
  onAll: (all: boolean) => void;
  onMode: (mode: RefundMode) => void;
  onReason: (reason: string) => void;
  onCode: (code: string) => void;
  onDuplicate: () => void;
  /** A receipt without prices; null where no printer of the till's can. */
  onGift: (() => void) | null;
  onCorrect: () => void;
  onInvoice: () => void;
  onAnother: () => void;
  /** For something else, on one ticket. */
  onExchange: () => void;
  onRefund: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function RefundPane(props: RefundPaneProps) {
  const { ticket, total, mode, reason, missing, online, busy, t, locale, onAll, onMode, onReason, onRefund, children } = props;
  const { exchange, lookup, reasons } = t.caisse;
  const refundable = ticket.lines.some(({ quantity }) => quantity > 0);
  const choices = reasons.refund;
  const toAccount = Math.min(total, owedOf(ticket.means));
  return (
    <>
      <section class="pane refund-lines" aria-labelledby="refund-title">
        <header class="pane-head">
          <h2 id="refund-title">
            {ticket.number}
            <span class="pane-count">
              {formatCents(ticket.total, locale)} · {lookup.paidAt(formatMoment(ticket.paidAt, locale, new Date()))}
            </span>
          </h2>
          <button type="button" class="button button-plain" disabled={busy} onClick={props.onAnother}>
            {lookup.another}
            <Key name="Esc" />
          </button>
          <div class="pane-actions">
            <button type="button" class="button button-quiet" disabled={busy || !online} onClick={props.onCorrect}>
              {t.caisse.correct.open}
            </button>
            {!ticket.number.startsWith("F-") && (
              <button type="button" class="button button-quiet" disabled={busy || !online} onClick={props.onInvoice}>
                {lookup.invoice.open}
              </button>
            )}
            <PrintButton disabled={busy} onPrint={props.onDuplicate}>{lookup.duplicate}</PrintButton>
            {props.onGift !== null && (
              <button
                type="button"
                class="button button-plain"
                disabled={busy}
                onClick={({ detail }) => detail < 2 && props.onGift?.()}
              >
                {lookup.gift}
              </button>
            )}
            <button
              type="button"
              class="button button-plain"
              disabled={busy || props.quantities.size === 0}
              onClick={props.onExchange}
            >
              {exchange.start}
              <Key name="F9" />
            </button>
          </div>
        </header>
        <div class="pane-body">
          {!refundable && <p class="stale">{lookup.isRefund}</p>}
          <ul class="hand-lines">
            {ticket.lines.map((line) => (
              <RefundLine
                key={line.id}
                line={line}
                chosen={refundable && line.quantity > 0 ? props.quantities.get(line.id) ?? 0 : null}
                busy={busy}
                t={t}
                locale={locale}
                onQuantity={(quantity) => props.onQuantity(line, quantity)}
              />
            ))}
          </ul>
        </div>
      </section>
      {refundable && (
        <section class="pane refund-side" aria-label={lookup.total}>
          <div class="due" aria-live="polite" aria-atomic="true">
            <span class="due-word">{lookup.total}</span>
            <strong class="due-amount">{formatCents(total, locale)}</strong>
          </div>
          <div class="refund-actions">
            <button type="button" class="button button-plain" disabled={busy} onClick={() => onAll(true)}>
              {lookup.all}
              <Key name="F4" />
            </button>
            <button type="button" class="button button-quiet" disabled={busy} onClick={() => onAll(false)}>
              {lookup.nothing}
            </button>
          </div>
          {toAccount > 0 && <p class="stale">{t.caisse.account.toAccount(formatCents(toAccount, locale))}</p>}
          <ModeChoice label={lookup.by} modes={asPaidFirst(ticket)} chosen={mode} t={t} onChoose={onMode} />
          <p class="field-label">{reasons.label}</p>
          <ReasonChoice choices={choices} reason={reason} t={t} onReason={onReason} />
          <input
            class="input"
            aria-label={reasons.other}
            placeholder={reasons.other}
            maxLength={500}
            value={choices.includes(reason) ? "" : reason}
            onInput={(event) => onReason(event.currentTarget.value)}
          />
          <div class="refund-foot">
            {props.code !== null && <OwnersCode label={lookup.code} value={props.code} onCode={props.onCode} />}
            {missing && <p class="stale" role="alert">{reasons.needed}</p>}
            {!online && <p class="stale" role="alert">{t.caisse.pay.offline}</p>}
            {children}
            <MainButton disabled={busy || !online || props.quantities.size === 0} onPress={onRefund}>
              {props.quantities.size === 0 ? lookup.submitEmpty : lookup.submit(formatCents(total, locale))}
            </MainButton>
          </div>
        </section>
      )}
    </>
  );
}

/** The means by which the ticket was paid, then the others: a card may be lost, a terminal down. */
function asPaidFirst({ means }: PaidTicket): RefundMode[] {
  const isPaidBy = (mode: RefundMode) => means.some((paid) => paid.mode === mode);
  return [...REFUND_MODES].sort((a, b) => Number(isPaidBy(b)) - Number(isPaidBy(a)));
}
