/** A keypad for how much of an article, pieces or a weight, for fingers; keys work as well, and a scan leaves no digit there. */
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import { parseQuantity } from "../../shared/quantity.ts";
import { formatUnitPrice, isMeasured, type Unit } from "../../shared/units.ts";
import { lineTotal } from "../../shared/vat.ts";
import { Dialog } from "../components/dialog.tsx";
import { Icon } from "../components/icon.tsx";
import { digitOf } from "../components/shortcuts.ts";
import { useTyped } from "./typed.ts";
import type { PadWords } from "../catalogue/words/pad_fr.ts";

/** Characters that a quantity may have. */
const LONGEST = 8;
const OTHER_BUTTON = "button:not(.pad-key, .button-main)";
const DIGITS = ["7", "8", "9", "4", "5", "6", "1", "2", "3"];

interface QuantityPadProps {
  title: string;
  /** The present quantity as text, empty where it must be said; the first key takes its place. */
  present: string;
  /** Of what it is the quantity, where that is known. */
  of?: { readonly unit: Unit; readonly price: number };
  t: PadWords;
  close: string;
  locale: Locale;
  /** What takes the whole line off is called, where it can be. */
  remove?: string;
  /** Thousandths; zero takes it off. */
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

export function QuantityPad({ title, present, of, t, close, locale, remove, onQuantity, onClose }: QuantityPadProps) {
  // A scan that is typed into it is undone.
  const typed = useTyped();
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
    // On a button that says something else it presses that.
    if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.matches(OTHER_BUTTON)) return;
    const digit = digitOf(event);
    if (digit !== null) type(digit);
    else if (event.key === "," || event.key === ".") type(comma);
    else if (event.key === "Backspace") typed.value = typed.value.slice(0, -1);
    else if ((event.key === "*" || event.key === "Enter") && !event.repeat) confirm();
    else return;
    event.preventDefault();
  };
  const measured = of !== undefined && isMeasured(of.unit);
  const shown = typed.value === "" ? present || "0" : typed.value;
  const key = (text: string) => <button type="button" key={text} class="pad-key" onClick={() => type(text)}>{text}</button>;
  return (
    <Dialog title={title} close={close} onClose={onClose} class="pad-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        {/* Where nothing can be confirmed yet, the focus would be on the button that closes. */}
        <output
          class={typed.value === "" ? "pad-value pad-value-old" : "pad-value"}
          aria-label={t.value}
          tabIndex={-1}
          data-first={present === "" ? true : undefined}
        >
          {measured ? `${shown}\u00a0${of.unit}` : shown}
        </output>
        {of === undefined ? <p class="pad-hint">{t.hint}</p> : (
          <p class="pad-hint pad-worth">
            <span>× {formatUnitPrice(of.price, of.unit, locale)}</span>
            <strong>{quantity === null ? t.measured : formatCents(lineTotal(quantity, of.price, 0), locale)}</strong>
          </p>
        )}
        <div class="pad">
          {DIGITS.map(key)}
          <button type="button" class="pad-key" aria-label={t.decimal} onClick={() => type(comma)}>{comma}</button>
          {key("0")}
          <button
            type="button"
            class="pad-key"
            aria-label={t.erase}
            onClick={() => typed.value = typed.value.slice(0, -1)}
          >
            <Icon name="erase" />
          </button>
        </div>
        {remove !== undefined && (
          <button
            type="button"
            class="button button-bad-plain button-wide"
            onClick={() => {
              onQuantity(0);
              onClose();
            }}
          >
            <Icon name="trash" />
            {remove}
          </button>
        )}
        <button
          type="button"
          class="button button-main button-big button-wide"
          data-first
          disabled={quantity === null}
          onClick={confirm}
        >
          {t.confirm}
        </button>
      </div>
    </Dialog>
  );
}
