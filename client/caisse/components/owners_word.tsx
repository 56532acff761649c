/** What a payment lacks whose discounts go beyond the cap: the owner's code, and why where nobody said. */
import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { OwnersWord } from "../store/payment.ts";
import { OwnersCode } from "./owners_code.tsx";
import { TextField } from "./text_field.tsx";

interface OwnersWordProps {
  word: Signal<OwnersWord>;
  t: AsideMessages;
  locale: Locale;
  onSubmit: () => void;
}

export function OwnersWordFields({ word, t, onSubmit }: OwnersWordProps) {
  const { discounting, reasons } = t.caisse;
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    onSubmit();
  };
  return (
    <div class="owners-word" role="group" aria-label={discounting.code} onKeyDown={onKeyDown}>
      <OwnersCode
        label={discounting.code}
        value={word.value.code}
        fieldRef={first}
        onCode={(code) => word.value = { ...word.value, code }}
      />
      <TextField
        label={reasons.label}
        value={word.value.reason}
        name="reason"
        list="owners-word-reasons"
        maxLength={500}
        onText={(reason) => word.value = { ...word.value, reason }}
      />
      <datalist id="owners-word-reasons">
        {discounting.reasons.map((reason) => <option key={reason} value={reason} />)}
      </datalist>
    </div>
  );
}
