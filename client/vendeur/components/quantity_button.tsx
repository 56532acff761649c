/** How many of the next article: what is being typed, or what is set already. */
import type { Locale } from "../../../shared/errors.ts";
import { formatQuantity } from "../../../shared/quantity.ts";
import type { VendeurMessages } from "../words/words.ts";

interface QuantityButtonProps {
  /** Digits that are not confirmed yet. */
  typed: string;
  /** Thousandths. */
  quantity: number;
  t: VendeurMessages;
  locale: Locale;
  onOpen: () => void;
}

export function QuantityButton({ typed, quantity, t, locale, onOpen }: QuantityButtonProps) {
  const text = formatQuantity(quantity, locale);
  const armed = quantity !== 1_000;
  const state = typed !== "" ? "count count-typing" : armed ? "count count-armed" : "count";
  return (
    <>
      <button type="button" class={state} aria-label={`${t.quantity.next} : ${typed || text}`} onClick={onOpen}>
        <span class="count-value">{typed === "" ? text : typed}</span>
        <span aria-hidden="true">×</span>
      </button>
      <span class="visually-hidden" role="status">
        {typed !== "" ? t.quantity.typing(typed) : armed ? t.quantity.armed(text) : ""}
      </span>
    </>
  );
}
