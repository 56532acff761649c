/** A keypad for a quantity, for fingers; keys work as well. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { parseQuantity } from "../../../shared/quantity.ts";
import type { VendeurMessages } from "../words/words.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Icon } from "../../components/icon.tsx";
import { digitOf } from "../../components/shortcuts.ts";

/** Characters that a quantity may have. */
const LONGEST = 8;
const DIGITS = ["7", "8", "9", "4", "5", "6", "1", "2", "3"];

interface QuantityPadProps {
  title: string;
  /** The present quantity as text; the first key takes its place. */
  present: string;
  t: VendeurMessages;
  locale: Locale;
  /** Thousandths. */
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

export function QuantityPad({ title, present, t, locale, onQuantity, onClose }: QuantityPadProps) {
  const typed = useSignal("");
  const comma = locale === "fr" ? "," : ".";
  const type = (character: string) => {
    const text = typed.value;
    if (text.length >= LONGEST || (character === comma && text.includes(comma))) return;
    typed.value = text === "" && character === comma ? `0${comma}` : text + character;
  };
  const quantity = parseQuantity(typed.value === "" ? present : typed.value);
  const confirm = () => {
    if (quantity === null) return;
    onQuantity(quantity);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const digit = digitOf(event);
    if (digit !== null) type(digit);
    else if (event.key === "," || event.key === ".") type(comma);
    else if (event.key === "Backspace") typed.value = typed.value.slice(0, -1);
    else if (event.key === "*" || event.key === "Enter") confirm();
    else return;
    event.preventDefault();
  };
  const key = (text: string) => <button type="button" key={text} class="pad-key" onClick={() => type(text)}>{text}</button>;
  return (
    <Dialog title={title} close={t.close} onClose={onClose} class="pad-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <output class={typed.value === "" ? "pad-value pad-value-old" : "pad-value"} aria-label={t.quantity.value}>
          {typed.value === "" ? present : typed.value}
        </output>
        <p class="pad-hint">{t.quantity.hint}</p>
        <div class="pad">
          {DIGITS.map(key)}
          <button type="button" class="pad-key" aria-label={t.quantity.decimal} onClick={() => type(comma)}>{comma}</button>
          {key("0")}
          <button
            type="button"
            class="pad-key"
            aria-label={t.quantity.erase}
            onClick={() => typed.value = typed.value.slice(0, -1)}
          >
            <Icon name="erase" />
          </button>
        </div>
        <button
          type="button"
          class="button button-main button-big button-wide"
          data-first
          disabled={quantity === null}
          onClick={confirm}
        >
          {t.quantity.confirm}
        </button>
      </div>
    </Dialog>
  );
}
