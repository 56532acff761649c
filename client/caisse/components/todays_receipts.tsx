/** Today's receipts of this till, to be looked at, copied or refunded. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatMoment } from "../../shell/words/words.ts";
import type { TodaysReceipt } from "../store/todays_receipts.ts";
import type { AsideMessages } from "../words/aside.ts";

interface TodaysReceiptsProps {
  /** Null until they are known. */
  receipts: readonly TodaysReceipt[] | null;
  disabled: boolean;
  t: AsideMessages;
  locale: Locale;
  onChoose: (number: string) => void;
}

export function TodaysReceipts({ receipts, disabled, t, locale, onChoose }: TodaysReceiptsProps) {
  const { lookup } = t.caisse;
  if (receipts === null) return null;
  return (
    <section class="todays" aria-labelledby="todays-title">
      <h3 id="todays-title" class="field-label">{lookup.today}</h3>
      {receipts.length === 0 && <p class="pane-count">{lookup.noneYet}</p>}
      <ul class="todays-list">
        {receipts.map(({ number, type, paidAt, total }) => (
          <li key={number}>
            <button type="button" class="todays-receipt" disabled={disabled} onClick={() => onChoose(number)}>
              <span>{number}</span>
              <span>{formatMoment(paidAt, locale, new Date(paidAt))}</span>
              <span>{type === "avoir" ? lookup.refund : ""}</span>
              <span class="todays-total">{formatCents(total, locale)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
