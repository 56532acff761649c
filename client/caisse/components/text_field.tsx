/** A line of text under its label, as a till asks for numbers, codes and reasons. */
import type { Ref } from "preact";

interface TextFieldProps {
  label: string;
  value: string;
  onText: (text: string) => void;
  fieldRef?: Ref<HTMLInputElement>;
  /** A class more. */
  kind?: string;
  name?: string;
  inputMode?: "numeric";
  autocapitalize?: "characters";
  spellcheck?: false;
  maxLength?: number;
  placeholder?: string;
  /** The id of what may be chosen instead. */
  list?: string;
  /** The dialog that it stands in begins here. */
  "data-first"?: "";
}

export function TextField({ label, value, onText, fieldRef = null, kind = "", ...rest }: TextFieldProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <input
        {...rest}
        type="text"
        ref={fieldRef}
        class={`input ${kind}`}
        autocomplete="off"
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </label>
  );
}
