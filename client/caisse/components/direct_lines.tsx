/** What was rung up, line by line: how many, at which price, and what was taken off. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatQuantity, ONE } from "../../../shared/quantity.ts";
import { lineTotal } from "../../../shared/vat.ts";
import { Stepper } from "../../components/stepper.tsx";
import { discountText } from "../../ticket/discount.ts";
import type { DirectLine } from "../store/direct.ts";
import type { CaisseMessages } from "../words/words.ts";

interface DirectLinesProps {
  lines: readonly DirectLine[];
  /** What keys change. */
  inHand: DirectLine | undefined;
  t: CaisseMessages;
  locale: Locale;
  onQuantity: (id: string, quantity: number) => void;
  onDiscount: (line: DirectLine) => void;
}

export function DirectLines({ lines, inHand, t, locale, onQuantity, onDiscount }: DirectLinesProps) {
  const { direct } = t.caisse;
  return (
    <ul class="direct-lines">
      {lines.map((line) => (
        <li key={line.id} data-line={line.id} class="direct-line" aria-current={line === inHand ? "true" : undefined}>
          <span class="hand-label">
            {line.label}
            {line.gone && <span class="ticket-flag ticket-flag-bad">{t.picker.scan.unsold}</span>}
            {line.was !== null && <span class="ticket-flag">{t.picker.line.priceChanged(formatCents(line.was, locale))}</span>}
          </span>
          <span class="hand-amount">{formatCents(lineTotal(line.quantity, line.price, line.discount.cents), locale)}</span>
          <button
            type="button"
            class={isDiscounted(line) ? "line-discount line-discount-set" : "line-discount"}
            onClick={() =>
              onDiscount(line)}
          >
            {formatQuantity(line.quantity, locale)} × {formatCents(line.price, locale)}
            <span class="line-discount-word">
              {isDiscounted(line) ? direct.discountOf(discountText(line.discount, locale)) : direct.discount}
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
  );
}

/** A rate may come to no cent yet. */
function isDiscounted({ discount }: DirectLine): boolean {
  return discount.cents > 0 || discount.rate > 0;
}
