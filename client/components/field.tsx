/** One labelled input with its hint and its error. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface FieldProps {
  label: string;
  value: Signal<string>;
  hint?: string;
  /** What is wrong with the value; null when nothing is. */
  error?: string | null;
  name: string;
  type?: "text" | "password";
  /** What a browser may fill it in with: nothing, where it is not said. */
  autocomplete?: string;
  inputMode?: "decimal" | "numeric" | "text";
  placeholder?: string;
  maxLength?: number;
  autofocus?: boolean;
}

export function Field(
  { label, value, hint, error = null, name, type = "text", autocomplete = "off", autofocus = false, ...rest }: FieldProps,
) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // A browser heeds the attribute once for a page, and this page stays: who signs out types here again.
  useLayoutEffect(() => {
    if (autofocus) field.current?.focus();
  }, []);
  const about = error !== null || hint !== undefined ? `${id}-about` : undefined;
  // One literal each: the types of Preact tell inputs apart by it.
  const kind = type === "password" ? { type: "password" as const } : { type: "text" as const };
  return (
    <div class={error === null ? "field" : "field field-wrong"}>
      <label for={id}>{label}</label>
      <input
        {...rest}
        ref={field}
        id={id}
        name={name}
        {...kind}
        autocomplete={autocomplete}
        class="input"
        value={value.value}
        onInput={(event) => value.value = event.currentTarget.value}
        autocapitalize="none"
        spellcheck={false}
        data-first={autofocus ? "" : undefined}
        aria-invalid={error !== null}
        aria-describedby={about}
      />
      {about !== undefined && <p id={about} class="field-about">{error ?? hint}</p>}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: Signal<string>;
  hint?: string;
  name: string;
  /** Its options. */
  children: ComponentChildren;
}

export function Choice({ label, value, hint, name, children }: ChoiceProps) {
  const id = useId();
  const about = hint === undefined ? undefined : `${id}-about`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        class="input"
        value={value.value}
        onChange={(event) => value.value = event.currentTarget.value}
        aria-describedby={about}
      >
        {children}
      </select>
      {about !== undefined && <p id={about} class="field-about">{hint}</p>}
    </div>
  );
}
