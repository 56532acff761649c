/** A line of a ticket in hand: how much, of what, what it comes to; the line in hand opens, with what changes it. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../shared/errors.ts";
import { formatMeasure } from "../../shared/units.ts";
import { formatCents } from "../../shared/money.ts";
import { lineTotal } from "../../shared/vat.ts";
import type { PickerWords } from "../catalogue/words/words.ts";
import { discountText } from "./discount.ts";
import type { DraftLine } from "./draft.ts";
import { isRepriced } from "./said_price.ts";

interface LineItemProps {
  line: DraftLine;
  /** More class names. */
  class: string;
  inHand: boolean;
  t: PickerWords;
  locale: Locale;
  onChoose: () => void;
  /** What changes it. */
  children: ComponentChildren;
}

export function LineItem({ line, class: more, inHand, t, locale, onChoose, children }: LineItemProps) {
  const other = isRepriced(line.said) ? line.said.ordinary : line.now;
  const { id, label, unit, quantity, price, discount, gone } = line;
  return (
    <li data-line={id} class={`line ${more}`} aria-current={inHand ? "true" : undefined}>
      <button type="button" class="line-row" aria-expanded={inHand} onClick={onChoose}>
        <span class="line-count">{formatMeasure(quantity, unit, locale)}</span>{" "}
        <span class={gone ? "line-label line-label-gone" : "line-label"}>
          {label}
          {gone && <span class="line-flag line-flag-bad">{t.scan.unsold}</span>}
          {other !== null && <span class="line-flag">{t.line.priceChanged(formatCents(other, locale), line.now)}</span>}
          {isDiscounted(line) && <span class="line-flag">{t.line.discounted(discountText(discount, locale))}</span>}
        </span>{" "}
        <span class="line-amount">{formatCents(lineTotal(quantity, price, discount.cents), locale)}</span>
      </button>
      {inHand && <div class="line-tools">{children}</div>}
    </li>
  );
}

/** A rate may come to no cent yet. */
export function isDiscounted({ discount }: Pick<DraftLine, "discount">): boolean {
  return discount.cents > 0 || discount.rate > 0;
}
