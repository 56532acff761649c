/** What comes back in exchange, with the ticket that it was sold on. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatMeasure } from "../../../shared/units.ts";
import { Icon } from "../../components/icon.tsx";
import type { Returned } from "../store/direct.ts";
import type { AsideMessages } from "../words/aside.ts";

interface ReturnedLinesProps {
  returned: readonly Returned[];
  t: AsideMessages;
  locale: Locale;
  /** Null where they are fixed. */
  onDrop: ((id: string) => void) | null;
}

export function ReturnedLines({ returned, t, locale, onDrop }: ReturnedLinesProps) {
  const { exchange } = t.caisse;
  return (
    <ul class="hand-lines" aria-label={exchange.returned}>
      {returned.map(({ id, label, quantity, unit = "piece", cents, number }) => (
        <li key={id} class={onDrop === null ? "hand-line" : "hand-line returned-line"}>
          <span class="hand-quantity">−{formatMeasure(quantity, unit, locale)}</span>
          <span class="hand-label">
            {label}
            <span class="hand-unit">{exchange.of(number)}</span>
          </span>
          <span class="hand-amount">−{formatCents(cents, locale)}</span>
          {onDrop !== null && (
            <button
              type="button"
              class="button button-quiet button-icon"
              aria-label={exchange.drop(label)}
              onClick={() => onDrop(id)}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
