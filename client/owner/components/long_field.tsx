/** A labelled text of several lines, with its hint and its error. */
import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";

interface LongFieldProps {
  label: string;
  value: Signal<string>;
  hint?: string | undefined;
  error?: string | null;
  name: string;
  maxLength: number;
  rows?: number;
}

export function LongField({ label, value, hint, error = null, name, maxLength, rows = 3 }: LongFieldProps) {
  const id = useId();
  const about = error !== null || hint !== undefined ? `${id}-about` : undefined;
  return (
    <div class={error === null ? "field" : "field field-wrong"}>
      <label for={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        class="input input-long"
        rows={rows}
        maxLength={maxLength}
        value={value.value}
        onInput={(event) => value.value = event.currentTarget.value}
        aria-invalid={error !== null}
        aria-describedby={about}
      />
      {about !== undefined && <p id={about} class="field-about">{error ?? hint}</p>}
    </div>
  );
}
