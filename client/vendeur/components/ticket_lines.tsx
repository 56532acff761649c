/** The lines of the ticket in hand. */
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatQuantity, ONE } from "../../../shared/quantity.ts";
import { lineTotal } from "../../../shared/vat.ts";
import type { VendeurMessages } from "../words/words.ts";
import { discountText } from "../../ticket/discount.ts";
import type { TicketLine } from "../store/ticket.ts";
import { Icon } from "../../components/icon.tsx";
import { Stepper } from "../../components/stepper.tsx";

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
}

export function TicketLines({ lines, chosen, below, t, locale, onQuantity, onChoose, onPad }: TicketLinesProps) {
  const list = useRef<HTMLUListElement>(null);
  const quantityOfChosen = lines.find(({ id }) => id === chosen)?.quantity;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, quantityOfChosen, below]);
  return (
    <ul class="ticket-lines" ref={list}>
      {lines.map((line) => (
        <Line key={line.id} line={line} chosen={line.id === chosen} {...{ t, locale, onQuantity, onChoose, onPad }} />
      ))}
    </ul>
  );
}

interface LineProps extends Omit<TicketLinesProps, "lines" | "chosen" | "below"> {
  line: TicketLine;
  chosen: boolean;
}

function Line({ line, chosen, t, locale, onQuantity, onChoose, onPad }: LineProps) {
  const { id, label, price, quantity, discount, was, gone } = line;
  const { ticket } = t;
  const shown = formatQuantity(quantity, locale);
  const last = quantity <= ONE;
  return (
    <li class={gone ? "ticket-line ticket-line-gone" : "ticket-line"} aria-current={chosen ? "true" : undefined}>
      <span class="ticket-label">{label}</span>
      <span class="ticket-amount">{formatCents(lineTotal(quantity, price, discount.cents), locale)}</span>
      <span class="ticket-unit">
        {formatCents(price, locale)}
        {discount.cents > 0 && <span class="ticket-flag">{t.line.discounted(discountText(discount, locale))}</span>}
        {gone && (
          <span class="ticket-flag ticket-flag-bad">
            <Icon name="alert" />
            {ticket.gone}
          </span>
        )}
        {was !== null && <span class="ticket-flag">{t.line.priceChanged(formatCents(was, locale))}</span>}
      </span>
      <Stepper
        value={shown}
        less={last ? ticket.remove(label) : ticket.less(label)}
        more={ticket.more(label)}
        lessIcon={last ? "trash" : "minus"}
        onLess={() => {
          onChoose(id);
          onQuantity(id, last ? 0 : quantity - ONE);
        }}
        onMore={() => {
          onChoose(id);
          onQuantity(id, quantity + ONE);
        }}
        typing={{ label: ticket.change(label, shown), onPress: () => onPad(line) }}
      />
    </li>
  );
}
