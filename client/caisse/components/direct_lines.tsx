/** What was rung up, line by line: how many, at which price, and what was taken off. */
import type { Locale } from "../../../shared/errors.ts";
import { ONE, stepped } from "../../../shared/quantity.ts";
import { formatMeasure, formatUnitPrice } from "../../../shared/units.ts";
import { Stepper } from "../../components/stepper.tsx";
import { PriceButton } from "../../ticket/price_button.tsx";
import { isGoods } from "../../ticket/draft.ts";
import { isCounted } from "../../ticket/recount.ts";
import { isLabelled } from "../../ticket/said_price.ts";
import { isDiscounted, LineItem } from "../../ticket/line_item.tsx";
import type { DirectLine } from "../store/direct.ts";
import type { PickingMessages } from "../words/picking.ts";

interface DirectLinesProps {
  lines: readonly DirectLine[];
  /** What keys change. */
  inHand: DirectLine | undefined;
  t: PickingMessages;
  locale: Locale;
  onChoose: (id: string) => void;
  onQuantity: (id: string, quantity: number) => void;
  /** The quantity is to be typed. */
  onPad: (line: DirectLine) => void;
  onDiscount: (line: DirectLine) => void;
  onPrice: (line: DirectLine) => void;
}

export function DirectLines({ lines, inHand, t, locale, onChoose, onQuantity, onPad, onDiscount, onPrice }: DirectLinesProps) {
  const { direct } = t.caisse;
  return (
    <ul class="direct-lines">
      {lines.map((line) => {
        const { id, label, unit, quantity, price } = line;
        const counted = isCounted(line);
        const last = !counted || Math.abs(quantity) <= ONE;
        const shown = formatMeasure(quantity, unit, locale);
        return (
          <LineItem
            key={id}
            class="direct-line"
            line={line}
            inHand={line === inHand}
            t={t.picker}
            locale={locale}
            onChoose={() => onChoose(id)}
          >
            {!isGoods(line) ? <span class="line-unit">× {formatUnitPrice(price, unit, locale)}</span> : (
              <button
                type="button"
                class={isDiscounted(line) ? "line-discount line-discount-set" : "line-discount"}
                onClick={() => onDiscount(line)}
              >
                × {formatUnitPrice(price, unit, locale)}
                <span class="line-discount-word">{direct.discount}</span>
                <span class="visually-hidden">{direct.discountLine(label)}</span>
              </button>
            )}
            {(isGoods(line) || line.said?.open) && !isLabelled(line) && (
              <PriceButton
                label={label}
                t={t.picker}
                onPress={() => onPrice(line)}
              />
            )}
            <Stepper
              value={shown}
              less={last ? direct.remove(label) : direct.less(label)}
              lessIcon={last ? "trash" : "minus"}
              onLess={() => onQuantity(id, last ? 0 : stepped(quantity, -ONE))}
              {...counted ? { more: direct.more(label), onMore: () => onQuantity(id, stepped(quantity, ONE)) } : {}}
              {...isLabelled(line) ? {} : { typing: { label: direct.change(label, shown), onPress: () => onPad(line) } }}
            />
          </LineItem>
        );
      })}
    </ul>
  );
}
