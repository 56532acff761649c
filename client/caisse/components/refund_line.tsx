/** A line of a paid ticket, and how much of it comes back: pieces one by one, of what was weighed the weight that is typed. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatQuantity, ONE, parseQuantity } from "../../../shared/quantity.ts";
import { formatMeasure, formatTimes, isMeasured } from "../../../shared/units.ts";
import { refundCents } from "../../../shared/tender.ts";
import { Stepper } from "../../components/stepper.tsx";
import type { PaidLine } from "../store/refund.ts";
import type { AsideMessages } from "../words/aside.ts";

interface RefundLineProps {
  line: PaidLine;
  /** Thousandths that are to come back; null where nothing can. */
  chosen: number | null;
  busy: boolean;
  t: AsideMessages;
  locale: Locale;
  onQuantity: (quantity: number) => void;
}

export function RefundLine({ line, chosen, busy, t, locale, onQuantity }: RefundLineProps) {
  const { lookup } = t.caisse;
  const back = chosen ?? 0;
  return (
    <li class={back > 0 ? "refund-line refund-line-chosen" : "refund-line"}>
      <span class="hand-label">
        {line.label}
        <span class="hand-unit">
          {formatTimes(line.quantity, line.price, line.unit, locale)}
          {line.left !== line.quantity && line.left > 0 && ` · ${lookup.left(formatMeasure(line.left, line.unit, locale))}`}
        </span>
      </span>
      {chosen !== null && line.left <= 0 && <span class="chip">{lookup.gone}</span>}
      {chosen !== null && line.left > 0 &&
        (isMeasured(line.unit) || line.quantity % ONE !== 0
          ? <Weight {...{ line, chosen, busy, t, locale, onQuantity }} />
          : (
            <Stepper
              value={formatQuantity(back, locale)}
              label={lookup.pieces(line.label)}
              less={lookup.less(line.label)}
              more={lookup.more(line.label)}
              lessDisabled={busy || back === 0}
              moreDisabled={busy || back >= line.left}
              onLess={() => onQuantity(Math.max(0, back - ONE))}
              onMore={() => onQuantity(Math.min(line.left, back + ONE))}
            />
          ))}
      <span class="hand-amount">{formatCents(back > 0 ? refundCents(line, back) : line.paid, locale)}</span>
    </li>
  );
}

/** Nothing comes back while what is typed is no weight, or more than is left. */
function Weight({ line, chosen, busy, t, locale, onQuantity }: RefundLineProps & { chosen: number }) {
  const { lookup } = t.caisse;
  const id = useId();
  /** As it was typed; null once it says no more than what is chosen. */
  const typed = useSignal<string | null>(null);
  const meant = typed.value === null ? chosen : weightIn(typed.value, line.left);
  // All of the ticket, or none of it, was chosen meanwhile.
  useEffect(() => {
    if (meant !== null && meant !== chosen) typed.value = null;
  }, [chosen]);
  return (
    <span class="refund-weight">
      <input
        class="input"
        inputMode="decimal"
        autocomplete="off"
        aria-label={lookup.pieces(line.label)}
        aria-invalid={meant === null}
        aria-describedby={id}
        placeholder={formatQuantity(line.left, locale)}
        maxLength={10}
        disabled={busy}
        value={typed.value ?? (chosen === 0 ? "" : formatQuantity(chosen, locale))}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          onQuantity(weightIn(typed.value, line.left) ?? 0);
        }}
      />
      <span id={id} class={meant === null ? "refund-weight-wrong" : "visually-hidden"}>
        {lookup.atMost(formatQuantity(line.left, locale))}
      </span>
    </span>
  );
}

/** Thousandths, none for an empty field; null for what cannot come back. */
function weightIn(text: string, left: number): number | null {
  if (text.trim() === "") return 0;
  const weight = parseQuantity(text);
  return weight === null || weight > left ? null : weight;
}
