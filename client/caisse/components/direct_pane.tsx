/** The cashier's own ticket while it is rung up: its lines, a discount, and on to the payment. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { type Discount, discountText } from "../../ticket/discount.ts";
import type { PickingMessages } from "../words/picking.ts";
import { Icon } from "../../components/icon.tsx";
import { Key, MainButton } from "../../components/main_button.tsx";
import { BackButton } from "./back_button.tsx";

interface DirectPaneProps {
  /** Nothing was rung up yet. */
  empty: boolean;
  /** Something comes back on it: it does not wait. */
  exchange: boolean;
  discount: Discount;
  /** Cents. */
  total: number;
  online: boolean;
  busy: boolean;
  t: PickingMessages;
  locale: Locale;
  /** Off the whole ticket. */
  onDiscount: () => void;
  /** Bottles were brought back; null in a shop that has no deposits. */
  onDeposits: (() => void) | null;
  onClear: () => void;
  onPark: () => void;
  onPay: () => void;
  /** Opens the screen that faces the customer. */
  onDisplay: () => void;
  onBack: () => void;
  /** What went wrong, and what was done. */
  notices: ComponentChildren;
  /** The lines. */
  children: ComponentChildren;
}

export function DirectPane(props: DirectPaneProps) {
  const {
    empty,
    exchange,
    discount,
    total,
    online,
    busy,
    t,
    locale,
    onDiscount,
    onDeposits,
    onClear,
    onPark,
    onPay,
    onDisplay,
    onBack,
    notices,
    children,
  } = props;
  const { direct } = t.caisse;
  return (
    <section class="pane direct" aria-labelledby="direct-title">
      <header class="pane-head">
        <h2 id="direct-title">{direct.title}</h2>
        <div class="pane-actions">
          {!empty && <button type="button" class="button button-quiet" disabled={busy} onClick={onClear}>{direct.clear}</button>}
          <BackButton t={t} onPress={onBack} />
        </div>
      </header>
      <div class="pane-body">
        {empty && !exchange && (
          <div class="direct-hint">
            <p>{direct.empty}</p>
            <button type="button" class="button button-quiet direct-display" onClick={onDisplay}>
              <Icon name="network" />
              {direct.display}
            </button>
          </div>
        )}
        {children}
      </div>
      <footer class="hand-foot direct-foot">
        {notices}
        {!online && <p class="stale" role="alert">{direct.offline}</p>}
        <div class="direct-actions">
          <button type="button" class="button button-plain" disabled={empty} onClick={onDiscount}>
            {discount.cents > 0 || discount.rate > 0 ? direct.discountOf(discountText(discount, locale)) : direct.discount}
            <Key name="F4" />
          </button>
          <button type="button" class="button button-plain" disabled={empty || exchange || busy || !online} onClick={onPark}>
            {direct.park}
            <Key name="F8" />
          </button>
          {onDeposits !== null && (
            <button type="button" class="button button-plain" disabled={busy} onClick={onDeposits}>
              {t.picker.deposits}
              <Key name="F3" />
            </button>
          )}
        </div>
        <p class="direct-total">
          <span>{t.caisse.pay.total}</span>
          <strong>{formatCents(total, locale)}</strong>
        </p>
        <MainButton disabled={empty || busy || !online} onPress={onPay}>
          {empty
            ? direct.payEmpty
            : total < 0
            ? direct.back(formatCents(-total, locale))
            : direct.pay(formatCents(total, locale))}
        </MainButton>
      </footer>
    </section>
  );
}
