/** The cashier's own ticket while it is rung up: lines, quantities, discounts, and on to the payment. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatQuantity, ONE } from "../../../shared/quantity.ts";
import { lineTotal } from "../../../shared/vat.ts";
import type { CaisseMessages } from "../words/words.ts";
import type { DirectLine } from "../store/direct.ts";
import { Key, MainButton } from "../../components/main_button.tsx";
import { Stepper } from "../../components/stepper.tsx";

interface DirectPaneProps {
  lines: readonly DirectLine[];
  /** What keys change. */
  inHand: DirectLine | undefined;
  /** Cents. */
  discount: number;
  total: number;
  online: boolean;
  busy: boolean;
  t: CaisseMessages;
  locale: Locale;
  onQuantity: (id: string, quantity: number) => void;
  /** Null for the whole ticket. */
  onDiscount: (line: DirectLine | null) => void;
  onClear: () => void;
  onPark: () => void;
  onPay: () => void;
  onBack: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function DirectPane(props: DirectPaneProps) {
  const {
    lines,
    inHand,
    discount,
    total,
    online,
    busy,
    t,
    locale,
    onQuantity,
    onDiscount,
    onClear,
    onPark,
    onPay,
    onBack,
    children,
  } = props;
  const { direct } = t.caisse;
  const empty = lines.length === 0;
  return (
    <section class="pane direct" aria-labelledby="direct-title">
      <header class="pane-head">
        <h2 id="direct-title">{direct.title}</h2>
        <div class="pane-actions">
          {!empty && <button type="button" class="button button-quiet" disabled={busy} onClick={onClear}>{direct.clear}</button>}
          <button type="button" class="button button-plain" onClick={onBack}>
            {t.caisse.back}
            <Key name="Esc" />
          </button>
        </div>
      </header>
      <div class="pane-body">
        {empty && <p class="direct-hint">{direct.empty}</p>}
        <ul class="direct-lines">
          {lines.map((line) => (
            <li key={line.id} data-line={line.id} class="direct-line" aria-current={line === inHand ? "true" : undefined}>
              <span class="hand-label">
                {line.label}
                {line.gone && <span class="ticket-flag ticket-flag-bad">{t.picker.scan.unsold}</span>}
                {line.was !== null && <span class="ticket-flag">{t.picker.line.priceChanged(formatCents(line.was, locale))}
                </span>}
              </span>
              <span class="hand-amount">{formatCents(lineTotal(line.quantity, line.price, line.discount), locale)}</span>
              <button
                type="button"
                class={line.discount > 0 ? "line-discount line-discount-set" : "line-discount"}
                onClick={() =>
                  onDiscount(line)}
              >
                {formatQuantity(line.quantity, locale)} × {formatCents(line.price, locale)}
                <span class="line-discount-word">
                  {line.discount > 0 ? direct.discountOf(`−\u2060${formatCents(line.discount, locale)}`) : direct.discount}
                </span>
                <span class="visually-hidden">{direct.discountLine(line.label)}</span>
              </button>
              <Stepper
                value={formatQuantity(line.quantity, locale)}
                less={line.quantity <= ONE ? direct.remove(line.label) : direct.less(line.label)}
                more={direct.more(line.label)}
                lessIcon={line.quantity <= ONE ? "trash" : "minus"}
                onLess={() =>
                  onQuantity(line.id, line.quantity - ONE)}
                onMore={() =>
                  onQuantity(line.id, line.quantity + ONE)}
              />
            </li>
          ))}
        </ul>
      </div>
      <footer class="hand-foot direct-foot">
        {children}
        {!online && <p class="stale" role="alert">{direct.offline}</p>}
        <div class="direct-actions">
          <button type="button" class="button button-plain" disabled={empty} onClick={() => onDiscount(null)}>
            {discount > 0 ? direct.discountOf(`−\u2060${formatCents(discount, locale)}`) : direct.discount}
            <Key name="F4" />
          </button>
          <button type="button" class="button button-plain" disabled={empty || busy || !online} onClick={onPark}>
            {direct.park}
            <Key name="F8" />
          </button>
        </div>
        <p class="direct-total">
          <span>{t.caisse.pay.total}</span>
          <strong>{formatCents(total, locale)}</strong>
        </p>
        <MainButton disabled={empty || busy || !online} onPress={onPay}>
          {empty ? direct.payEmpty : direct.pay(formatCents(total, locale))}
        </MainButton>
      </footer>
    </section>
  );
}
