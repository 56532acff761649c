/** The owner's code, where something goes beyond what a cashier may do alone. */
import type { Ref } from "preact";

interface OwnersCodeProps {
  /** Why it is asked for, or what it is. */
  label: string;
  /** What it is called where the label says why. */
  name?: string;
  value: string;
  fieldRef?: Ref<HTMLInputElement>;
  onCode: (code: string) => void;
}

/** Digits of the code, as the owner reads it out. */
const DIGITS = 6;

export function OwnersCode({ label, name, value, fieldRef, onCode }: OwnersCodeProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <input
        ref={fieldRef ?? null}
        class="input"
        name="approval"
        aria-label={name}
        placeholder={name}
        inputMode="numeric"
        autocomplete="off"
        maxLength={DIGITS}
        value={value}
        onInput={(event) => onCode(event.currentTarget.value)}
      />
    </label>
  );
}
