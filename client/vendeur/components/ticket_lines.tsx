/** The lines of the ticket in hand. */
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { ONE, stepped } from "../../../shared/quantity.ts";
import { formatMeasure, formatUnitPrice } from "../../../shared/units.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { TicketLine } from "../store/ticket.ts";
import { Stepper } from "../../components/stepper.tsx";
import { discountText } from "../../ticket/discount.ts";
import { PriceButton } from "../../ticket/price_button.tsx";
import { isGoods } from "../../ticket/draft.ts";
import { isCounted } from "../../ticket/recount.ts";
import { isLabelled } from "../../ticket/said_price.ts";
import { isDiscounted, LineItem } from "../../ticket/line_item.tsx";

interface TicketLinesProps {
  lines: readonly TicketLine[];
  /** The line that keys work on; null for none. */
  chosen: string | null;
  /** Rows below the lines, which leave them less room. */
  below: number;
  t: VendeurMessages;
  locale: Locale;
  /** Thousandths; zero removes the line. */
  onQuantity: (lineId: string, quantity: number) => void;
  onChoose: (lineId: string) => void;
  /** The quantity is to be typed. */
  onPad: (line: TicketLine) => void;
  /** Something is to be taken off it; null for who may take off nothing. */
  onDiscount: ((line: TicketLine) => void) | null;
  onPrice: (line: TicketLine) => void;
  /** Whether the price of one that is not open may be changed. */
  reprices: boolean;
}

export function TicketLines(
  { lines, chosen, below, onDiscount, onPrice, reprices, t, locale, onQuantity, onChoose, onPad }: TicketLinesProps,
) {
  const list = useRef<HTMLUListElement>(null);
  const quantityOfChosen = lines.find(({ id }) => id === chosen)?.quantity;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, quantityOfChosen, below]);
  return (
    <ul class="ticket-lines" ref={list}>
      {lines.map((line) => (
        <LineItem
          key={line.id}
          class="ticket-line"
          line={line}
          inHand={line.id === chosen}
          {...{ t, locale }}
          onChoose={() => onChoose(line.id)}
        >
          {onDiscount === null || !isGoods(line)
            ? <span class="line-unit">× {formatUnitPrice(line.price, line.unit, locale)}</span>
            : (
              <button
                type="button"
                class={isDiscounted(line) ? "line-discount line-discount-set" : "line-discount"}
                onClick={() => onDiscount(line)}
              >
                × {formatUnitPrice(line.price, line.unit, locale)}
                <span class="line-discount-word">
                  {isDiscounted(line) ? t.line.discounted(discountText(line.discount, locale)) : t.discounting.open}
                </span>
                <span class="visually-hidden">{t.discounting.title(line.label)}</span>
              </button>
            )}
          {((reprices && isGoods(line)) || line.said?.open) && !isLabelled(line) && (
            <PriceButton
              label={line.label}
              {...{ t }}
              onPress={() => onPrice(line)}
            />
          )}
          <LineStepper {...{ line, t, locale, onQuantity, onPad }} />
        </LineItem>
      ))}
    </ul>
  );
}

/** Pieces go up and down by one; what was weighed is weighed anew, or taken off; what has a scale's label is taken off. */
function LineStepper({ line, t, locale, onQuantity, onPad }: Pick<TicketLinesProps, "t" | "locale" | "onQuantity" | "onPad"> & {
  line: TicketLine;
}) {
  const { id, label, unit, quantity } = line;
  const { ticket } = t;
  const shown = formatMeasure(quantity, unit, locale);
  const counted = isCounted(line);
  const last = !counted || Math.abs(quantity) <= ONE;
  return (
    <Stepper
      value={shown}
      less={last ? ticket.remove(label) : ticket.less(label)}
      lessIcon={last ? "trash" : "minus"}
      onLess={() => onQuantity(id, last ? 0 : stepped(quantity, -ONE))}
      {...counted ? { more: ticket.more(label), onMore: () => onQuantity(id, stepped(quantity, ONE)) } : {}}
      {...isLabelled(line) ? {} : { typing: { label: ticket.change(label, shown), onPress: () => onPad(line) } }}
    />
  );
}
