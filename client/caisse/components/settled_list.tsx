/** What came in for a customer's account before: each receipt can be copied. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { Loading } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { Key } from "../../components/main_button.tsx";
import { formatMoment } from "../../shell/words/words.ts";
import type { Settled } from "../store/accounts.ts";
import type { AsideMessages } from "../words/aside.ts";

interface SettledListProps {
  /** Null while they are fetched. */
  settled: readonly Settled[] | null;
  disabled: boolean;
  t: AsideMessages;
  locale: Locale;
  onCopy: (id: number) => void;
  onBack: () => void;
}

export function SettledList({ settled, disabled, t, locale, onCopy, onBack }: SettledListProps) {
  const words = t.caisse.account;
  return (
    <>
      {settled === null && <Loading label={words.loadingReceipts} />}
      {settled?.length === 0 && <p class="dialog-lead">{words.noReceipts}</p>}
      <ul class="todays-list settled-list">
        {settled?.map(({ id, number, at, cents, cancels }) => (
          <li key={id}>
            {/* Once for a double click: the second would be a copy too many, numbered and recorded. */}
            <button
              type="button"
              class="todays-receipt"
              disabled={disabled}
              onClick={({ detail }) => detail < 2 && onCopy(id)}
            >
              <span>
                <Icon name="print" /> {number}
              </span>
              <span>{formatMoment(at, locale, new Date())}</span>
              <span>{cancels ? words.cancelledOne : ""}</span>
              <span class="todays-total">{formatCents(cents, locale)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button button-plain" onClick={onBack}>
        {words.backToPay}
        <Key name="Esc" />
      </button>
    </>
  );
}
