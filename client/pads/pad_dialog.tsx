/** A dialog with a keypad for a figure, for fingers; keys work as well, and a scan leaves no digit there. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Locale } from "../../shared/errors.ts";
import type { PadWords } from "../catalogue/words/pad_fr.ts";
import { Dialog } from "../components/dialog.tsx";
import { Icon } from "../components/icon.tsx";
import { digitOf } from "../components/shortcuts.ts";

/** Characters that a figure may have. */
const LONGEST = 8;
const OTHER_BUTTON = "button:not(.pad-key, .button-main)";
const DIGITS = ["7", "8", "9", "4", "5", "6", "1", "2", "3"];

interface PadDialogProps {
  title: string;
  /** What the figure is called. */
  name: string;
  /** What keys change, out of `useTyped`: what a scan types into it is undone. */
  typed: Signal<string>;
  /** What stands there before the first key, which takes its place; empty where it must be said. */
  present: string;
  /** Written behind the figure. */
  unit?: string;
  t: PadWords;
  close: string;
  locale: Locale;
  /** What confirms it is called. */
  confirm: string;
  ready: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** Between the figure and its keys. */
  hint: ComponentChildren;
  /** Below the keys, or beside them where it is wide. */
  children?: ComponentChildren;
  wide?: boolean;
}

export function PadDialog(props: PadDialogProps) {
  const { title, name, typed, present, unit, t, close, locale, confirm, ready, onConfirm, onClose, hint, children, wide } = props;
  const comma = locale === "fr" ? "," : ".";
  const type = (character: string) => {
    const text = typed.value;
    if (text.length >= LONGEST || (character === comma && text.includes(comma))) return;
    typed.value = text === "" && character === comma ? `0${comma}` : text + character;
  };
  const erase = () => typed.value = typed.value.slice(0, -1);
  const onKeyDown = (event: KeyboardEvent) => {
    // On a button that says something else it presses that.
    if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.matches(OTHER_BUTTON)) return;
    const inField = event.target instanceof HTMLInputElement;
    const digit = inField ? null : digitOf(event);
    if (digit !== null) type(digit);
    else if (event.key === "Enter" || (event.key === "*" && !inField)) event.repeat || onConfirm();
    else if (inField) return;
    else if (event.key === "," || event.key === ".") type(comma);
    else if (event.key === "Backspace") erase();
    else return;
    event.preventDefault();
  };
  const shown = typed.value === "" ? present || "0" : typed.value;
  const key = (text: string) => <button type="button" key={text} class="pad-key" onClick={() => type(text)}>{text}</button>;
  const figure = (
    <>
      {/* Where nothing can be confirmed yet, the focus would be on the button that closes. */}
      <output
        class={typed.value === "" ? "pad-value pad-value-old" : "pad-value"}
        aria-label={name}
        tabIndex={-1}
        data-first={present === "" ? true : undefined}
      >
        {unit === undefined ? shown : `${shown}\u00a0${unit}`}
      </output>
      {hint}
      <div class="pad">
        {DIGITS.map(key)}
        <button type="button" class="pad-key" aria-label={t.decimal} onClick={() => type(comma)}>{comma}</button>
        {key("0")}
        <button type="button" class="pad-key" aria-label={t.erase} onClick={erase}>
          <Icon name="erase" />
        </button>
      </div>
    </>
  );
  const button = (
    <button type="button" class="button button-main button-big button-wide" data-first disabled={!ready} onClick={onConfirm}>
      {confirm}
    </button>
  );
  if (!wide) {
    return (
      <Dialog title={title} close={close} onClose={onClose} class="pad-dialog" onKeyDown={onKeyDown}>
        <div class="dialog-body">
          {figure}
          {children}
          {button}
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} close={close} onClose={onClose} class="pad-dialog-wide" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <div class="pad-part">{figure}</div>
        <div class="pad-part">{children}</div>
      </div>
      <div class="dialog-foot">{button}</div>
    </Dialog>
  );
}
