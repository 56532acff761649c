/** A keypad for a code that nobody beside it reads: dots instead of digits. */
import { digitOf, onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { Icon } from "../../components/icon.tsx";
import type { PinWords } from "../words/pin_fr.ts";

/** Digits that a code has at most. */
const LONGEST = 8;
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

interface PinPadProps {
  value: string;
  busy: boolean;
  submit: string;
  w: PinWords;
  onType: (value: string) => void;
  onSubmit: () => void;
  onBack: () => void;
}

export function PinPad({ value, busy, submit, w, onType, onSubmit, onBack }: PinPadProps) {
  const type = (digit: string) => {
    if (!busy && value.length < LONGEST) onType(value + digit);
  };
  const erase = () => onType(value.slice(0, -1));
  useShortcuts((event) => {
    const digit = digitOf(event);
    if (digit !== null) type(digit);
    else if (event.key === "Backspace") erase();
    else if (event.key === "Escape") onBack();
    else if (event.key === "Enter" && !onChoice(event.target)) onSubmit();
    else return false;
    return true;
  });
  const key = (digit: string) => <button type="button" key={digit} class="pad-key" onClick={() => type(digit)}>{digit}</button>;
  return (
    <div class="pin-pad">
      <output class="pin-dots" aria-label={w.code}>
        <span class="visually-hidden">{w.digits(value.length)}</span>
        <span aria-hidden="true">{"•".repeat(value.length) || "····"}</span>
      </output>
      <div class="pad">
        {DIGITS.map(key)}
        <span />
        {key("0")}
        <button type="button" class="pad-key" aria-label={w.erase} onClick={erase}>
          <Icon name="erase" />
        </button>
      </div>
      <button type="button" class="button button-main button-big button-wide" disabled={busy || value === ""} onClick={onSubmit}>
        {submit}
      </button>
    </div>
  );
}
