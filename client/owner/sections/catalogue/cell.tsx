/** A value in its place that becomes a field when it is pressed: Enter saves, Esc leaves it as it was, and a refusal stands below. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface CellProps {
  /** What it is, of what: "Price of Bread". */
  name: string;
  /** As it is shown. */
  children: ComponentChildren;
  /** As it is typed. */
  text: string;
  /** A choice among these instead of typing. */
  options?: readonly { readonly value: string; readonly label: string }[];
  inputMode?: "decimal" | "numeric" | "text";
  maxLength?: number;
  /** -1 in a table that is walked through by arrows. */
  tabIndex?: -1 | 0;
  /** Answers why it could not be, or null when it is. */
  onSave: (text: string) => Promise<string | null>;
}

export function Cell({ name, children, text, options, tabIndex = 0, onSave, ...rest }: CellProps) {
  const typed = useSignal<string | null>(null);
  const busy = useSignal(false);
  const wrong = useSignal<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const back = useRef(false);
  const id = useId();
  const open = typed.value !== null;
  useEffect(() => {
    if (open) {
      field.current?.focus();
      field.current?.select?.();
    } else if (back.current) {
      back.current = false;
      button.current?.focus();
    }
  }, [open]);

  const leave = (withFocus: boolean) => {
    back.current = withFocus;
    typed.value = wrong.value = null;
  };
  const save = async (value: string, withFocus: boolean) => {
    if (busy.peek() || typed.peek() === null) return;
    if (value === text) return leave(withFocus);
    busy.value = true;
    wrong.value = await onSave(value).finally(() => busy.value = false);
    if (wrong.peek() === null) leave(withFocus && field.current === document.activeElement);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLSelectElement }) => {
    if (event.key === "Enter") save(event.currentTarget.value, true);
    else if (event.key === "Escape") leave(true);
    else return;
    event.preventDefault();
  };
  if (typed.value === null) {
    return (
      <button
        ref={button}
        type="button"
        class="cell"
        tabIndex={tabIndex}
        onClick={() => typed.value = text}
      >
        {children}
        <span class="visually-hidden">, {name}</span>
      </button>
    );
  }
  const shared = {
    ref: field,
    class: "input cell-field",
    value: typed.value,
    tabIndex,
    "aria-label": name,
    "aria-invalid": wrong.value !== null,
    "aria-describedby": wrong.value === null ? undefined : id,
    "aria-busy": busy.value,
    onKeyDown,
  };
  return (
    <span class={wrong.value === null ? "cell-open" : "cell-open field-wrong"}>
      {options === undefined
        ? (
          <input
            {...rest}
            {...shared}
            type="text"
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => typed.value = event.currentTarget.value}
            // What was refused is not tried again by going away.
            onBlur={(event) => wrong.peek() === null && save(event.currentTarget.value, false)}
          />
        )
        : (
          <select
            {...shared}
            onChange={(event) => {
              typed.value = event.currentTarget.value;
              save(event.currentTarget.value, true);
            }}
            onBlur={() => wrong.peek() === null && !busy.peek() && leave(false)}
          >
            {options.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
          </select>
        )}
      {wrong.value !== null && <span id={id} class="field-about" role="alert">{wrong.value}</span>}
    </span>
  );
}
